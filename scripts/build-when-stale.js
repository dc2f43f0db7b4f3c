// Builds what is older than its sources. Runs after `npm ci` (prepare) and before `npm start` (prestart), so that a start
// is quick and never runs an old build. Without the build tools (a production install) what was built is used as it is.
require('./check-node');
const { spawnSync } = require('node:child_process');
const { existsSync, readdirSync, statSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const inRoot = (path) => join(root, path);

function newest(path) {
  if (!existsSync(path)) return 0;
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  const inside = readdirSync(path).map((name) => newest(join(path, name)));
  return Math.max(0, ...inside);
}

const parts = [
  {
    name: 'server',
    result: 'dist/src/main.js',
    sources: ['src', 'migrations', 'tsconfig.json', 'nest-cli.json', '.swcrc'],
    tool: 'node_modules/@nestjs/cli/bin/nest.js',
    command: ['node_modules/@nestjs/cli/bin/nest.js', 'build'],
    directory: '.',
  },
  {
    name: 'page',
    result: 'web/dist/index.html',
    sources: ['web/src', 'web/public', 'web/index.html', 'web/vite.config.mts'],
    tool: 'node_modules/vite/bin/vite.js',
    command: ['../node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
    directory: 'web',
  },
];

for (const part of parts) {
  const built = existsSync(inRoot(part.result)) ? statSync(inRoot(part.result)).mtimeMs : 0;
  if (built > 0 && Math.max(...part.sources.map((source) => newest(inRoot(source)))) <= built) continue;
  if (!existsSync(inRoot(part.tool))) {
    if (built > 0 || process.env.npm_lifecycle_event === 'prepare') continue;
    console.error(
      `The ${part.name} is not built and the build tools are not installed. Run \`npm ci\` once.`,
    );
    process.exit(1);
  }
  console.log(`Building the ${part.name}`);
  const run = spawnSync(process.execPath, part.command, {
    cwd: inRoot(part.directory),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (run.status !== 0) {
    console.error(`Building the ${part.name} failed; \`npm run build\` shows everything.`);
    process.exit(1);
  }
}
