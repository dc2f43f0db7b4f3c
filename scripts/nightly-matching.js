// Random commands against the matching core on all cores, until something fails or so many flows are done:
//   node scripts/nightly-matching.js [--runs 1000000] [--seed N] [--commands 200] [--trial books|oracle|follower]
// `books` (the default) compares the fast book with the obvious one, `oracle` the venue with its rules, `follower` checks
// the invariants in the events. Without --seed the flows are new ones each time. A flow that fails tells its seed and
// the commands that are enough, and the exit code is 1. `--digest` prints a digest of each flow instead.
const { fork } = require('node:child_process');
const { availableParallelism } = require('node:os');
const { parseArgs } = require('node:util');

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000000' },
    seed: { type: 'string' },
    commands: { type: 'string', default: '200' },
    trial: { type: 'string', default: 'books' },
    digest: { type: 'boolean', default: false },
    worker: { type: 'boolean', default: false },
  },
});
const whole = (name) => {
  const value = Number(values[name]);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  console.error(`--${name} is a whole number`);
  process.exit(2);
};
const runs = whole('runs');
const commands = whole('commands');
const BATCH = 100;
const TELL_EVERY_MS = 10_000;

/** The sources as they are: no build is needed, and none can be stale. */
function load(name) {
  require('../test/support/typescript-hook.js');
  return require(`../test/property/${name}.ts`);
}

function trialOf(name) {
  const { FIRST_DATE } = load('matching-flow/flow');
  const trials = {
    books: () => {
      const { TwoBooks } = load('matching-flow/two-books');
      return (plan) => new TwoBooks(plan);
    },
    oracle: () => {
      const { OracleComparison } = load('order-matching-oracle/oracle-comparison');
      return (plan) => new OracleComparison(FIRST_DATE, plan.limits);
    },
    follower: () => {
      const { EventFollower } = load('matching-flow/event-follower');
      return (plan) => new EventFollower(plan);
    },
  };
  if (trials[name]) return trials[name]();
  console.error(`--trial is one of ${Object.keys(trials).join(', ')}`);
  process.exit(2);
}

/** Runs batches of seeds as they come, and answers each with the first failure in it, or null. */
function work() {
  const answer = (message) => process.send(message, undefined, undefined, () => {});
  const { describeFailure, failureOf, flowOfSeed } = load('matching-flow/flow-run');
  const makeTrial = trialOf(values.trial);
  process.on('disconnect', () => process.exit());
  process.on('message', ({ from, to }) => {
    for (let seed = from; seed < to; seed += 1) {
      const flow = flowOfSeed(seed, commands);
      if (failureOf(makeTrial, flow) === null) continue;
      answer({ done: 0, failure: describeFailure(makeTrial, flow, `PROPERTY_SEED=${seed}`) });
      return;
    }
    answer({ done: to - from, failure: null });
  });
}

function digest(firstSeed) {
  const { flowOfSeed } = load('matching-flow/flow-run');
  const { digestOf } = load('matching-flow/flow-digest');
  for (let seed = firstSeed; seed < firstSeed + runs; seed += 1)
    console.log(digestOf(flowOfSeed(seed, commands)));
}

function distribute(firstSeed) {
  const started = Date.now();
  let next = firstSeed;
  let done = 0;
  let told = started;
  const workers = new Set();

  const finish = (code) => {
    process.exitCode = code;
    for (const worker of workers) worker.disconnect();
    workers.clear();
  };
  const give = (worker) => {
    if (next >= firstSeed + runs) return;
    const to = Math.min(next + BATCH, firstSeed + runs);
    worker.send({ from: next, to });
    next = to;
  };
  const take = (worker, answer) => {
    if (workers.size === 0) return;
    done += answer.done;
    if (answer.failure) {
      console.error(answer.failure);
      finish(1);
      return;
    }
    const seconds = (Date.now() - started) / 1_000;
    if (done === runs) {
      console.log(
        `${runs} flows of ${commands} commands, none failed, seeds from ${firstSeed}, ${Math.round(seconds)} s`,
      );
      finish(0);
      return;
    }
    if (Date.now() - told > TELL_EVERY_MS) {
      told = Date.now();
      const left = Math.round(((runs - done) / done) * seconds);
      console.log(`${done} of ${runs} flows, ${Math.round(done / seconds)} a second, ${left} s left`);
    }
    give(worker);
  };

  const count = Math.max(1, Math.min(availableParallelism(), Math.ceil(runs / BATCH)));
  for (let place = 0; place < count; place += 1) {
    const worker = fork(__filename, ['--worker', '--trial', values.trial, '--commands', String(commands)]);
    workers.add(worker);
    worker.on('message', (answer) => take(worker, answer));
    worker.on('exit', (code) => {
      if (!workers.has(worker)) return;
      console.error(`a worker ended by itself (${code}); flows from seed ${firstSeed}, ${done} were done`);
      finish(1);
    });
    give(worker);
  }
}

if (values.worker) work();
else {
  const firstSeed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : whole('seed');
  if (values.digest) digest(firstSeed);
  else {
    console.log(`flows from --seed ${firstSeed}`);
    if (runs > 0) distribute(firstSeed);
  }
}
