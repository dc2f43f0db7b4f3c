import fc from 'fast-check';
import { DomainError, formatDecimal, parseDecimal } from '.';

const codeOf = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'accepted';
};

describe('decimal strings', () => {
  it('reads and writes without loss', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 6 }), (value, decimals) => {
        expect(parseDecimal(formatDecimal(value, decimals), decimals)).toBe(value);
      }),
    );
  });

  it.each([
    ['58.20', 2, 5820],
    ['58.2', 2, 5820],
    ['58', 2, 5800],
    ['58.200', 2, 5820],
    ['-0.01', 2, -1],
    ['-0', 2, 0],
  ])('reads %s with %i decimals', (text, decimals, value) =>
    expect(parseDecimal(text, decimals)).toBe(value),
  );

  it.each([
    ['1e3', 'decimal.malformed'],
    ['', 'decimal.malformed'],
    ['.5', 'decimal.malformed'],
    [' 5', 'decimal.malformed'],
    ['５', 'decimal.malformed'],
    ['0.001', 'decimal.too-precise'],
    ['90071992547409.92', 'decimal.too-large'],
  ])('refuses %p', (text, code) => expect(codeOf(() => parseDecimal(text, 2))).toBe(code));
});
