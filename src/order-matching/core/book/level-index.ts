import type { SideCode } from './order-book';

/** No level: the handle 0, whose record stays zero, so that a question about it answers "nothing rests there". */
export const NO_LEVEL = 0;
/** Record 1 belongs to no level either; handles of levels begin here. */
export const FIRST_LEVEL = 2;

/**
 * Level `l` owns so many words of `LevelColumns.words`, from `l * LEVEL_WORDS`: the slots of its oldest and its newest
 * order, the number of its orders, a word of scrap that is never read, and in the next two its
 * lots: number `l * 4 + 2` of `LevelColumns.lots`.
 */
export const LEVEL_WORDS = 8;
/**
 * The word that holds the best open level of the buy side; that of the sell side stands behind it (both in record 1).
 * Of an empty side it is a level whose queue is empty.
 */
export const BEST_LEVELS = 8;
/** The two words behind hold the prices of these levels, NO_PRICE of an empty side. */
export const BEST_PRICES = 10;

/** The queue of each price level, by the level's handle. A level without orders is empty. */
export class LevelColumns {
  words = new Int32Array(FIRST_LEVEL * LEVEL_WORDS);
  /** the same memory: displayed lots of all orders of the level */
  lots = new Float64Array(this.words.buffer);

  /** Handles 0 … count − 1 exist from now on; what stands in them is kept. */
  grow(count: number): void {
    const { words } = this;
    this.words = new Int32Array(count * LEVEL_WORDS);
    this.words.set(words);
    this.lots = new Float64Array(this.words.buffer);
  }
}

/** Which level has which price, and which one comes behind which. `PriceLadder` and `SparseLevels` implement it. */
export interface LevelIndex {
  readonly columns: LevelColumns;
  /** Open levels of both sides. */
  readonly count: number;
  /** Handle of the level at this price; NO_LEVEL or a level without orders when nothing rests there. */
  at(side: SideCode, priceTicks: number): number;
  /** Takes an empty level into use, because an order comes, and answers its handle. */
  open(side: SideCode, priceTicks: number): number;
  /** Gives back a level whose last order has left. */
  close(side: SideCode, level: number): void;
  /** The open level next in line behind this price (which need not be open); an empty one after the last. */
  worse(side: SideCode, priceTicks: number): number;
  /** NO_PRICE of an empty level that stands for none. */
  priceOf(side: SideCode, level: number): number;
}
