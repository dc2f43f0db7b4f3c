import { assert } from '../../../kernel/errors';
import { breach } from './breach';
import type { LevelIndex } from './level-index';
import { BUY, NO_PRICE, type OrderBook, SELL, type SideCode } from './order-book';
import type { OrderPool } from './order-pool';
import { ladderOrigin, MAXIMUM_LADDER_TICKS, PriceLadder } from './price-ladder';
import { SparseLevels } from './sparse-levels';

// swc writes the numbers of a local `const enum` into the code. A constant of a module would cost a lookup at each use,
// and the hot functions would become too long to be inlined.
/** Words of a record of the pool: slot `s` owns sixteen from `s << 4`. */
const enum Word {
  shift = 4,
  /** slot of the next younger and the next older order of the level */
  next = 0,
  previous = 1,
  /** handle of the level in which the order stands; 0 while it stands in no book */
  level = 2,
  price = 4,
  side = 7,
}
const enum Amount {
  shift = 3,
  shown = 4,
}
/** Words of `LevelColumns.words`: level `l` owns eight from `l << 3`. */
const enum Level {
  shift = 3,
  oldest = 0,
  newest = 1,
  orders = 2,
  bestLevels = 8,
  bestPrices = 10,
}
/** Of `LevelColumns.lots`. */
const enum Lots {
  shift = 2,
  shown = 2,
}
const enum No {
  slot = 0,
  order = 0,
}

const MAXIMUM_PRICE_TICKS = 2 ** 31 - 1;

/**
 * The fast book: columns of numbers for levels as for orders, queues linked through the pool's records, the best level
 * of each side at hand. Adding, reducing and removing an order touch only its neighbours and its level, and allocate
 * nothing (a sparse index grows with the number of levels).
 *
 * Whether an order has a neighbour cannot be foreseen, and a processor pays for a wrong guess with a dozen writes. So
 * the links are written without asking: slot 0 takes what would go to a missing neighbour, the fourth word of a queue
 * what would go to its ends.
 */
export class FastBook implements OrderBook {
  private levels: LevelIndex = new SparseLevels(1, MAXIMUM_PRICE_TICKS);
  /** the columns of the levels, which may be replaced when a level is opened */
  words = this.levels.columns.words;
  lots = this.levels.columns.lots;
  /** of a ladder: its levels are counted here, because a call costs more than the counting */
  private ladderLowTicks = 0;
  private ladderTicks = 0;
  private ladderOrigin = 0;

  constructor(private readonly pool: OrderPool) {}

  /** Counted on demand, level by level. */
  get orderCount(): number {
    return this.count(BUY) + this.count(SELL);
  }

  get levelCount(): number {
    return this.levels.count;
  }

  /** Moves the queues as they are into levels for the new range. */
  setRange(lowTicks: number, highTicks: number): void {
    assert(
      lowTicks >= 1 && lowTicks <= highTicks && highTicks <= MAXIMUM_PRICE_TICKS,
      'a price range is within 1 … 2^31 − 1',
    );
    this.assertWithin(BUY, lowTicks, highTicks);
    this.assertWithin(SELL, lowTicks, highTicks);
    const ticks = highTicks - lowTicks + 1;
    const isLadder = ticks <= MAXIMUM_LADDER_TICKS;
    const moved = isLadder ? new PriceLadder(lowTicks, highTicks) : new SparseLevels(lowTicks, highTicks);
    this.moveSide(BUY, moved);
    this.moveSide(SELL, moved);
    this.levels = moved;
    this.words = moved.columns.words;
    this.lots = moved.columns.lots;
    this.ladderLowTicks = lowTicks;
    this.ladderTicks = isLadder ? ticks : 0;
    this.ladderOrigin = isLadder ? ladderOrigin(ticks) : 0;
  }

