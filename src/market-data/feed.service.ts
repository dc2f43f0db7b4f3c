import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Actor } from '../identity';
import { DomainError } from '../kernel';
import { VenueEvents } from '../order-matching';
import type { FeedSubscriber } from './core';
import { SessionFeed } from './feed-announcements.service';
import { MarketFeed } from './market-feed.service';
import { PrivateFeed } from './private-feed.service';

export type FeedAddress =
  | { readonly channel: 'market'; readonly instrumentCode: string }
  | { readonly channel: 'private' }
  | { readonly channel: 'session' };

/** The one door to all channels: who may follow what. */
@Injectable()
export class Feed implements OnModuleInit, OnModuleDestroy {
  #stop: () => void = () => undefined;

  constructor(
    private readonly venueEvents: VenueEvents,
    private readonly markets: MarketFeed,
    private readonly desks: PrivateFeed,
    private readonly sessions: SessionFeed,
  ) {}

  onModuleInit(): void {
    this.#stop = this.venueEvents.subscribe((events) => {
      this.markets.take(events);
      this.desks.take(events);
    });
  }

  onModuleDestroy(): void {
    this.#stop();
  }

  /**
   * Sends a snapshot of the channel and then whatever happens in it.
   * @returns the way to leave. @throws DomainError `feed.no-private-channel`, or the directory's for an unknown market
   */
  async join(
    sessionId: string,
    actor: Actor,
    address: FeedAddress,
    subscriber: FeedSubscriber,
  ): Promise<() => void> {
    switch (address.channel) {
      case 'market':
        return await this.markets.join(sessionId, address.instrumentCode, subscriber);
      case 'session':
        return this.sessions.join(sessionId, subscriber);
      case 'private':
        if (actor.participantCode === null || actor.sessionId !== sessionId) throw noPrivateChannel();
        return await this.desks.join(sessionId, actor.participantCode, subscriber);
    }
  }
}

const noPrivateChannel = () =>
  new DomainError(
    'feed.no-private-channel',
    {
      en: 'only a seat that trades for a participant has a private channel',
      zh: '只有代表某一参与方交易的席位才有私有频道',
    },
    {},
    {
      kind: 'forbidden',
      remedy: { en: 'take a seat with a join code', zh: '请凭加入码入席' },
    },
  );
