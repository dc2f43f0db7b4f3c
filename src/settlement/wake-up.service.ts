import { InjectQueue } from '@nestjs/bullmq';
import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { OrderMatching, type VenueEvent, VenueEvents } from '../order-matching';
import { Clock, StopSequence } from '../platform';
import { CursorRepository } from './persistence/cursor.repository';
import { InstructionRepository } from './persistence/instruction.repository';
import type { SettledVenue } from './settled-venue';
import { SETTLEMENT_SETTINGS, type SettlementSettings } from './settlement.settings';
import { SETTLEMENT_QUEUE, type SettlementJob } from './settlement-job';

/**
 * Adds the jobs. A trade wakes the worker at once; the sweep finds whatever a lost job, a killed worker or a passed
 * backoff has left. A job is only a pointer ("settle session S"): lost or doubled, it does no harm.
 */
@Injectable()
export class WakeUpService implements OnApplicationBootstrap {
  private readonly logger = new Logger('settlement');
  private readonly pending = new Map<string, NodeJS.Timeout>();
  private readonly followed = new Set<string>();
  private sweeping: Promise<void> | null = null;

  constructor(
    @InjectQueue(SETTLEMENT_QUEUE) private readonly queue: Queue<SettlementJob>,
    private readonly events: VenueEvents,
    @Inject(OrderMatching) private readonly venue: SettledVenue,
    private readonly cursors: CursorRepository,
    private readonly instructions: InstructionRepository,
    private readonly clock: Clock,
    private readonly stopSequence: StopSequence,
    @Inject(SETTLEMENT_SETTINGS) private readonly settings: SettlementSettings,
  ) {}

  onApplicationBootstrap(): void {
    const unsubscribe = this.events.subscribe((events) => this.hear(events));
    const timer = setInterval(() => this.startSweep(), this.settings.sweepEveryMs);
    timer.unref();
    this.startSweep();
    this.stopSequence.register('workers', 'settlement wake-ups', async () => {
      unsubscribe();
      clearInterval(timer);
      for (const delayed of this.pending.values()) clearTimeout(delayed);
      this.pending.clear();
      await this.sweeping;
    });
  }

  /** Adds a job for the session in a moment; calls until then share it. */
  wake(sessionId: string): void {
    if (this.pending.has(sessionId) || this.stopSequence.stopping) return;
    const timer = setTimeout(() => {
      this.pending.delete(sessionId);
      // without attempts of its own: the sweep is the retry
      this.queue
        .add('settle', { sessionId }, { removeOnComplete: true, removeOnFail: true })
        .catch((error: Error) =>
          this.logger.warn(`a wake-up for ${sessionId} was lost, the sweep will see to it: ${error.message}`),
        );
    }, this.settings.wakeUpDelayMs);
    timer.unref();
    this.pending.set(sessionId, timer);
  }

  private hear(events: readonly VenueEvent[]): void {
    for (const event of events) {
      if (!this.followed.has(event.sessionId)) this.follow(event.sessionId);
      if (event.type === 'trade') this.wake(event.sessionId);
    }
  }

  /** The first sign of a session's life: from here on its trades are found even if every job is lost. */
  private follow(sessionId: string): void {
    this.followed.add(sessionId);
    this.cursors.follow(sessionId).catch((error: Error) => {
      this.followed.delete(sessionId);
      this.logger.warn(`session ${sessionId} is not followed yet: ${error.message}`);
    });
  }

  private startSweep(): void {
    this.sweeping ??= this.sweep()
      .catch((error: Error) => this.logger.warn(`the sweep failed and will come again: ${error.message}`))
      .finally(() => {
        this.sweeping = null;
      });
  }

  private async sweep(): Promise<void> {
    const limit = this.settings.sessionsPerSweep;
    const woken = new Set(await this.instructions.sessionsWithWork(this.clock.now(), limit));
    for (const sessionId of woken) this.wake(sessionId);
    for (const { sessionId, lastTradeSequence } of await this.cursors.followed(limit)) {
      if (woken.has(sessionId)) continue;
      const waiting = await this.venue.tradesAfter(sessionId, lastTradeSequence, 1).catch((error: Error) => {
        this.logger.debug(`session ${sessionId}: the venue shows no trades: ${error.message}`);
        return [];
      });
      if (waiting.length > 0) this.wake(sessionId);
    }
  }
}
