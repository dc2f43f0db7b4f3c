import { assert } from '../../../kernel/errors';
import { BUY, NO_PRICE, NO_SLOT, SELL, type SideCode } from '../book/order-book';
import { type AuctionLevels, type AuctionPrice, indicative } from '../call-auction';
import type { Market } from './market';
import { assertUncrossed, type Matcher } from './matcher';
import { BOTH_COVERED, type TradeBooking } from './trade-booking';
import { AUCTION } from './venue-sink';
import type { VenueTables } from './venue-tables';

/** The collected orders of one market as levels: an iceberg takes part with all its lots. */
class CollectedLevels implements AuctionLevels {
  constructor(
    private readonly tables: VenueTables,
    private readonly market: Market,
  ) {}

  best(side: SideCode): number {
    return this.market.book.best(side);
  }

  worse(side: SideCode, priceTicks: number): number {
    return this.market.book.worse(side, priceTicks);
  }

  lotsAt(side: SideCode, priceTicks: number): number {
    const { market, tables } = this;
    if (market.icebergCount === 0) return market.book.lotsAt(side, priceTicks);
    const { pool } = tables;
    let lots = 0;
    for (
      let slot = market.book.oldestAt(side, priceTicks);
      slot !== NO_SLOT && pool.priceOf(slot) === priceTicks;
      slot = market.book.next(slot)
    )
      lots += pool.leavesOf(slot);
    return lots;
  }
}

/** Trades collected orders at one price, and tells the indicative price while they are collected. */
export class Uncrossing {
  constructor(
    private readonly tables: VenueTables,
    private readonly matcher: Matcher,
    private readonly booking: TradeBooking,
  ) {}

  /** At which price the book would trade now; null when nothing crosses. */
  price(market: Market): AuctionPrice | null {
    const bid = market.book.best(BUY);
    const ask = market.book.best(SELL);
    if (bid === NO_PRICE || ask === NO_PRICE || bid < ask) return null;
    // Shenzhen: closest to the previous close at the opening, to the last price later in the day
    const referenceTicks = market.dayVolumeLots.isZero ? market.referenceTicks : market.lastTicks;
    return indicative({
      levels: new CollectedLevels(this.tables, market),
      rule: market.settings.auctionRule,
      referenceTicks: referenceTicks || null,
    });
  }

  /** Every order that the price serves trades at it, better prices first, then time; the book is uncrossed after it. */
  uncross(market: Market): void {
    const result = this.price(market);
    if (result === null) return;
    const { pool } = this.tables;
    const { book } = market;
    const { priceTicks } = result;
    for (let missing = result.volumeLots; missing > 0; ) {
      const buy = book.front(BUY);
      const sell = book.front(SELL);
      assert(buy !== NO_SLOT && sell !== NO_SLOT, 'the volume of an auction is there on both sides');
      const lots = Math.min(missing, pool.shownOf(buy), pool.shownOf(sell));
      const younger = pool.numberOf(buy) > pool.numberOf(sell) ? BUY : SELL;
      this.booking.book(market, buy, sell, priceTicks, lots, AUCTION, younger, BOTH_COVERED);
      this.matcher.afterFill(buy, market, lots);
      this.matcher.afterFill(sell, market, lots);
      missing -= lots;
    }
    const bid = book.best(BUY);
    const ask = book.best(SELL);
    assert(bid === NO_PRICE || ask === NO_PRICE || bid < ask, 'I8: an uncrossed book is not crossed');
    market.centreDynamicBand();
    assertUncrossed(market);
  }

  /** Tells the indicative price when it changed since it was told last. */
  publish(market: Market): void {
    if (!market.collects) return;
    const result = this.price(market);
    const priceTicks = result?.priceTicks ?? NO_PRICE;
    const lots = result?.volumeLots ?? 0;
    const surplus = result?.surplusLots ?? 0;
    if (
      priceTicks === market.indicativeTicks &&
      lots === market.indicativeLots &&
      surplus === market.indicativeSurplusLots
    )
      return;
    market.indicativeTicks = priceTicks;
    market.indicativeLots = lots;
    market.indicativeSurplusLots = surplus;
    this.tables.eventSequence += 1;
    this.tables.sink.indicative(this.tables.eventSequence, market.handle, priceTicks, lots, surplus);
  }
}
