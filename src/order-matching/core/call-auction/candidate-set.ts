import { assert } from '../../../kernel';
import { BUY, NO_PRICE, SELL, type SideCode } from '../book/order-book';
import { MAX_PRICE_TICKS } from '../limits';
import type { PriceBand } from '../price-band';
import type { AuctionLevels } from './auction-levels';

const FIRST_CAPACITY = 64;
const WHOLE_RANGE: PriceBand = { lowTicks: 1, highTicks: MAX_PRICE_TICKS };

/** Levels of one side inside the window, from the marginal one on: each with the lots at this price or better. */
class SideColumns {
  count = 0;
  prices = new Float64Array(FIRST_CAPACITY);
  cumulativeLots = new Float64Array(FIRST_CAPACITY);
  /** lots that are priced better than the first of them */
  betterLots = 0;

  push(price: number, cumulative: number): void {
    if (this.count > 0 && this.prices[this.count - 1] === price) {
      this.cumulativeLots[this.count - 1] = cumulative;
      return;
    }
    if (this.count === this.prices.length) {
      this.prices = wider(this.prices);
      this.cumulativeLots = wider(this.cumulativeLots);
    }
    this.prices[this.count] = price;
    this.cumulativeLots[this.count] = cumulative;
    this.count += 1;
  }
}

const wider = (column: Float64Array): Float64Array<ArrayBuffer> => {
  const copy = new Float64Array(column.length * 2);
  copy.set(column);
  return copy;
};

/**
 * The prices at which the most can be traded, and what is still left of them. Demand and supply change only at prices
 * where orders stand, so the set is a row of segments: such a price, then the open interval of ticks up to the next.
 * No tick is ever visited by itself, and the columns are used again, so that collecting allocates nothing.
 *
 * The window is found without a table: when the best bid meets the best ask until they no longer cross, the volume is
 * the most that any price allows, and exactly the prices from the last ask met to the last bid met allow it.
 */
export class CandidateSet {
  /** Segments, ascending: lowest and highest tick; lots wanted at this price or above, offered at this price or below. */
  lowTicks = new Float64Array(FIRST_CAPACITY);
  highTicks = new Float64Array(FIRST_CAPACITY);
  demandLots = new Float64Array(FIRST_CAPACITY);
  supplyLots = new Float64Array(FIRST_CAPACITY);
  /** lots wanted above this price, offered below it */
  aboveLots = new Float64Array(FIRST_CAPACITY);
  belowLots = new Float64Array(FIRST_CAPACITY);
  count = 0;

  everyTick = false;
  volumeLots = 0;
  /** What is left: the segments first … last, in them the prices from … to. */
  first = 0;
  last = 0;
  fromTicks = 0;
  toTicks = 0;
  /** The best prices, as far as the band lets them count; NO_PRICE when a side has none in the band. */
  bestBidTicks = 0;
  bestAskTicks = 0;

  readonly #bids = new SideColumns();
  readonly #asks = new SideColumns();
  #bandLow = 0;
  #bandHigh = 0;

  /** Fills the set anew. A bid above the band counts at its upper limit, an ask below it at its lower one. */
  collect(levels: AuctionLevels, everyTick: boolean, band: PriceBand | null): void {
    const { lowTicks, highTicks } = band ?? WHOLE_RANGE;
    this.#bandLow = lowTicks;
    this.#bandHigh = highTicks;
    this.everyTick = everyTick;
    this.count = 0;
    this.bestBidTicks = this.#within(BUY, levels.best(BUY));
    this.bestAskTicks = this.#within(SELL, levels.best(SELL));
    this.#meet(levels);
    if (this.volumeLots === 0) return;
    this.#fillSide(levels, BUY);
    this.#fillSide(levels, SELL);
    this.#merge();
    this.keepSegments(0, this.count - 1);
  }

  /** Declared prices stand at even places; between two of them there may be no tick. */
  isCandidate(segment: number): boolean {
    return (
      segment % 2 === 0 ||
      (this.everyTick && (this.lowTicks[segment] as number) <= (this.highTicks[segment] as number))
    );
  }

  get isSingle(): boolean {
    return this.fromTicks === this.toTicks;
  }

  keepSegments(first: number, last: number): void {
    this.first = first;
    this.last = last;
    this.fromTicks = Math.max(this.fromTicks, this.lowTicks[first] as number);
    this.toTicks = Math.min(this.toTicks, this.highTicks[last] as number);
    assert(first <= last && this.fromTicks <= this.toTicks, 'a criterion leaves at least one price');
  }

  keepPrices(fromTicks: number, toTicks: number): void {
    assert(this.fromTicks <= fromTicks && toTicks <= this.toTicks, 'a criterion only takes prices away');
    this.fromTicks = fromTicks;
    this.toTicks = toTicks;
    while ((this.highTicks[this.first] as number) < fromTicks) this.first += 1;
    while ((this.lowTicks[this.last] as number) > toTicks) this.last -= 1;
  }

