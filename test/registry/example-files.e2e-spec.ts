import { readFileSync } from 'node:fs';
import { DomainError } from '../../src/kernel';
import type { RegistryFile } from '../../src/registry';
import { emptyDatabase, openRegistry, type RegistryBench } from './registry-bench';

const SESSION = 'examples';
const example = (name: string): string => readFileSync(`${__dirname}/../../examples/${name}`, 'utf8');

let bench: RegistryBench;
let database: Awaited<ReturnType<typeof emptyDatabase>>;
beforeAll(async () => {
  database = await emptyDatabase();
  bench = await openRegistry(database.url);
}, 60_000);
afterAll(async () => {
  await bench?.close();
  await database?.drop();
});

const put = (file: RegistryFile, csv: string) =>
  bench.registry.importFile({ sessionId: SESSION, file, csv, actorId: 'anna' });
const draft = (family: string, method: string, file: string, parameters = {}) =>
  bench.registry.draftPlan({
    sessionId: SESSION,
    family,
    method,
    period: '2024',
    parameters,
    csv: example(file),
    actorId: 'anna',
  });

async function issue(family: string, method: string, file: string, parameters = {}): Promise<void> {
  const { planId } = await draft(family, method, file, parameters);
  await bench.registry.submitPlan(SESSION, planId, 'anna');
  await bench.registry.approvePlan(SESSION, planId, 'ben');
  await bench.registry.issuePlan(SESSION, planId, 'anna', '2024-01-02');
}

/** `2 column: rule` of every problem. */
async function problemsOf(work: Promise<unknown>): Promise<string[]> {
  try {
    await work;
  } catch (error) {
    if (error instanceof DomainError)
      return error.problems.map(({ line, column, rule }) => `${line} ${column ?? ''}: ${rule}`);
    throw error;
  }
  return [];
}

it('imports the demo files in the order that the README gives', async () => {
  for (const file of ['zones', 'participants', 'caps', 'savings', 'attainment'] as const) {
    const csv = example(`demo/${file}.csv`);
    const { rowCount } = await put(file, csv);
    expect(rowCount).toBe(csv.trim().split('\n').length - 1);
    await put(file, csv);
  }
});

it('finds everything that is wrong in the bad files and changes nothing', async () => {
  const before = await bench.registry.participants(SESSION);
  const found: Record<string, string[]> = {};
  for (const file of ['zones', 'participants', 'caps', 'savings', 'attainment'] as const)
    found[file] = await problemsOf(put(file, example(`bad/${file}.csv`)));
  expect(found).toEqual({
    zones: [
      '3 code: row.duplicate',
      '4 code: zone.already-registered',
      '4 parent_code: code.unknown',
      '5 kind: code.unknown',
      '5 attains_quality_target: code.unknown',
    ],
    participants: [
      '2 opening_cash_cny: number.negative',
      '3 code: row.duplicate',
      '3 opening_cash_cny: decimal.too-precise',
      '4 family: code.unknown',
      '5 name_zh: cell.empty',
      '5 zone_code: code.unknown',
    ],
    caps: [
      '2 cap: quantity.off-step',
      '3 commodity: code.unknown',
      '4 period: period.malformed',
      '5 region_code: code.unknown',
      '5 cap: number.negative',
    ],
    savings: [
      '2 saved_volume: quantity.off-step',
      '3 participant_code: code.unknown',
      '4 instrument_code: code.unknown',
      '5 saved_volume: decimal.malformed',
    ],
    attainment: ['2 attains: code.unknown', '3 zone_code: code.unknown', '4 attains: cell.empty'],
  });
  expect(await bench.registry.participants(SESSION)).toEqual(before);
});

it('issues every demo plan under its cap, and the ledger is sound', async () => {
  await issue('carbon-credits', 'cn-power-benchmark-2023-2024', 'demo/carbon-units-2024.csv');
  await issue('carbon-credits', 'ccer-registration', 'demo/ccer-2024.csv');
  await issue(
    'water-rights',
    'yellow-river-plan-pro-rata',
    'demo/river-plan-2024.csv',
    await riverParameters(),
  );
  await issue('water-rights', 'withdrawal-permit-quota', 'demo/water-permits-2024.csv');
  await issue(
    'emission-permits',
    'cod-paid-use-fixed-price',
    'demo/cod-permits-2024.csv',
    await codParameters(),
  );
  for (const cap of await bench.registry.caps(SESSION)) expect(cap.issuedLots).toBeGreaterThan(0);
  expect((await bench.ledger.checkInvariants(SESSION)).filter(({ holds }) => !holds)).toEqual([]);
});

const examplesOf = (family: string, method: string) => async (): Promise<Record<string, string>> => {
  const found = bench.families.get(family).allocationMethods.find(({ code }) => code === method);
  const required = (found?.parameters ?? []).filter((each) => each.required);
  return Object.fromEntries(required.map(({ name, example: value }) => [name, value]));
};
const riverParameters = examplesOf('water-rights', 'yellow-river-plan-pro-rata');
const codParameters = examplesOf('emission-permits', 'cod-paid-use-fixed-price');

it('reports bad allocation files row by row', async () => {
  const problems = await problemsOf(
    draft('carbon-credits', 'cn-power-benchmark-2023-2024', 'bad/carbon-units-2024.csv'),
  );
  expect(problems.length).toBeGreaterThan(5);
  expect(problems.every((problem) => /^[2-7] /.test(problem))).toBe(true);
  expect(
    await problemsOf(draft('water-rights', 'withdrawal-permit-quota', 'bad/water-permits-2024.csv')),
  ).not.toEqual([]);
});
