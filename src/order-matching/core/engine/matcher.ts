import { assert } from '../../../kernel/errors';
import { BUY, NO_PRICE, NO_SLOT, opposite, SELL, type SideCode } from '../book/order-book';
import { FLAG, PREVENTION_SHIFT } from '../book/order-pool';
import type { ReasonCode } from '../reasons';
import { crossesAt } from './crossing';
import type { Market } from './market';
import type { OrderLife } from './order-life';
import { CANCEL_AGGRESSOR, CANCEL_BOTH, CANCEL_RESTING, DECREMENT_AND_CANCEL, REST } from './order-ticket';
import type { TradeBooking } from './trade-booking';
import { CONTINUOUS } from './venue-sink';
import type { VenueTables } from './venue-tables';

/** Lets an order with cover meet the book: trades by price, then time; prevents self-trades; rests or voids the rest. */
export class Matcher {
  /** whether self-trade prevention took lots off the order that is being matched */
  private decremented = false;

  constructor(
    private readonly tables: VenueTables,
    private readonly life: OrderLife,
    private readonly booking: TradeBooking,
  ) {}

  /** The order stands nowhere: it trades, and what is left rests or is void. Its owner is told at the end. */
  execute(slot: number, market: Market): void {
    const { pool } = this.tables;
    this.decremented = false;
    let cause: ReasonCode | null = null;
    if (market.matchesBook) {
      const other = opposite(pool.sideOf(slot));
      if (crossesAt(pool.sideOf(slot), pool.priceOf(slot), market.book.best(other)))
        cause = this.match(slot, market);
    }
    if (market.collects && cause === null && this.mayRest(slot))
      cause = this.preventOwnCrossing(slot, market);
    const leaves = pool.leavesOf(slot);
    if (leaves > 0 && cause === null) cause = this.whyNotRest(slot, market);
    if (leaves > 0 && cause === null) {
      this.life.rest(slot, market);
      this.tables.reportOrder(slot, this.decremented ? 'order.self-trade-decremented' : null);
    } else this.finishOrder(slot, market, cause);
    this.afterMeeting(market);
  }

  /** Every order that met the book leaves it uncrossed, and the dynamic band where the last trade was. */
  afterMeeting(market: Market): void {
    if (market.hasDynamicBand && market.matches) market.centreDynamicBand();
    assertUncrossed(market);
  }

  private finishOrder(slot: number, market: Market, cause: ReasonCode | null): void {
    this.tables.pool.setLeaves(slot, 0);
    this.tables.reportOrder(
      slot,
      cause === null && this.decremented ? 'order.self-trade-decremented' : cause,
    );
    this.life.end(slot, market);
  }

  /** Trades until nothing crosses. Answers why it had to stop before that, or null. */
  private match(slot: number, market: Market): ReasonCode | null {
    const { pool } = this.tables;
    const { book } = market;
    const side = pool.sideOf(slot);
    const limit = pool.priceOf(slot);
    const position = pool.rowOf(slot);
    const other = opposite(side);
    while (pool.leavesOf(slot) > 0) {
      const resting = book.front(other);
      if (resting === NO_SLOT) return null;
      const price = pool.priceOf(resting);
      if (!crossesAt(side, limit, price)) return null;
      // the same position of the same instrument: the same participant, and no trade that could halt the market
      if (pool.rowOf(resting) === position) {
        const cause = this.prevent(slot, resting, market);
        if (cause !== null) return cause;
      } else if (price < market.dynamicLowTicks || price > market.dynamicHighTicks) {
        this.halt(market);
        return null;
      } else this.fill(slot, resting, market, price, side);
    }
    return null;
  }

  /** One trade at the resting price (I9). */
  private fill(slot: number, resting: number, market: Market, price: number, side: SideCode): void {
    const wanted = this.tables.pool.leavesOf(slot);
    const displayed = this.tables.pool.shownOf(resting);
    const lots = wanted < displayed ? wanted : displayed;
    // the buyer is the aggressor for a buy, the resting order for a sell; sides cannot be foreseen, so nothing is asked
    const change = (slot ^ resting) & (0 - side);
    this.booking.book(market, slot ^ change, resting ^ change, price, lots, CONTINUOUS, side, 1 + side);
    this.afterFill(resting, market, lots);
  }

