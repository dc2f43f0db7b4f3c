// Lists every optional dependency (a platform's binary) that the lock file has lost: `npm ci` would refuse such a lock.
const packages = require('../package-lock.json').packages;
const names = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, '')));
const missing = Object.entries(packages).flatMap(([path, entry]) =>
  Object.keys(entry.optionalDependencies ?? {})
    .filter((name) => !names.has(name))
    .map((name) => `${path || '.'} -> ${name}`),
);
const addressed = Object.entries(packages).filter(([, entry]) => /^https?:/.test(entry.resolved ?? ''));
for (const line of missing) console.error(`missing from package-lock.json: ${line}`);
for (const [path] of addressed) console.error(`package-lock.json records a download address: ${path}`);
process.exitCode = missing.length + addressed.length > 0 ? 1 : 0;
