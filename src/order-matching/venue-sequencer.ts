import { Logger } from '@nestjs/common';
import { DomainError } from '../kernel';
import type { CommandOutcome, ExecutionReport, OrderCommand, VenueCommandBody, VenueCore } from './core';
import { keyConflict, requestOf } from './order-repetition';
import type { AnsweredOrder, ClientOrderKey } from './persistence/venue-reader';
import type { VenueWrites } from './persistence/venue-writes';
import { VenueBatch } from './venue-batch';
import { venueBusy, venueStopping, venueUnavailable } from './venue-refusals';

/** Commands that wait for one venue; the next one is refused with `venue.busy`. */
export const MAXIMUM_WAITING = 10_000;
/** Commands that are recorded in one transaction. */
const MAXIMUM_BATCH = 500;
/** A snapshot is taken when so many commands have come since the last one. */
export const SNAPSHOT_INTERVAL = 5_000;

/** What the sequencer needs from outside; tests put faults in here. */
export interface SequencerPorts {
  now(): Date;
  /** The venue as its journal tells it, and the commands that it has missed. */
  load(): Promise<{
    readonly core: VenueCore;
    readonly journalHash: string;
    readonly missed: readonly VenueCommandBody[];
  }>;
  findAnswered(keys: readonly ClientOrderKey[]): Promise<readonly AnsweredOrder[]>;
  write(writes: VenueWrites): Promise<void>;
  publish(batch: VenueBatch): void;
  /** Keeps the state as it is at this moment, from which the next `load` may begin. */
  keep(core: VenueCore, journalHash: string): Promise<void>;
}

/** The venue while somebody has it alone: nothing else is applied, recorded or read meanwhile. */
export interface VenueTurn {
  readonly core: VenueCore;
  apply(body: VenueCommandBody): CommandOutcome;
}

interface Job {
  /** null: a job that needs the venue alone */
  readonly command: VenueCommandBody | null;
  /** Applies the job; the answer it returns is given once the batch is recorded. */
  run(batch: VenueBatch, core: VenueCore, answered: Map<string, AnsweredOrder>): Promise<() => void>;
  fail(error: unknown): void;
}

const keyOf = ({ participantCode, clientOrderId }: ClientOrderKey): string =>
  JSON.stringify([participantCode, clientOrderId]);

/**
 * The single writer of one venue. Waiting commands are applied together and recorded in one transaction; only then
 * are they answered, published and readable. When recording fails the state in memory is thrown away and read again
 * from the database at the next request: memory never runs ahead of the record.
 */
export class VenueSequencer {
  readonly #logger: Logger;
  #core: VenueCore | null = null;
  #journalHash = '';
  /** command after which the last snapshot was taken, or the venue was taken up */
  #keptSequence = 0;
  #keeping: Promise<void> = Promise.resolve();
  #waiting: Job[] = [];
  #reads: Job[] = [];
  #running: Promise<void> | null = null;
  #stopping = false;

  constructor(
    sessionId: string,
    private readonly ports: SequencerPorts,
  ) {
    this.#logger = new Logger(`venue ${sessionId}`);
  }

