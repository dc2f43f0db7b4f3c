import { BEST_LEVELS, NO_LEVEL } from './level-index';
import { BUY, NO_PRICE, SELL } from './order-book';
import { MAXIMUM_LADDER_TICKS, PriceLadder } from './price-ladder';

const HIGHEST = 2 ** 31 - 1;

describe.each([
  ['low', 1, 5],
  ['high', HIGHEST - 4, HIGHEST],
  ['of one price', 77, 77],
  ['as wide as it may be', HIGHEST - MAXIMUM_LADDER_TICKS + 1, HIGHEST],
])('a PriceLadder %s', (_, low, high) => {
  const prices = [...new Set([low, low + 1, high - 1, high])].filter(
    (price) => price >= low && price <= high,
  );

  it.each([BUY, SELL] as const)('gives each price of side %s a handle and takes it back', (side) => {
    const ladder = new PriceLadder(low, high);
    for (const price of prices) {
      const level = ladder.open(side, price);
      expect([ladder.at(side, price), ladder.priceOf(side, level)]).toEqual([level, price]);
    }
    expect(ladder.count).toBe(prices.length);
    for (const price of prices) ladder.close(side, ladder.at(side, price));
    expect(ladder.count).toBe(0);
    expect(ladder.priceOf(side, ladder.columns.words[BEST_LEVELS + side] as number)).toBe(NO_PRICE);
  });

  it.each([BUY, SELL] as const)('walks from the best to the worst of side %s and stops', (side) => {
    const ladder = new PriceLadder(low, high);
    for (const price of prices) ladder.open(side, price);
    for (const price of prices) ladder.open(side === BUY ? SELL : BUY, price);
    const found: number[] = [];
    let price = ladder.priceOf(side, ladder.columns.words[BEST_LEVELS + side] as number);
    for (; price !== NO_PRICE; price = ladder.priceOf(side, ladder.worse(side, price))) found.push(price);
    expect(found).toEqual(side === BUY ? prices.toReversed() : prices);
  });

  it('knows no level outside its range', () => {
    const ladder = new PriceLadder(low, high);
    for (const side of [BUY, SELL] as const)
      for (const price of [0, low - 1, high + 1]) {
        expect(ladder.at(side, price)).toBe(NO_LEVEL);
        expect(() => ladder.open(side, price)).toThrow('I15');
      }
  });

  it('starts at its edge when asked from outside', () => {
    const ladder = new PriceLadder(low, high);
    ladder.open(BUY, high);
    ladder.open(SELL, low);
    const worseThan = (side: typeof BUY | typeof SELL, price: number) =>
      ladder.priceOf(side, ladder.worse(side, price));
    expect([worseThan(BUY, HIGHEST + 9), worseThan(BUY, high), worseThan(BUY, 0)]).toEqual([
      high,
      NO_PRICE,
      NO_PRICE,
    ]);
    expect([worseThan(SELL, 0), worseThan(SELL, low), worseThan(SELL, HIGHEST + 9)]).toEqual([
      low,
      NO_PRICE,
      NO_PRICE,
    ]);
  });
});

it('a PriceLadder is never wider than its maximum', () => {
  expect(() => new PriceLadder(1, MAXIMUM_LADDER_TICKS + 1)).toThrow('limited number');
  expect(() => new PriceLadder(2, 1)).toThrow('limited number');
});
