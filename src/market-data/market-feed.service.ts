import { Injectable } from '@nestjs/common';
import type { InstrumentMeasures } from '../kernel';
import { OrderMatching, type VenueEvent } from '../order-matching';
import {
  deltaMessage,
  FeedChannel,
  type FeedSubscriber,
  MarketBook,
  type MarketEvent,
  pictureMessage,
  TAPE_LENGTH,
  tradeMessage,
} from './core';
import { Measures } from './measures.service';

/** More levels than any price band holds. */
const ALL_LEVELS = 100_000;

interface OpenMarket {
  readonly channel: FeedChannel;
  readonly book: MarketBook;
  readonly measures: InstrumentMeasures;
}
/** `waiting` keeps what happens while the first picture is being read. */
interface Market {
  readonly opening: Promise<OpenMarket>;
  waiting: MarketEvent[] | null;
  open: OpenMarket | null;
  joining: number;
}

/** The public channel of each market: kept while somebody listens, dropped when the last listener leaves. */
@Injectable()
export class MarketFeed {
  readonly #markets = new Map<string, Market>();

  constructor(
    private readonly orderMatching: OrderMatching,
    private readonly measures: Measures,
  ) {}

  /** @returns the way to leave. @throws DomainError when there is no such market */
  async join(sessionId: string, instrumentCode: string, subscriber: FeedSubscriber): Promise<() => void> {
    const key = `${sessionId}\n${instrumentCode}`;
    const market = this.#markets.get(key) ?? this.#open(key, sessionId, instrumentCode);
    market.joining += 1;
    try {
      const { channel, book, measures } = await market.opening;
      channel.join(subscriber, {
        ...pictureMessage(book.picture(), measures),
        trades: book.tape().map((trade) => tradeMessage(trade, measures)),
      });
      return () => {
        channel.leave(subscriber);
        this.#dropWhenEmpty(key, market);
      };
    } finally {
      market.joining -= 1;
      this.#dropWhenEmpty(key, market);
    }
  }

  /** One batch of the venue's events: at most one delta per market. */
  take(events: readonly VenueEvent[]): void {
    const batches = new Map<Market, MarketEvent[]>();
    for (const event of events) {
      const marketEvent = publicPart(event);
      if (!marketEvent) continue;
      const market = this.#markets.get(`${event.sessionId}\n${marketEvent.instrumentCode}`);
      if (!market) continue;
      const batch = batches.get(market) ?? [];
      batch.push(marketEvent.event);
      batches.set(market, batch);
    }
    for (const [market, batch] of batches) {
      if (market.waiting) market.waiting.push(...batch);
      else if (market.open) publish(market.open, batch);
    }
  }

  #open(key: string, sessionId: string, instrumentCode: string): Market {
    const market: Market = {
      opening: this.#read(sessionId, instrumentCode).then((open) => {
        open.book.apply(market.waiting ?? []);
        market.waiting = null;
        market.open = open;
        return open;
      }),
      waiting: [],
      open: null,
      joining: 0,
    };
    this.#markets.set(key, market);
    return market;
  }

  async #read(sessionId: string, instrumentCode: string): Promise<OpenMarket> {
    const measures = await this.measures.of(sessionId, instrumentCode);
    const depth = await this.orderMatching.depth(sessionId, instrumentCode, ALL_LEVELS);
    const trades = await this.orderMatching.recentTrades(sessionId, instrumentCode, TAPE_LENGTH);
    const channel = new FeedChannel({ channel: 'market', instrumentCode });
    return { channel, measures, book: new MarketBook(depth, trades) };
  }

  #dropWhenEmpty(key: string, market: Market): void {
    if (market.joining === 0 && (market.open?.channel.subscriberCount ?? 0) === 0)
      if (this.#markets.get(key) === market) this.#markets.delete(key);
  }
}

function publish({ book, channel, measures }: OpenMarket, events: readonly MarketEvent[]): void {
  const delta = book.apply(events);
  if (delta) channel.publish('delta', deltaMessage(delta, measures));
}

function publicPart(event: VenueEvent): { instrumentCode: string; event: MarketEvent } | null {
  switch (event.type) {
    case 'level':
    case 'reference':
    case 'market-phase':
    case 'indicative':
    case 'auction':
      return { instrumentCode: event.instrumentCode, event };
    case 'trade':
      return { instrumentCode: event.trade.instrumentCode, event };
    case 'order':
    case 'account':
    case 'phase':
      return null;
  }
}
