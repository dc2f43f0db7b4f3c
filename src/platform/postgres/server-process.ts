import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { messageOf, StartupError } from '../configuration/startup-error';
import { SUPERUSER } from './cluster-creation';
import type { DataLayout } from './data-directory';
import { commandAs, type ServerAccount } from './server-account';

/** After a crash the server replays its log before it answers; a big one takes a while. */
const READY_MILLISECONDS = 180_000;
const LOG_LIMIT_BYTES = 16 * 1024 * 1024;
const DATABASE = 'ecobourse';
const START_ATTEMPTS = 20;
const RETRY_MILLISECONDS = 500;

export interface ServerSettings {
  readonly postgres: string;
  readonly account: ServerAccount;
  readonly maxConnections: number;
  /** false only in tests: nothing is forced to disk */
  readonly durable: boolean;
}

export interface RunningServer {
  readonly child: ChildProcess;
  readonly url: string;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function spawnServer(layout: DataLayout, settings: ServerSettings, port: number): ChildProcess {
  const values = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `max_connections=${settings.maxConnections}`,
    'timezone=UTC',
    'log_timezone=UTC',
    'log_checkpoints=off',
    ...(settings.durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
  const parameters = ['-D', layout.cluster, '-p', String(port), ...values.flatMap((value) => ['-c', value])];
  const command = commandAs(settings.account, settings.postgres, parameters);
  const log = openSync(layout.serverLog, 'a', 0o600);
  const child = spawn(command.program, command.parameters, {
    ...command.identity,
    // a process group of its own: Ctrl-C reaches the program only, which stops the database last
    detached: true,
    stdio: ['ignore', log, log],
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
  });
  closeSync(log);
  return child;
}

/** Size of the server's log, after an overlong one was dropped. */
function startOfLog(path: string): number {
  if (!existsSync(path)) return 0;
  const { size } = statSync(path);
  if (size <= LOG_LIMIT_BYTES) return size;
  rmSync(path);
  return 0;
}

/** The last complaint in the server's log: what a person needs to read when it does not start. */
function lastComplaint(path: string, from: number): string {
  const lines = readFileSync(path).subarray(from).toString().split('\n');
  const line = lines.findLast((text) => /(FATAL|PANIC|could not)/.test(text));
  return line?.replace(/^.*?(FATAL|PANIC|LOG|HINT):\s+/, '').trim() ?? 'no reason given';
}

/** Connects once and makes the program's database if it is new. Throws while the server is not ready. */
async function prepareDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function untilReady(
  child: ChildProcess,
  url: string,
  layout: DataLayout,
  logStart: number,
): Promise<void> {
  const ended: { reason: string | null } = { reason: null };
  child.once('error', (error) => {
    ended.reason = messageOf(error);
  });
  child.once('exit', () => {
    ended.reason ??= lastComplaint(layout.serverLog, logStart);
  });
  const deadline = Date.now() + READY_MILLISECONDS;
  for (;;) {
    try {
      return await prepareDatabase(url);
    } catch (error) {
      if (ended.reason !== null)
        throw new StartupError(
          `The database in ${layout.root} does not start: ${ended.reason}`,
          `See ${layout.serverLog}; restore the directory from a copy, or name another in ECOBOURSE_DATA`,
        );
      if (Date.now() > deadline || /password authentication/.test(messageOf(error))) {
        child.kill('SIGQUIT');
        throw new StartupError(
          `The database in ${layout.root} does not answer (${messageOf(error)})`,
          `See ${layout.serverLog}, or name another directory in ECOBOURSE_DATA`,
        );
      }
      await pause(40);
    }
  }
}

async function startOnce(layout: DataLayout, settings: ServerSettings): Promise<RunningServer> {
  const port = await freePort();
  const logStart = startOfLog(layout.serverLog);
  const child = spawnServer(layout, settings, port);
  await untilReady(child, addressOf(layout, port, 'postgres'), layout, logStart);
  return { child, url: addressOf(layout, port) };
}

/** Of the program's database, or another one, of the server that listens there. */
export function addressOf(layout: DataLayout, port: number, database = DATABASE): string {
  const password = encodeURIComponent(readFileSync(layout.password, 'utf8').trim());
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
}

/**
 * Starts the server on a free port and waits until it answers. Two things pass by themselves and are tried again:
 * the port was taken in between, or processes of a killed server have not all noticed yet that it is gone.
 * @throws StartupError
 */
export async function startServer(layout: DataLayout, settings: ServerSettings): Promise<RunningServer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(layout, settings);
    } catch (error) {
      if (attempt === START_ATTEMPTS || !/shared memory block|could not bind/.test(messageOf(error)))
        throw error;
      await pause(RETRY_MILLISECONDS);
    }
  }
}
