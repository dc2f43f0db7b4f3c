import type { RightInstrument } from '../../right-family';
import { OPENING_PRICES } from './rule-packs';

export const FAMILY = 'carbon-credits';
const ALLOWANCE = 'CEA';
export const OFFSET = 'CCER';
/** The first vintage that this product issues. */
const FIRST_VINTAGE = 2023;

const MEASURES = {
  family: FAMILY,
  zoneCode: null,
  unit: { en: 't CO2e', zh: '吨二氧化碳当量' },
  lotSize: '1',
  tickSize: '0.01',
  priceBandBasisPoints: OPENING_PRICES.figures.bandBasisPoints,
} as const;

export const allowanceCode = (vintage: string): string => `${ALLOWANCE}-${vintage}`;

/** The allowances of the period and of the year before (they may still pay), and the offset, which has no vintage. */
export function instrumentsOf(period: string): readonly RightInstrument[] {
  const year = Number(period);
  const vintages = [year - 1, year].filter((vintage) => vintage >= FIRST_VINTAGE);
  return [
    ...vintages.map((vintage) => allowance(String(vintage))),
    {
      ...MEASURES,
      code: OFFSET,
      commodity: OFFSET,
      vintage: null,
      names: { en: 'Certified voluntary emission reduction', zh: '国家核证自愿减排量' },
      purpose: 'offset',
      initialReferencePrice: OPENING_PRICES.figures.offsetCny,
    },
  ];
}

const allowance = (vintage: string): RightInstrument => ({
  ...MEASURES,
  code: allowanceCode(vintage),
  commodity: ALLOWANCE,
  vintage,
  names: { en: `Carbon allowance ${vintage}`, zh: `碳排放配额 ${vintage}` },
  purpose: 'allowance',
  initialReferencePrice: OPENING_PRICES.figures.allowanceCny,
});
