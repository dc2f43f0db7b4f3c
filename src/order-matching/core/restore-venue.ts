import { assert } from '../../kernel';
import type { VenueTrade } from './events';
import { Holding } from './holding';
import type { InstrumentTerms, VenuePhase } from './order-terms';
import { VenueCore, type VenueCoreOptions } from './venue-core';
import { CASH_KEY, VenueState } from './venue-state';

/** What a venue can be taken up from: the record of trades and the settled balances; the book is not part of it. */
export interface VenueRecord {
  readonly commandSequence: number;
  readonly eventSequence: number;
  readonly tradeSequence: number;
  readonly phase: VenuePhase;
  readonly date: string;
  readonly instruments: readonly {
    /** with the present reference price */
    readonly terms: InstrumentTerms;
    readonly lastPriceTicks: number | null;
    readonly dayTurnoverTickLots: bigint;
    readonly dayVolumeLots: bigint;
  }[];
  /** trading accounts as the ledger shows them; instrument null: cash */
  readonly balances: readonly {
    readonly participantCode: string;
    readonly instrumentCode: string | null;
    readonly amount: number;
  }[];
  /** ever traded, per participant and instrument */
  readonly traded: readonly {
    readonly participantCode: string;
    readonly instrumentCode: string;
    readonly boughtLots: number;
    readonly soldLots: number;
  }[];
  /** trades that those balances do not contain yet */
  readonly unsettled: readonly VenueTrade[];
}

export function restoreVenue(record: VenueRecord, options: VenueCoreOptions = {}): VenueCore {
  const state = new VenueState(record.date);
  state.commandSequence = record.commandSequence;
  state.eventSequence = record.eventSequence;
  state.tradeSequence = record.tradeSequence;
  state.phase = record.phase;
  const core = new VenueCore(state, options);
  for (const { terms, ...day } of record.instruments) {
    core.restoreInstrument(terms);
    Object.assign(state.instrument(terms.instrumentCode), day);
  }
  restoreAccounts(state, record);
  for (const trade of record.unsettled) state.unsettled.set(trade.tradeSequence, trade);
  return core;
}

const keyOf = (participantCode: string, asset: string): string => JSON.stringify([participantCode, asset]);

function restoreAccounts(state: VenueState, record: VenueRecord): void {
  const sums = new Map<string, { owned: number; coming: number; going: number }>();
  const sumOf = (participantCode: string, asset: string) => {
    const key = keyOf(participantCode, asset);
    const known = sums.get(key) ?? { owned: 0, coming: 0, going: 0 };
    sums.set(key, known);
    return known;
  };
  for (const { participantCode, instrumentCode, amount } of record.balances) {
    const asset = instrumentCode ?? CASH_KEY;
    sumOf(participantCode, asset).owned += amount;
    state.netCredits.set(asset, (state.netCredits.get(asset) ?? 0) + amount);
  }
  for (const trade of record.unsettled) {
    sumOf(trade.buyerCode, CASH_KEY).going += trade.amountCents;
    sumOf(trade.sellerCode, CASH_KEY).coming += trade.amountCents;
    sumOf(trade.buyerCode, trade.instrumentCode).coming += trade.quantityLots;
    sumOf(trade.sellerCode, trade.instrumentCode).going += trade.quantityLots;
  }
  const traded = new Map(
    record.traded.map((one) => [keyOf(one.participantCode, one.instrumentCode), one] as const),
  );
  const keys = new Set([...sums.keys(), ...traded.keys()]);
  for (const key of keys) {
    const [participantCode, asset] = JSON.parse(key) as [string, string];
    const { owned, coming, going } = sums.get(key) ?? { owned: 0, coming: 0, going: 0 };
    assert(
      owned >= going,
      `${participantCode} owes ${going} of ${asset || 'cash'}, the ledger shows ${owned}`,
    );
    const account = state.account(participantCode);
    const holding = Holding.restored(owned, coming, going);
    const { boughtLots, soldLots } = traded.get(key) ?? { boughtLots: 0, soldLots: 0 };
    if (asset === CASH_KEY) account.cash = holding;
    else account.restorePosition(asset, holding, boughtLots, soldLots);
  }
}
