import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const WRONG_ENGINE = join(__dirname, 'wrong-engine.mjs');
/** So small that the whole file takes seconds; nothing here looks at how fast anything is. */
const TINY = ['--quick', '--flow', 'shallow', '--ops', '3000', '--runs', '1'];

/** Those that need no build: the floor and the npm packages. */
const SUBJECTS = ['reference', 'nodejs-order-book', 'hft-limit-order-book', 'limit-order-book'];

interface Row {
  case: string;
  subject: string;
  metric: string;
  unit: string;
  value: number;
  ratios: Record<string, number>;
}

function node(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: ROOT, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const bench = (...words: string[]) => node('bench/run.mjs', ...words);

/** SHA-256 over the bytes of a generated flow, in a process of its own. */
function flowDigest(flow: string, seed: number): string {
  const script = `
    import { createHash } from 'node:crypto';
    import { CASES } from './bench/matching/cases.mjs';
    import { flowBytes } from './bench/matching/flow.mjs';
    import { generateFlow } from './bench/matching/generator.mjs';
    const parameters = CASES.find(({ name }) => name === '${flow}');
    const { flow } = generateFlow({ ...parameters, resting: 1000 }, 20000, ${seed});
    process.stdout.write(createHash('sha256').update(flowBytes(flow)).digest('hex'));
  `;
  return node('--input-type=module', '--eval', script).stdout;
}

describe('the generator of order flows', () => {
  it.each([
    ['shallow', '0ca40f206785cf8844a7496490fc37ffbc6e7a3019745168a3d11ad9f53fb4c0'],
    ['deep', 'f71624fe8d2961a1a4f341dff99d68fbdf035e3431d7618e4446df036fc733dc'],
    ['sweep', '364237c7d06833d0150408e0dfb48d42b5642d6c1ccca701660b65745366d246'],
  ])('makes the same flow "%s" of a seed on every machine', (flow, digest) => {
    expect(flowDigest(flow, 7)).toBe(digest);
  });

  it('makes another flow of another seed', () => {
    expect(flowDigest('shallow', 8)).not.toBe(flowDigest('shallow', 7));
  });
});

describe('bench matching', () => {
  it('prints one JSON object with a row for each figure, and nothing else', () => {
    const subjects = SUBJECTS.flatMap((subject) => ['--subject', subject]);
    const run = bench('matching', ...TINY, '--json', ...subjects);
    expect(run).toMatchObject({ status: 0, stderr: expect.not.stringContaining('wrong') });
    const answer = JSON.parse(run.stdout) as { bench: string; rows: Row[] };
    expect(Object.keys(answer)).toEqual(['bench', 'rows']);
    expect(answer.bench).toBe('matching');
    for (const row of answer.rows) {
      expect(Object.keys(row)).toEqual(['case', 'subject', 'metric', 'unit', 'value', 'ratios']);
      expect([row.value, ...Object.values(row.ratios)].every(Number.isFinite)).toBe(true);
    }
    const speeds = answer.rows.filter((row) => row.metric === 'throughput');
    expect(speeds.map((row) => row.subject)).toEqual(SUBJECTS);
    const [floor, ...peers] = speeds as [Row, ...Row[]];
    const best = Math.max(...peers.map((peer) => peer.value));
    expect(floor.ratios['best npm peer']).toBeCloseTo(floor.value / best, 6);
    for (const peer of peers) expect(peer.ratios['reference']).toBeCloseTo(peer.value / floor.value, 6);
  });

  it('stops at an engine that trades otherwise than the reference, and says where', () => {
    const run = bench('matching', ...TINY, '--subject', 'reference', '--engine', WRONG_ENGINE);
    expect(run.status).toBe(1);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(/wrong-engine is wrong on the flow "shallow": .*notional \d+ instead of \d+/);
  });

  it('stops at an engine that breaks', () => {
    const broken = join(__dirname, 'broken-engine.mjs');
    const run = bench('matching', ...TINY, '--subject', 'reference', '--engine', broken);
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('it broke (Error: no such order)');
  });
});

describe('the command line of the benchmarks', () => {
  it('lists them when none is named', () => {
    const run = bench();
    expect(run.status).toBe(0);
    expect(run.stdout).toMatch(/^ {2}matching /m);
  });

  it.each([
    ['a benchmark', ['macthing'], 'no benchmark "macthing"; there is: matching'],
    ['an option', ['matching', '--fast'], '--seed, --ops, --runs, --quick, --flow'],
    ['a flow', ['matching', '--flow', 'steep'], 'no flow "steep"; there is: shallow, deep, sweep, million'],
    ['a subject', ['matching', '--subject', 'boook'], 'no subject "boook"; there is: reference, book, venue'],
    ['a number', ['matching', '--ops', '2e'], '--ops takes a whole number'],
  ])('names what exists when %s does not', (_, words, message) => {
    const run = bench(...words);
    expect(run.status).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(run.stderr).toContain(message);
  });

  it('explains the options', () => {
    const run = bench('matching', '--help');
    expect(run.status).toBe(0);
    for (const option of ['--seed', '--ops', '--runs', '--quick', '--flow', '--json']) {
      expect(run.stdout).toContain(option);
    }
  });
});
