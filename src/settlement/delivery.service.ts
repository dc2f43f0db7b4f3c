import { Inject, Injectable, Logger } from '@nestjs/common';
import { DomainError } from '../kernel';
import { Ledger, type PostingOutcome } from '../ledger';
import { Clock } from '../platform';
import { retryDelayMs } from './core';
import { UNEXPECTED_FAILURE } from './failures';
import { type Attempt, isolateFaults } from './isolate-faults';
import { type FailedAttempt, InstructionRepository } from './persistence/instruction.repository';
import type { StoredInstruction } from './persistence/instruction-rows';
import { RandomSource } from './random-source';
import { SETTLEMENT_SETTINGS, type SettlementSettings } from './settlement.settings';
import { tradePostingSet } from './trade-posting';

type Delivery = Attempt<StoredInstruction, PostingOutcome>;
type Failure = { readonly code: string; readonly detail: string };

function failureOf(delivery: Delivery): Failure | null {
  if ('error' in delivery) {
    const { error } = delivery;
    return {
      code: error instanceof DomainError ? error.code : UNEXPECTED_FAILURE,
      detail: error.message,
    };
  }
  const { result } = delivery;
  return result.status === 'refused' ? { code: result.code, detail: result.detail } : null;
}

/** Claims due instructions, posts both legs of each in the ledger, and writes down how it went. */
@Injectable()
export class DeliveryService {
  private readonly logger = new Logger('settlement');

  constructor(
    private readonly ledger: Ledger,
    private readonly instructions: InstructionRepository,
    private readonly clock: Clock,
    private readonly random: RandomSource,
    @Inject(SETTLEMENT_SETTINGS) private readonly settings: SettlementSettings,
  ) {}

  /**
   * One batch. Dying between any two lines is harmless: an unfinished claim is due again when its lease ends, and the
   * ledger posts a reference once.
   * @returns how many instructions it took up, 0 when nothing is due
   */
  async deliverDue(sessionId: string): Promise<number> {
    const now = this.clock.now();
    const claimed = await this.instructions.claimDue({
      sessionId,
      now,
      leaseUntil: new Date(now.getTime() + this.settings.leaseMs),
      limit: this.settings.batchSize,
    });
    if (claimed.length === 0) return 0;
    const deliveries = await isolateFaults(claimed, (batch) =>
      this.ledger.post(sessionId, batch.map(tradePostingSet)),
    );
    await this.record(sessionId, deliveries);
    return claimed.length;
  }

  private async record(sessionId: string, deliveries: readonly Delivery[]): Promise<void> {
    const now = this.clock.now();
    const settled: number[] = [];
    const failed: FailedAttempt[] = [];
    for (const delivery of deliveries) {
      const { instructionNumber, attempts, tradeId } = delivery.item;
      const failure = failureOf(delivery);
      if (failure === null) {
        settled.push(instructionNumber);
        continue;
      }
      const delayMs = retryDelayMs(attempts, this.random.next(), this.settings);
      failed.push({
        instructionNumber,
        attempts,
        ...failure,
        dueAt: new Date(now.getTime() + delayMs),
      });
      this.logger.warn(
        `session ${sessionId}, trade ${tradeId}: attempt ${attempts} failed with ${failure.code} (${failure.detail}), again in ${delayMs} ms`,
      );
    }
    await this.instructions.markSettled(sessionId, settled, now);
    await this.instructions.markFailed(sessionId, failed);
  }
}
