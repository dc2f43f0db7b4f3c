import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../harness/failures.mjs';

const fileOf = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Who is measured. `kind`: `own` (this project's, from the built code), `peer` (an npm package) or `floor` (the
 * reference). `limits`: what it must keep, the 99.9th percentile of an operation and the memory of a resting order.
 */
const SUBJECTS = [
  { name: 'reference', kind: 'floor', adapter: fileOf('reference.mjs') },
  {
    name: 'book',
    kind: 'own',
    adapter: fileOf('../flowbench/book.mjs'),
    limits: { latencyNs: 5_000, bytesPerOrder: 128 },
  },
  {
    name: 'venue',
    kind: 'own',
    adapter: fileOf('../flowbench/venue.mjs'),
    limits: { latencyNs: 10_000, bytesPerOrder: 128 },
  },
  { name: 'nodejs-order-book', kind: 'peer', adapter: fileOf('peers/nodejs-order-book.mjs') },
  { name: 'hft-limit-order-book', kind: 'peer', adapter: fileOf('peers/hft-limit-order-book.mjs') },
  { name: 'limit-order-book', kind: 'peer', adapter: fileOf('peers/limit-order-book.mjs') },
];

/**
 * @param names the subjects asked for; none means all
 * @param files further adapters to measure beside them
 * @throws UsageError for a name or a file that does not exist
 */
export function chosenSubjects(names, files) {
  for (const name of names) {
    if (SUBJECTS.some((subject) => subject.name === name)) continue;
    throw new UsageError(
      `no subject "${name}"; there is: ${SUBJECTS.map((subject) => subject.name).join(', ')}`,
    );
  }
  const known = SUBJECTS.filter(({ name }) => names.length === 0 || names.includes(name));
  const further = files.map((file) => ({
    name: basename(file, '.mjs'),
    kind: 'further',
    adapter: resolve(file),
  }));
  const chosen = [...known, ...further];
  const missing = chosen.find(({ adapter }) => !existsSync(adapter));
  if (missing) throw new UsageError(`the adapter of "${missing.name}" is not there: ${missing.adapter}`);
  return chosen;
}
