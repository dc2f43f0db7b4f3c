import { Injectable, Logger } from '@nestjs/common';
import { Ledger } from '../ledger';
import { OrderMatching, type OrderReport, type VenueAccount, type VenueEvent } from '../order-matching';
import { FeedChannel, type FeedSubscriber } from './core';
import { Measures } from './measures.service';
import { accountMessage, orderMessage } from './private-messages';

/** Open orders, and finished ones, in a snapshot. */
const MAX_OPEN_ORDERS = 500;
const FINISHED_ORDERS = 50;

type OwnEvent =
  | { readonly type: 'order'; readonly order: OrderReport }
  | { readonly type: 'account'; readonly account: VenueAccount };

interface Desk {
  readonly sessionId: string;
  readonly participantCode: string;
  readonly channel: FeedChannel;
  /** events not yet written out, in order */
  readonly waiting: OwnEvent[];
  /** the writing that goes on; one at a time, so that messages keep the order of events */
  writing: Promise<void>;
  joining: number;
}

/** The private channel of each participant: own orders and own account, nothing of anybody else (I18). */
@Injectable()
export class PrivateFeed {
  readonly #logger = new Logger('PrivateFeed');
  readonly #desks = new Map<string, Desk>();

  constructor(
    private readonly orderMatching: OrderMatching,
    private readonly ledger: Ledger,
    private readonly measures: Measures,
  ) {}

  /** @returns the way to leave */
  async join(sessionId: string, participantCode: string, subscriber: FeedSubscriber): Promise<() => void> {
    const key = `${sessionId}\n${participantCode}`;
    const desk = this.#desks.get(key) ?? this.#open(key, sessionId, participantCode);
    desk.joining += 1;
    try {
      // In line with the writing of events: whatever is written after the snapshot is newer than the snapshot.
      await this.#inLine(desk, async () => desk.channel.join(subscriber, await this.#snapshot(desk)));
      return () => {
        desk.channel.leave(subscriber);
        this.#dropWhenEmpty(key, desk);
      };
    } finally {
      desk.joining -= 1;
      this.#dropWhenEmpty(key, desk);
    }
  }

  take(events: readonly VenueEvent[]): void {
    for (const event of events) {
      if (event.type !== 'order' && event.type !== 'account') continue;
      const participantCode =
        event.type === 'order' ? event.order.participantCode : event.account.participantCode;
      const desk = this.#desks.get(`${event.sessionId}\n${participantCode}`);
      if (!desk) continue;
      desk.waiting.push(event);
      if (desk.waiting.length === 1)
        this.#inLine(desk, () => this.#writeWaiting(desk)).catch((error: unknown) =>
          this.#logger.error({ err: error, sessionId: desk.sessionId }, 'a private message was not written'),
        );
    }
  }

  #open(key: string, sessionId: string, participantCode: string): Desk {
    const channel = new FeedChannel({ channel: 'private' });
    const desk: Desk = {
      sessionId,
      participantCode,
      channel,
      waiting: [],
      writing: Promise.resolve(),
      joining: 0,
    };
    this.#desks.set(key, desk);
    return desk;
  }

  #inLine(desk: Desk, work: () => Promise<void>): Promise<void> {
    const turn = desk.writing.then(work);
    desk.writing = turn.catch(() => undefined);
    return turn;
  }

  async #writeWaiting(desk: Desk): Promise<void> {
    const events = desk.waiting.splice(0);
    for (const event of events) {
      if (event.type !== 'order') continue;
      const measures = await this.measures.of(desk.sessionId, event.order.instrumentCode);
      desk.channel.publish('order', { order: orderMessage(event.order, measures) });
    }
    // An account event holds the whole account: only the last one matters.
    const account = events.findLast((event) => event.type === 'account')?.account;
    if (account) desk.channel.publish('account', { account: await this.#account(desk, account) });
  }

  async #snapshot(desk: Desk): Promise<object> {
    const { sessionId, participantCode } = desk;
    const query = { sessionId, participantCode };
    const open = await this.orderMatching.orders({ ...query, openOnly: true, limit: MAX_OPEN_ORDERS });
    const latest = await this.orderMatching.orders({ ...query, openOnly: false, limit: FINISHED_ORDERS });
    const known = new Set(latest.map(({ orderId }) => orderId));
    const orders = [...latest, ...open.filter(({ orderId }) => !known.has(orderId))];
    return {
      orders: await Promise.all(
        orders.map(async (order) =>
          orderMessage(order, await this.measures.of(sessionId, order.instrumentCode)),
        ),
      ),
      account: await this.#account(desk, await this.orderMatching.account(sessionId, participantCode)),
    };
  }

  async #account({ sessionId, participantCode }: Desk, account: VenueAccount): Promise<object> {
    const balances = await this.ledger.balances(sessionId, { participantCode });
    return accountMessage(account, balances, (code) => this.measures.of(sessionId, code));
  }

  #dropWhenEmpty(key: string, desk: Desk): void {
    if (desk.joining === 0 && desk.channel.subscriberCount === 0)
      if (this.#desks.get(key) === desk) this.#desks.delete(key);
  }
}
