import { BEST_LEVELS, BEST_PRICES, FIRST_LEVEL, NO_LEVEL } from './level-index';
import { BUY, NO_PRICE, SELL, type SideCode } from './order-book';
import { SparseLevels } from './sparse-levels';

const HIGHEST = 2 ** 31 - 1;
const bestOf = (levels: SparseLevels, side: SideCode) => levels.columns.words[BEST_PRICES + side];

describe('SparseLevels', () => {
  it('keeps the best level of each side at hand', () => {
    const levels = new SparseLevels(1, HIGHEST);
    const opened = [50, 60, 40].map((price) => [levels.open(BUY, price), levels.open(SELL, price)] as const);
    expect([bestOf(levels, BUY), bestOf(levels, SELL)]).toEqual([60, 40]);
    levels.close(BUY, opened[1]?.[0] ?? 0);
    levels.close(SELL, opened[2]?.[1] ?? 0);
    expect([bestOf(levels, BUY), bestOf(levels, SELL)]).toEqual([50, 50]);
    levels.close(BUY, opened[2]?.[0] ?? 0);
    expect(bestOf(levels, BUY)).toBe(50);
    levels.close(BUY, opened[0]?.[0] ?? 0);
    expect([bestOf(levels, BUY), levels.columns.words[BEST_LEVELS]]).toEqual([NO_PRICE, NO_LEVEL]);
    expect(levels.count).toBe(2);
  });

  it('gives a closed level out again', () => {
    const levels = new SparseLevels(1, HIGHEST);
    const first = levels.open(BUY, 5);
    levels.open(BUY, 6);
    levels.close(BUY, first);
    expect(levels.at(BUY, 5)).toBe(NO_LEVEL);
    expect(levels.open(SELL, HIGHEST)).toBe(first);
    expect(levels.priceOf(SELL, first)).toBe(HIGHEST);
  });

  it('refuses a price outside its range', () => {
    const levels = new SparseLevels(10, 20);
    expect(() => levels.open(BUY, 9)).toThrow('I15');
    expect(() => levels.open(SELL, 21)).toThrow('I15');
    expect([levels.open(BUY, 10), levels.open(SELL, 20)]).toEqual([FIRST_LEVEL, FIRST_LEVEL + 1]);
  });

  it('holds very many levels in order', () => {
    const count = 100_000;
    const levels = new SparseLevels(1, HIGHEST);
    // a generator of the full period: every price once, in no order
    const prices = Array.from({ length: count }, (_, place) => 1 + ((place * 7_919) % count) * 20_011);
    for (const price of prices) levels.open(SELL, price);
    expect(levels.count).toBe(count);
    const found: number[] = [];
    for (
      let price = bestOf(levels, SELL) as number;
      price !== NO_PRICE;
      price = levels.priceOf(SELL, levels.worse(SELL, price))
    )
      found.push(price);
    expect(found).toEqual(Array.from({ length: count }, (_, place) => 1 + place * 20_011));
  });
});
