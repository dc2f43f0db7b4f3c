import type { RightInstrument } from '../../right-family';
import { mergeParts, obligationInstrument, standingOf, totalLots, zoneChain } from './obligation';

const allowance = (code: string, zoneCode: string | null, vintage = '2024') =>
  ({ code, family: 'f', purpose: 'allowance', zoneCode, vintage }) as RightInstrument;

describe('an obligation', () => {
  it('is met at once, and short only after the deadline', () => {
    expect(standingOf(10, 10, 'open')).toBe('met');
    expect(standingOf(0, 0, 'open')).toBe('met');
    expect(standingOf(10, 9, 'open')).toBe('open');
    expect(standingOf(10, 9, 'closing')).toBe('open');
    expect(standingOf(10, 9, 'assessed')).toBe('short');
    expect(standingOf(10, 9, 'closed')).toBe('short');
  });

  it('is counted in the allowance of the nearest zone', () => {
    const instruments = [
      allowance('OLD', 'province', '2023'),
      allowance('BASIN', 'basin'),
      allowance('PROVINCE', 'province'),
      { ...allowance('OFFSET', 'province'), purpose: 'offset' as const },
    ];
    const ask = (zoneCodes: readonly string[], family = 'f') =>
      obligationInstrument({ family, period: '2024', zoneCodes }, instruments)?.code ?? null;
    expect(ask(['city', 'province', 'basin'])).toBe('PROVINCE');
    expect(ask(['elsewhere', 'basin'])).toBe('BASIN');
    expect(ask(['elsewhere'])).toBe('BASIN');
    expect(ask(['city'], 'g')).toBeNull();
  });

  it('knows the chain of zones, and does not run in a circle', () => {
    const zones = [
      { code: 'a', parentCode: 'b' },
      { code: 'b', parentCode: 'c' },
      { code: 'c', parentCode: 'a' },
    ];
    expect(zoneChain(zones, 'a')).toEqual(['a', 'b', 'c']);
    expect(zoneChain([{ code: 'x', parentCode: null }], 'x')).toEqual(['x']);
  });

  it('adds up the same right', () => {
    const parts = [
      { instrumentCode: 'A', quantityLots: 2 },
      { instrumentCode: 'B', quantityLots: 3 },
      { instrumentCode: 'A', quantityLots: 5 },
    ];
    expect(mergeParts(parts)).toEqual([
      { instrumentCode: 'A', quantityLots: 7 },
      { instrumentCode: 'B', quantityLots: 3 },
    ]);
    expect(totalLots(parts)).toBe(10);
  });
});
