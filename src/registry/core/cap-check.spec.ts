import type { AllocationEntry, RightInstrument } from '../../right-family';
import { capClaims, checkCaps } from './cap-check';
import type { Cap } from './register';

const instrument = (code: string, commodity: string): RightInstrument => ({
  code,
  family: 'carbon-credits',
  commodity,
  zoneCode: 'CN',
  vintage: '2024',
  names: { en: code, zh: code },
  purpose: 'allowance',
  unit: { en: 't', zh: '吨' },
  lotSize: '1',
  tickSize: '0.01',
  initialReferencePrice: '80.00',
  priceBandBasisPoints: 1000,
});
const INSTRUMENTS = new Map(
  [instrument('CEA-2024', 'CEA'), instrument('CCER', 'CCER')].map((each) => [each.code, each]),
);

const entry = (
  instrumentCode: string,
  quantityLots: number,
  drawnFrom: string | null = null,
): AllocationEntry => ({
  holderCode: 'P01',
  instrumentCode,
  quantityLots,
  capRegionCode: drawnFrom === null ? 'CN' : null,
  drawnFromHolderCode: drawnFrom,
  basis: [],
  chargeCents: 0,
  explanation: [],
});
const cap = (commodity: string, capLots: number, issuedLots: number): Cap => ({
  family: 'carbon-credits',
  commodity,
  regionCode: 'CN',
  period: '2024',
  capLots,
  issuedLots,
  unit: { en: 't', zh: '吨' },
  lotSize: '1',
});

describe('I19: caps', () => {
  it('adds up what a plan newly issues, by cap and in a fixed order; draws count nothing', () => {
    const entries = [entry('CEA-2024', 3), entry('CCER', 2), entry('CEA-2024', 4), entry('CEA-2024', 9, 'R')];
    expect(capClaims(entries, INSTRUMENTS, '2024').map(({ commodity, lots }) => [commodity, lots])).toEqual([
      ['CCER', 2],
      ['CEA', 7],
    ]);
  });

  it('lets a plan fill a cap to the last unit and no further', () => {
    const claims = capClaims([entry('CEA-2024', 7)], INSTRUMENTS, '2024');
    expect(() => checkCaps(claims, [cap('CEA', 10, 3)])).not.toThrow();
    expect(() => checkCaps(claims, [cap('CEA', 10, 4)])).toThrow(
      expect.objectContaining({
        code: 'cap.exceeded',
        kind: 'refused',
        params: {
          family: 'carbon-credits',
          commodity: 'CEA',
          region: 'CN',
          period: '2024',
          cap: '10',
          issued: '4',
          asked: '7',
        },
        remedy: expect.objectContaining({ en: 'Allot at most 6 t in this plan, or have the cap raised.' }),
      }),
    );
  });

  it('issues nothing without a cap', () => {
    const claims = capClaims([entry('CCER', 1)], INSTRUMENTS, '2024');
    expect(() => checkCaps(claims, [cap('CEA', 10, 0)])).toThrow(
      expect.objectContaining({ code: 'cap.not-set' }),
    );
  });
});
