import type { HolderFacts, RightInstrument, Zone } from '../../right-family';
import { OPENING_PRICE } from './rule-packs';

export const FAMILY = 'water-rights';
/** One lot is 1,000 m³. */
export const LOT_SIZE = '1000';

/** Water of one basin is one commodity; that of another basin is another. */
const commodityOf = (basinCode: string): string => `WATER-${basinCode}`;

export const instrumentCode = (zoneCode: string, period: string): string => `WATER-${zoneCode}-${period}`;

/** One right per region of a basin and year: zones whose parent is a basin. */
export function instrumentsOf(period: string, zones: readonly Zone[]): readonly RightInstrument[] {
  const basins = new Map(zones.filter(({ kind }) => kind === 'basin').map((zone) => [zone.code, zone]));
  return zones.flatMap((region) => {
    const basin = region.parentCode === null ? undefined : basins.get(region.parentCode);
    return basin ? [instrumentOf(region, basin, period)] : [];
  });
}

const instrumentOf = (region: Zone, basin: Zone, period: string): RightInstrument => ({
  code: instrumentCode(region.code, period),
  family: FAMILY,
  commodity: commodityOf(basin.code),
  zoneCode: region.code,
  vintage: period,
  names: {
    en: `Water use, ${region.names.en}, ${period}`,
    zh: `用水权 ${region.names.zh} ${period}`,
  },
  purpose: 'allowance',
  unit: { en: 'm³', zh: '立方米' },
  lotSize: LOT_SIZE,
  tickSize: '0.001',
  initialReferencePrice: OPENING_PRICE.figures.cnyPerCubicMetre,
  priceBandBasisPoints: OPENING_PRICE.figures.bandBasisPoints,
});

export const basinOf = (holder: HolderFacts): Zone | null =>
  holder.zones.find(({ kind }) => kind === 'basin') ?? null;

export function isOfBasin(instrument: RightInstrument, holder: HolderFacts): boolean {
  const basin = basinOf(holder);
  return basin !== null && instrument.commodity === commodityOf(basin.code);
}
