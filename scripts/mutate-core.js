/**
 * Mutation testing of the matching core: small changes are made to its source one at a time, and the specs of the
 * repository must notice. `node scripts/mutate-core.js [--sample N] [--seed S] [--files TEXT] [--workers N] [--report FILE]`
 * The report is written while it grows, one result a line. Exit code 1: fewer than 90 % were noticed.
 */
const { fork } = require('node:child_process');
const { appendFileSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const SHARE = 0.9;
/** sentences of refusals are compared with docs/result-codes.md as a whole */
const LEFT_OUT = /\.spec\.ts$|\/reasons\//;

if (process.env.MUTATION_WORKER) require('./mutation/worker').work();
else void main();

function optionsOf(args) {
  const options = { sample: 0, seed: 1, files: '', workers: 2, report: '' };
  for (let place = 0; place < args.length; place += 2) {
    const name = args[place].replace(/^--/, '');
    if (!(name in options)) throw new Error(`unknown option ${args[place]}`);
    options[name] = typeof options[name] === 'number' ? Number(args[place + 1]) : args[place + 1];
  }
  return options;
}

function filesIn(directory) {
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

async function main() {
  const { mutantsOf } = require('./mutation/mutants');
  const { ROOT, shortOf } = require('./mutation/program');
  const options = optionsOf(process.argv.slice(2));
  const core = filesIn(join(ROOT, 'src/order-matching/core'));
  const sources = core.filter((file) => !LEFT_OUT.test(file) && file.includes(options.files));
  const specs = [
    ...core.filter((file) => file.endsWith('.spec.ts')),
    ...filesIn(join(ROOT, 'test/property')).filter((file) => /(matching|auction)[^/]*\.spec\.ts$/.test(file)),
  ].filter((file) => !readFileSync(file, 'utf8').includes('node:child_process'));
  const known = JSON.parse(readFileSync(join(__dirname, 'mutation/equivalent.json'), 'utf8'));
  const isKnown = (mutant) =>
    known.some(
      (one) =>
        shortOf(mutant.file).endsWith(one.file) &&
        mutant.code === one.code &&
        (!one.original || mutant.original === one.original) &&
        (!one.replacement || mutant.replacement === one.replacement),
    );
  const all = sources.flatMap((file) => mutantsOf(file, readFileSync(file, 'utf8')));
  const counted = all.filter((mutant) => !isKnown(mutant));
  const chosen = sampleOf(counted, options.sample, options.seed);
  console.log(
    `${all.length} mutants in ${sources.length} files, ${all.length - counted.length} of them listed as equivalent; ${chosen.length} are tried with ${specs.length} spec files (seed ${options.seed})`,
  );
  if (options.report) writeFileSync(options.report, '');
  const results = await tryAll(chosen, { specs, sources }, options.workers, (result) => {
    if (options.report) appendFileSync(options.report, `${JSON.stringify(result)}\n`);
  });
  const noticed = report(results);
  process.exitCode = noticed >= SHARE ? 0 : 1;
}

/** So many of them, the same for the same seed; 0: all, shuffled, so that progress tells something. */
function sampleOf(mutants, count, seed) {
  const shuffled = [...mutants];
  let state = seed;
  for (let place = shuffled.length - 1; place > 0; place -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (place + 1));
    [shuffled[place], shuffled[other]] = [shuffled[other], shuffled[place]];
  }
  return count > 0 ? shuffled.slice(0, count) : shuffled;
}

async function tryAll(mutants, setting, workers, keep) {
  const { shortOf } = require('./mutation/program');
  const queue = [...mutants];
  const results = [];
  const start = performance.now();
  const tell = () => {
    if (results.length % 100 !== 0) return;
    const survived = results.filter(({ verdict }) => verdict === 'survived').length;
    const seconds = Math.round((performance.now() - start) / 1_000);
    console.log(`${results.length} of ${mutants.length} after ${seconds} s, ${survived} survived`);
  };
  const work = async (isFirst) => {
    let child = await started(setting, isFirst);
    for (let mutant = queue.pop(); mutant; mutant = queue.pop()) {
      const verdict = await ask(child, { mutant });
      results.push({ ...mutant, file: shortOf(mutant.file), ...verdict });
      keep(results.at(-1));
      tell();
      if (verdict.verdict === 'crash') child = await started(setting, false);
    }
    const { holds } = await ask(child, { isControl: true });
    if (!holds) throw new Error('the unchanged program does not pass at the end: the verdicts mean nothing');
    child.kill();
  };
  await Promise.all(Array.from({ length: workers }, (_, place) => work(place === 0)));
  return results;
}

/** A process that has run every test once and knows what it executes. */
async function started(setting, isFirst) {
  const child = fork(__filename, [], {
    env: { ...process.env, MUTATION_WORKER: '1', PROPERTY_RUNS: process.env.PROPERTY_RUNS ?? '1' },
    execArgv: ['--max-old-space-size=1500'],
  });
  const { refused, count, seconds } = await ask(child, setting);
  if (!isFirst) return child;
  for (const [spec, reason] of refused)
    console.log(`left out, because it does not pass: ${spec} (${reason})`);
  console.log(`${count} tests take ${seconds.toFixed(1)} s`);
  return child;
}

/** @returns the answer, or `crash` when the process died of it */
function ask(child, message) {
  return new Promise((resolve) => {
    const done = (answer) => {
      child.removeAllListeners('message').removeAllListeners('exit');
      resolve(answer);
    };
    child.once('message', done);
    child.once('exit', () => done({ verdict: 'crash' }));
    child.send(message);
  });
}

function report(results) {
  const files = new Map();
  for (const { file, verdict } of results) {
    const counts = files.get(file) ?? { killed: 0, survived: 0, invalid: 0 };
    counts[verdict === 'survived' || verdict === 'invalid' ? verdict : 'killed'] += 1;
    files.set(file, counts);
  }
  const survivors = results.filter(({ verdict }) => verdict === 'survived');
  for (const { file, line, column, kind, original, replacement, code } of survivors.sort(byPlace))
    console.log(
      `survived ${file}:${line}:${column} ${kind} ${short(original)} → ${short(replacement)}   | ${code}`,
    );
  let [killed, tried] = [0, 0];
  for (const [file, counts] of [...files].sort()) {
    const sum = counts.killed + counts.survived;
    killed += counts.killed;
    tried += sum;
    console.log(
      `${((100 * counts.killed) / Math.max(1, sum)).toFixed(1).padStart(5)} %  ${String(counts.killed).padStart(4)} of ${String(sum).padStart(4)}  ${file}`,
    );
  }
  console.log(
    `${((100 * killed) / Math.max(1, tried)).toFixed(2)} % noticed: ${killed} of ${tried}, ${survivors.length} survived`,
  );
  return killed / Math.max(1, tried);
}

const byPlace = (one, other) =>
  one.file === other.file ? one.start - other.start : one.file < other.file ? -1 : 1;
const short = (text) =>
  text.length > 40 ? `${text.slice(0, 37).replaceAll('\n', ' ')}…` : text || 'nothing';
