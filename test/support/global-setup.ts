import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layoutOf, stopOrphan } from '../../src/platform/postgres/data-directory';
import { EmbeddedPostgres } from '../../src/platform/postgres/embedded-postgres';
import { processIdentity } from '../../src/platform/postgres/process-identity';

const PREFIX = 'ecobourse-test-';

/** What a killed run left behind: its server is stopped, its files are removed. */
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const layout = layoutOf(join(tmpdir(), name));
    try {
      const owner = JSON.parse(readFileSync(layout.owner, 'utf8')) as { pid: number; identity: string };
      if (processIdentity(owner.pid) === owner.identity) continue;
      await stopOrphan(layout.cluster);
      rmSync(layout.root, { recursive: true, force: true });
    } catch {
      // another run's directory in the making, or another user's: theirs
    }
  }
}

declare global {
  var ecobourseTestPostgres: { server: EmbeddedPostgres; directory: string } | undefined;
}

/** One PostgreSQL for the whole run, unless TEST_DATABASE_URL names a server. */
export default async function globalSetup(): Promise<void> {
  if (process.env['TEST_DATABASE_URL']) return;
  await removeLeftovers();
  const directory = mkdtempSync(join(tmpdir(), PREFIX));
  // mkdtemp makes it 0700; as root the server runs as another account, which must be able to enter
  chmodSync(directory, 0o755);
  const server = await EmbeddedPostgres.start({
    dataDirectory: directory,
    durable: false,
    maxConnections: 300,
  });
  globalThis.ecobourseTestPostgres = { server, directory };
  process.env['TEST_DATABASE_URL'] = server.url;
}
