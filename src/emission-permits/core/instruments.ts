import type { HolderFacts, RightInstrument, Zone } from '../../right-family';
import { OPENING_PRICE } from './rule-packs';

export const FAMILY = 'emission-permits';
const COMMODITY = 'COD';
/** One lot is 0.1 t. */
export const LOT_SIZE = '0.1';

export const instrumentCode = (watershedCode: string, period: string): string =>
  `${COMMODITY}-${watershedCode}-${period}`;

/** One right per watershed and year. */
export const instrumentsOf = (period: string, zones: readonly Zone[]): readonly RightInstrument[] =>
  zones
    .filter(({ kind }) => kind === 'watershed')
    .map((watershed) => ({
      code: instrumentCode(watershed.code, period),
      family: FAMILY,
      commodity: COMMODITY,
      zoneCode: watershed.code,
      vintage: period,
      names: {
        en: `COD emission right, ${watershed.names.en}, ${period}`,
        zh: `化学需氧量排污权 ${watershed.names.zh} ${period}`,
      },
      purpose: 'allowance',
      unit: { en: 't COD', zh: '吨化学需氧量' },
      lotSize: LOT_SIZE,
      tickSize: '1',
      initialReferencePrice: OPENING_PRICE.figures.cnyPerTonne,
      priceBandBasisPoints: OPENING_PRICE.figures.bandBasisPoints,
    }));

export const watershedOf = (holder: HolderFacts): Zone | null =>
  holder.zones.find(({ kind }) => kind === 'watershed') ?? null;
