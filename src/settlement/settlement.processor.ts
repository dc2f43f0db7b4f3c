import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Job } from 'bullmq';
import { SETTLEMENT_QUEUE, type SettlementJob } from './settlement-job';
import { SettlementRun } from './settlement-run.service';
import { WakeUpService } from './wake-up.service';

/** Sessions that one process settles at the same time. */
const CONCURRENCY = 4;

@Injectable()
@Processor(SETTLEMENT_QUEUE, { concurrency: CONCURRENCY })
export class SettlementProcessor extends WorkerHost {
  constructor(
    private readonly settlementRun: SettlementRun,
    private readonly wakeUps: WakeUpService,
  ) {
    super();
  }

  async process(job: Job<SettlementJob>): Promise<void> {
    const { sessionId } = job.data;
    if (await this.settlementRun.run(sessionId)) this.wakeUps.wake(sessionId);
  }
}
