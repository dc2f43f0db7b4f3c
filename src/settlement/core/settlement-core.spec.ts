import fc from 'fast-check';
import { nextTrades, retryDelayMs, statesBefore, TRANSITIONS } from '.';

const pace = { retryBaseMs: 500, retryMaximumMs: 60_000 };

describe('instruction states', () => {
  it('I5: nothing leaves settled, and only a worker that holds it settles it', () => {
    expect(TRANSITIONS.settled).toEqual([]);
    expect(statesBefore('settled')).toEqual(['settling']);
    expect(statesBefore('instructed')).toEqual([]);
    expect(statesBefore('settling')).toEqual(['instructed', 'settling', 'failed']);
  });
});

describe('the delay before a retry', () => {
  it('doubles, half certain and half chance, up to the maximum', () => {
    expect([1, 2, 3].map((attempt) => retryDelayMs(attempt, 0, pace))).toEqual([250, 500, 1_000]);
    expect(retryDelayMs(1, 0.5, pace)).toBe(375);
    expect(retryDelayMs(1_000_000, 0.999, pace)).toBeLessThan(60_000);
    expect(() => retryDelayMs(0, 0, pace)).toThrow('assertion');
  });

  it('stays between half and the whole of the maximum', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.double({ min: 0, max: 0.999_999, noNaN: true }),
        (n, chance) => {
          const delay = retryDelayMs(n, chance, pace);
          expect(delay).toBeGreaterThanOrEqual(250);
          expect(delay).toBeLessThanOrEqual(60_000);
        },
      ),
    );
  });
});

describe('the trades that come next', () => {
  const of = (...sequences: number[]) => sequences.map((tradeSequence) => ({ tradeSequence }));
  it('stop in front of a gap', () => {
    expect(nextTrades(4, of(5, 6, 7))).toEqual(of(5, 6, 7));
    expect(nextTrades(4, of(5, 7))).toEqual(of(5));
    expect(nextTrades(4, of(6))).toEqual([]);
    expect(nextTrades(4, of(4, 5))).toEqual([]);
    expect(nextTrades(0, [])).toEqual([]);
  });
});
