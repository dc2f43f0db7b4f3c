import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CASH, Ledger } from '../ledger';
import { restoreVenue, type VenueCore } from './core';
import { InstrumentCatalogue } from './instrument-catalogue';
import { readVenue, type StoredVenue } from './persistence/venue-reader';
import type { VenueBatch } from './venue-batch';
import { tradeReference } from './venue-messages';
import { unknownVenue } from './venue-refusals';

const TRADING_SUFFIX = ':trading';

/** Takes a venue up again: trades from its own record, balances from the ledger, and nobody's memory. */
@Injectable()
export class VenueRecovery {
  constructor(
    private readonly database: DataSource,
    private readonly ledger: Ledger,
    private readonly catalogue: InstrumentCatalogue,
  ) {}

  /** @throws DomainError `venue.unknown` */
  async load(
    sessionId: string,
  ): Promise<{ readonly core: VenueCore; readonly begin: (batch: VenueBatch) => void }> {
    const stored = await readVenue(this.database, sessionId);
    if (!stored) throw unknownVenue(sessionId);
    const { balances, postedReferences } = await this.ledger.tradingSnapshot(
      sessionId,
      stored.unconfirmedTrades.map(({ tradeSequence }) => tradeReference(tradeSequence)),
    );
    const posted = new Set(postedReferences);
    const isPosted = (tradeSequence: number) => posted.has(tradeReference(tradeSequence));
    const core = restoreVenue({
      ...stored,
      instruments: await this.#instruments(sessionId, stored),
      balances: balances
        .filter(({ account, amount }) => account.endsWith(TRADING_SUFFIX) && amount !== 0)
        .map(({ account, asset, amount }) => ({
          participantCode: account.slice(0, -TRADING_SUFFIX.length),
          instrumentCode: asset === CASH ? null : asset,
          amount,
        })),
      unsettled: stored.unconfirmedTrades.filter(({ tradeSequence }) => !isPosted(tradeSequence)),
    });
    return {
      core,
      begin: (batch) => {
        batch.markDelivered(
          stored.unconfirmedTrades.map(({ tradeSequence }) => tradeSequence).filter(isPosted),
        );
        if (stored.openOrders.length > 0)
          batch.apply({ type: 'void-lost-orders', orders: stored.openOrders });
      },
    };
  }

  /** What an instrument is does not change: its measures come from the register, all else from the record. */
  #instruments(sessionId: string, stored: StoredVenue) {
    return Promise.all(
      stored.instruments.map(async ({ terms, ...standing }) => ({
        terms: { ...terms, measures: await this.catalogue.instrument(sessionId, terms.instrumentCode) },
        ...standing,
      })),
    );
  }
}
