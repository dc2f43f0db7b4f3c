import { watchOthers } from '../harness/machine.mjs';
import { ascending, median, quantileOf } from '../harness/statistics.mjs';
import { drive, driveTimed } from './drive.mjs';

const PASSES_MAX = 5;
const PASSES_TOGETHER_MS = 1_000;
/** The system counts CPU in hundredths of a second. */
const TELLING_MS = 300;
const TIMER_SAMPLES = 200_000;
const NS_PER_MS = 1_000_000;

/**
 * Operations per second of the loop as a whole. A fast engine gets several passes, each with a fresh book, and its
 * median pass counts.
 */
export async function throughput(subject, { limitMs, fillMs }) {
  const passes = [];
  for (let spentMs = 0; passes.length < PASSES_MAX && spentMs < PASSES_TOGETHER_MS; ) {
    const pass = await onePass(subject, limitMs, fillMs);
    if (pass.isStuck) return { ...subject.answer(pass.reached), ...pass };
    passes.push(pass);
    spentMs += pass.ms;
  }
  const last = passes.at(-1);
  return {
    ...subject.answer(last.reached),
    ms: last.ms,
    operationsPerSecond: median(passes.map((pass) => pass.operationsPerSecond)),
    addsPerSecond: median(passes.map((pass) => pass.addsPerSecond)),
    othersCores: othersCores(passes),
  };
}

async function onePass(subject, limitMs, fillMs) {
  const { flow } = subject;
  const engine = await subject.open();
  const filling = subject.fill(engine, fillMs);
  if (filling.reached < flow.prefill) return { isStuck: true, ...filling };
  const others = watchOthers();
  const { reached, ms } = drive(engine, flow, flow.prefill, flow.n, limitMs);
  return {
    reached,
    ms,
    operationsPerSecond: ((reached - flow.prefill) / ms) * 1_000,
    addsPerSecond: (flow.prefill / filling.ms) * 1_000,
    othersSeconds: others(),
  };
}

/** Cores taken by others in the mean; undefined when the passes are too short for the system's clock. */
function othersCores(passes) {
  const sum = (name) => passes.reduce((total, pass) => total + pass[name], 0);
  const ms = sum('ms');
  return ms < TELLING_MS ? undefined : Math.max(0, (sum('othersSeconds') / ms) * 1_000);
}

/** Nanoseconds of every single operation, the clock's own time included; that one is measured beside it. */
export async function latency(subject, { limitMs, fillMs }) {
  const { flow } = subject;
  const engine = await subject.open();
  const filling = subject.fill(engine, fillMs);
  if (filling.reached < flow.prefill)
    return { ...subject.answer(filling.reached), isStuck: true, ms: filling.ms };
  globalThis.gc();
  const tookMs = new Float64Array(flow.n - flow.prefill);
  const others = watchOthers();
  const { reached, ms } = driveTimed(engine, flow, flow.prefill, flow.n, limitMs, tookMs);
  const shared = othersCores([{ ms, othersSeconds: others() }]);
  const sorted = tookMs.subarray(0, reached - flow.prefill).sort();
  const at = (quantile) => Math.round(quantileOf(sorted, quantile) * NS_PER_MS);
  const percentiles = { p50: at(0.5), p99: at(0.99), p999: at(0.999), timerNs: timerNs() };
  return { ...subject.answer(reached), ms, othersCores: shared, ...percentiles };
}

function timerNs() {
  const tookMs = Array.from({ length: TIMER_SAMPLES }, () => {
    const before = performance.now();
    return performance.now() - before;
  });
  return Math.round(quantileOf(ascending(tookMs), 0.5) * NS_PER_MS);
}
