import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FILE = 'token-secret';
const HEX_LENGTH = 64;

// no `instanceof Error`: under Jest an error of Node itself comes from another realm
const hasCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;

async function read(path: string): Promise<string | null> {
  try {
    const secret = (await readFile(path, 'utf8')).trim();
    if (secret.length < HEX_LENGTH)
      throw new Error(`${path} is damaged; delete it and start again (everybody then logs in anew)`);
    await chmod(path, 0o600);
    return secret;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/**
 * The secret that signs tokens: made once, readable by its owner only. It is written aside and then linked into
 * place, so that two processes that start together agree and a crash leaves no half-written secret.
 */
export async function keptTokenSecret(dataDirectory: string): Promise<string> {
  const path = join(dataDirectory, FILE);
  const kept = await read(path);
  if (kept !== null) return kept;
  await mkdir(dataDirectory, { recursive: true });
  const fresh = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  await writeFile(fresh, randomBytes(HEX_LENGTH / 2).toString('hex'), { mode: 0o600, flag: 'wx' });
  try {
    await link(fresh, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await unlink(fresh);
  }
  const secret = await read(path);
  if (secret === null) throw new Error(`${path} vanished while it was being made`);
  return secret;
}
