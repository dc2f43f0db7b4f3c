import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DomainError } from '../kernel';
import { Ledger } from '../ledger';
import type { VenueCommandBody } from './core';
import { tradeReference } from './venue-messages';
import { missedCommands } from './venue-reconciliation';
import { type ReplayedVenue, replayVenue } from './venue-replay';

/** A venue taken up again. */
export interface RecoveredVenue extends ReplayedVenue {
  /** commands that the venue has not seen although the ledger has acted on them: they come first */
  readonly missed: readonly VenueCommandBody[];
}

/**
 * Takes a venue up again: its journal says what it was, orders and all. The ledger may be one step ahead, when the
 * process was killed between a posting and the command that follows from it; it is the authority on balances, so that
 * the command is made up for.
 */
@Injectable()
export class VenueRecovery {
  constructor(
    private readonly database: DataSource,
    private readonly ledger: Ledger,
  ) {}

  /** @throws DomainError `venue.unknown`, `venue.journal-damaged` */
  async load(sessionId: string): Promise<RecoveredVenue> {
    const logger = new Logger(`venue ${sessionId}`);
    const replayed = await replayVenue(this.database, sessionId).catch((error: unknown) => {
      // whoever asked is told, too; but it is the operator who has to act
      if (error instanceof DomainError && error.code === 'venue.journal-damaged') logger.error(error.message);
      throw error;
    });
    for (const sequence of replayed.damagedSnapshots)
      logger.warn(`the snapshot after command ${sequence} is damaged and was passed over`);
    const references = replayed.core.unsettledTrades().map(tradeReference);
    const ledger = await this.ledger.tradingSnapshot(sessionId, references);
    return { ...replayed, missed: missedCommands(replayed.core, ledger) };
  }
}