  /**
   * I16: a repeated order gets the answer of the first time.
   * @param refusal asked right before the order is applied: what is refused here is not recorded as an order
   * @throws DomainError `order.client-order-id-reused`
   */
  place(
    command: OrderCommand,
    refusal: (core: VenueCore) => DomainError | null = () => null,
  ): Promise<ExecutionReport> {
    return this.#enqueue(this.#waiting, command, async (batch, core, answered) => {
      const key = keyOf(command);
      const known = answered.get(key);
      if (known) {
        const conflict = keyConflict(command, known);
        if (conflict) throw conflict;
        return known.acknowledged;
      }
      const refused = refusal(core);
      if (refused) throw refused;
      const acknowledged = batch.place(command);
      answered.set(key, { request: requestOf(command), acknowledged });
      return acknowledged;
    });
  }

  command(body: VenueCommandBody): Promise<CommandOutcome> {
    return this.#enqueue(this.#waiting, body, async (batch) => batch.apply(body));
  }

  /** Runs something that has to wait for others while the venue stands still. A DomainError it throws is its answer. */
  turn<T>(run: (turn: VenueTurn) => Promise<T>): Promise<T> {
    return this.#enqueue(this.#waiting, null, (batch, core) =>
      run({ core, apply: (body) => batch.apply(body) }),
    );
  }

  /** Reads what is recorded: at once when the venue is idle, otherwise after the present batch. */
  async read<T>(look: (core: VenueCore) => T): Promise<T> {
    if (this.#core && !this.#running) return look(this.#core);
    return this.#enqueue(this.#reads, null, async (_, core) => look(core));
  }

  /**
   * Looks at the venue in the middle of a batch, too: for facts that judge a command which is about to wait behind
   * that batch anyway. Never for what is shown to anybody.
   */
  async glance<T>(look: (core: VenueCore) => T): Promise<T> {
    return this.#core ? look(this.#core) : this.read(look);
  }

  /** Takes no more, finishes what waits. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#running;
    await this.#keeping;
    if (this.#core && this.#core.commandSequence > this.#keptSequence) await this.#keep(this.#core);
  }

  #enqueue<T>(
    queue: Job[],
    command: VenueCommandBody | null,
    run: (batch: VenueBatch, core: VenueCore, answered: Map<string, AnsweredOrder>) => Promise<T>,
  ): Promise<T> {
    if (this.#stopping) return Promise.reject(venueStopping());
    if (queue.length >= MAXIMUM_WAITING) return Promise.reject(venueBusy());
    const answer = new Promise<T>((resolve, reject) => {
      queue.push({
        command,
        fail: reject,
        run: async (batch, core, answered) => {
          try {
            const value = await run(batch, core, answered);
            return () => resolve(value);
          } catch (error) {
            // a refusal is an answer like any other and waits for the record, too
            if (error instanceof DomainError) return () => reject(error);
            throw error;
          }
        },
      });
    });
    this.#running ??= this.#runAll();
    return answer;
  }

  async #runAll(): Promise<void> {
    // let the callers of this turn of the event loop come along in the first batch
    await Promise.resolve();
    while (this.#waiting.length > 0 || this.#reads.length > 0) {
      const reads = this.#reads;
      this.#reads = [];
      await this.#runBatch(reads);
      if (this.#waiting.length > 0) await this.#runBatch(this.#nextJobs());
    }
    this.#running = null;
  }

  /** The longest run of commands at the head of the queue, or one job that needs the venue alone. */
  #nextJobs(): Job[] {
    const alone = this.#waiting.findIndex(({ command }) => command === null);
    const count = alone === 0 ? 1 : alone < 0 ? this.#waiting.length : alone;
    return this.#waiting.splice(0, Math.min(count, MAXIMUM_BATCH));
  }

  async #runBatch(jobs: readonly Job[]): Promise<void> {
    if (jobs.length === 0) return;
    try {
      const core = await this.#loaded();
      const answered = await this.#findAnswered(jobs);
      const batch = new VenueBatch(core, this.ports.now(), this.#journalHash);
      const answers: (() => void)[] = [];
      for (const job of jobs) answers.push(await job.run(batch, core, answered));
      await this.#record(batch);
      for (const answer of answers) answer();
      if (core.commandSequence - this.#keptSequence >= SNAPSHOT_INTERVAL) this.#keeping = this.#keep(core);
    } catch (error) {
      this.#core = null;
      if (!(error instanceof DomainError)) this.#logger.error(error, 'a batch was not recorded');
      for (const job of jobs) job.fail(error instanceof DomainError ? error : venueUnavailable());
    }
  }

  async #loaded(): Promise<VenueCore> {
    if (this.#core) return this.#core;
    const { core, journalHash, missed } = await this.ports.load();
    this.#journalHash = journalHash;
    this.#keptSequence = core.commandSequence;
    const batch = new VenueBatch(core, this.ports.now(), journalHash);
    for (const body of missed) batch.apply(body);
    await this.#record(batch);
    this.#core = core;
    return core;
  }

  /** The venue goes on meanwhile; without the snapshot the next start only takes longer. */
  async #keep(core: VenueCore): Promise<void> {
    this.#keptSequence = core.commandSequence;
    try {
      await this.ports.keep(core, this.#journalHash);
    } catch (error) {
      this.#logger.warn(error, 'a snapshot was not recorded');
    }
  }

  async #record(batch: VenueBatch): Promise<void> {
    if (batch.isEmpty) return;
    await this.ports.write(batch.writes());
    this.#journalHash = batch.journalHash;
    this.ports.publish(batch);
  }

  async #findAnswered(jobs: readonly Job[]): Promise<Map<string, AnsweredOrder>> {
    const keys = jobs.flatMap(({ command }) => (command && 'clientOrderId' in command ? [command] : []));
    if (keys.length === 0) return new Map();
    const answered = await this.ports.findAnswered(keys);
    return new Map(answered.map((one) => [keyOf(one.acknowledged), one]));
  }
}
