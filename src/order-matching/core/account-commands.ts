import { assert } from '../../kernel';
import { AVAILABLE, CASH } from './engine/account-table';
import type { MatchingEngine } from './engine/matching-engine';
import { MAX_COUNT } from './limits';
import { centsText, quantityText } from './measure-text';
import { type Reason, reasonOf } from './reasons';
import type { VenueNames } from './venue-names';

/** Key under which cash is counted beside the instruments. */
export const CASH_KEY = '';

export interface Transfer {
  readonly participantCode: string;
  /** null: cash */
  readonly instrumentCode: string | null;
  readonly amount: number;
}

/** What comes into trading accounts and leaves them: transfers, deliveries, and limits of holdings. */
export class AccountCommands {
  /** what came in minus what went out, per asset: what all accounts must add up to */
  readonly netCredits = new Map<string, number>();

  constructor(
    private readonly engine: MatchingEngine,
    private readonly names: VenueNames,
  ) {}

  transfer(direction: 'credit' | 'debit', transfer: Transfer): Reason | null {
    const { tables } = this.engine;
    const { instrumentCode, amount } = transfer;
    if (!(Number.isSafeInteger(amount) && amount > 0)) return reasonOf('transfer.amount-not-positive');
    if (instrumentCode !== null && !this.names.instruments.has(instrumentCode))
      return reasonOf('transfer.unknown-asset', { asset: instrumentCode });
    const { accounts } = tables;
    const market = instrumentCode === null ? CASH : this.names.instrument(instrumentCode).market.handle;
    // what is refused opens no account and no position
    const known = accounts.rowOf(this.names.accountOf(transfer.participantCode), market);
    const available = accounts.cell(known, AVAILABLE);
    if (direction === 'debit' && available < amount) return this.#notFree(available, instrumentCode);
    const asset = instrumentCode ?? CASH_KEY;
    const net = this.netCredits.get(asset) ?? 0;
    // no balance is larger than what came in, so that this bounds them all
    if (direction === 'credit' && amount > MAX_COUNT - net) return this.#notCountable(net, transfer);
    const account = this.names.openAccount(transfer.participantCode);
    if (account === 0) return reasonOf('venue.too-many-participants', { limit: tables.limits.participants });
    const row = accounts.row(account, market);
    const signed = direction === 'credit' ? amount : -amount;
    assert(net + signed >= 0, 'conservation: what leaves a venue came in');
    this.netCredits.set(asset, net + signed);
    accounts.setCell(row, AVAILABLE, available + signed);
    tables.touchAccount(account);
    if (instrumentCode !== null) this.#watchHolder(market, row, signed);
    return null;
  }

  /** Large holders are reported when they pass the threshold, by a transfer as by a trade. */
  #watchHolder(market: number, row: number, change: number): void {
    const { tables } = this.engine;
    const { largeHolderLots } = tables.market(market).settings;
    const lots = tables.accounts.positionLots(row);
    const isAbove = lots >= largeHolderLots;
    if (isAbove === lots - change >= largeHolderLots) return;
    tables.eventSequence += 1;
    const account = tables.accounts.accountOfRow(row);
    tables.sink.largeHolder(tables.eventSequence, account, market, lots, isAbove);
  }

  confirmSettlement(tradeSequences: readonly number[]): void {
    for (const tradeSequence of tradeSequences) this.engine.confirmSettlement(tradeSequence);
  }

  setHoldingLimit(participantCode: string, instrumentCode: string, limitLots: number | null): Reason | null {
    const { accounts, limits } = this.engine.tables;
    const listed = this.names.instruments.get(instrumentCode);
    if (!listed) return reasonOf('venue.unknown-instrument', { instrument: instrumentCode });
    if (limitLots !== null && !(Number.isSafeInteger(limitLots) && limitLots > 0))
      return reasonOf('venue.bad-limit');
    const account = this.names.openAccount(participantCode);
    if (account === 0) return reasonOf('venue.too-many-participants', { limit: limits.participants });
    // first the row: making one may replace the columns
    const row = accounts.row(account, listed.market.handle);
    accounts.holdingLimitLots[row] = limitLots ?? 0;
    accounts.hasOwnLimits = true;
    return null;
  }

  #notCountable(net: number, { instrumentCode, amount }: Transfer): Reason {
    const { asset, textOf } = this.#wordsFor(instrumentCode);
    return reasonOf('transfer.too-large', {
      asset,
      amount: textOf(amount),
      room: textOf(MAX_COUNT - net),
    });
  }

  #wordsFor(instrumentCode: string | null) {
    if (instrumentCode === null)
      return {
        asset: { en: 'cash', zh: '资金' },
        textOf: (cents: number) => ({ en: `${centsText(cents)} CNY`, zh: `${centsText(cents)} 元` }),
      };
    const { measures } = this.names.instrument(instrumentCode).terms;
    return { asset: instrumentCode, textOf: (lots: number) => quantityText(lots, measures) };
  }

  #notFree(available: number, instrumentCode: string | null): Reason {
    if (instrumentCode === null)
      return reasonOf('transfer.insufficient-cash', { available: centsText(available) });
    const { measures } = this.names.instrument(instrumentCode).terms;
    return reasonOf('transfer.insufficient-rights', {
      available: quantityText(available, measures),
      instrument: instrumentCode,
    });
  }
}
