import type { FieldProblem } from '../../kernel';
import type { InputRow, Zone } from '../../right-family';
import { acceptedCodes } from './problems';
import { RowReader } from './row-reader';
import { judgedRows, type ParsedTable } from './table';

const ZONE_KINDS = [
  'country',
  'province',
  'city',
  'basin',
  'watershed',
  'irrigation-district',
] as const satisfies readonly Zone['kind'][];

export interface FileReading<Item> {
  /** what the file says; to be used only when there is no problem */
  readonly items: readonly Item[];
  readonly problems: readonly FieldProblem[];
}

const sameZone = (a: Zone, b: Zone): boolean =>
  a.parentCode === b.parentCode &&
  a.kind === b.kind &&
  a.names.en === b.names.en &&
  a.names.zh === b.names.zh;

function attainmentOf(reader: RowReader): boolean | null {
  const text = reader.text('attains_quality_target');
  return text === '' ? null : reader.oneOf('attains_quality_target', ['yes', 'no']) === 'yes';
}

function readZone(reader: RowReader, seen: Map<string, number>): Zone | null {
  const code = reader.code('code');
  const unique = code !== null && reader.unique(code, 'code', seen);
  const kind = reader.oneOf('kind', ZONE_KINDS);
  const attainsQualityTarget = attainmentOf(reader);
  if (!unique || kind === null) return null;
  return {
    code,
    parentCode: reader.text('parent_code') || null,
    kind,
    names: { en: reader.text('name_en'), zh: reader.text('name_zh') },
    attainsQualityTarget,
  };
}

/** Country, province, city, basin, watershed, district: no real division is nearly as deep. */
const MAX_ZONE_DEPTH = 16;

/** What the way up from a zone is: its number of zones, or no end. */
type WayUp = number | 'in-a-circle' | 'into-a-circle';

/** The way up from every zone. Each zone is passed once, however long the chains are. */
function waysUp(parents: ReadonlyMap<string, string | null>): ReadonlyMap<string, WayUp> {
  const ways = new Map<string, WayUp>();
  for (const start of parents.keys()) {
    const path: string[] = [];
    const places = new Map<string, number>();
    let code: string | null = start;
    while (code !== null && parents.has(code) && !ways.has(code) && !places.has(code)) {
      places.set(code, path.push(code) - 1);
      code = parents.get(code) ?? null;
    }
    const circleFrom = code === null ? undefined : places.get(code);
    let above: WayUp = code === null ? 0 : (ways.get(code) ?? 0);
    for (const [place, passed] of [...path.entries()].reverse()) {
      if (circleFrom !== undefined) above = place >= circleFrom ? 'in-a-circle' : 'into-a-circle';
      else above = typeof above === 'number' ? above + 1 : 'into-a-circle';
      ways.set(passed, above);
    }
  }
  return ways;
}

function checkParents(
  rows: readonly InputRow[],
  parents: ReadonlyMap<string, string | null>,
  problems: FieldProblem[],
): void {
  const ways = waysUp(parents);
  const known = acceptedCodes(parents.keys());
  for (const row of rows) {
    const reader = new RowReader(row, problems);
    const parent = reader.text('parent_code');
    const wayUp = ways.get(reader.text('code')) ?? 0;
    if (parent !== '' && !parents.has(parent))
      reader.refuse('parent_code', 'code.unknown', {
        en: `zone "${parent}" is neither in this file nor registered; known: ${known}`,
        zh: `区域“${parent}”既不在本文件中，也未登记；已知：${known}`,
      });
    else if (parent !== '' && wayUp === 'in-a-circle')
      reader.refuse('parent_code', 'zone.cycle', {
        en: `the way up from "${reader.text('code')}" comes back to it; give one of these zones no parent`,
        zh: `从“${reader.text('code')}”向上又回到自身；请去掉其中一个区域的上级`,
      });
    else if (typeof wayUp === 'number' && wayUp > MAX_ZONE_DEPTH)
      reader.refuse('parent_code', 'zone.too-deep', {
        en: `"${reader.text('code')}" has ${wayUp - 1} zones above it; at most ${MAX_ZONE_DEPTH - 1} are accepted`,
        zh: `“${reader.text('code')}”之上有 ${wayUp - 1} 级区域，最多接受 ${MAX_ZONE_DEPTH - 1} 级`,
      });
  }
}

/**
 * Zones of a file. A zone that is registered already may come again unchanged; its attainment is then left as it is,
 * because the attainment file may have changed it since.
 */
export function readZones(table: ParsedTable, registered: ReadonlyMap<string, Zone>): FileReading<Zone> {
  const problems: FieldProblem[] = [];
  const seen = new Map<string, number>();
  const items: Zone[] = [];
  const parents = new Map<string, string | null>();
  for (const zone of registered.values()) parents.set(zone.code, zone.parentCode);
  for (const { cells } of judgedRows(table)) {
    const { code, parent_code: parent } = cells;
    if (code && !parents.has(code)) parents.set(code, parent || null);
  }
  for (const row of judgedRows(table)) {
    const reader = new RowReader(row, problems);
    const zone = readZone(reader, seen);
    const before = zone && registered.get(zone.code);
    if (before && !sameZone(before, zone))
      reader.refuse('code', 'zone.already-registered', {
        en: `zone "${zone.code}" is registered with other particulars; leave the row out or send it unchanged`,
        zh: `区域“${zone.code}”已登记且内容不同；请删除该行或保持原样`,
      });
    else if (zone && !before) items.push(zone);
  }
  checkParents(judgedRows(table), parents, problems);
  return { items, problems };
}

/** Attainment of the environment-quality target, by zone. Sending it again changes nothing; sending a change is the purpose. */
export function readAttainment(
  table: ParsedTable,
  registered: ReadonlyMap<string, Zone>,
): FileReading<{ readonly zoneCode: string; readonly attains: boolean }> {
  const problems: FieldProblem[] = [];
  const seen = new Map<string, number>();
  const items = judgedRows(table).flatMap((row) => {
    const reader = new RowReader(row, problems);
    const zone = reader.known('zone_code', registered);
    const unique = reader.unique(reader.text('zone_code'), 'zone_code', seen);
    const attains = reader.oneOf('attains', ['yes', 'no']);
    return zone && unique && attains ? [{ zoneCode: zone.code, attains: attains === 'yes' }] : [];
  });
  return { items, problems };
}
