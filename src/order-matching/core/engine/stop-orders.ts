import { assert } from '../../../kernel/errors';
import { BUY, NO_SLOT, SELL, type SideCode } from '../book/order-book';
import { FLAG } from '../book/order-pool';
import type { Market } from './market';
import type { Matcher } from './matcher';
import { type OrderLife, stopsOf } from './order-life';
import type { SlotHeap } from './slot-heap';
import type { VenueTables } from './venue-tables';

/** Has the last price reached the trigger: a buy stop from below, a sell stop from above? */
export const isReached = (market: Market, side: SideCode, stopTicks: number): boolean =>
  market.lastTicks !== 0 && (side === BUY ? market.lastTicks >= stopTicks : market.lastTicks <= stopTicks);

/** Orders that wait for a price, and what happens when a trade reaches it. */
export class StopOrders {
  constructor(
    private readonly tables: VenueTables,
    private readonly life: OrderLife,
    private readonly matcher: Matcher,
  ) {}

  /** @param tie among equal triggers the smaller one goes first */
  wait(slot: number, market: Market, tie: number): void {
    const { pool } = this.tables;
    const side = pool.sideOf(slot);
    const stopTicks = pool.stopTicks[slot] as number;
    this.#rememberReached(market);
    pool.setFlags(slot, pool.flagsOf(slot) | FLAG.waiting);
    // the buy stop with the lowest trigger is reached first, the sell stop with the highest
    stopsOf(market, side).push(slot, side === BUY ? stopTicks : -stopTicks, tie);
    this.life.keep(slot, market);
  }

  /** Trades before a stop began to wait do not trigger it; those stops that they have reached stay reached. */
  #rememberReached(market: Market): void {
    const { pool } = this.tables;
    const { lastTicks, tradedLowTicks, tradedHighTicks } = market;
    if (tradedLowTicks !== lastTicks || tradedHighTicks !== lastTicks)
      for (const side of [BUY, SELL] as const)
        for (const slot of stopsOf(market, side).slots()) {
          if (!this.#isReached(market, slot)) continue;
          pool.setFlags(slot, pool.flagsOf(slot) | FLAG.reached);
          market.hasReachedStops = true;
        }
    forgetExtremes(market);
  }

  /**
   * After trades: every stop whose price was reached enters the market, one after the other, also those that the trades
   * of the first ones reach. It ends, because each stop enters once. A halted market leaves the rest waiting.
   */
  run(market: Market): void {
    if (market.buyStops.size + market.sellStops.size === 0 || market.tradedHighTicks === 0) return;
    while (market.matches) {
      const slot = this.#reached(market);
      if (slot === NO_SLOT) {
        market.hasReachedStops = false;
        forgetExtremes(market);
        return;
      }
      this.enter(slot, market);
    }
  }

  /** A waiting stop becomes an order like any other: its time begins now. */
  enter(slot: number, market: Market): void {
    const { tables } = this;
    assert((tables.pool.flagsOf(slot) & FLAG.waiting) !== 0, 'a stop that is triggered was waiting');
    this.life.withdraw(slot, market);
    tables.reportOrder(slot, 'order.stop-triggered');
    this.matcher.execute(slot, market);
  }

  /** Of the stops that trades have reached, the older of the two nearest ones. */
  #reached(market: Market): number {
    const { buyStops, sellStops } = market;
    const buy = this.#nearest(market, buyStops);
    const sell = this.#nearest(market, sellStops);
    if (buy === NO_SLOT || sell === NO_SLOT) return buy + sell;
    return buyStops.tieOf(buy) < sellStops.tieOf(sell) ? buy : sell;
  }

  #nearest(market: Market, stops: SlotHeap): number {
    const first = stops.first();
    if (first === NO_SLOT || this.#isReached(market, first)) return first;
    if (!market.hasReachedStops) return NO_SLOT;
    return stops.slots().find((slot) => this.#isReached(market, slot)) ?? NO_SLOT;
  }

  /** By trades since stops were last looked at, or by earlier ones that could not set it off. */
  #isReached(market: Market, slot: number): boolean {
    const { pool } = this.tables;
    const stopTicks = pool.stopTicks[slot] as number;
    const { tradedLowTicks, tradedHighTicks } = market;
    const isNow = pool.sideOf(slot) === BUY ? stopTicks <= tradedHighTicks : stopTicks >= tradedLowTicks;
    return (isNow && tradedHighTicks !== 0) || (pool.flagsOf(slot) & FLAG.reached) !== 0;
  }
}

function forgetExtremes(market: Market): void {
  market.tradedLowTicks = market.lastTicks;
  market.tradedHighTicks = market.lastTicks;
}