  /** The book learns of a booked fill of a resting order; an iceberg whose visible part is gone shows its next one at the back. */
  afterFill(resting: number, market: Market, lots: number): void {
    const { tables } = this;
    const { pool } = tables;
    tables.touchLevel(market, pool.sideOf(resting), pool.priceOf(resting));
    if (pool.shownOf(resting) > 0) {
      market.book.reduce(resting, lots);
      tables.reportOrder(resting, null);
      return;
    }
    market.book.remove(resting, lots);
    const hidden = pool.hiddenLots[resting] as number;
    if (hidden > 0) {
      this.life.show(resting, hidden);
      market.book.add(resting);
    }
    tables.reportOrder(resting, null);
    if (hidden === 0) this.life.end(resting, market);
  }

  /** The front of the book is the aggressor's own. Answers why the aggressor must stop, or null when the way is free. */
  private prevent(slot: number, resting: number, market: Market): ReasonCode | null {
    const { pool } = this.tables;
    const mode = (pool.flagsOf(slot) & FLAG.prevention) >> PREVENTION_SHIFT;
    // a window without cancels holds for prevention, too: the newcomer gives way
    if (!market.cancels) return 'order.self-trade-cancel-barred';
    if (mode === CANCEL_AGGRESSOR) return 'order.self-trade-prevented';
    if (mode === DECREMENT_AND_CANCEL) {
      const lots = Math.min(pool.leavesOf(slot), pool.leavesOf(resting));
      this.decremented = true;
      pool.setLeaves(slot, pool.leavesOf(slot) - lots);
      if (lots === pool.leavesOf(resting)) this.life.cancel(resting, market, 'order.self-trade-decremented');
      else {
        this.life.shrink(resting, market, lots);
        this.tables.reportOrder(resting, 'order.self-trade-decremented');
      }
      return null;
    }
    assert(mode === CANCEL_RESTING || mode === CANCEL_BOTH, 'prevention has four modes');
    this.life.cancel(resting, market, 'order.self-trade-resting-cancelled');
    return mode === CANCEL_BOTH ? 'order.self-trade-prevented' : null;
  }

  /**
   * While orders are collected the book may be crossed, but never by one participant: then no uncrossing at a single
   * price can meet a buy and a sell of the same owner (I14).
   */
  private preventOwnCrossing(slot: number, market: Market): ReasonCode | null {
    const { pool, accounts } = this.tables;
    const side = pool.sideOf(slot);
    const limit = pool.priceOf(slot);
    const position = pool.rowOf(slot);
    // nothing of the other side: nothing that could meet
    if (!this.tables.ample && accounts.openLots(position, opposite(side)) === 0) return null;
    const own: number[] = [];
    for (
      let other = market.book.front(opposite(side));
      other !== NO_SLOT && crossesAt(side, limit, pool.priceOf(other));
      other = market.book.next(other)
    )
      if (pool.rowOf(other) === position) own.push(other);
    own.sort((one, other) => pool.numberOf(one) - pool.numberOf(other));
    for (const other of own) {
      if (pool.leavesOf(slot) === 0) return null;
      const cause = this.prevent(slot, other, market);
      if (cause !== null) return cause;
    }
    return null;
  }

  private mayRest(slot: number): boolean {
    return (this.tables.pool.flagsOf(slot) & FLAG.timeInForce) === REST;
  }

  private whyNotRest(slot: number, market: Market): ReasonCode | null {
    const { pool, limits } = this.tables;
    if (!this.mayRest(slot)) return market.matches ? 'order.remainder-cancelled' : 'order.market-halted';
    const { book } = market;
    if (book.levelCount < limits.levelsPerBook) return null;
    const side = pool.sideOf(slot);
    return book.ordersAt(side, pool.priceOf(slot)) === 0 ? 'order.too-many-levels' : null;
  }

  /** The next trade would be outside the dynamic band: from here on orders are collected for a call auction. */
  private halt(market: Market): void {
    const { tables } = this;
    market.enter('volatility-halt', true);
    market.haltEndsAt = tables.nowSeconds + market.settings.haltSeconds;
    tables.eventSequence += 1;
    tables.sink.phase(tables.eventSequence, market.handle);
  }
}

/** I8 */
export function assertUncrossed(market: Market): void {
  if (!market.matches) return;
  const bid = market.book.best(BUY);
  const ask = market.book.best(SELL);
  assert(bid === NO_PRICE || ask === NO_PRICE || bid < ask, 'I8: the book is not crossed');
}
