import { safeInteger } from './safe-integer';

describe('safeInteger', () => {
  it('reads what the driver returns for bigint', () => {
    expect(safeInteger.from('-9007199254740991')).toBe(-9_007_199_254_740_991);
    expect(safeInteger.from(null)).toBeNull();
  });

  it('refuses what a number cannot hold exactly, in both directions', () => {
    expect(() => safeInteger.from('9007199254740993')).toThrow(RangeError);
    expect(() => safeInteger.to(0.5)).toThrow(RangeError);
    expect(() => safeInteger.to(2 ** 53)).toThrow(RangeError);
  });
});
