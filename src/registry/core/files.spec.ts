import type { Zone } from '../../right-family';
import { readParticipants } from './participant-file';
import type { Participant } from './register';
import { csvCell, REGISTRY_FILES, templateOf } from './registry-files';
import { parseTable } from './table';
import { readAttainment, readZones } from './zone-file';

const zone = (code: string, parentCode: string | null = null): Zone => ({
  code,
  parentCode,
  kind: 'province',
  names: { en: code, zh: code },
  attainsQualityTarget: null,
});
const zonesTable = (rows: string) =>
  parseTable(`code,parent_code,kind,name_zh,name_en,attains_quality_target\n${rows}`, REGISTRY_FILES.zones);
const places = (problems: readonly { field: string; rule: string }[]): string[] =>
  problems.map(({ field, rule }) => `${field}: ${rule}`);

describe('the zones file', () => {
  it('accepts a parent that stands later in the file or is registered already', () => {
    const reading = readZones(
      zonesTable('B,A,city,B,B,yes\nA,ROOT,province,A,A,\n'),
      new Map([['ROOT', zone('ROOT')]]),
    );
    expect(reading.problems).toEqual([]);
    expect(reading.items.map(({ code, attainsQualityTarget }) => [code, attainsQualityTarget])).toEqual([
      ['B', true],
      ['A', null],
    ]);
  });

  it('reports doubles, unknown parents, unknown kinds, bad codes and circles at once', () => {
    const rows =
      'A,B,province,A,A,\nB,A,province,B,B,\nA,,province,A,A,\nC,NOWHERE,planet,C,C,maybe\n:,,city,x,x,\n';
    expect(places(readZones(zonesTable(rows), new Map()).problems).sort()).toEqual([
      'line 2, column parent_code: zone.cycle',
      'line 3, column parent_code: zone.cycle',
      'line 4, column code: row.duplicate',
      'line 5, column attains_quality_target: code.unknown',
      'line 5, column kind: code.unknown',
      'line 5, column parent_code: code.unknown',
      'line 6, column code: code.malformed',
    ]);
  });

  it('reads a chain of a hundred thousand zones in no time, and refuses what is deeper than sixteen', () => {
    const zones = Array.from({ length: 100_000 }, (_, index) =>
      zone(`Z${index}`, index === 0 ? null : `Z${index - 1}`),
    );
    const rows = zones.map(({ code, parentCode }) => `${code},${parentCode ?? ''},city,x,x,`).join('\n');
    const started = performance.now();
    const { problems } = readZones(zonesTable(`${rows}\n`), new Map());
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(problems).toHaveLength(99_984);
    expect(problems[0]).toMatchObject({ line: 18, rule: 'zone.too-deep' });
    const registered = new Map(zones.slice(0, 16).map((each) => [each.code, each]));
    expect(places(readZones(zonesTable('NEW,Z15,city,x,x,\n'), registered).problems)).toEqual([
      'line 2, column parent_code: zone.too-deep',
    ]);
    expect(readZones(zonesTable('NEW,Z14,city,x,x,\n'), registered).problems).toEqual([]);
  });

  it('tells who stands in a circle from who stands below one', () => {
    const rows = 'D,C,city,x,x,\nA,C,city,x,x,\nB,A,city,x,x,\nC,B,city,x,x,\nE,E,city,x,x,\n';
    expect(places(readZones(zonesTable(rows), new Map()).problems)).toEqual([
      'line 3, column parent_code: zone.cycle',
      'line 4, column parent_code: zone.cycle',
      'line 5, column parent_code: zone.cycle',
      'line 6, column parent_code: zone.cycle',
    ]);
  });

  it('names what would be known without reading the whole register for each bad row', () => {
    const rows = Array.from({ length: 100_000 }, (_, index) => `Z${index},NONE,city,x,x,`).join('\n');
    const started = performance.now();
    const { problems } = readZones(zonesTable(`${rows}\n`), new Map());
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(problems[0]?.message.en).toMatch(/known: Z0, Z1, .*Z11 …$/);
  });

  it('takes a registered zone unchanged, keeps its attainment, and refuses it changed', () => {
    const registered = new Map([['A', { ...zone('A'), attainsQualityTarget: false }]]);
    expect(readZones(zonesTable('A,,province,A,A,yes\n'), registered)).toEqual({ items: [], problems: [] });
    expect(places(readZones(zonesTable('A,,city,A,A,\n'), registered).problems)).toEqual([
      'line 2, column code: zone.already-registered',
    ]);
  });

  it('reads attainment by zone', () => {
    const registered = new Map([['A', zone('A')]]);
    const table = parseTable('zone_code,attains\nA,no\nB,yes\nA,perhaps\n', REGISTRY_FILES.attainment);
    const { items, problems } = readAttainment(table, registered);
    expect(items).toEqual([{ zoneCode: 'A', attains: false }]);
    expect(places(problems)).toEqual([
      'line 3, column zone_code: code.unknown',
      'line 4, column zone_code: row.duplicate',
      'line 4, column attains: code.unknown',
    ]);
  });
});

