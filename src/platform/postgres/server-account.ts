import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { StartupError } from '../configuration/startup-error';

/**
 * As whom the server runs. PostgreSQL refuses to run as root, so root hands it to another account; where that
 * account cannot reach the files, a user namespace makes root look like an ordinary user.
 */
export type ServerAccount =
  | { readonly kind: 'self' }
  | { readonly kind: 'other'; readonly uid: number; readonly gid: number }
  | { readonly kind: 'namespace' };

const NOBODY = '65534';

/** The program and arguments, and the uid and gid, with which a command runs under an account. */
export function commandAs(account: ServerAccount, program: string, parameters: readonly string[]) {
  if (account.kind === 'namespace')
    return {
      program: 'unshare',
      parameters: ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--', program, ...parameters],
      identity: {},
    };
  const identity = account.kind === 'other' ? { uid: account.uid, gid: account.gid } : {};
  return { program, parameters: [...parameters], identity };
}

function accountOf(name: string): ServerAccount | null {
  try {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((text) => text.startsWith(`${name}:`));
    const [, , uid, gid] = line?.split(':') ?? [];
    return uid === undefined || gid === undefined
      ? null
      : { kind: 'other', uid: Number(uid), gid: Number(gid) };
  } catch {
    return null;
  }
}

function canRun(account: ServerAccount, postgres: string, dataDirectory: string): boolean {
  const { program, parameters, identity } = commandAs(account, '/bin/sh', [
    '-c',
    'cd "$1" && exec "$2" --version',
    'sh',
    dataDirectory,
    postgres,
  ]);
  return spawnSync(program, parameters, { ...identity, stdio: 'ignore', timeout: 10_000 }).status === 0;
}

/**
 * Chooses the account. An existing cluster decides by its owner; a new one takes the first that works.
 * @param clusterOwner uid that owns the cluster, null when it is still to be made
 * @throws StartupError when the cluster belongs to somebody else, or root finds no account that works
 */
export function chooseAccount(
  postgres: string,
  dataDirectory: string,
  clusterOwner: number | null,
): ServerAccount {
  const uid = process.getuid?.();
  if (uid === undefined) return { kind: 'self' };
  if (uid !== 0) {
    if (clusterOwner === null || clusterOwner === uid) return { kind: 'self' };
    throw new StartupError(
      `The data directory ${dataDirectory} was made by another user (uid ${clusterOwner}, you are ${userInfo().username})`,
      'Start as that user, or name another directory in ECOBOURSE_DATA',
    );
  }
  const others = [accountOf('postgres'), accountOf('nobody')].filter((account) => account !== null);
  const candidates: ServerAccount[] = [...others, { kind: 'namespace' }];
  const fitting = candidates.filter((account) =>
    clusterOwner === null ? true : (account.kind === 'other' ? account.uid : 0) === clusterOwner,
  );
  const chosen = fitting.find((account) => canRun(account, postgres, dataDirectory));
  if (chosen) return chosen;
  if (clusterOwner !== null && clusterOwner !== 0)
    throw new StartupError(
      `The data directory ${dataDirectory} was made by another user (uid ${clusterOwner})`,
      'Start as that user, or name another directory in ECOBOURSE_DATA',
    );
  throw new StartupError(
    `PostgreSQL does not run as root, and neither "postgres" nor "nobody" can reach ${dataDirectory}`,
    'Start as an ordinary user with ECOBOURSE_DATA in a directory of its own, or set DATABASE_URL',
  );
}
