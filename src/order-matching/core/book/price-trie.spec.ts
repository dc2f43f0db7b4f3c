import * as fc from 'fast-check';
import { PriceTrie } from './price-trie';

const HIGHEST = 2 ** 31 - 1;

/** A trie and the prices of its levels: level `n` has the n-th price. */
function trieOf(prices: readonly number[]) {
  const levels = { priceTicks: Int32Array.from([0, ...prices]) };
  const trie = new PriceTrie(levels);
  for (const place of prices.keys()) trie.add(place + 1);
  const priceOf = (level: number) => levels.priceTicks[level] as number;
  return { trie, priceOf };
}
const ascending = (one: number, other: number) => one - other;

const price = fc.oneof(
  fc.integer({ min: 1, max: HIGHEST }),
  fc.integer({ min: 1, max: 300 }),
  fc.integer({ min: HIGHEST - 300, max: HIGHEST }),
  // parts from its neighbours at any digit
  fc.nat(30).map((bit) => 2 ** bit),
  fc.nat(30).map((bit) => HIGHEST - 2 ** bit + 1),
);

describe('PriceTrie', () => {
  it('is a sorted set of prices, also after some have gone', () => {
    void fc.assert(
      fc.property(
        fc.uniqueArray(price, { maxLength: 60 }),
        fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
        price,
        (prices, isGone, probe) => {
          const { trie, priceOf } = trieOf(prices);
          for (const place of prices.keys()) if (isGone[place]) trie.delete(place + 1);
          const left = prices.filter((_, place) => !isGone[place]).sort(ascending);
          for (const asked of [...prices, probe]) {
            expect(priceOf(trie.at(asked))).toBe(left.includes(asked) ? asked : 0);
            expect(priceOf(trie.above(asked))).toBe(left.find((one) => one > asked) ?? 0);
            expect(priceOf(trie.below(asked))).toBe(left.findLast((one) => one < asked) ?? 0);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('uses nodes again, so that coming and going costs no memory', () => {
    const prices = Array.from({ length: 500 }, (_, place) => 1 + place * 4_000_003);
    const { trie } = trieOf(prices);
    const sizeOf = () =>
      Object.values(trie).reduce(
        (sum: number, value: unknown) => sum + (ArrayBuffer.isView(value) ? value.byteLength : 0),
        0,
      );
    const size = sizeOf();
    for (let round = 0; round < 20; round += 1) {
      for (const place of prices.keys()) trie.delete(place + 1);
      expect([trie.at(1), trie.above(0), trie.below(HIGHEST)]).toEqual([0, 0, 0]);
      for (const place of prices.keys()) trie.add(place + 1);
    }
    expect(sizeOf()).toBe(size);
  });

  it('refuses a second level of one price', () => {
    expect(() => trieOf([5, 9, 5])).toThrow('I10: a price has one level');
  });

  it('refuses to delete what it does not hold', () => {
    const { trie } = trieOf([5, 9]);
    trie.delete(1);
    expect(() => trie.delete(1)).toThrow('I10');
    trie.delete(2);
    expect(() => trie.delete(2)).toThrow('I10');
  });
});
