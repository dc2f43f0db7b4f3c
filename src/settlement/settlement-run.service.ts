import { Inject, Injectable, Logger } from '@nestjs/common';
import { StopSequence } from '../platform';
import { ConfirmationService } from './confirmation.service';
import { DeliveryService } from './delivery.service';
import { IntakeService } from './intake.service';
import { CursorRepository } from './persistence/cursor.repository';
import { SETTLEMENT_SETTINGS, type SettlementSettings } from './settlement.settings';

/** What a wake-up does: everything there is to do for a session, whoever has done part of it before. */
@Injectable()
export class SettlementRun {
  private readonly logger = new Logger('settlement');

  constructor(
    private readonly cursors: CursorRepository,
    private readonly intake: IntakeService,
    private readonly delivery: DeliveryService,
    private readonly confirmation: ConfirmationService,
    private readonly stopSequence: StopSequence,
    @Inject(SETTLEMENT_SETTINGS) private readonly settings: SettlementSettings,
  ) {}

  /**
   * Instructs, delivers and confirms in batches until nothing is left or the rounds of one job are used up.
   * @returns whether something may be left
   */
  async run(sessionId: string): Promise<boolean> {
    await this.cursors.follow(sessionId);
    for (let round = 0; round < this.settings.roundsPerJob; round += 1) {
      if (this.stopSequence.stopping) return true;
      const instructed = await this.step('intake', () => this.intake.instructNext(sessionId));
      const delivered = await this.step('delivery', () => this.delivery.deliverDue(sessionId));
      const confirmed = await this.step('confirmation', () => this.confirmation.confirmNext(sessionId));
      if (instructed + delivered + confirmed === 0) return false;
    }
    return true;
  }

  /** A step that fails holds up neither the others nor the next wake-up: the sweep comes back to it. */
  private async step(name: string, work: () => Promise<number>): Promise<number> {
    try {
      return await work();
    } catch (error) {
      this.logger.error(error, `${name} failed; the sweep will come back to it`);
      return 0;
    }
  }
}
