import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { UsageError } from './failures.mjs';

/** Builds what is older than its sources, so that an old build is never measured; its words go to stderr. */
export function ensureBuilt() {
  const script = fileURLToPath(new URL('../../scripts/build-when-stale.js', import.meta.url));
  const build = spawnSync(process.execPath, [script], {
    stdio: ['ignore', process.stderr.fd, process.stderr.fd],
  });
  if (build.status !== 0)
    throw new UsageError('nothing to measure: the build failed (npm run build shows why)');
}
