import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { CarbonCreditsFamily } from '../../src/carbon-credits/core/carbon-credits.family';
import { EmissionPermitsFamily } from '../../src/emission-permits/core/emission-permits.family';
import { parseCents, parseQuantity } from '../../src/kernel';
import type {
  AllocationEntry,
  AllocationOutcome,
  HolderFacts,
  InputRow,
  RightFamily,
  RightInstrument,
  Zone,
} from '../../src/right-family';
import { WaterRightsFamily } from '../../src/water-rights/core/water-rights.family';

type Cells = Readonly<Record<string, string>>;
const folder = join(__dirname, '../../examples');
const read = (file: string): readonly Cells[] =>
  parse(readFileSync(join(folder, file), 'utf8'), { columns: true, skip_empty_lines: true });
const cell = (cells: Cells, name: string): string => {
  const value = cells[name];
  if (value === undefined) throw new Error(`no column ${name}`);
  return value;
};

const carbon = new CarbonCreditsFamily();
const water = new WaterRightsFamily();
const emission = new EmissionPermitsFamily();
const families: readonly RightFamily[] = [carbon, water, emission];
const period = '2024';

const zones: readonly Zone[] = read('demo/zones.csv').map((row) => ({
  code: cell(row, 'code'),
  parentCode: cell(row, 'parent_code') || null,
  kind: cell(row, 'kind') as Zone['kind'],
  names: { en: cell(row, 'name_en'), zh: cell(row, 'name_zh') },
  attainsQualityTarget: { yes: true, no: false }[cell(row, 'attains_quality_target')] ?? null,
}));
const instruments = families.flatMap((family) => family.instrumentsOf({ period, zones }));
const right = (code: string): RightInstrument => {
  const found = instruments.find((instrument) => instrument.code === code);
  if (!found) throw new Error(`no instrument ${code}`);
  return found;
};
function upwards(code: string): readonly Zone[] {
  const zone = zones.find((candidate) => candidate.code === code);
  if (!zone) throw new Error(`no zone ${code}`);
  return zone.parentCode === null ? [zone] : [zone, ...upwards(zone.parentCode)];
}
const savings = read('demo/savings.csv');
const holders: readonly HolderFacts[] = read('demo/participants.csv').map((row) => ({
  participantCode: cell(row, 'code'),
  kind: cell(row, 'kind'),
  zones: upwards(cell(row, 'zone_code')),
  approvedSavingLots: Object.fromEntries(
    savings
      .filter((saving) => cell(saving, 'participant_code') === cell(row, 'code'))
      .map((saving) => {
        const instrument = right(cell(saving, 'instrument_code'));
        return [instrument.code, parseQuantity(cell(saving, 'saved_volume'), instrument)];
      }),
  ),
}));
const holderOf = (code: string): HolderFacts => {
  const found = holders.find(({ participantCode }) => participantCode === code);
  if (!found) throw new Error(`no participant ${code}`);
  return found;
};

const PLANS: readonly (readonly [RightFamily, string, string, Cells])[] = [
  [carbon, 'cn-power-benchmark-2023-2024', 'carbon-units-2024.csv', {}],
  [carbon, 'ccer-registration', 'ccer-2024.csv', {}],
  [water, 'yellow-river-plan-pro-rata', 'river-plan-2024.csv', { inflow_total: '333' }],
  [water, 'withdrawal-permit-quota', 'water-permits-2024.csv', {}],
  [emission, 'cod-paid-use-fixed-price', 'cod-permits-2024.csv', { price_cny_per_t_year: '230', years: '5' }],
];
function allocate(
  folderOf: string,
  [family, method, file, parameters]: (typeof PLANS)[number],
): AllocationOutcome {
  const rows: readonly InputRow[] = read(`${folderOf}/${file}`).map((cells, at) => ({ line: at + 2, cells }));
  return family.allocate({ method, period, parameters, rows, zones, holders });
}
const entries: readonly AllocationEntry[] = PLANS.flatMap((plan) => {
  const outcome = allocate('demo', plan);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems, null, 1));
  return outcome.entries;
});
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Lots of each right that each participant has once every plan is issued. */
function holdingsOf(participantCode: string): ReadonlyMap<string, number> {
  const held = new Map<string, number>();
  const add = (code: string, lots: number): unknown => held.set(code, (held.get(code) ?? 0) + lots);
  for (const entry of entries) {
    if (entry.holderCode === participantCode) add(entry.instrumentCode, entry.quantityLots);
    if (entry.drawnFromHolderCode === participantCode) add(entry.instrumentCode, -entry.quantityLots);
  }
  return held;
}
const obligations = families.flatMap((family) =>
  read(`demo/monitoring-${family.code}-${period}.csv`).map((row) => {
    const holder = holderOf(cell(row, 'participant_code'));
    const asked = { period, holder, instruments, measuredQuantity: cell(row, 'quantity') };
    const held = sum([...holdingsOf(holder.participantCode).values()]);
    return { family: family.code, holder, owed: family.obligationOf(asked).obligationLots, held };
  }),
);

