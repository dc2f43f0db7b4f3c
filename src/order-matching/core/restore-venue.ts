import { assert } from '../../kernel';
import { CASH_KEY } from './account-commands';
import { dayOrdinal } from './calendar';
import { AVAILABLE, BOUGHT, CASH, SOLD, UNSETTLED_IN, UNSETTLED_OUT } from './engine/account-table';
import type { MarketPhase } from './engine/phases';
import type { VenueTrade } from './events';
import type { InstrumentTerms, VenuePhase } from './order-terms';
import { VenueCore, type VenueCoreOptions } from './venue-core';

/** What a venue can be taken up from: the record of trades and the settled balances; the book is not part of it. */
export interface VenueRecord {
  readonly commandSequence: number;
  readonly eventSequence: number;
  readonly tradeSequence: number;
  readonly phase: VenuePhase;
  readonly date: string;
  /** simulated time of that day (default: its first second) */
  readonly secondOfDay?: number;
  readonly instruments: readonly {
    /** with the present reference price */
    readonly terms: InstrumentTerms;
    /** where its market stood (default: as the venue as a whole) */
    readonly market?: { readonly phase: MarketPhase; readonly cancels: boolean };
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
    /** on the present day, whether delivered or not (default: nothing) */
    readonly boughtTodayLots?: number;
  }[];
  /** of single participants, instead of that of the instrument (default: nobody has one) */
  readonly holdingLimits?: readonly {
    readonly participantCode: string;
    readonly instrumentCode: string;
    readonly limitLots: number;
  }[];
  /** trades that those balances do not contain yet */
  readonly unsettled: readonly VenueTrade[];
}

export function restoreVenue(record: VenueRecord, options: VenueCoreOptions = {}): VenueCore {
  const core = new VenueCore(record.date, options);
  const { tables } = core.engine;
  tables.commandSequence = record.commandSequence;
  tables.eventSequence = record.eventSequence;
  tables.tradeSequence = record.tradeSequence;
  core.markets.phase = record.phase;
  tables.nowSeconds += record.secondOfDay ?? 0;
  for (const {
    terms,
    market: stood,
    lastPriceTicks,
    dayTurnoverTickLots,
    dayVolumeLots,
  } of record.instruments) {
    const market = core.markets.restore(terms);
    if (stood) market.enter(stood.phase, stood.cancels);
    // when a halt would have ended is not recorded: it begins anew
    if (stood?.phase === 'volatility-halt')
      market.haltEndsAt = tables.nowSeconds + market.settings.haltSeconds;
    market.lastTicks = lastPriceTicks ?? 0;
    market.dayTurnoverTickLots.set(dayTurnoverTickLots);
    market.dayVolumeLots.set(dayVolumeLots);
    market.centreDynamicBand();
  }
  restoreBalances(core, record);
  restoreHistory(core, record);
  for (const { participantCode, instrumentCode, limitLots } of record.holdingLimits ?? []) {
    const refusal = core.accounts.setHoldingLimit(participantCode, instrumentCode, limitLots);
    assert(refusal === null, 'a holding limit of the record can be set');
  }
  for (const trade of record.unsettled) restoreTrade(core, trade);
  return core;
}

/** The row of a participant's cash or position, made when it is not there. */
function rowOf(core: VenueCore, participantCode: string, asset: string): number {
  const account = core.names.openAccount(participantCode);
  assert(account !== 0, 'a venue that is taken up again has room for its participants');
  const market = asset === CASH_KEY ? CASH : core.names.instrument(asset).market.handle;
  return core.engine.tables.accounts.row(account, market);
}

function restoreBalances(core: VenueCore, record: VenueRecord): void {
  const { netCredits } = core.accounts;
  const { accounts } = core.engine.tables;
  for (const { participantCode, instrumentCode, amount } of record.balances) {
    const asset = instrumentCode ?? CASH_KEY;
    const row = rowOf(core, participantCode, asset);
    accounts.setCell(row, AVAILABLE, accounts.cell(row, AVAILABLE) + amount);
    netCredits.set(asset, (netCredits.get(asset) ?? 0) + amount);
  }
}

/** What was ever traded, and of what was bought today the part that is here and not for sale yet. */
function restoreHistory(core: VenueCore, record: VenueRecord): void {
  const { accounts } = core.engine.tables;
  for (const {
    participantCode,
    instrumentCode,
    boughtLots,
    soldLots,
    boughtTodayLots = 0,
  } of record.traded) {
    const row = rowOf(core, participantCode, instrumentCode);
    accounts.setCell(row, BOUGHT, boughtLots);
    accounts.setCell(row, SOLD, soldLots);
    const comingLots = record.unsettled
      .filter((trade) => trade.date === record.date && trade.instrumentCode === instrumentCode)
      .filter((trade) => trade.buyerCode === participantCode)
      .reduce((sum, trade) => sum + trade.quantityLots, 0);
    if (core.names.instrument(instrumentCode).market.settings.resaleBarredToday)
      accounts.lockedLots[row] = Math.max(0, boughtTodayLots - comingLots);
  }
}

/** Of what the ledger shows, a part is already owed. */
function restoreTrade(core: VenueCore, trade: VenueTrade): void {
  const { accounts, unsettled } = core.engine.tables;
  const owe = (participantCode: string, asset: string, amount: number) => {
    const row = rowOf(core, participantCode, asset);
    const left = accounts.cell(row, AVAILABLE) - amount;
    assert(left >= 0, `${participantCode} owes ${amount} of ${asset || 'cash'} more than the ledger shows`);
    accounts.setCell(row, AVAILABLE, left);
    accounts.setCell(row, UNSETTLED_OUT, accounts.cell(row, UNSETTLED_OUT) + amount);
  };
  const expect = (participantCode: string, asset: string, amount: number) => {
    const row = rowOf(core, participantCode, asset);
    accounts.setCell(row, UNSETTLED_IN, accounts.cell(row, UNSETTLED_IN) + amount);
  };
  owe(trade.buyerCode, CASH_KEY, trade.amountCents);
  expect(trade.sellerCode, CASH_KEY, trade.amountCents);
  owe(trade.sellerCode, trade.instrumentCode, trade.quantityLots);
  expect(trade.buyerCode, trade.instrumentCode, trade.quantityLots);
  unsettled.add(
    trade.tradeSequence,
    rowOf(core, trade.buyerCode, trade.instrumentCode),
    rowOf(core, trade.sellerCode, trade.instrumentCode),
    trade.priceTicks,
    trade.quantityLots,
    dayOrdinal(trade.date),
  );
}
