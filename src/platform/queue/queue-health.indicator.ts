import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { QueueWorkers } from './queue-workers';

const QUEUE_MILLISECONDS = 1_500;

/** Asks each queue for a count: that goes all the way to where its jobs are kept. */
@Injectable()
export class QueueHealthIndicator {
  constructor(
    private readonly workers: QueueWorkers,
    private readonly indicator: HealthIndicatorService,
  ) {}

  async check(name: string): Promise<HealthIndicatorResult> {
    const check = this.indicator.check(name);
    const patience = new AbortController();
    const late = pause(QUEUE_MILLISECONDS, 'late' as const, { signal: patience.signal });
    late.catch(() => undefined);
    try {
      const asked = Promise.all(this.workers.queues().map((queue) => queue.getJobCounts('waiting')));
      const answer = await Promise.race([asked, late]);
      return answer === 'late' ? check.down({ message: 'no answer in time' }) : check.up();
    } catch (error) {
      return check.down({ message: error instanceof Error ? error.message : String(error) });
    } finally {
      patience.abort();
    }
  }
}
