import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { Client as Database } from 'pg';
import { Client, until } from '../chain/client';
import {
  breachesIn,
  createEmptyDatabase,
  type RunningProgram,
  startProgram,
  TRAINER_PASSWORD,
} from '../support';

const SESSION = '/sessions/demo-1';
const TIMEOUT_MS = 240_000;

interface Lane {
  readonly state: string;
  readonly count: number;
}

/** The trainer at the address that the program has printed. */
async function trainer(program: RunningProgram): Promise<Client> {
  const [, url = ''] = await program.until(/Ecobourse is open: (http:\S+?)\/?\s/);
  const anyone = new Client(url);
  const body = { username: 'trainer', password: TRAINER_PASSWORD };
  return anyone.as((await anyone.call<{ token: string }>('POST', '/auth/login', body)).token);
}

const lanesOf = async (client: Client): Promise<readonly Lane[]> =>
  (await client.call<{ lanes: Lane[] }>('GET', `${SESSION}/settlement/pipeline`)).lanes;
const settledIn = (lanes: readonly Lane[]): number =>
  lanes.find(({ state }) => state === 'settled')?.count ?? 0;
const brokenInvariants = async (client: Client): Promise<readonly unknown[]> =>
  (await client.call<{ holds: boolean }[]>('GET', `${SESSION}/invariants`)).filter(({ holds }) => !holds);

/** Every trade on record, against what settlement knows of it. */
async function tradesIn(databaseUrl: string): Promise<unknown> {
  const database = new Database({ connectionString: databaseUrl });
  await database.connect();
  const { rows } = await database.query(
    `SELECT (SELECT count(*)::int FROM venue_trades) AS recorded,
            (SELECT count(DISTINCT trade_id)::int FROM settlement_instructions WHERE state = 'settled') AS settled,
            (SELECT count(*)::int FROM settlement_instructions) AS instructions`,
  );
  await database.end();
  return rows[0];
}

describe.each(['a PostgreSQL server', 'the embedded PostgreSQL'])(
  'kill −9 while bots trade, on %s',
  (where) => {
    let database: Awaited<ReturnType<typeof createEmptyDatabase>> | undefined;
    let dataDirectory: string;
    let program: RunningProgram | undefined;
    const start = (): RunningProgram =>
      startProgram({
        ...(database ? { DATABASE_URL: database.url } : {}),
        ECOBOURSE_DATA: dataDirectory,
        PORT: '0',
        TRAINER_PASSWORD,
        JWT_SECRET: 'a-secret-for-tests-only-0123456789',
        // slow days: no stage may end by the calendar within the test
        DEMO_DAY_MILLISECONDS: '2000',
      });
    const settles = async (client: Client): Promise<void> => {
      await client.call('POST', `${SESSION}/pause`);
      await until(
        () => lanesOf(client),
        (lanes) => lanes.every(({ state, count }) => state === 'settled' || count === 0),
      );
      expect(await brokenInvariants(client)).toEqual([]);
    };

    beforeAll(async () => {
      if (where === 'a PostgreSQL server') database = await createEmptyDatabase();
      dataDirectory = mkdtempSync(join(tmpdir(), 'ecobourse-kill-'));
    });
    afterAll(async () => {
      await program?.end('SIGTERM');
      await database?.drop();
      rmSync(dataDirectory, { recursive: true, force: true });
    });

    it(
      'settles every recorded trade once and goes on',
      async () => {
        let settledBefore = 0;
        for (let round = 0; round < 4; round += 1) {
          program = start();
          const client = await trainer(program);
          const sessions = await client.call<{ sessionId: string }[]>('GET', '/sessions');
          expect(sessions.map(({ sessionId }) => sessionId)).toEqual(['demo-1']);
          const wanted = settledBefore + 5 + round;
          settledBefore = settledIn(
            await until(
              () => lanesOf(client),
              (lanes) => settledIn(lanes) >= wanted,
            ),
          );
          await program.end('SIGKILL');
        }
        program = start();
        const client = await trainer(program);
        await settles(client);
        expect(settledIn(await lanesOf(client))).toBeGreaterThanOrEqual(settledBefore);
        if (database) {
          const counts = (await tradesIn(database.url)) as { recorded: number };
          expect(counts).toEqual({
            recorded: counts.recorded,
            settled: counts.recorded,
            instructions: counts.recorded,
          });
          expect(await breachesIn(database.url)).toEqual([]);
        }
        await client.call('POST', `${SESSION}/resume`);
      },
      TIMEOUT_MS,
    );

    it(
      'survives a kill at the end of every stage, and comes to its results',
      async () => {
        // the moment of each kill, from at once to when the stage has most likely changed
        for (const delayMs of [0, 60, 250, 120, 500]) {
          const client = await trainer(program ?? start());
          client.request('POST', `${SESSION}/next-stage`).catch(() => undefined);
          await after(delayMs);
          await program?.end('SIGKILL');
          program = start();
          expect(await brokenInvariants(await trainer(program))).toEqual([]);
        }
        const client = await trainer(program ?? start());
        const stage = async () => (await client.call<{ stage: string }>('GET', SESSION)).stage;
        while ((await stage()) !== 'debrief') await client.call('POST', `${SESSION}/next-stage`);
        const results = await client.call<{ status: string }[]>('GET', `${SESSION}/compliance/results`);
        expect(results.length).toBeGreaterThan(20);
        expect(results.filter(({ status }) => status !== 'met' && status !== 'short')).toEqual([]);
        expect(await brokenInvariants(client)).toEqual([]);
        if (database) expect(await breachesIn(database.url)).toEqual([]);
      },
      TIMEOUT_MS,
    );
  },
);
