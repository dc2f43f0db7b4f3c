import { constants, PerformanceObserver } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { median } from '../harness/statistics.mjs';
import { drive } from './drive.mjs';

const OWN_SAMPLES = 9;

/**
 * What an engine in steady state allocates: the growth of heap and array buffers over the second half of the operations
 * (in the first one the compiler still makes code, and tables reach their size), slices with a collection left out; and
 * the scavenges during all of them.
 */
export async function allocation(subject, { limitMs, fillMs }) {
  const { flow } = subject;
  const engine = await subject.open();
  const filling = subject.fill(engine, fillMs);
  if (filling.reached < flow.prefill) return { ...subject.answer(filling.reached), isStuck: true };
  globalThis.gc();
  await nextTurn();
  const collections = watchCollections();
  const growth = new Growth();
  const { reached } = drive(engine, flow, flow.prefill, flow.n, limitMs, (row) => growth.sample(row));
  const { scavenges, collected } = await collections.stop();
  return {
    ...subject.answer(reached),
    scavenges,
    bytesPerOperation: growth.bytesPerOperation((flow.prefill + reached) / 2, collected),
  };
}

/** Held bytes at the end of each slice. */
class Growth {
  #rows = [];
  #bytes = [];
  #times = [];

  sample(row) {
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    this.#rows.push(row);
    this.#bytes.push(heapUsed + arrayBuffers);
    this.#times.push(performance.now());
  }

  /**
   * @param firstRow slices that begin before this operation do not count
   * @param collected moments at which a collection began; slices with one tell nothing
   */
  bytesPerOperation(firstRow, collected) {
    const own = this.#ownBytes();
    const isTold = (slice) => {
      const [from, to] = [this.#times[slice - 1], this.#times[slice]];
      return this.#rows[slice - 1] >= firstRow && !collected.some((time) => time >= from && time <= to);
    };
    let bytes = 0;
    let operations = 0;
    for (let slice = 1; slice < this.#rows.length; slice++) {
      if (!isTold(slice)) continue;
      bytes += Math.max(0, this.#bytes[slice] - this.#bytes[slice - 1] - own);
      operations += this.#rows[slice] - this.#rows[slice - 1];
    }
    return operations === 0 ? 0 : bytes / operations;
  }

  /** What taking a sample allocates by itself. */
  #ownBytes() {
    const end = this.#bytes.length;
    for (let time = 0; time < OWN_SAMPLES; time++) this.sample(0);
    const growths = this.#bytes.slice(end + 1).map((bytes, place) => bytes - this.#bytes[end + place]);
    for (const column of [this.#rows, this.#bytes, this.#times]) column.length = end;
    return Math.max(0, median(growths));
  }
}

function watchCollections() {
  const entries = [];
  const observer = new PerformanceObserver((list) => entries.push(...list.getEntries()));
  observer.observe({ entryTypes: ['gc'] });
  return {
    /** Entries come after the code that caused them has returned. */
    async stop() {
      await nextTurn();
      await nextTurn();
      entries.push(...observer.takeRecords());
      observer.disconnect();
      const isScavenge = ({ detail }) => detail.kind === constants.NODE_PERFORMANCE_GC_MINOR;
      return {
        scavenges: entries.filter(isScavenge).length,
        collected: entries.map((entry) => entry.startTime),
      };
    },
  };
}
