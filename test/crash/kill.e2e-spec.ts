import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, until } from '../chain/client';
import {
  breachesIn,
  createEmptyDatabase,
  type RunningProgram,
  startProgram,
  TRAINER_PASSWORD,
} from '../support';

const ROUNDS = 5;

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

const lanesOf = async (client: Client, sessionId: string): Promise<readonly Lane[]> =>
  (await client.call<{ lanes: Lane[] }>('GET', `/sessions/${sessionId}/settlement/pipeline`)).lanes;
const settled = (lanes: readonly Lane[]): number =>
  lanes.find(({ state }) => state === 'settled')?.count ?? 0;

describe('kill −9 while bots trade', () => {
  let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
  let dataDirectory: string;
  let program: RunningProgram | undefined;
  const start = () =>
    startProgram({
      DATABASE_URL: database.url,
      ECOBOURSE_DATA: dataDirectory,
      PORT: '0',
      TRAINER_PASSWORD,
      JWT_SECRET: 'a-secret-for-tests-only-0123456789',
      // slow days: the year must not end within the test
      DEMO_DAY_MILLISECONDS: '1000',
    });

  beforeAll(async () => {
    database = await createEmptyDatabase();
    dataDirectory = mkdtempSync(join(tmpdir(), 'ecobourse-kill-'));
  }, 120_000);
  afterAll(async () => {
    await program?.end('SIGKILL');
    await database.drop();
    rmSync(dataDirectory, { recursive: true, force: true });
  });

  it(`settles every recorded trade once and goes on, ${ROUNDS} times`, async () => {
    let settledBefore = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      program = start();
      const client = await trainer(program);
      const [session] = await client.call<{ sessionId: string }[]>('GET', '/sessions');
      if (!session) throw new Error('no session is live');
      const { sessionId } = session;
      expect(sessionId).toBe('demo-1');
      const lanes = await until(
        () => lanesOf(client, sessionId),
        (now) => settled(now) >= settledBefore + 5 + round,
      );
      settledBefore = settled(lanes);
      await program.end('SIGKILL');
    }
    program = start();
    const client = await trainer(program);
    await client.call('POST', '/sessions/demo-1/pause');
    await until(
      () => lanesOf(client, 'demo-1'),
      (lanes) => lanes.every(({ state, count }) => state === 'settled' || count === 0),
    );
    const rows = await client.call<{ holds: boolean }[]>('GET', '/sessions/demo-1/invariants');
    expect(rows.filter(({ holds }) => !holds)).toEqual([]);
    expect(await breachesIn(database.url)).toEqual([]);
    expect(settled(await lanesOf(client, 'demo-1'))).toBeGreaterThanOrEqual(settledBefore);
    expect((await program.end('SIGTERM')).code).toBe(0);
    program = undefined;
  }, 240_000);
});
