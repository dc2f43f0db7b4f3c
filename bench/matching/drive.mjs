import { CANCEL, LIMIT } from './flow.mjs';

const FIRST_SLICE = 64;
const LARGEST_SLICE = 16_384;
const SLICE_MS = 5;

/**
 * Feeds the operations [from, to) to an engine in slices and looks at the clock between them.
 * @param limitMs no slice begins after so much time
 * @param afterSlice told of the operation reached
 * @returns the operation reached, and the time taken
 */
export function drive(engine, flow, from, to, limitMs, afterSlice = () => {}) {
  const start = performance.now();
  let sliceStart = start;
  let slice = FIRST_SLICE;
  let reached = from;
  while (reached < to) {
    const end = Math.min(to, reached + slice);
    apply(engine, flow, reached, end);
    if (engine.flush) engine.flush();
    reached = end;
    afterSlice(reached);
    const now = performance.now();
    if (now - start > limitMs) break;
    if (now - sliceStart < SLICE_MS && slice < LARGEST_SLICE) slice *= 2;
    sliceStart = now;
  }
  return { reached, ms: performance.now() - start };
}

function apply(engine, { kind, side, id, price, qty, account }, from, to) {
  for (let row = from; row < to; row++) {
    const what = kind[row];
    if (what === LIMIT) engine.limit(id[row], side[row], price[row], qty[row], account[row]);
    else if (what === CANCEL) engine.cancel(id[row]);
    else engine.ioc(id[row], side[row], price[row], qty[row], account[row]);
  }
}

/**
 * Times every operation by itself.
 * @param tookMs receives the milliseconds of each operation
 * @returns the operation reached, and the time taken
 */
export function driveTimed(engine, flow, from, to, limitMs, tookMs) {
  const { kind, side, id, price, qty, account } = flow;
  const start = performance.now();
  let now = start;
  let row = from;
  while (row < to && now - start <= limitMs) {
    const what = kind[row];
    const before = performance.now();
    if (what === LIMIT) engine.limit(id[row], side[row], price[row], qty[row], account[row]);
    else if (what === CANCEL) engine.cancel(id[row]);
    else engine.ioc(id[row], side[row], price[row], qty[row], account[row]);
    if (engine.flush) engine.flush();
    now = performance.now();
    tookMs[row - from] = now - before;
    row += 1;
  }
  return { reached: row, ms: now - start };
}
