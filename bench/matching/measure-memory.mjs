import { setImmediate as nextTurn } from 'node:timers/promises';
import { bookHash } from './fingerprint.mjs';

/** So many orders rest in the engines of one measurement, at least. */
const ORDERS_TOGETHER = 50_000;

/** Bytes held by objects and by array buffers once everything unreachable is gone. */
async function heldBytes() {
  for (let time = 0; time < 3; time++) {
    globalThis.gc();
    await nextTurn();
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/**
 * What an engine holds when it is new and when the starting book rests in it: the growth that further engines cause
 * beside a first one. The first has made the compiler's code and tables, and it stays, so that nothing of it is
 * subtracted when it goes. Small books are built so often that the noise of the heap does not count.
 */
export async function memory(subject, { fillMs }) {
  const first = await subject.open();
  const warmed = subject.fill(first, fillMs);
  const count = Math.ceil(ORDERS_TOGETHER / subject.flow.prefill);
  if (warmed.reached < subject.flow.prefill) return { ...subject.answer(warmed.reached), isStuck: true };

  const before = await heldBytes();
  const engines = [];
  for (let place = 0; place < count; place++) engines.push(await subject.open());
  const emptyBytes = ((await heldBytes()) - before) / count;
  for (const engine of engines) subject.fill(engine, Number.POSITIVE_INFINITY);
  const filledBytes = ((await heldBytes()) - before) / count;
  const firstBookHash = bookHash(first.book());
  return { ...subject.answer(subject.flow.prefill), firstBookHash, emptyBytes, filledBytes };
}
