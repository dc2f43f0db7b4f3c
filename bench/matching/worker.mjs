// One measurement of one engine on one flow, in a process of its own (see `measureInChild`).
// First argument: {adapter, mode, limitMs, fillMs, warmMs}; stdin: the flow's bytes; last line of stdout: the result.
import { arrayBuffer } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { drive, driveTimed } from './drive.mjs';
import { bookHash, TradeTally } from './fingerprint.mjs';
import { fillingOf, flowFrom } from './flow.mjs';
import { allocation } from './measure-allocation.mjs';
import { memory } from './measure-memory.mjs';
import { latency, throughput } from './measure-time.mjs';

const MEASUREMENTS = { throughput, latency, memory, allocation };
const WARM_OPERATIONS = 300_000;

/** One engine on one flow: builds the starting book, and says at the end what was reached and what came out. */
class Subject {
  constructor(adapter, flow, shared) {
    Object.assign(this, { adapter, flow, shared });
  }

  /** A fresh engine with an empty book. */
  async open() {
    this.tally = new TradeTally();
    const { tally } = this;
    const onTrade = (makerId, takerId, price, qty) => tally.add(makerId, takerId, price, qty);
    this.engine = await this.adapter.create({ flow: this.flow, shared: this.shared, onTrade });
    return this.engine;
  }

  /** Builds the starting book. */
  fill(engine, fillMs) {
    return drive(engine, this.flow, 0, this.flow.prefill, fillMs);
  }

  /**
   * Lets the compiler see every path, on engines that are thrown away.
   * @param isTimed by the loop that times every operation
   */
  async warmUp(warmMs, isTimed) {
    const { flow } = this;
    const end = Math.min(flow.n, flow.prefill + WARM_OPERATIONS);
    const tookMs = new Float64Array(isTimed ? end : 0);
    let leftMs = warmMs;
    for (let done = 0; done < WARM_OPERATIONS && leftMs > 0; ) {
      const engine = await this.open();
      const { reached, ms } = isTimed
        ? driveTimed(engine, flow, 0, end, leftMs, tookMs)
        : drive(engine, flow, 0, end, leftMs);
      done += reached;
      leftMs -= ms;
    }
    this.engine = undefined;
    globalThis.gc();
  }

  /** What the engine did with the first `reached` operations; checked against the reference. */
  answer(reached) {
    return { reached, result: { ...this.tally.result(), bookHash: bookHash(this.engine.book()) } };
  }
}

const job = JSON.parse(process.argv[2]);
const adapter = await import(pathToFileURL(job.adapter).href);
const whole = flowFrom(await arrayBuffer(process.stdin));
const flow = job.mode === 'memory' ? fillingOf(whole) : whole;
const shared = adapter.prepare ? await adapter.prepare(flow) : undefined;
const subject = new Subject(adapter, flow, shared);
if (job.mode !== 'memory') await subject.warmUp(job.warmMs, job.mode === 'latency');
const measured = await MEASUREMENTS[job.mode](subject, job);
process.stdout.write(`${JSON.stringify({ version: adapter.version, ...measured })}\n`);
