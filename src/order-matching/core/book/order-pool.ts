import { assert } from '../../../kernel/errors';
import { SlotIndex } from './slot-index';

const FIRST_CAPACITY = 1_024;
/** Columns grow by an eighth, so that a slot costs little more than its share of them. */
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

/** Slot `s` owns a record of 32 bytes: three `amounts` from `s << Amount.shift`, and behind them two `words`. */
const enum Amount {
  shift = 2,
  leaves = 0,
  cumulative = 1,
  unit = 2,
}
const enum Word {
  shift = 3,
  row = 6,
  flags = 7,
}
const enum Bytes {
  record = 32,
}

/** Slot `s` owns the words from `s << shift` of `links`. swc writes the numbers into the code, which a `const` does not. */
const enum Link {
  shift = 2,
}

/**
 * Every order of a venue that is being matched or stands open, as columns of numbers: slot `s` of each column belongs
 * to the same order. Slots are reused, so that trading allocates nothing; columns grow until the named maximum.
 */
export class OrderPool {
  private capacity: number;
  private used = 0;
  private firstFree = 0;
  readonly index: SlotIndex;

  /** 0 buy, 1 sell */
  side!: Uint8Array;
  priceTicks!: Int32Array;
  /** what the book shows of the order: its leaves, or the visible part of an iceberg */
  displayedLots!: Float64Array;
  /** four words for each slot: three that its book keeps (the first also links free slots), one of the index of numbers */
  links!: Int32Array;

  orderNumber!: Float64Array;
  /** what changes at a fill stands together, in one cache line: leaves, cumulative quantity, what one lot holds back */
  amounts!: Float64Array;
  /** the same memory: the position (account and instrument) that the order belongs to, and its flags */
  words!: Int32Array;
  quantityLots!: Float64Array;
  /** of few orders, and 0 otherwise: the visible part of an iceberg after each refresh */
  peakLots!: Float64Array;
  /** trigger of a stop order; of a block proposal, the account that may accept it */
  stopTicks!: Int32Array;
  /** simulated second at which the order expires */
  expiresAt!: Float64Array;

  /** @param maximum most orders at once; @param expected columns are made for so many at the start */
  constructor(
    readonly maximum: number,
    expected = FIRST_CAPACITY,
  ) {
    this.capacity = 0;
    this.grow(Math.min(maximum, Math.max(1, expected)) + 1);
    this.index = new SlotIndex(this.orderNumber, this.links);
  }

  /** Slots 1 … highest have been in use at some time. */
  get highest(): number {
    return this.used;
  }

  /** One slot more than orders may stay is for the order that is being worked on; it may be the only free one. */
  get isFull(): boolean {
    if (this.used < this.maximum) return false;
    const free = this.firstFree;
    return free === 0 || (this.used > this.maximum && this.links[free << Link.shift] === 0);
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

  quantityOf(slot: number): number {
    return this.quantityLots[slot] as number;
  }

  setQuantity(slot: number, lots: number): void {
    this.quantityLots[slot] = lots;
  }

  leavesOf(slot: number): number {
    return this.amounts[(slot << Amount.shift) | Amount.leaves] as number;
  }

  setLeaves(slot: number, lots: number): void {
    this.amounts[(slot << Amount.shift) | Amount.leaves] = lots;
  }

  cumulativeOf(slot: number): number {
    return this.amounts[(slot << Amount.shift) | Amount.cumulative] as number;
  }

  setCumulative(slot: number, lots: number): void {
    this.amounts[(slot << Amount.shift) | Amount.cumulative] = lots;
  }

  /** What one lot holds back: cents at the limit for a buy, one lot of rights for a sell. */
  unitOf(slot: number): number {
    return this.amounts[(slot << Amount.shift) | Amount.unit] as number;
  }

  setUnit(slot: number, amount: number): void {
    this.amounts[(slot << Amount.shift) | Amount.unit] = amount;
  }

  /** A slot whose columns hold what its last order left in them. */
  take(): number {
    const slot = this.firstFree;
    if (slot === 0) return this.takeUnused() | 0;
    this.firstFree = this.links[slot << Link.shift] as number;
    return slot;
  }

  /** The slot is free again. Whoever set flags has cleared them: a slot in use is told from a free one by them. */
  giveBack(slot: number): void {
    this.links[slot << Link.shift] = this.firstFree;
    this.firstFree = slot;
  }

  private takeUnused(): number {
    assert(this.used <= this.maximum, 'the pool of orders stays within its maximum');
    this.used += 1;
    if (this.used >= this.capacity) {
      this.grow(Math.ceil(this.capacity * GROWTH));
      this.index.moveTo(this.orderNumber, this.links);
    }
    return this.used;
  }

  private grow(capacity: number): void {
    const copy = <T extends { set(from: T): void }>(column: T | undefined, larger: T): T => {
      if (column) larger.set(column);
      return larger;
    };
    this.side = copy(this.side, new Uint8Array(capacity));
    this.priceTicks = copy(this.priceTicks, new Int32Array(capacity));
    this.displayedLots = copy(this.displayedLots, new Float64Array(capacity));
    this.links = copy(this.links, new Int32Array(capacity << Link.shift));
    this.orderNumber = copy(this.orderNumber, new Float64Array(capacity));
    const records = new ArrayBuffer(capacity * Bytes.record);
    this.words = copy(this.words, new Int32Array(records));
    this.amounts = new Float64Array(records);
    this.quantityLots = copy(this.quantityLots, new Float64Array(capacity));
    this.peakLots = copy(this.peakLots, new Float64Array(capacity));
    this.stopTicks = copy(this.stopTicks, new Int32Array(capacity));
    this.expiresAt = copy(this.expiresAt, new Float64Array(capacity));
    this.capacity = capacity;
  }
}
