import { spawn } from 'node:child_process';
import { chownSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '../configuration/startup-error';
import { type DataLayout, newPassword } from './data-directory';
import { commandAs, type ServerAccount } from './server-account';

export const SUPERUSER = 'ecobourse';
const OUTPUT_LIMIT = 8_192;

function run(account: ServerAccount, initdb: string, parameters: string[]): Promise<void> {
  const command = commandAs(account, initdb, parameters);
  return new Promise((resolve, reject) => {
    const child = spawn(command.program, command.parameters, {
      ...command.identity,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
      detached: true,
    });
    let output = '';
    child.stderr.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-OUTPUT_LIMIT);
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) return resolve();
      const reason =
        output.split('\n').findLast((line) => /error|fatal|could not/i.test(line)) ?? output.trim();
      reject(new Error(reason || `initdb ended with code ${code}`));
    });
  });
}

/** Removes what earlier starts left half-made. The caller owns the data directory. */
function removeHalfMade(layout: DataLayout): void {
  for (const name of readdirSync(layout.root))
    if (name.startsWith('postgres.init-')) rmSync(join(layout.root, name), { recursive: true, force: true });
}

/**
 * Makes the cluster beside its place and renames it into it, so that a half-made one is never taken for whole.
 * @param durable false only in tests, which may lose everything in a power cut
 * @throws StartupError
 */
export async function createCluster(
  layout: DataLayout,
  initdb: string,
  account: ServerAccount,
  durable: boolean,
): Promise<void> {
  removeHalfMade(layout);
  const draft = join(layout.root, `postgres.init-${process.pid}`);
  const passwordDraft = `${draft}.password`;
  const password = newPassword();
  try {
    mkdirSync(draft, { mode: 0o700 });
    writeFileSync(passwordDraft, password, { mode: 0o600 });
    if (account.kind === 'other')
      for (const path of [draft, passwordDraft]) chownSync(path, account.uid, account.gid);
    const parameters = ['-D', draft, '-U', SUPERUSER, '-A', 'scram-sha-256', `--pwfile=${passwordDraft}`];
    parameters.push('-E', 'UTF8', '--locale-provider=builtin', '--locale=C.UTF-8');
    if (!durable) parameters.push('--no-sync');
    await run(account, initdb, parameters);
    writeFileSync(layout.password, password, { mode: 0o600 });
    renameSync(draft, layout.cluster);
  } catch (error) {
    throw new StartupError(
      `The database cannot be made in ${layout.root} (${error instanceof Error ? error.message : String(error)})`,
      'Check the free space and the permissions there, or name another directory in ECOBOURSE_DATA',
      { cause: error },
    );
  } finally {
    removeHalfMade(layout);
  }
}
