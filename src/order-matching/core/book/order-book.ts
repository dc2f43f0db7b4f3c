/** In the hot path a side is a number: `BUY` owns the bids, `SELL` the asks. */
export const BUY = 0;
export const SELL = 1;
export type SideCode = typeof BUY | typeof SELL;
export type Side = 'buy' | 'sell';

export const sideCode = (side: Side): SideCode => (side === 'buy' ? BUY : SELL);
export const sideName = (side: SideCode): Side => (side === BUY ? 'buy' : 'sell');
export const opposite = (side: SideCode): SideCode => (side === BUY ? SELL : BUY);

/** Answer of `front` and `next` when no order is there; slots begin at 1. */
export const NO_SLOT = 0;
/** Answer of `best` and `worse` when no level is there; prices begin at 1 tick. */
export const NO_PRICE = 0;

/**
 * The resting orders of one instrument in price-time order. A book knows slots of the venue's order pool and their
 * side, price and displayed lots, nothing else; a slot stands in at most one book. Two implementations behind this
 * interface (`NaiveBook`, `FastBook`) are compared by state hash.
 */
export interface OrderBook {
  readonly orderCount: number;
  /** Occupied price levels of both sides. */
  readonly levelCount: number;
  /** The price range that orders can have from now on, inclusive. Orders outside it must have left before. */
  setRange(lowTicks: number, highTicks: number): void;
  /** Puts the order at the back of its price level; side, price and displayed lots stand in the pool. */
  add(slot: number): void;
  /** The order, which keeps its place, shows so many lots less than before; never none. */
  reduce(slot: number, lots: number): void;
  /** @param shownLots what the order showed while it stood in the book, whatever the pool says now */
  remove(slot: number, shownLots: number): void;
  /** The order that trades next on this side: best price, then oldest; NO_SLOT when the side is empty. */
  front(side: SideCode): number;
  /** The order behind this one in price-time order, across levels; NO_SLOT after the last. */
  next(slot: number): number;
  /** Best occupied price of a side; NO_PRICE when the side is empty. */
  best(side: SideCode): number;
  /** The next occupied price that is worse than this one (which need not be occupied); NO_PRICE after the last. */
  worse(side: SideCode, priceTicks: number): number;
  /** Oldest order of one level; NO_SLOT when the level is empty. */
  oldestAt(side: SideCode, priceTicks: number): number;
  /** Displayed lots of one level; 0 when nothing rests there. */
  lotsAt(side: SideCode, priceTicks: number): number;
  ordersAt(side: SideCode, priceTicks: number): number;
  /** I10: no empty level, no order twice, index equals book. @throws Error naming the breach */
  check(): void;
}
