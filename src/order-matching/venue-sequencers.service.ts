import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, StopSequence } from '../platform';
import type { CommandOutcome, VenueCommandBody, VenueCore } from './core';
import { writeSnapshot } from './persistence/venue-journal';
import { findAnsweredOrders, venueExists } from './persistence/venue-reader';
import { writeVenue } from './persistence/venue-writer';
import type { VenueBatch } from './venue-batch';
import { VenueEventsService } from './venue-events.service';
import { venueEventOf } from './venue-messages';
import { VenueRecovery } from './venue-recovery';
import { refusalOf, unknownInstrument, unknownVenue } from './venue-refusals';
import { snapshotOf } from './venue-replay';
import { VenueSequencer } from './venue-sequencer';

/** The venues that this process has taken up, each with its one writer. */
@Injectable()
export class VenueSequencers {
  readonly #sequencers = new Map<string, VenueSequencer>();

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly recovery: VenueRecovery,
    private readonly events: VenueEventsService,
    stopSequence: StopSequence,
  ) {
    stopSequence.register('sequencers', 'order matching', async () => {
      await Promise.all([...this.#sequencers.values()].map((sequencer) => sequencer.stop()));
    });
  }

  /** A venue that this process has not touched yet is taken up from the record. @throws DomainError `venue.unknown` */
  async of(sessionId: string): Promise<VenueSequencer> {
    const running = this.#sequencers.get(sessionId);
    if (running) return running;
    if (!(await venueExists(this.database, sessionId))) throw unknownVenue(sessionId);
    const startedMeanwhile = this.#sequencers.get(sessionId);
    if (startedMeanwhile) return startedMeanwhile;
    const sequencer = new VenueSequencer(sessionId, {
      now: () => this.clock.now(),
      load: () => this.recovery.load(sessionId),
      findAnswered: (keys) => findAnsweredOrders(this.database, sessionId, keys),
      write: (writes) => writeVenue(this.database, sessionId, writes),
      publish: (batch) => this.#publish(sessionId, batch),
      keep: (core, journalHash) =>
        writeSnapshot(this.database, sessionId, snapshotOf(core, journalHash), this.clock.now()),
    });
    this.#sequencers.set(sessionId, sequencer);
    return sequencer;
  }

  /** @throws DomainError with the refusal's code */
  async command(sessionId: string, body: VenueCommandBody): Promise<CommandOutcome> {
    const sequencer = await this.of(sessionId);
    const outcome = await sequencer.command(body);
    const { refusal } = outcome;
    if (refusal)
      throw refusalOf(refusal, refusal.code === 'venue.unknown-instrument' ? 'not-found' : 'refused');
    return outcome;
  }

  async read<T>(sessionId: string, look: (core: VenueCore) => T): Promise<T> {
    const sequencer = await this.of(sessionId);
    return sequencer.read(look);
  }

  /** @throws DomainError `venue.unknown-instrument` */
  async readMarket<T>(sessionId: string, instrumentCode: string, look: (core: VenueCore) => T): Promise<T> {
    return this.read(sessionId, (core) => {
      if (!core.has(instrumentCode)) throw unknownInstrument(instrumentCode);
      return look(core);
    });
  }

  #publish(sessionId: string, batch: VenueBatch): void {
    this.events.publish(batch.events.flatMap((event) => venueEventOf(sessionId, event, batch.at) ?? []));
  }
}
