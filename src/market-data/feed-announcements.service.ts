import { Injectable } from '@nestjs/common';
import { FeedChannel, type FeedSubscriber } from './core';

/** What the session channel tells; the floor above decides what a session looks like. */
export interface AnnouncedSession {
  readonly sessionId: string;
}

/** A port for the floor above: whoever runs sessions announces here what their listeners shall see. */
export abstract class FeedAnnouncements {
  /** Sends the summary to all who follow the session, and keeps it for those who join later. */
  abstract publishSession(session: AnnouncedSession): void;
}

interface SessionChannel {
  readonly channel: FeedChannel;
  latest: AnnouncedSession | null;
}

@Injectable()
export class SessionFeed extends FeedAnnouncements {
  readonly #channels = new Map<string, SessionChannel>();

  publishSession(session: AnnouncedSession): void {
    const known = this.#of(session.sessionId);
    known.latest = session;
    known.channel.publish('stage', { session });
  }

  /** @returns the way to leave */
  join(sessionId: string, subscriber: FeedSubscriber): () => void {
    const known = this.#of(sessionId);
    known.channel.join(subscriber, { session: known.latest });
    return () => {
      known.channel.leave(subscriber);
      // what was announced is kept for the next who come; a name that nobody announced is not
      const isForgotten = known.latest === null && known.channel.subscriberCount === 0;
      if (isForgotten && this.#channels.get(sessionId) === known) this.#channels.delete(sessionId);
    };
  }

  /** How many sessions are kept: those announced, and those that somebody follows. */
  get channelCount(): number {
    return this.#channels.size;
  }

  #of(sessionId: string): SessionChannel {
    const known = this.#channels.get(sessionId) ?? {
      channel: new FeedChannel({ channel: 'session' }),
      latest: null,
    };
    this.#channels.set(sessionId, known);
    return known;
  }
}
