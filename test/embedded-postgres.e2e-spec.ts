import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { EmbeddedPostgres } from '../src/platform';
import { processIdentity } from '../src/platform/postgres/process-identity';

interface Holder {
  readonly child: ChildProcess;
  readonly url?: string;
  readonly serverPid?: number;
  readonly refused?: string;
}

/** Another process that takes the directory, or is refused. */
async function holdElsewhere(directory: string): Promise<Holder> {
  const hook = join(__dirname, 'support', 'typescript-hook.js');
  const child = spawn(
    process.execPath,
    ['-r', hook, join(__dirname, 'support', 'hold-database.ts'), directory],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, ...(JSON.parse(line) as Omit<Holder, 'child'>) };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

async function query(url: string | undefined, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url ?? '' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const open = (directory: string) => EmbeddedPostgres.start({ dataDirectory: directory, durable: false });

describe('the embedded PostgreSQL', () => {
  let directory: string;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'ecobourse-launcher-'));
    chmodSync(directory, 0o755);
    const server = await open(directory);
    await query(server.url, 'create table kept (note text)');
    await server.stop();
  }, 60_000);
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('listens on loopback only, asks for a password, and leaves nothing running', async () => {
    const server = await open(directory);
    expect(await query(server.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    const wrong = new URL(server.url);
    wrong.password = 'guess';
    await expect(query(wrong.href, 'select 1')).rejects.toThrow(/password/);
    await server.stop();
    expect(processIdentity(server.pid ?? 0)).toBeNull();
    expect(existsSync(join(directory, 'owner.pid'))).toBe(false);
  }, 30_000);

  it.each(['the program', 'the program and the server'])(
    'keeps the data when %s is killed',
    async (what) => {
      const holder = await holdElsewhere(directory);
      await query(holder.url, `insert into kept values ('${what}')`);
      if (what.endsWith('server')) process.kill(holder.serverPid ?? 0, 'SIGKILL');
      await end(holder.child, 'SIGKILL');
      const server = await open(directory);
      try {
        expect(await query(server.url, `select note from kept where note = '${what}'`)).toEqual([
          { note: what },
        ]);
        expect(processIdentity(holder.serverPid ?? 0)).toBeNull();
      } finally {
        await server.stop();
      }
    },
    60_000,
  );

  it('refuses a second program on the same directory and names the first', async () => {
    const holder = await holdElsewhere(directory);
    try {
      await expect(open(directory)).rejects.toThrow(
        `in use by a running Ecobourse (process ${holder.child.pid})`,
      );
      expect(await query(holder.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    } finally {
      await end(holder.child, 'SIGTERM');
    }
  }, 60_000);

  it('lets only one of three win that start at the same moment', async () => {
    const holders = await Promise.all([1, 2, 3].map(() => holdElsewhere(directory)));
    const winners = holders.filter((holder) => holder.url !== undefined);
    await Promise.all(winners.map((holder) => end(holder.child, 'SIGTERM')));
    expect(winners).toHaveLength(1);
    for (const { refused } of holders.filter((holder) => holder.url === undefined))
      expect(refused).toMatch(/in use by a running Ecobourse|being taken by another start/);
  }, 60_000);

  it('is not misled by process ids that now belong to other programs', async () => {
    const stranger = spawn('sleep', ['60']);
    try {
      const reused = { pid: stranger.pid, identity: 'of an earlier process' };
      writeFileSync(join(directory, 'owner.pid'), JSON.stringify(reused));
      writeFileSync(
        join(directory, 'postgres', 'postmaster.pid'),
        `${stranger.pid}\n${directory}/postgres\n`,
      );
      const server = await open(directory);
      await server.stop();
      expect(processIdentity(stranger.pid ?? 0)).not.toBeNull();
    } finally {
      await end(stranger, 'SIGKILL');
    }
  }, 30_000);
});

describe('a data directory that cannot be used is refused in one line', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'ecobourse-broken-'));
    chmodSync(directory, 0o755);
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  async function refusal(place = directory): Promise<string> {
    const error: unknown = await open(place).then(
      async (server) => {
        await server.stop();
        return new Error('it started');
      },
      (reason: unknown) => reason,
    );
    return (error as { line?: string }).line ?? String(error);
  }

  it('a file', async () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    expect(await refusal(file)).toBe(
      `The data directory ${file} is a file, not a directory. Name a directory that you may write in ECOBOURSE_DATA`,
    );
    expect(await refusal(join(file, 'below'))).toContain('is a file, not a directory');
  });

  it('one that no database made, of another version, without its password, or damaged', async () => {
    await (await open(directory)).stop();
    const password = join(directory, 'postgres.password');
    const version = join(directory, 'postgres', 'PG_VERSION');
    const secret = readFileSync(password);

    truncateSync(join(directory, 'postgres', 'global', 'pg_control'), 100);
    expect(await refusal()).toMatch(/^The database in .* does not start: .*pg_control.*ECOBOURSE_DATA$/);
    rmSync(password);
    expect(await refusal()).toContain('is broken: postgres.password is missing');
    writeFileSync(password, secret);
    writeFileSync(version, '17\n');
    expect(await refusal()).toContain('was made by PostgreSQL 17; this program brings 18');
    rmSync(version);
    expect(await refusal()).toContain('no PG_VERSION');
    expect(existsSync(join(directory, 'owner.pid'))).toBe(false);
  }, 60_000);
});
