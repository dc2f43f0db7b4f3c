import * as fc from 'fast-check';
import { WideSum } from './wide-sum';

describe('a wide sum', () => {
  it('adds safe integers exactly, beyond 2^53', () => {
    void fc.assert(
      fc.property(fc.array(fc.maxSafeNat(), { maxLength: 50 }), (addends) => {
        const sum = new WideSum();
        for (const addend of addends) sum.add(addend);
        expect(sum.toBigInt()).toBe(addends.reduce((total, addend) => total + BigInt(addend), 0n));
      }),
    );
  });

  it('carries at its border', () => {
    const sum = new WideSum();
    sum.add(2 ** 53 - 1);
    expect(sum.toBigInt()).toBe(2n ** 53n - 1n);
    sum.add(1);
    expect(sum.toBigInt()).toBe(2n ** 53n);
    sum.clear();
    expect(sum.toBigInt()).toBe(0n);
  });

  it('can be set to what it was', () => {
    void fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 100n }), (value) => {
        const sum = new WideSum();
        sum.add(5);
        sum.set(value);
        expect(sum.toBigInt()).toBe(value);
        sum.add(3);
        expect(sum.toBigInt()).toBe(value + 3n);
      }),
    );
  });

  it('says when it cannot count any more', () => {
    const sum = new WideSum();
    sum.set((2n ** 53n - 1n) * 2n ** 53n + (2n ** 53n - 1n));
    expect(() => sum.add(1)).toThrow('a sum of a day can be counted');
  });
});
