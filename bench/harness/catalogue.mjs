import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const BENCH = fileURLToPath(new URL('..', import.meta.url));

/**
 * A benchmark is one file, `bench/NAME.mjs` or `bench/NAME/index.mjs`, that exports
 * - `description`, a sentence,
 * - `options`, as `readOptions` takes them,
 * - `run(values, progress)` → `{ rows, text }` or a promise of it. `rows` are
 *   `{case, subject, metric, unit, value, ratios: {peerOrLimit: number}}`, `text` is the table for people;
 *   `progress(line)` tells on stderr how far it is. It throws `UsageError` or `WrongSubjectError`.
 * @returns name → file
 */
export function benchmarkFiles() {
  const found = new Map();
  for (const entry of readdirSync(BENCH, { withFileTypes: true })) {
    const file = entry.isDirectory() ? join(BENCH, entry.name, 'index.mjs') : join(BENCH, entry.name);
    const name = entry.name.replace(/\.mjs$/, '');
    const isBenchmark = entry.isDirectory() ? existsSync(file) : file.endsWith('.mjs') && name !== 'run';
    if (isBenchmark) found.set(name, file);
  }
  return found;
}

export const load = (file) => import(pathToFileURL(file).href);
