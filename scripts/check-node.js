// Loaded before anything else (`node -r`): on a Node that is too old the program would fail with a riddle.
// Plain JavaScript, so that an old Node can read it.
const required = require('../package.json').engines.node;

const found = process.versions.node.split('.').map(Number);

const atLeast = (version, minimum) => {
  const differing = [0, 1, 2].find((place) => version[place] !== minimum[place]);
  return differing === undefined || version[differing] > minimum[differing];
};

/** Understands what package.json uses: `^a.b.c || >=d.e.f`. */
const satisfies = (version, range) =>
  range.split('||').some((part) => {
    const [, operator, text] = /(\^|>=)\s*(\d+\.\d+\.\d+)/.exec(part);
    const minimum = text.split('.').map(Number);
    return atLeast(version, minimum) && (operator === '>=' || version[0] === minimum[0]);
  });

if (!satisfies(found, required)) {
  console.error(
    `Node ${process.versions.node} does not fit; needed: ${required}. Install such a one (https://nodejs.org) and start again.`,
  );
  process.exit(1);
}
