const { readFileSync } = require('node:fs');
const { applyMutant } = require('./mutants');
const { probed } = require('./probes');
const { Program, shortOf } = require('./program');
const { runWithin, testsOf } = require('./suite');

/** A test may take so many times as long as it took on the unchanged program, and at least this. */
const PATIENCE = 15;
const LEAST_MS = 1_500;
const LOADING_MS = 20_000;

const program = new Program();
/** by source file: its functions as [start, end], and the number of the first */
const functions = new Map();
let functionCount = 0;
/** every test: spec file, place in it, duration, and which functions it executes */
const tests = [];
/** by function: the tests that killed mutants of it, the last one first */
const killers = new Map();
const brokenSpecs = new Map();

let hits = null;
globalThis.__hit = (number) => {
  if (hits) hits[number] = 1;
};

/** Runs every spec with probes: what does each test execute, and how long does it take? */
async function measure(specs, sources) {
  for (const file of sources) {
    const { functions: own, text } = probed(file, readFileSync(file, 'utf8'), functionCount);
    functions.set(file, { first: functionCount, own });
    functionCount += own.length;
    program.replace(file, text);
  }
  for (const spec of specs) {
    program.fresh();
    const whileLoading = new Uint8Array(functionCount);
    hits = whileLoading;
    try {
      for (const [place, test] of testsOf(program, spec).entries()) {
        hits = whileLoading.slice();
        const start = performance.now();
        await runWithin(600_000, test.run);
        tests.push({ spec, place, name: test.name, time: performance.now() - start, hits });
      }
    } catch (error) {
      brokenSpecs.set(spec, String(error.message).split('\n')[0]);
    }
    hits = null;
  }
  program.restore();
  await control();
  const usable = tests.filter(({ spec }) => !brokenSpecs.has(spec));
  return {
    refused: [...brokenSpecs].map(([spec, reason]) => [shortOf(spec), reason]),
    count: usable.length,
    seconds: usable.reduce((sum, { time }) => sum + time, 0) / 1_000,
  };
}

/** What does not pass on the unchanged program, in the way in which mutants are judged, cannot judge. */
async function control() {
  for (;;) {
    const outcome = await runTests(tests.filter(({ spec }) => !brokenSpecs.has(spec)));
    if (!outcome) return;
    brokenSpecs.set(outcome.test.spec, `${outcome.test.name}: ${outcome.error}`);
  }
}

/** The innermost function that a place of a file belongs to; null: it is executed when the module is loaded. */
function functionAt(file, place) {
  const { first, own } = functions.get(file);
  let found = null;
  for (const [number, [start, end]] of own.entries())
    if (place >= start && place < end && (found === null || start >= own[found][0])) found = number;
  return found === null ? null : first + found;
}

/** The tests that come by: known killers first, then the quick ones. */
function testsFor(mutant) {
  const number = functionAt(mutant.file, mutant.start);
  const ranks = killers.get(number ?? mutant.file) ?? [];
  const rankOf = (test) => (ranks.includes(test) ? ranks.indexOf(test) - 1_000_000 : test.time);
  const comesBy = ({ spec, hits: executed }) =>
    number === null ? program.closureOf(spec).has(mutant.file) : executed[number] === 1;
  return tests
    .filter((test) => !brokenSpecs.has(test.spec) && comesBy(test))
    .sort((one, other) => rankOf(one) - rankOf(other));
}

async function judge(mutant) {
  try {
    program.change(mutant.file, applyMutant(readFileSync(mutant.file, 'utf8'), mutant));
  } catch {
    return { verdict: 'invalid' };
  }
  const candidates = testsFor(mutant);
  if (candidates.length === 0) return { verdict: 'survived', error: 'no test executes it' };
  const outcome = await runTests(candidates);
  if (!outcome) return { verdict: 'survived' };
  const key = functionAt(mutant.file, mutant.start) ?? mutant.file;
  killers.set(key, [outcome.test, ...(killers.get(key) ?? []).filter((one) => one !== outcome.test)]);
  return {
    verdict: outcome.isEndless ? 'timeout' : 'killed',
    error: outcome.error,
    by: shortOf(outcome.test.spec),
  };
}

/** Runs tests in this order until one fails. @returns that one, or null */
async function runTests(chosen) {
  const loaded = new Map();
  program.fresh();
  for (const test of chosen) {
    try {
      if (!loaded.has(test.spec))
        loaded.set(test.spec, await runWithin(LOADING_MS, () => testsOf(program, test.spec)));
      const own = loaded.get(test.spec)[test.place];
      if (!own) return { test, error: 'there are other tests than before' };
      await runWithin(Math.max(LEAST_MS, test.time * PATIENCE), own.run);
    } catch (error) {
      const isEndless = error?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
      return { test, isEndless, error: String(error?.message ?? error).slice(0, 160) };
    }
  }
  return null;
}

/** Answers what was measured, then verdicts. */
exports.work = () => {
  require('fast-check').configureGlobal({ seed: Number(process.env.MUTATION_SEED ?? 1) });
  process.on('message', async ({ specs, sources, mutant, isControl }) => {
    if (specs) process.send(await measure(specs, sources));
    else if (isControl) {
      const before = brokenSpecs.size;
      program.restore();
      await control();
      process.send({ holds: brokenSpecs.size === before });
    } else process.send(await judge(mutant));
  });
};