  /** The best bid meets the best ask as long as they cross. */
  #meet(levels: AuctionLevels): void {
    let bid = levels.best(BUY);
    let ask = levels.best(SELL);
    let bidLots = 0;
    let askLots = 0;
    let volume = 0;
    let marginalBid = NO_PRICE;
    let marginalAsk = NO_PRICE;
    while (bid !== NO_PRICE && ask !== NO_PRICE) {
      const bidPrice = this.#within(BUY, bid);
      const askPrice = this.#within(SELL, ask);
      if (askPrice === NO_PRICE || bidPrice < askPrice) break;
      if (bidLots === 0) bidLots = levels.lotsAt(BUY, bid);
      if (askLots === 0) askLots = levels.lotsAt(SELL, ask);
      if (bidPrice !== marginalBid) {
        marginalBid = bidPrice;
        this.#bids.betterLots = volume;
      }
      if (askPrice !== marginalAsk) {
        marginalAsk = askPrice;
        this.#asks.betterLots = volume;
      }
      const lots = Math.min(bidLots, askLots);
      assert(lots > 0, 'an occupied level has lots');
      volume += lots;
      bidLots -= lots;
      askLots -= lots;
      if (bidLots === 0) bid = levels.worse(BUY, bid);
      if (askLots === 0) ask = levels.worse(SELL, ask);
    }
    this.volumeLots = volume;
    this.fromTicks = marginalAsk;
    this.toTicks = marginalBid;
  }

  #fillSide(levels: AuctionLevels, side: SideCode): void {
    const columns = side === BUY ? this.#bids : this.#asks;
    const marginal = side === BUY ? this.toTicks : this.fromTicks;
    columns.count = 0;
    let cumulative = columns.betterLots;
    // several prices may stand for one at the limit of the band
    const atLimit = marginal === (side === BUY ? this.#bandHigh : this.#bandLow);
    let raw = atLimit ? levels.best(side) : marginal;
    while (raw !== NO_PRICE) {
      const price = this.#within(side, raw);
      if (side === BUY ? price < this.fromTicks : price > this.toTicks || price === NO_PRICE) break;
      cumulative += levels.lotsAt(side, raw);
      columns.push(price, cumulative);
      raw = levels.worse(side, raw);
    }
  }

  /** Segments from the two sides: even places are declared prices, odd ones the ticks between two of them (maybe none). */
  #merge(): void {
    const bids = this.#bids;
    const asks = this.#asks;
    let bid = bids.count - 1;
    let ask = 0;
    let supply = asks.betterLots;
    while (bid >= 0) {
      const bidPrice = bids.prices[bid] as number;
      const askPrice = ask < asks.count ? (asks.prices[ask] as number) : Number.POSITIVE_INFINITY;
      const price = Math.min(bidPrice, askPrice);
      const demand = bids.cumulativeLots[bid] as number;
      const below = supply;
      if (askPrice === price) {
        supply = asks.cumulativeLots[ask] as number;
        ask += 1;
      }
      let above = demand;
      if (bidPrice === price) {
        bid -= 1;
        above = bid >= 0 ? (bids.cumulativeLots[bid] as number) : bids.betterLots;
      }
      if (this.count > 0) this.highTicks[this.count - 1] = price - 1;
      this.#push(price, demand, supply, above, below);
      if (bid >= 0) this.#push(price + 1, above, supply, above, supply);
    }
    assert(ask === asks.count, 'no ask of the window stands above its last bid');
  }

  #push(price: number, demand: number, supply: number, above: number, below: number): void {
    const place = this.count;
    if (place === this.lowTicks.length) this.#grow();
    this.lowTicks[place] = price;
    this.highTicks[place] = price;
    this.demandLots[place] = demand;
    this.supplyLots[place] = supply;
    this.aboveLots[place] = above;
    this.belowLots[place] = below;
    this.count += 1;
  }

  #grow(): void {
    this.lowTicks = wider(this.lowTicks);
    this.highTicks = wider(this.highTicks);
    this.demandLots = wider(this.demandLots);
    this.supplyLots = wider(this.supplyLots);
    this.aboveLots = wider(this.aboveLots);
    this.belowLots = wider(this.belowLots);
  }

  /** The price at which an order counts in this auction; NO_PRICE when it lies beyond the far limit of the band. */
  #within(side: SideCode, price: number): number {
    if (price === NO_PRICE) return NO_PRICE;
    if (side === BUY) return price < this.#bandLow ? NO_PRICE : Math.min(price, this.#bandHigh);
    return price > this.#bandHigh ? NO_PRICE : Math.max(price, this.#bandLow);
  }
}
