import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endow, orderOf, SESSION, startVenue, type TestVenue } from '../order-matching/test-venue';
import { createEmptyDatabase } from '../support';
import { runCommand } from './run-command';

// a machine shared with other work is slow at times
jest.setTimeout(120_000);

let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
let world: TestVenue;
let dataDirectory: string;
beforeAll(async () => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'ecobourse-audit-'));
  database = await createEmptyDatabase();
  world = await startVenue(database.url);
  await endow(world, ['P1', 'P2']);
  for (let step = 0; step < 6; step += 1)
    await world.venue.placeOrder(
      orderOf({ participantCode: 'P1', side: 'sell', priceTicks: 10_000 + step, quantityLots: 5 }),
    );
  await world.venue.placeOrder(
    orderOf({ participantCode: 'P2', side: 'buy', priceTicks: 10_002, quantityLots: 12 }),
  );
});
afterAll(async () => {
  await world.stop();
  await database.drop();
  rmSync(dataDirectory, { recursive: true, force: true });
});

const ask = (args: string, environment: Readonly<Record<string, string>> = {}) =>
  runCommand(args.split(' '), '', '', {
    DATABASE_URL: database.url,
    ECOBOURSE_DATA: dataDirectory,
    ...environment,
  });

it('replay prints the same in two processes and two time zones (I13)', async () => {
  const runs = await Promise.all([
    ask(`replay --session ${SESSION}`, { TZ: 'Asia/Shanghai' }),
    ask(`replay --session ${SESSION}`, { TZ: 'America/Los_Angeles', LANG: 'zh_CN.UTF-8' }),
  ]);
  expect(runs.map(({ code, errors }) => [code, errors])).toEqual([
    [0, ''],
    [0, ''],
  ]);
  expect(runs[0]?.output).toBe(runs[1]?.output);
  expect(JSON.parse(runs[0]?.output ?? '')).toMatchObject({
    sessionId: SESSION,
    date: '2024-05-17',
    tradeSequence: 3,
    openOrders: 4,
    stateHash: expect.stringMatching(/^[0-9a-f]{16}$/),
    eventHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    journalHash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

it('replay stops where it is told', async () => {
  const { output } = await ask(`replay --session ${SESSION} --to 3`);
  expect(JSON.parse(output)).toMatchObject({ sequence: 3, tradeSequence: 0, openOrders: 0 });
});

it.each([
  ['replay --session S404', 'ecobourse replay: venue.unknown: Session S404 has no venue.\n'],
  ['verify --session S404', 'ecobourse verify: venue.unknown: Session S404 has no venue.\n'],
  ['verify', 'ecobourse verify: --session: say which session, such as --session demo-1\n'],
  ['replay --session S1 --to x', 'ecobourse replay: --to: "x" is not the number of a command, such as 100\n'],
  ['replay --session S1 file', 'ecobourse replay: "file": this command reads no file\n'],
])('%s: one line, exit code 2', async (args, errors) => {
  expect(await ask(args)).toEqual({ code: 2, output: '', errors });
});

it('replay refuses a command that is not there, and a database that does not answer', async () => {
  const late = await ask(`replay --session ${SESSION} --to 99999`);
  expect([late.code, late.output]).toEqual([2, '']);
  expect(late.errors).toMatch(/^ecobourse replay: venue.no-such-command: .* there is no command 99999\.\n$/);
  const away = await ask(`replay --session ${SESSION}`, {
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
  });
  expect([away.code, away.output, away.errors.trim().split('\n').length]).toEqual([2, '', 1]);
});

it('verify: a table and 0 while everything holds; a breach is shown, and 3', async () => {
  const whole = await ask(`verify --session ${SESSION}`);
  expect([whole.code, whole.errors]).toEqual([0, '']);
  expect(whole.output).toMatch(/^holds {3}I12 +\d+ commands without gap/m);
  expect(whole.output).toMatch(/(\d+) of \1 checks hold\n$/);
  await world.database.query(
    `UPDATE venue_orders SET leaves_lots = leaves_lots - 1, cancelled_lots = cancelled_lots + 1
     WHERE session_id = $1 AND order_number = (SELECT max(order_number) FROM venue_orders WHERE leaves_lots > 1)`,
    [SESSION],
  );
  const recorded = await ask(`verify --session ${SESSION}`);
  expect(recorded.code).toBe(3);
  expect(recorded.output).toMatch(
    /^BREACH {2}record-against-journal {2}order \d+: the record and the journal differ$/m,
  );
  expect(recorded.errors).toBe(`ecobourse verify: session ${SESSION}: record-against-journal\n`);
  await world.database.query(`UPDATE venue_journal SET hash = repeat('0', 64) WHERE sequence = 4`);
  const broken = await ask(`verify --session ${SESSION}`);
  expect([broken.code, broken.errors]).toEqual([3, `ecobourse verify: session ${SESSION}: I12\n`]);
  expect(broken.output).toMatch(
    /^BREACH {2}I12 +The journal of session S1 is damaged at command 4: its hash does not follow\.$/m,
  );
});