  add(slot: number): void {
    const { words: records, amounts } = this.pool;
    const { words, lots } = this;
    const record = slot << Word.shift;
    const shown = amounts[(slot << Amount.shift) | Amount.shown] as number;
    if (shown <= 0) breach('I10: a resting order has lots');
    if (records[record | Word.level] !== 0) breach('I10: an order stands in the book once');
    const level = this.levelAt(
      records[record | Word.side] as SideCode,
      records[record | Word.price] as number,
    );
    const queue = level << Level.shift;
    const last = words[queue | Level.newest] as number;
    if (last === No.slot) {
      this.addFirst(slot);
      return;
    }
    const sum = (level << Lots.shift) | Lots.shown;
    records[record] = No.slot;
    records[record | Word.previous] = last;
    records[record | Word.level] = level;
    records[last << Word.shift] = slot;
    words[queue | Level.newest] = slot;
    words[queue | Level.orders] = (words[queue | Level.orders] as number) + 1;
    lots[sum] = (lots[sum] as number) + shown;
  }

  reduce(slot: number, by: number): void {
    const { words, amounts } = this.pool;
    const { lots } = this;
    const level = words[(slot << Word.shift) | Word.level] as number;
    if (level === 0) breach('I10: the order is in the book');
    if (by <= 0 || (amounts[(slot << Amount.shift) | Amount.shown] as number) <= 0)
      breach('I7: a reduction leaves something of an order');
    const sum = (level << Lots.shift) | Lots.shown;
    lots[sum] = (lots[sum] as number) - by;
  }

  remove(slot: number, shown: number): void {
    const { words: records } = this.pool;
    const { words, lots } = this;
    const record = slot << Word.shift;
    const behind = records[record] as number;
    const before = records[record | Word.previous] as number;
    const level = records[record | Word.level] as number;
    if (level === 0) breach('I10: the order is in the book');
    records[record | Word.level] = 0;
    records[before << Word.shift] = behind;
    records[(behind << Word.shift) | Word.previous] = before;
    const queue = level << Level.shift;
    const sum = (level << Lots.shift) | Lots.shown;
    const orders = (words[queue | Level.orders] as number) - 1;
    words[queue | scrapUnlessNone(before)] = behind;
    words[queue | Level.newest | scrapUnlessNone(behind)] = before;
    words[queue | Level.orders] = orders;
    lots[sum] = (lots[sum] as number) - shown;
    if (orders === No.order) this.closeLevel(slot, level);
  }

  front(side: SideCode): number {
    const { words } = this;
    return words[(words[Level.bestLevels | side] as number) << Level.shift] as number;
  }

  next(slot: number): number {
    const { pool } = this;
    const behind = pool.words[slot << Word.shift] as number;
    if (behind !== No.slot) return behind;
    const level = this.levels.worse(pool.sideOf(slot), pool.priceOf(slot));
    return this.words[level << Level.shift] as number;
  }

  best(side: SideCode): number {
    return this.words[Level.bestPrices | side] as number;
  }

  worse(side: SideCode, priceTicks: number): number {
    return this.levels.priceOf(side, this.levels.worse(side, priceTicks));
  }

  oldestAt(side: SideCode, priceTicks: number): number {
    return this.words[this.levelAt(side, priceTicks) << Level.shift] as number;
  }

  lotsAt(side: SideCode, priceTicks: number): number {
    return this.lots[(this.levelAt(side, priceTicks) << Lots.shift) | Lots.shown] as number;
  }

  ordersAt(side: SideCode, priceTicks: number): number {
    return this.words[(this.levelAt(side, priceTicks) << Level.shift) | Level.orders] as number;
  }

  check(): void {
    let levels = 0;
    for (const side of [BUY, SELL] as const)
      for (let price = this.best(side); price !== NO_PRICE; price = this.worse(side, price)) {
        levels += 1;
        this.checkLevel(side, price);
      }
    assert(levels === this.levels.count, 'I10: index equals book');
  }

  /** NO_LEVEL or a level without orders when nothing rests there. */
  levelAt(side: SideCode, priceTicks: number): number {
    const offset = (priceTicks - this.ladderLowTicks) | 0;
    return offset >>> 0 < this.ladderTicks
      ? (this.ladderOrigin + side + (offset ^ (side - 1))) | 0
      : this.levels.at(side, priceTicks);
  }

