import { ensureBuilt } from '../harness/build.mjs';
import { wholeNumber } from '../harness/command-line.mjs';
import { UsageError } from '../harness/failures.mjs';
import { machineLine } from '../harness/machine.mjs';
import { CASES, QUICK_RESTING_MAX } from './cases.mjs';
import { figuresOf, speedRatios } from './figures.mjs';
import { measureCase } from './measuring.mjs';
import { reportText } from './report.mjs';
import { rowsOf } from './rows.mjs';
import { chosenSubjects } from './subjects.mjs';

export const description =
  'the bare book and the full venue core beside npm order books, on generated order flows';

/**
 * `limitMs`: a throughput pass ends after so long, `latencyMs`: one that times single operations; `spendMs`: a subject
 * whose passes took so long on a flow gets no further turn; `fillMs`: the starting book must stand by then.
 */
const FULL = {
  operations: 2_000_000,
  runs: 5,
  limitMs: 8_000,
  latencyMs: 2_000,
  spendMs: 16_000,
  fillMs: 30_000,
  warmMs: 1_000,
};
const QUICK = {
  operations: 100_000,
  runs: 2,
  limitMs: 300,
  latencyMs: 300,
  spendMs: 300,
  fillMs: 5_000,
  warmMs: 200,
};

export const options = {
  seed: {
    type: 'string',
    default: '1',
    value: 'NUMBER',
    about: 'another seed gives other flows of the same kind',
  },
  ops: {
    type: 'string',
    value: 'NUMBER',
    about: `measured operations of each flow (default ${FULL.operations})`,
  },
  runs: { type: 'string', value: 'NUMBER', about: `turns of each subject (default ${FULL.runs})` },
  quick: {
    type: 'boolean',
    default: false,
    about: `small books, ${QUICK.operations} operations, ${QUICK.runs} runs`,
  },
  flow: {
    type: 'string',
    multiple: true,
    value: 'NAME',
    about: `only ${CASES.map(({ name }) => name).join(', ')}; may be repeated`,
  },
  subject: { type: 'string', multiple: true, value: 'NAME', about: 'only this subject; may be repeated' },
  engine: {
    type: 'string',
    multiple: true,
    value: 'FILE',
    about: 'a further adapter to measure; may be repeated',
  },
  quiet: {
    type: 'string',
    default: '0',
    value: 'NUMBER',
    about: 'wait for a free core; repeat a run that had to share it so many times',
  },
  'skip-build': { type: 'boolean', default: false, about: 'measure the build as it is' },
};

/** @throws UsageError, WrongSubjectError */
export function run(values, progress) {
  const settings = settingsFrom(values);
  const chosenCases = casesFrom(values);
  const subjects = chosenSubjects(values.subject ?? [], values.engine ?? []);
  if (!values['skip-build'] && subjects.some(({ kind }) => kind === 'own')) ensureBuilt();

  const cases = [];
  for (const parameters of chosenCases) {
    const taking = subjects.filter(({ kind }) => !parameters.ownOnly || kind === 'own' || kind === 'further');
    if (taking.length === 0) continue;
    cases.push(measuredCase(parameters, taking, settings, cases, progress));
  }
  return { rows: cases.flatMap(rowsOf), text: reportText(machineLine(), settings, cases) };
}

/** @param before the cases measured so far */
function measuredCase(parameters, subjects, settings, before, progress) {
  const { flow, measured } = measureCase(parameters, subjects, settings, progress);
  const figures = subjects.map((subject) => figuresOf(subject, measured.get(subject.name), flow));
  const deep = before.find((one) => one.parameters.name === 'deep');
  for (const one of figures) {
    one.ratios = speedRatios(one, figures, parameters.ownOnly ? deep?.figures : []);
    one.limits = limitsOf(one.subject, parameters);
  }
  return { parameters, flow, figures };
}

/** The limit of latency speaks of the three flows that all subjects run. */
const limitsOf = ({ limits = {} }, { ownOnly }) =>
  ownOnly ? { bytesPerOrder: limits.bytesPerOrder } : limits;

function settingsFrom(values) {
  const usual = values.quick ? QUICK : FULL;
  return {
    ...usual,
    operations: values.ops === undefined ? usual.operations : wholeNumber(values, 'ops', 1),
    runs: values.runs === undefined ? usual.runs : wholeNumber(values, 'runs', 1),
    seed: wholeNumber(values, 'seed', 0),
    quiet: wholeNumber(values, 'quiet', 0),
  };
}

function casesFrom({ flow: names, quick }) {
  const unknown = names?.find((name) => !CASES.some((one) => one.name === name));
  if (unknown)
    throw new UsageError(`no flow "${unknown}"; there is: ${CASES.map(({ name }) => name).join(', ')}`);
  if (!quick) return CASES.filter(({ name }) => names === undefined || names.includes(name));
  return CASES.filter(({ name, ownOnly }) => names?.includes(name) ?? !ownOnly).map((one) => ({
    ...one,
    resting: one.ownOnly ? one.resting : Math.min(one.resting, QUICK_RESTING_MAX),
  }));
}
