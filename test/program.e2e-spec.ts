import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processIdentity } from '../src/platform/postgres/process-identity';
import { startProgram } from './support/program';

const OPEN = /Ecobourse is open: (http\S+)/;
/** Stopping takes less than a person's patience; the bound leaves room for a busy machine. */
const STOP_MILLISECONDS = 5_000;

describe('the program at a terminal', () => {
  let directory: string;
  let data: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'ecobourse-program-'));
    chmodSync(directory, 0o755);
    data = join(directory, 'data');
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const environment = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
    PORT: '0',
    ECOBOURSE_DATA: data,
    DEMO: 'off',
    ...more,
  });

  async function refusal(more: NodeJS.ProcessEnv): Promise<string> {
    const program = startProgram(environment(more));
    expect(await program.ended).toBe(1);
    return program.output();
  }

  it('refuses a bad variable in one line', async () => {
    expect(await refusal({ PORT: 'eighty' })).toBe(
      'PORT is "eighty"; accepted: a whole number from 1 to 65535, or 0 for any free port\n',
    );
  }, 30_000);

  it('refuses a taken port in one line that names a way out, and leaves nothing behind', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const output = await refusal({ PORT: String(port) });
    server.close();
    expect(output).toMatch(
      new RegExp(`^Port ${port} on 127.0.0.1 is taken by another program. .*PORT=\\d+ npm start\n$`),
    );
    expect(existsSync(data)).toBe(false);
  }, 30_000);

  it('refuses servers that do not answer, without showing a password', async () => {
    const [database, redis] = await Promise.all([
      refusal({ DATABASE_URL: 'postgres://me:hunter2@127.0.0.1:1/db' }),
      refusal({ REDIS_URL: 'redis://127.0.0.1:1', ECOBOURSE_DATA: join(directory, 'other') }),
    ]);
    expect(database).toMatch(/^DATABASE_URL postgres:\/\/me:\*\*\*@127.0.0.1:1\/db cannot be used .*\n$/);
    expect(redis).toMatch(
      /REDIS_URL redis:\/\/127.0.0.1:1 cannot be used .*REDIS_URL to keep queues in PostgreSQL\n/,
    );
  }, 60_000);

  it('starts, answers, stops in order on SIGTERM, and is killed and started again', async () => {
    const first = startProgram(environment());
    const [, url = ''] = await first.until(OPEN);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    await first.until(/Trainer login \(shown once\): \S+ \/ \S+/);
    const server = Number(readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
    const { code, milliseconds } = await first.end('SIGTERM');
    expect(code).toBe(0);
    expect(milliseconds).toBeLessThan(STOP_MILLISECONDS);
    expect(first.output()).toMatch(/Stopping edges: .*Stopping the database\nStopped\.\n$/s);
    expect(processIdentity(server)).toBeNull();

    const second = startProgram(environment());
    await second.until(OPEN);
    expect(second.output()).not.toContain('Trainer login');
    await second.end('SIGKILL');

    const third = startProgram(environment());
    await third.until(OPEN);
    expect(third.output()).toContain('a crash had left running');
    expect((await third.end('SIGINT')).code).toBe(0);
  }, 180_000);
});
