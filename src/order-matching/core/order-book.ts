/** The two halves of a book: `buy` holds the bids, `sell` the asks. */
export type Side = 'buy' | 'sell';

export const oppositeOf = (side: Side): Side => (side === 'buy' ? 'sell' : 'buy');

/** Answer of `front` and `next` when no order is there; order numbers begin at 1. */
export const NO_ORDER = 0;

export interface BookLevel {
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly orderCount: number;
}

/**
 * The resting orders of one instrument in price-time order. A book knows numbers only (no owners, no accounts), so
 * that a fast implementation may keep everything in typed arrays; two implementations are compared by state hash.
 */
export interface OrderBook {
  /** Puts an order at the back of its price level. */
  add(orderNumber: number, side: Side, priceTicks: number, leavesLots: number): void;
  /** Takes lots off an order without changing its place; an order that reaches zero leaves the book. */
  reduce(orderNumber: number, lots: number): void;
  remove(orderNumber: number): void;
  has(orderNumber: number): boolean;
  priceOf(orderNumber: number): number;
  leavesOf(orderNumber: number): number;
  /** The order that trades next on this side: best price, then oldest; NO_ORDER when the side is empty. */
  front(side: Side): number;
  /** The order behind this one in price-time order; NO_ORDER after the last. */
  next(orderNumber: number): number;
  /** One level; quantity and count 0 when nothing rests at that price. */
  level(side: Side, priceTicks: number): BookLevel;
  /** The best levels, best first. */
  levels(side: Side, count: number): readonly BookLevel[];
  readonly orderCount: number;
  /** I10: no empty level, no order twice, index equals book. @throws Error naming the breach */
  check(): void;
}