  /** Opens a level with its first order. */
  addFirst(slot: number): void {
    const { pool, levels } = this;
    const level = levels.open(pool.sideOf(slot), pool.priceOf(slot));
    const { words, lots } = levels.columns;
    this.words = words;
    this.lots = lots;
    const record = slot << Word.shift;
    pool.words[record] = No.slot;
    pool.words[record | Word.previous] = No.slot;
    pool.words[record | Word.level] = level;
    const queue = level << Level.shift;
    words[queue | Level.oldest] = slot;
    words[queue | Level.newest] = slot;
    words[queue | Level.orders] = 1;
    lots[(level << Lots.shift) | Lots.shown] = pool.shownOf(slot);
  }

  /** The last order of a level has left from the front of its queue. */
  closeOldest(side: SideCode, level: number): void {
    this.words[(level << Level.shift) | Level.newest] = No.slot;
    assert(
      this.words[(level << Level.shift) | Level.orders] === No.order &&
        this.lots[(level << Lots.shift) | Lots.shown] === 0,
      'I10: an empty level has no orders and no lots',
    );
    this.levels.close(side, level);
  }

  private count(side: SideCode): number {
    let orders = 0;
    for (let price = this.best(side); price !== NO_PRICE; price = this.worse(side, price))
      orders += this.ordersAt(side, price);
    return orders;
  }

  private closeLevel(slot: number, level: number): void {
    assert(this.lots[(level << Lots.shift) | Lots.shown] === 0, 'I10: an empty level has no lots');
    this.levels.close(this.pool.sideOf(slot), level);
  }

  private assertWithin(side: SideCode, lowTicks: number, highTicks: number): void {
    for (let price = this.best(side); price !== NO_PRICE; price = this.worse(side, price))
      assert(price >= lowTicks && price <= highTicks, 'I15: orders outside the new range have left');
  }

  private moveSide(side: SideCode, target: LevelIndex): void {
    const { words: records } = this.pool;
    for (let price = this.best(side); price !== NO_PRICE; price = this.worse(side, price)) {
      const from = this.levelAt(side, price);
      const to = target.open(side, price);
      const { words } = this;
      const record = words.subarray(from << Level.shift, (from + 1) << Level.shift);
      target.columns.words.set(record, to << Level.shift);
      for (
        let slot = words[from << Level.shift] as number;
        slot !== No.slot;
        slot = records[slot << Word.shift] as number
      )
        records[(slot << Word.shift) | Word.level] = to;
    }
  }

  private checkLevel(side: SideCode, price: number): void {
    const { pool } = this;
    const { words } = this;
    const level = this.levelAt(side, price);
    const queue = level << Level.shift;
    let orders = 0;
    let lots = 0;
    let last = No.slot as number;
    for (
      let slot = words[queue] as number;
      slot !== No.slot;
      slot = pool.words[slot << Word.shift] as number
    ) {
      const record = slot << Word.shift;
      assert(pool.sideOf(slot) === side && pool.priceOf(slot) === price, 'I10: an order stands at its price');
      assert(pool.words[record | Word.level] === level, 'I10: an order stands in its level');
      assert(pool.words[record | Word.previous] === last, 'I10: the queue is linked both ways');
      assert(pool.shownOf(slot) > 0, 'I10: a resting order has lots');
      orders += 1;
      assert(orders <= (words[queue | Level.orders] as number), 'I10: no order twice');
      lots += pool.shownOf(slot);
      last = slot;
    }
    assert(orders > 0, 'I10: no empty level');
    assert(
      last === words[queue | Level.newest] && orders === words[queue | Level.orders],
      'I10: the queue is whole',
    );
    assert(lots === this.lots[(level << Lots.shift) | Lots.shown], 'I10: a level adds up to its orders');
  }
}

/** The scrap word of a queue's record when there is a slot, 0 for none. */
const scrapUnlessNone = (slot: number): number => (0 - slot) >>> 30;
