import { Inject, Injectable, Logger } from '@nestjs/common';
import { OrderMatching } from '../order-matching';
import { Clock } from '../platform';
import { nextTrades } from './core';
import { CursorRepository } from './persistence/cursor.repository';
import type { SettledVenue } from './settled-venue';
import { SETTLEMENT_SETTINGS, type SettlementSettings } from './settlement.settings';

/** Turns the venue's trades into instructions: each once, in the order of execution. */
@Injectable()
export class IntakeService {
  private readonly logger = new Logger('settlement');

  constructor(
    @Inject(OrderMatching) private readonly venue: SettledVenue,
    private readonly cursors: CursorRepository,
    private readonly clock: Clock,
    @Inject(SETTLEMENT_SETTINGS) private readonly settings: SettlementSettings,
  ) {}

  /** Takes the next batch. @returns how many trades it found, 0 when the record has no more */
  async instructNext(sessionId: string): Promise<number> {
    const last = await this.cursors.lastTradeSequence(sessionId);
    const found = await this.venue.tradesAfter(sessionId, last, this.settings.batchSize);
    const trades = nextTrades(last, found);
    if (trades.length < found.length)
      this.logger.error(
        `session ${sessionId}: trade ${last + trades.length + 1} is missing in the venue's record; settlement waits for it`,
      );
    // false: another worker took these trades in the meantime, which is as good
    await this.cursors.instruct(sessionId, last, trades, this.clock.now());
    return trades.length;
  }
}
