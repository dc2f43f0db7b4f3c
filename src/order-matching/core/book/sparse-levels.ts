import { assert } from '../../../kernel/errors';
import {
  BEST_LEVELS,
  BEST_PRICES,
  FIRST_LEVEL,
  LEVEL_WORDS,
  LevelColumns,
  type LevelIndex,
  NO_LEVEL,
} from './level-index';
import { BUY, NO_PRICE, type SideCode } from './order-book';
import { type PriceColumn, PriceTrie } from './price-trie';

const FIRST_LEVELS = 64;

/** Levels only where orders rest, found by a trie over the price: for a range too wide for a ladder. */
export class SparseLevels implements LevelIndex, PriceColumn {
  readonly columns = new LevelColumns();
  count = 0;
  /** price by level; 0 of a free level and of NO_LEVEL */
  priceTicks = new Int32Array(FIRST_LEVELS);
  private readonly bids = new PriceTrie(this);
  private readonly asks = new PriceTrie(this);
  private used = FIRST_LEVEL - 1;
  private firstFree = NO_LEVEL;

  constructor(
    private readonly lowTicks: number,
    private readonly highTicks: number,
  ) {
    this.columns.grow(FIRST_LEVELS);
  }

  at(side: SideCode, priceTicks: number): number {
    return (side === BUY ? this.bids : this.asks).at(priceTicks);
  }

  open(side: SideCode, priceTicks: number): number {
    assert(
      priceTicks >= this.lowTicks && priceTicks <= this.highTicks,
      'I15: a price is within the range of its book',
    );
    const level = this.takeLevel();
    this.count += 1;
    this.priceTicks[level] = priceTicks;
    (side === BUY ? this.bids : this.asks).add(level);
    const best = this.columns.words[BEST_PRICES + side] as number;
    if (best === NO_PRICE || (side === BUY ? priceTicks > best : priceTicks < best))
      this.setBest(side, level);
    return level;
  }

  close(side: SideCode, level: number): void {
    (side === BUY ? this.bids : this.asks).delete(level);
    const { words } = this.columns;
    this.count -= 1;
    if (words[BEST_LEVELS + side] === level) this.setBest(side, this.worse(side, this.priceOf(side, level)));
    this.priceTicks[level] = 0;
    // an empty level has no oldest order: its word links the free levels
    words[level * LEVEL_WORDS] = this.firstFree;
    this.firstFree = level;
  }

  worse(side: SideCode, priceTicks: number): number {
    return side === BUY ? this.bids.below(priceTicks) : this.asks.above(priceTicks);
  }

  priceOf(_side: SideCode, level: number): number {
    return this.priceTicks[level] as number;
  }

  private setBest(side: SideCode, level: number): void {
    const { words } = this.columns;
    words[BEST_LEVELS + side] = level;
    words[BEST_PRICES + side] = this.priceOf(side, level);
  }

  private takeLevel(): number {
    const free = this.firstFree;
    if (free !== NO_LEVEL) {
      this.firstFree = this.columns.words[free * LEVEL_WORDS] as number;
      return free;
    }
    this.used += 1;
    if (this.used >= this.priceTicks.length) this.grow(this.priceTicks.length * 2);
    return this.used;
  }

  private grow(levels: number): void {
    const { priceTicks } = this;
    this.priceTicks = new Int32Array(levels);
    this.priceTicks.set(priceTicks);
    this.columns.grow(levels);
  }
}
