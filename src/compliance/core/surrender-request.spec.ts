import { requireSoundParts, sameParts, withMoves } from './surrender-request';

const part = (instrumentCode: string, quantityLots: number) => ({ instrumentCode, quantityLots });

describe('a surrender request', () => {
  it('is the same in whatever order its parts stand', () => {
    expect(sameParts([part('A', 1), part('B', 2)], [part('B', 2), part('A', 1)])).toBe(true);
    expect(sameParts([part('A', 1)], [part('A', 2)])).toBe(false);
    expect(sameParts([part('A', 1)], [part('A', 1), part('B', 2)])).toBe(false);
  });

  it('moves from the trading account only what the registration account lacks', () => {
    expect(withMoves([part('A', 10), part('B', 4), part('C', 2)], [part('A', 7), part('B', 9)])).toEqual([
      { ...part('A', 10), fromTradingLots: 3 },
      { ...part('B', 4), fromTradingLots: 0 },
      { ...part('C', 2), fromTradingLots: 2 },
    ]);
  });

  it.each([
    ['no part', []],
    ['a right twice', [part('A', 1), part('A', 2)]],
    ['nothing of a right', [part('A', 0)]],
    ['less than nothing', [part('A', -1)]],
    ['part of a lot', [part('A', 1.5)]],
  ])('is refused with %s', (_, parts) => {
    expect(() => requireSoundParts(parts)).toThrow('positive quantity');
  });
});