describe('the participants file', () => {
  const context = {
    registered: new Map<string, Participant>(),
    zones: new Map([['CN', zone('CN')]]),
    families: ['carbon-credits'],
  };
  const read = (rows: string) =>
    readParticipants(
      parseTable(
        `code,name_zh,name_en,kind,family,zone_code,opening_cash_cny\n${rows}`,
        REGISTRY_FILES.participants,
      ),
      context,
    );

  it('reads cash in cents, none when the cell is empty', () => {
    const { items, problems } = read(
      'P1,甲,A,plant,carbon-credits,CN,12.34\nP2,乙,B,plant,carbon-credits,CN,\n',
    );
    expect(problems).toEqual([]);
    expect(items.map(({ openingCashCents }) => openingCashCents)).toEqual([1234, 0]);
  });

  it.each([
    ['home', 'code.reserved'],
    ['Opening', 'code.reserved'],
    ['PENALTY', 'code.reserved'],
    ['surrender', 'code.reserved'],
    ['opening-cash', 'code.reserved'],
    ['trade', 'code.reserved'],
    ['CNY', 'code.reserved'],
    ['P1:bank', 'code.malformed'],
    ['home:2024', 'code.malformed'],
  ])('refuses the code %s, which would meet a reference of the books: %s', (code, rule) => {
    expect(places(read(`${code},甲,A,plant,carbon-credits,CN,\n`).problems)).toEqual([
      `line 2, column code: ${rule}`,
    ]);
  });

  it('reports every bad cell, also in a row with an empty one', () => {
    const { problems } = read(
      'P1,甲,A,plant,water,XX,1.234\nP1,乙,B,plant,carbon-credits,CN,-1\nSystem,,C,big plant,carbon-credits,CN,x\n',
    );
    expect(places(problems)).toEqual([
      'line 2, column family: code.unknown',
      'line 2, column zone_code: code.unknown',
      'line 2, column opening_cash_cny: decimal.too-precise',
      'line 3, column code: row.duplicate',
      'line 3, column opening_cash_cny: number.negative',
      'line 4, column code: code.reserved',
      'line 4, column kind: code.malformed',
      'line 4, column opening_cash_cny: decimal.malformed',
    ]);
  });
});

describe('CSV that leaves the house', () => {
  it('gives a template that reads back', () => {
    for (const columns of Object.values(REGISTRY_FILES))
      expect(parseTable(templateOf(columns), columns).rows).toHaveLength(1);
  });

  it('quotes where needed and disarms what a spreadsheet would run', () => {
    expect(['a,b', 'say "x"', '=1+1', '-5', '-x', '@SUM(A1)'].map(csvCell)).toEqual([
      '"a,b"',
      '"say ""x"""',
      "'=1+1",
      '-5',
      "'-x",
      "'@SUM(A1)",
    ]);
  });
});
