import { Inject, Injectable, Logger } from '@nestjs/common';
import { OrderMatching } from '../order-matching';
import { Clock } from '../platform';
import { isolateFaults } from './isolate-faults';
import { InstructionRepository } from './persistence/instruction.repository';
import type { SettledVenue } from './settled-venue';
import { SETTLEMENT_SETTINGS, type SettlementSettings } from './settlement.settings';

/** Tells the venue which trades are delivered, so that it moves them out of the unsettled amounts. */
@Injectable()
export class ConfirmationService {
  private readonly logger = new Logger('settlement');

  constructor(
    @Inject(OrderMatching) private readonly venue: SettledVenue,
    private readonly instructions: InstructionRepository,
    private readonly clock: Clock,
    @Inject(SETTLEMENT_SETTINGS) private readonly settings: SettlementSettings,
  ) {}

  /** One batch; telling it twice is harmless. @returns how many the venue took */
  async confirmNext(sessionId: string): Promise<number> {
    const tradeIds = await this.instructions.unconfirmed(sessionId, this.settings.batchSize);
    if (tradeIds.length === 0) return 0;
    const attempts = await isolateFaults(tradeIds, async (batch) => {
      await this.venue.confirmSettlement(sessionId, batch);
      return batch.map(() => true);
    });
    const confirmed = attempts.filter((attempt) => 'result' in attempt).map(({ item }) => item);
    for (const attempt of attempts)
      if ('error' in attempt)
        this.logger.warn(
          `session ${sessionId}, trade ${attempt.item}: the venue did not take the confirmation: ${attempt.error.message}`,
        );
    await this.instructions.markConfirmed(sessionId, confirmed, this.clock.now());
    return confirmed.length;
  }
}
