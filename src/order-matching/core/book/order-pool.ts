import { assert } from '../../../kernel/errors';
import type { SideCode } from './order-book';
import { SlotIndex } from './slot-index';

const FIRST_CAPACITY = 1_024;
/** Records grow by an eighth, so that a slot costs little more than its share of them. */
const GROWTH = 1.125;

/** Bits of `OrderPool.flags`: what an order is, in one word. */
export const FLAG = {
  timeInForce: 0b111,
  prevention: 0b11 << 3,
  market: 1 << 5,
  postOnly: 1 << 6,
  /** stands in the index of numbers: it rests in the book or waits for its trigger */
  open: 1 << 7,
  /** waits for its stop price in the stop book */
  waiting: 1 << 8,
  iceberg: 1 << 9,
  /** stands outside the book: a block proposal, a bidding order */
  aside: 1 << 10,
  /** has something in a column that few orders use: a visible part, a trigger, an expiry */
  rare: 1 << 11,
  /** a waiting stop whose price was reached while the market could not take it */
  reached: 1 << 12,
} as const;
export const PREVENTION_SHIFT = 3;

/** Slot `s` owns a record of one cache line: eight `words` from `s << Word.shift`, and behind them four `amounts`. */
const enum Word {
  shift = 4,
  /** behind three words that its book keeps, the first of which also links free slots, and one of the index of numbers */
  price = 4,
  row = 5,
  flags = 6,
  side = 7,
}
const enum Amount {
  shift = 3,
  shown = 4,
  quantity = 5,
  number = 6,
  cumulative = 7,
}
const enum Bytes {
  record = 64,
}

/**
 * Every order of a venue that is being matched or stands open. Slots are reused, so that trading allocates nothing; the
 * records grow until the named maximum. What nearly all orders have stands together in one record, so that a command
 * touches one cache line of each order; the hot parts of the engine read the record themselves.
 */
export class OrderPool {
  private capacity = 0;
  private used = 0;
  /** 0: `addSlot` first */
  firstFree = 0;
  readonly index: SlotIndex;

  /** of each record: three words of the book, one of the index, the price, the position, the flags and the side */
  words!: Int32Array;
  /** the same memory: lots that the order shows, its quantity, its number, its cumulative quantity */
  amounts!: Float64Array;

  /** of few orders, and 0 otherwise: what an iceberg does not show, and how much it shows after each refresh */
  hiddenLots!: Float64Array;
  peakLots!: Float64Array;
  /** trigger of a stop order; of a block proposal, the account that may accept it */
  stopTicks!: Int32Array;
  /** simulated second at which the order expires */
  expiresAt!: Float64Array;

  /** @param maximum most orders at once; @param expected records are made for so many at the start */
  constructor(
    readonly maximum: number,
    expected = FIRST_CAPACITY,
  ) {
    this.grow(Math.min(maximum, Math.max(1, expected)) + 1);
    this.index = new SlotIndex(this.words, this.amounts);
  }

  /** Slots 1 … highest have been in use at some time. */
  get highest(): number {
    return this.used;
  }

  /** One slot more than orders may stay is for the order that is being worked on; it may be the only free one. */
  get isFull(): boolean {
    if (this.used < this.maximum) return false;
    const free = this.firstFree;
    return free === 0 || (this.used > this.maximum && this.words[free << Word.shift] === 0);
  }

  /** 0 buy, 1 sell */
  sideOf(slot: number): SideCode {
    return this.words[(slot << Word.shift) | Word.side] as SideCode;
  }

  setSide(slot: number, side: SideCode): void {
    this.words[(slot << Word.shift) | Word.side] = side;
  }

  priceOf(slot: number): number {
    return this.words[(slot << Word.shift) | Word.price] as number;
  }

  setPrice(slot: number, ticks: number): void {
    this.words[(slot << Word.shift) | Word.price] = ticks;
  }

  /** Position (account and instrument) of the order. */
  rowOf(slot: number): number {
    return this.words[(slot << Word.shift) | Word.row] as number;
  }

  setRow(slot: number, row: number): void {
    this.words[(slot << Word.shift) | Word.row] = row;
  }

  flagsOf(slot: number): number {
    return this.words[(slot << Word.shift) | Word.flags] as number;
  }

  setFlags(slot: number, flags: number): void {
    this.words[(slot << Word.shift) | Word.flags] = flags;
  }

  numberOf(slot: number): number {
    return this.amounts[(slot << Amount.shift) | Amount.number] as number;
  }

  setNumber(slot: number, number: number): void {
    this.amounts[(slot << Amount.shift) | Amount.number] = number;
  }

  quantityOf(slot: number): number {
    return this.amounts[(slot << Amount.shift) | Amount.quantity] as number;
  }

  setQuantity(slot: number, lots: number): void {
    this.amounts[(slot << Amount.shift) | Amount.quantity] = lots;
  }

  /** What the book shows of the order: its leaves, or the visible part of an iceberg. */
  shownOf(slot: number): number {
    return this.amounts[(slot << Amount.shift) | Amount.shown] as number;
  }

  setShown(slot: number, lots: number): void {
    this.amounts[(slot << Amount.shift) | Amount.shown] = lots;
  }

  leavesOf(slot: number): number {
    return this.shownOf(slot) + (this.hiddenLots[slot] as number);
  }

  /** All leaves are shown: for an order that does not stand in the book. */
  setLeaves(slot: number, lots: number): void {
    this.hiddenLots[slot] = 0;
    this.setShown(slot, lots);
  }

  cumulativeOf(slot: number): number {
    return this.amounts[(slot << Amount.shift) | Amount.cumulative] as number;
  }

  setCumulative(slot: number, lots: number): void {
    this.amounts[(slot << Amount.shift) | Amount.cumulative] = lots;
  }

  /** A slot whose record holds what its last order left in it. */
  take(): number {
    if (this.firstFree === 0) this.addSlot();
    const slot = this.firstFree;
    this.firstFree = this.words[slot << Word.shift] as number;
    return slot;
  }

  /** The slot is free again. Whoever set flags has cleared them: a slot in use is told from a free one by them. */
  giveBack(slot: number): void {
    this.words[slot << Word.shift] = this.firstFree;
    this.firstFree = slot;
  }

  /** One more free slot; the records may be replaced by longer ones. */
  addSlot(): void {
    assert(this.used <= this.maximum, 'the pool of orders stays within its maximum');
    this.used += 1;
    if (this.used >= this.capacity) {
      this.grow(Math.ceil(this.capacity * GROWTH));
      this.index.moveTo(this.words, this.amounts);
    }
    this.giveBack(this.used);
  }

  private grow(capacity: number): void {
    const copy = <T extends { set(from: T): void }>(column: T | undefined, larger: T): T => {
      if (column) larger.set(column);
      return larger;
    };
    const records = new ArrayBuffer(capacity * Bytes.record);
    this.words = copy(this.words, new Int32Array(records));
    this.amounts = new Float64Array(records);
    this.hiddenLots = copy(this.hiddenLots, new Float64Array(capacity));
    this.peakLots = copy(this.peakLots, new Float64Array(capacity));
    this.stopTicks = copy(this.stopTicks, new Int32Array(capacity));
    this.expiresAt = copy(this.expiresAt, new Float64Array(capacity));
    this.capacity = capacity;
  }
}
