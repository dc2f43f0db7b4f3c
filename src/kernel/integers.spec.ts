import { cents, multiplySafe, sumSafe } from '.';

describe('integers', () => {
  it('refuses fractions and what leaves the safe range', () => {
    expect(() => cents(0.5)).toThrow('whole number');
    expect(() => cents(Number.NaN)).toThrow('whole number');
    expect(() => sumSafe([Number.MAX_SAFE_INTEGER, 1])).toThrow('2^53');
    expect(() => multiplySafe(2 ** 30, 2 ** 30)).toThrow('2^53');
  });

  it('never yields a negative zero', () => expect(Object.is(cents(-0), 0)).toBe(true));
});
