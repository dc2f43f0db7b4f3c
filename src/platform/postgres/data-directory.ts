import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { messageOf, StartupError, systemCode } from '../configuration/startup-error';
import { commandLine, processIdentity } from './process-identity';

/** Major version of the embedded server: a cluster of another one cannot be opened. */
const MAJOR_VERSION = '18';
const ORPHAN_STOP_MILLISECONDS = 20_000;

/** Where things lie in the data directory. */
export interface DataLayout {
  readonly root: string;
  /** PostgreSQL's own directory */
  readonly cluster: string;
  readonly password: string;
  readonly owner: string;
  readonly logs: string;
  readonly serverLog: string;
}

export function layoutOf(root: string): DataLayout {
  const logs = join(root, 'logs');
  return {
    root,
    cluster: join(root, 'postgres'),
    password: join(root, 'postgres.password'),
    owner: join(root, 'owner.pid'),
    logs,
    serverLog: join(logs, 'postgres.log'),
  };
}

/** Makes the data directory, if it is not there. @throws StartupError */
export function prepareDataDirectory(root: string): DataLayout {
  const layout = layoutOf(root);
  const elsewhere = 'Name a directory that you may write in ECOBOURSE_DATA';
  try {
    const made = mkdirSync(root, { recursive: true });
    // the server may run as another account, which must be able to walk through; what is secret has its own mode
    if (made !== undefined) chmodSync(root, 0o755);
    mkdirSync(layout.logs, { recursive: true });
    for (const place of [root, layout.logs]) {
      const probe = join(place, `.probe-${process.pid}`);
      writeFileSync(probe, '');
      rmSync(probe);
    }
  } catch (error) {
    const code = systemCode(error);
    const reason =
      code === 'EEXIST' || code === 'ENOTDIR'
        ? 'is a file, not a directory'
        : code === 'EACCES' || code === 'EROFS' || code === 'EPERM'
          ? 'is not writable for this user'
          : `cannot be used (${messageOf(error)})`;
    throw new StartupError(`The data directory ${root} ${reason}`, elsewhere, { cause: error });
  }
  return layout;
}

interface Owner {
  readonly pid: number;
  readonly identity: string;
}

function readOwner(path: string): Owner | null {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const { pid, identity } = value as Partial<Owner>;
    return typeof pid === 'number' && typeof identity === 'string' ? { pid, identity } : null;
  } catch {
    return null;
  }
}

const isAlive = (owner: Owner | null): owner is Owner =>
  owner !== null && processIdentity(owner.pid) === owner.identity;

function refuseWhileOwned(layout: DataLayout, owner: Owner | null): void {
  if (isAlive(owner))
    throw new StartupError(
      `The data directory ${layout.root} is in use by a running Ecobourse (process ${owner.pid})`,
      'Stop that one first, or name another directory in ECOBOURSE_DATA',
    );
}

/**
 * Takes the data directory for this process. A mark whose process is gone, or whose process id now belongs to
 * another program, is taken over.
 * @throws StartupError when a living process owns it
 */
export function takeOwnership(layout: DataLayout): void {
  const mark = `${layout.owner}.mine-${process.pid}`;
  writeFileSync(
    mark,
    JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) ?? 'unknown' }),
  );
  try {
    placeMark(layout, mark);
  } finally {
    rmSync(mark, { force: true });
  }
}

function placeMark(layout: DataLayout, mark: string): void {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      // a link appears whole or not at all: nobody ever reads a half-written mark
      linkSync(mark, layout.owner);
      return;
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
    }
    refuseWhileOwned(layout, readOwner(layout.owner));
    // Moved aside, then looked at again: of two that start at once only one gets the stale mark,
    // and a fresh mark of the other is put back.
    const aside = `${layout.owner}.stale-${process.pid}`;
    try {
      renameSync(layout.owner, aside);
    } catch {
      continue;
    }
    const moved = readOwner(aside);
    if (isAlive(moved) && !existsSync(layout.owner)) linkSync(aside, layout.owner);
    rmSync(aside);
    refuseWhileOwned(layout, moved);
  }
  throw new StartupError(`The data directory ${layout.root} is being taken by another start at this moment`);
}

/** Port of the server that a living Ecobourse runs in this directory; null when none does. */
export function runningPort(layout: DataLayout): number | null {
  if (!isAlive(readOwner(layout.owner))) return null;
  try {
    // the fourth line of PostgreSQL's own mark
    const port = Number(readFileSync(join(layout.cluster, 'postmaster.pid'), 'utf8').split('\n')[3]);
    return Number.isInteger(port) && port > 0 ? port : null;
  } catch {
    return null;
  }
}

export function giveUpOwnership(layout: DataLayout): void {
  if (readOwner(layout.owner)?.pid === process.pid) rmSync(layout.owner, { force: true });
}

/**
 * After a crash the server may still run without its owner: it is stopped. A pid file that names no server of this
 * cluster (dead, or the number belongs to another program now) is removed, for PostgreSQL would refuse because of it.
 * @returns whether an orphan was stopped
 */
export async function stopOrphan(cluster: string): Promise<boolean> {
  const pidFile = join(cluster, 'postmaster.pid');
  if (!existsSync(pidFile)) return false;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  const identity = processIdentity(pid);
  const command = identity === null ? '' : commandLine(pid);
  if (identity === null || !(command.includes('postgres') && command.includes(cluster))) {
    rmSync(pidFile, { force: true });
    return false;
  }
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + ORPHAN_STOP_MILLISECONDS;
  while (processIdentity(pid) === identity) {
    if (Date.now() > deadline)
      throw new StartupError(
        `A PostgreSQL left behind by a crash (process ${pid}) does not stop`,
        `Stop it with \`kill -QUIT ${pid}\` and start again`,
      );
    await pause(50);
  }
  rmSync(pidFile, { force: true });
  return true;
}

/** uid that owns the cluster, or null when there is none yet. @throws StartupError for what is no cluster of ours */
export function inspectCluster(layout: DataLayout): number | null {
  const remedy = `Move ${layout.root} away (a new one will be made), or name another directory in ECOBOURSE_DATA`;
  if (!existsSync(layout.cluster)) return null;
  const refuse = (reason: string): never => {
    throw new StartupError(`The data directory ${layout.root} ${reason}`, remedy);
  };
  const stats = statSync(layout.cluster);
  if (!stats.isDirectory()) refuse('is broken: "postgres" in it is not a directory');
  const foreign =
    process.getuid?.() !== undefined && process.getuid?.() !== 0 && stats.uid !== process.getuid?.();
  if (foreign) return stats.uid;
  const names = readdirSync(layout.cluster);
  const versionFile = join(layout.cluster, 'PG_VERSION');
  if (!names.includes('PG_VERSION'))
    refuse('is broken: its "postgres" directory holds no database (no PG_VERSION)');
  const version = readFileSync(versionFile, 'utf8').trim();
  if (version !== MAJOR_VERSION)
    refuse(`was made by PostgreSQL ${version || '(unreadable)'}; this program brings ${MAJOR_VERSION}`);
  if (!names.includes('global') || !names.includes('base'))
    refuse('is broken: parts of the database are missing');
  if (!existsSync(layout.password)) refuse('is broken: postgres.password is missing');
  return stats.uid;
}

export const newPassword = (): string => randomBytes(24).toString('base64url');