describe('the demo files', () => {
  it('keep every cap, and come close to it', () => {
    for (const row of read('demo/caps.csv')) {
      const [commodity, region] = [cell(row, 'commodity'), cell(row, 'region_code')];
      const issued = entries.filter(
        (entry) => entry.capRegionCode === region && right(entry.instrumentCode).commodity === commodity,
      );
      const measure = right(issued[0]?.instrumentCode ?? '');
      const capLots = parseQuantity(cell(row, 'cap'), measure);
      const total = sum(issued.map(({ quantityLots }) => quantityLots));
      expect(total).toBeLessThanOrEqual(capLots);
      expect(total).toBeGreaterThan(capLots * 0.9);
      expect([cell(row, 'family'), cell(row, 'period')]).toEqual([measure.family, period]);
    }
  });

  it('have a cap for everything that is newly issued', () => {
    const caps = read('demo/caps.csv').map((row) => `${cell(row, 'commodity')} ${cell(row, 'region_code')}`);
    for (const { capRegionCode, instrumentCode, drawnFromHolderCode } of entries)
      if (drawnFromHolderCode === null)
        expect(caps).toContain(`${right(instrumentCode).commodity} ${capRegionCode}`);
  });

  it('draw no more from a region authority than it was allotted', () => {
    for (const { participantCode, kind } of holders)
      if (kind === 'region-authority')
        for (const lots of holdingsOf(participantCode).values()) expect(lots).toBeGreaterThanOrEqual(0);
  });

  it('allot CEA 23,171,452 t, CCER 300,000 t, water 33.3 bn m³ and COD 565.5 t', () => {
    const total = (commodity: string): number =>
      sum(
        entries
          .filter(
            (entry) =>
              entry.drawnFromHolderCode === null && right(entry.instrumentCode).commodity === commodity,
          )
          .map(({ quantityLots }) => quantityLots),
      );
    expect(['CEA', 'CCER', 'WATER-YELLOW', 'COD'].map(total)).toEqual([
      23_171_452, 300_000, 33_300_000, 5655,
    ]);
  });

  it('measure what was verified when the carbon allowances were computed', () => {
    const verified = new Map<string, number>();
    for (const row of read('demo/carbon-units-2024.csv')) {
      const code = cell(row, 'participant_code');
      verified.set(code, (verified.get(code) ?? 0) + Number(cell(row, 'verified_emissions_t')));
    }
    for (const { family, holder, owed } of obligations)
      if (family === 'carbon-credits') expect(owed).toBe(verified.get(holder.participantCode));
  });

  it.each(families.map(({ code }) => code))('%s has buyers, sellers and enough rights in all', (code) => {
    const ours = obligations.filter(({ family }) => family === code);
    const short = ours.filter(({ owed, held }) => owed > held);
    const long = ours.filter(({ owed, held }) => owed < held);
    const offsets = code === 'carbon-credits' ? 300_000 : 0;
    expect(short.length).toBeGreaterThan(1);
    expect(long.length).toBeGreaterThan(1);
    expect(sum(ours.map(({ owed }) => owed))).toBeLessThanOrEqual(
      sum(ours.map(({ held }) => held)) + offsets,
    );
  });

  it('let the irrigation districts sell every approved saving and still cover their use', () => {
    for (const { holder, owed, held } of obligations)
      expect(owed).toBeLessThanOrEqual(
        holder.kind === 'irrigation-district'
          ? held - sum(Object.values(holder.approvedSavingLots))
          : Infinity,
      );
  });

  it('save enough water for everyone who is short of it', () => {
    const users = obligations.filter(({ family, owed, held }) => family === 'water-rights' && owed > held);
    const missing = sum(users.map(({ owed, held }) => owed - held));
    expect(
      sum(holders.flatMap(({ approvedSavingLots }) => Object.values(approvedSavingLots))),
    ).toBeGreaterThan(missing);
  });

  it('have the cases that teach: a gas unit topped up, a gap over 20 %, an unlawful buyer in two families', () => {
    const steps = (code: string) =>
      entries.find(({ holderCode }) => holderCode === code)?.explanation.map(({ label }) => label.en) ?? [];
    expect(steps('P07')).toContain('unit P07-1: gas unit topped up');
    expect(steps('P08')).toContain('gap capped at 20 %: topped up');
    const buy = (family: RightFamily, code: string, instrument: string) =>
      family.judgeOrder({
        side: 'buy',
        instrument: right(instrument),
        holder: holderOf(code),
        date: '2024-06-03',
      });
    expect(buy(water, 'W10', 'WATER-YELLOW-NX-2024')).toMatchObject({ code: 'water.other-basin' });
    expect(buy(emission, 'E07', 'COD-FEN-2024')).toMatchObject({ code: 'emission.target-missed' });
  });

  it('leave everyone able to pay the charge of its permits and to buy what it lacks', () => {
    for (const row of read('demo/participants.csv')) {
      const code = cell(row, 'code');
      const charge = sum(entries.filter((e) => e.holderCode === code).map((e) => e.chargeCents));
      expect(parseCents(cell(row, 'opening_cash_cny'))).toBeGreaterThanOrEqual(charge);
    }
  });
});

describe('the faulty files', () => {
  it.each(PLANS.map((plan) => [plan[2], plan] as const))('%s is refused with line and column', (_, plan) => {
    const outcome = allocate('bad', plan);
    if (outcome.ok) throw new Error('accepted');
    expect(outcome.problems.length).toBeGreaterThan(3);
    for (const { line, column, message } of outcome.problems) {
      expect(line).toBeGreaterThan(1);
      expect(column && message.en && message.zh).toBeTruthy();
    }
  });

  it('stand beside a good file of the same name and columns', () => {
    for (const file of readdirSync(join(folder, 'bad')))
      expect(Object.keys(read(`bad/${file}`)[0] ?? {})).toEqual(Object.keys(read(`demo/${file}`)[0] ?? {}));
  });
});
