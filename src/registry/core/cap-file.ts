import { DomainError, type FieldProblem, parseQuantity } from '../../kernel';
import type { RightFamily, RightInstrument, Zone } from '../../right-family';
import type { Cap } from './register';
import { RowReader } from './row-reader';
import { judgedRows, type ParsedTable } from './table';
import type { FileReading } from './zone-file';

export interface CapFileContext {
  readonly families: ReadonlyMap<string, RightFamily>;
  readonly zones: ReadonlyMap<string, Zone>;
}

export const capKey = (cap: Pick<Cap, 'family' | 'commodity' | 'regionCode' | 'period'>): string =>
  [cap.family, cap.commodity, cap.regionCode, cap.period].join(' / ');

/** One instrument per commodity tells the unit and the lot of its caps. */
function commoditiesOf(
  reader: RowReader,
  family: RightFamily,
  period: string,
  zones: readonly Zone[],
): ReadonlyMap<string, RightInstrument> | null {
  try {
    const instruments = family.instrumentsOf({ period, zones });
    return new Map(instruments.map((instrument) => [instrument.commodity, instrument]));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return reader.refuse('period', error.code, error.text);
  }
}

function readCap(reader: RowReader, context: CapFileContext): Cap | null {
  const family = reader.known('family', context.families);
  const region = reader.known('region_code', context.zones);
  const period = reader.period('period');
  if (!family || !period) return null;
  const commodities = commoditiesOf(reader, family, period, [...context.zones.values()]);
  const measure = commodities && reader.known('commodity', commodities);
  if (!measure) return null;
  const capLots = reader.measured('cap', (text) => parseQuantity(text, measure));
  if (!region || capLots === null) return null;
  return {
    family: family.code,
    commodity: measure.commodity,
    regionCode: region.code,
    period,
    capLots,
    issuedLots: 0,
    unit: measure.unit,
    lotSize: measure.lotSize,
  };
}

/**
 * Caps of a file. A cap that is set already takes the new figure, never one below what is issued (the writer checks
 * that under lock).
 */
export function readCaps(table: ParsedTable, context: CapFileContext): FileReading<Cap> {
  const problems: FieldProblem[] = [];
  const seen = new Map<string, number>();
  const items = judgedRows(table).flatMap((row) => {
    const reader = new RowReader(row, problems);
    const cap = readCap(reader, context);
    return cap && reader.unique(capKey(cap), 'region_code', seen) ? [cap] : [];
  });
  return { items, problems };
}
