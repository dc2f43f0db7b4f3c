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

@Injectable()
export class SessionFeed extends FeedAnnouncements {
  readonly #channels = new Map<string, { channel: FeedChannel; latest: AnnouncedSession | null }>();

  publishSession(session: AnnouncedSession): void {
    const known = this.#of(session.sessionId);
    known.latest = session;
    known.channel.publish('stage', { session });
  }

  /** @returns the way to leave */
  join(sessionId: string, subscriber: FeedSubscriber): () => void {
    const { channel, latest } = this.#of(sessionId);
    channel.join(subscriber, { session: latest });
    return () => channel.leave(subscriber);
  }

  #of(sessionId: string) {
    const known = this.#channels.get(sessionId) ?? {
      channel: new FeedChannel({ channel: 'session' }),
      latest: null,
    };
    this.#channels.set(sessionId, known);
    return known;
  }
}
