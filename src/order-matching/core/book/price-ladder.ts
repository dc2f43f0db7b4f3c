import { assert } from '../../../kernel/errors';
import { breach } from './breach';
import { FIRST_LEVEL, LevelColumns, type LevelIndex } from './level-index';
import { OccupiedTicks } from './occupied-ticks';
import { BUY, NO_PRICE, SELL, type SideCode } from './order-book';

/** The widest range that gets a ladder (about 3 MB a side); a wider one gets `SparseLevels`. */
export const MAXIMUM_LADDER_TICKS = 2 ** 17;

/** Words of record 1, as in level-index.ts (see fast-book.ts). */
const enum Best {
  levels = 8,
  prices = 10,
}

/** Level of a ladder of so many ticks for a bid of the highest price plus one tick; a book counts from it. */
export const ladderOrigin = (ticks: number): number => FIRST_LEVEL + ticks;

/**
 * One level for every price of a range. Handles rise from good to bad prices on both sides: first the bids from the
 * highest price down, then the asks from the lowest up. Behind each side stands an end, which is never empty in the
 * bitmap and always empty in fact: a search stops there.
 */
export class PriceLadder implements LevelIndex {
  readonly columns = new LevelColumns();
  count = 0;
  private readonly occupied: OccupiedTicks;
  private readonly ticks: number;
  private readonly origin: number;

  constructor(
    private readonly lowTicks: number,
    highTicks: number,
  ) {
    this.ticks = highTicks - lowTicks + 1;
    assert(this.ticks >= 1 && this.ticks <= MAXIMUM_LADDER_TICKS, 'a ladder has a limited number of levels');
    this.origin = ladderOrigin(this.ticks);
    const levels = this.origin + this.ticks + 2;
    this.columns.grow(levels);
    this.occupied = new OccupiedTicks(levels);
    for (const side of [BUY, SELL] as const) {
      const end = this.endOf(side);
      this.occupied.add(end);
      this.setBest(side, end);
    }
  }

  at(side: SideCode, priceTicks: number): number {
    const offset = (priceTicks - this.lowTicks) | 0;
    return offset >>> 0 < this.ticks ? this.levelOf(side, offset) : 0;
  }

  open(side: SideCode, priceTicks: number): number {
    const { words } = this.columns;
    const level = this.at(side, priceTicks);
    if (level === 0) breach('I15: a price is within the range of its book');
    this.count += 1;
    this.occupied.add(level);
    if (level < (words[Best.levels | side] as number)) this.setBest(side, level);
    return level;
  }

  close(side: SideCode, level: number): void {
    const { words } = this.columns;
    this.count -= 1;
    this.occupied.delete(level);
    if (level === words[Best.levels | side]) this.setBest(side, this.occupied.above(level));
  }

  worse(side: SideCode, priceTicks: number): number {
    const offset = Math.max(-1, Math.min(priceTicks - this.lowTicks, this.ticks));
    const level = this.levelOf(side, offset);
    return level < this.endOf(side) ? this.occupied.above(level) : this.endOf(side);
  }

  priceOf(side: SideCode, level: number): number {
    if (level === this.endOf(side)) return NO_PRICE;
    return (this.lowTicks + ((level - this.originOf(side)) ^ (side - 1))) | 0;
  }

  private setBest(side: SideCode, level: number): void {
    const { words } = this.columns;
    words[Best.levels | side] = level;
    words[Best.prices | side] = this.priceOf(side, level);
  }

  /** Without a branch: the exclusive or turns the offset of a bid into minus itself minus one. */
  private levelOf(side: SideCode, offset: number): number {
    return (this.originOf(side) + (offset ^ (side - 1))) | 0;
  }

  private originOf(side: SideCode): number {
    return (this.origin + side) | 0;
  }

  private endOf(side: SideCode): number {
    return this.origin + side * (this.ticks + 1);
  }
}
