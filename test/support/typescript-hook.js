// `node -r ./test/support/typescript-hook.js file.ts`: runs the sources as they are, so that tests of whole processes
// need no build.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { transformSync } = require('@swc/core');

const root = join(__dirname, '..', '..');
const { exclude: _, ...options } = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));

require.extensions['.ts'] = (module, filename) => {
  const source = readFileSync(filename, 'utf8');
  module._compile(
    transformSync(source, { ...options, swcrc: false, sourceMaps: 'inline', filename }).code,
    filename,
  );
};
