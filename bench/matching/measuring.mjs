import { measureInChild } from '../harness/child.mjs';
import { WrongSubjectError } from '../harness/failures.mjs';
import { sparedCores, waitForQuiet } from '../harness/machine.mjs';
import { drive } from './drive.mjs';
import { bookHash, TradeTally } from './fingerprint.mjs';
import { flowBytes } from './flow.mjs';
import { generateFlow } from './generator.mjs';
import { create } from './reference.mjs';

const WORKER = new URL('worker.mjs', import.meta.url);
const LATENCY_RUNS_MAX = 3;

/** A flow, and what every engine must make of it or of any beginning of it. */
class CheckedFlow {
  #expectedAt = new Map();

  constructor(parameters, { operations, seed }) {
    this.name = parameters.name;
    const { flow, expected } = generateFlow(parameters, operations, seed);
    this.flow = flow;
    this.bytes = flowBytes(flow);
    this.#expectedAt.set(flow.n, expected);
  }

  /** @throws WrongSubjectError when the subject broke, or did anything that the reference does not do */
  check(subject, { failure, reached, result }) {
    const who = `${subject.name} is wrong on the flow "${this.name}"`;
    if (failure) throw new WrongSubjectError(`${who}: it broke (${failure})`);
    const expected = this.#expected(reached);
    const unlike = Object.keys(expected).filter((fact) => result[fact] !== expected[fact]);
    if (unlike.length === 0) return;
    const facts = unlike.map((fact) => `${fact} ${result[fact]} instead of ${expected[fact]}`);
    throw new WrongSubjectError(`${who}: after ${reached} operations ${facts.join(', ')}`);
  }

  #expected(reached) {
    const known = this.#expectedAt.get(reached);
    if (known) return known;
    const tally = new TradeTally();
    const engine = create({ onTrade: (...trade) => tally.add(...trade) });
    drive(engine, this.flow, 0, reached, Number.POSITIVE_INFINITY);
    const expected = { ...tally.result(), bookHash: bookHash(engine.book()) };
    this.#expectedAt.set(reached, expected);
    return expected;
  }
}

/**
 * Measures all subjects on one flow: in turn (A B C A B C …), so that a change of the machine's speed meets them all.
 * A pass ends when its time is up, and a slow subject that has spent its time on the flow gets no further turn.
 * @param settings as of `settingsFrom` in index.mjs
 * @returns {flow, measured}: `measured` maps a subject's name to its results by mode, each a list
 * @throws WrongSubjectError
 */
export function measureCase(parameters, subjects, settings, progress) {
  progress(`${parameters.name}: generating ${settings.operations} operations`);
  const checked = new CheckedFlow(parameters, settings);
  const measured = new Map(
    subjects.map(({ name }) => [name, { throughput: [], latency: [], memory: [], allocation: [] }]),
  );

  const turns = (mode, runs, taking, limitMs) => {
    const spentMs = new Map();
    for (let run = 1; run <= runs; run++) {
      for (const subject of taking) {
        const spent = spentMs.get(subject) ?? 0;
        if (spent >= settings.spendMs) continue;
        progress(`${parameters.name}: ${mode} ${run}/${runs}: ${subject.name}`);
        const job = {
          adapter: subject.adapter,
          mode,
          limitMs,
          fillMs: settings.fillMs,
          warmMs: settings.warmMs,
        };
        const result = undisturbed(() => measureInChild(WORKER, job, checked.bytes), settings, progress);
        checked.check(subject, result);
        measured.get(subject.name)[mode].push(result);
        spentMs.set(subject, spent + (result.ms ?? 0));
      }
    }
  };
  const { runs, limitMs, latencyMs } = settings;
  turns('throughput', runs, subjects, limitMs);
  turns('latency', Math.min(LATENCY_RUNS_MAX, runs), subjects, latencyMs);
  turns('memory', 1, subjects, limitMs);
  const watched = subjects.filter(isOwnOrFurther);
  turns('allocation', 1, watched, limitMs);
  return { flow: checked.flow, measured };
}

/** With `quiet`, a run that had to share its core is made again, so many times; the last one counts in any case. */
function undisturbed(measure, { quiet }, progress) {
  for (let left = quiet; ; left--) {
    if (quiet > 0) waitForQuiet();
    const result = measure();
    if (left <= 0 || (result.othersCores ?? 0) <= sparedCores()) return result;
    progress('  again: something else was running');
  }
}

const isOwnOrFurther = ({ kind }) => kind === 'own' || kind === 'further';
