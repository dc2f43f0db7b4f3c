import type { Bidding } from './biddings';
import { BUY, NO_SLOT, SELL, type SideCode } from './book/order-book';
import { FLAG } from './book/order-pool';
import { BOUGHT, SOLD } from './engine/account-table';
import type { Market } from './engine/market';
import { stopsOf } from './engine/order-life';
import type { MarketPhase } from './engine/phases';
import type { AccountPicture } from './events';
import type { InstrumentTerms, VenuePhase } from './order-terms';
import { stateHash } from './state-hash';
import { type UnsettledSnapshot, unsettledOf } from './unsettled-snapshot';
import type { VenueCore } from './venue-core';
import type { OrderWording } from './venue-names';

export const SNAPSHOT_VERSION = 1;

export interface MarketSnapshot {
  /** as listed; what has moved since stands beside */
  readonly terms: InstrumentTerms;
  readonly phase: MarketPhase;
  readonly cancels: boolean;
  readonly haltEndsAt: number;
  readonly referenceTicks: number;
  readonly bandTicks: readonly [low: number, high: number];
  readonly dynamicBandTicks: readonly [low: number, high: number];
  /** 0 = nothing traded yet */
  readonly lastTicks: number;
  /** of the trades since stops were last looked at */
  readonly tradedTicks: readonly [low: number, high: number];
  /** integers as text: they may be beyond 2^53 */
  readonly dayTurnoverTickLots: string;
  readonly dayVolumeLots: string;
  /** as it was told last: price, lots, surplus */
  readonly indicative: readonly [priceTicks: number, lots: number, surplusLots: number];
  /** order numbers in the order in which they trade */
  readonly bids: readonly number[];
  readonly asks: readonly number[];
}

/** An open order: how it was worded, and where it stands now. */
export interface OrderSnapshot {
  readonly wording: OrderWording;
  readonly place: 'book' | 'stops' | 'aside';
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly leavesLots: number;
  readonly cumulativeLots: number;
  /** what the book shows of it; 0 outside the book */
  readonly displayedLots: number;
  /** trigger, also of one that was reached; 0 = none */
  readonly stopTicks: number;
  /** its price was reached while the market could not take it */
  readonly isReached: boolean;
  /** among equal triggers the smaller one goes first; 0 unless it waits */
  readonly tie: number;
  readonly expiresAt: number;
  /** who may accept a block proposal */
  readonly counterpartyCode: string | null;
}

export interface AccountSnapshot extends AccountPicture {
  /** beside each position of `rights`, in the same order */
  readonly history: readonly {
    readonly boughtLots: number;
    readonly soldLots: number;
    /** bought today and delivered */
    readonly lockedLots: number;
    /** holding limit of this participant; 0 = that of the instrument */
    readonly holdingLimitLots: number;
  }[];
}

/**
 * A whole venue as plain data: equal states give equal bytes as JSON. Names stand for handles, numbers for slots, and
 * every list has an order of its own: instruments as they were listed, queues as they trade, all else by name or number.
 */
export interface VenueSnapshot {
  readonly version: typeof SNAPSHOT_VERSION;
  readonly date: string;
  readonly nowSeconds: number;
  readonly phase: VenuePhase;
  readonly ample: boolean;
  readonly commandSequence: number;
  readonly eventSequence: number;
  readonly tradeSequence: number;
  readonly markets: readonly MarketSnapshot[];
  readonly accounts: readonly AccountSnapshot[];
  readonly orders: readonly OrderSnapshot[];
  readonly biddings: readonly Bidding[];
  readonly unsettled: readonly UnsettledSnapshot[];
  /** what came in minus what went out; '' is cash */
  readonly netCredits: readonly (readonly [asset: string, amount: number])[];
  /** of the venue that the snapshot was taken of: a restored one must have the same */
  readonly stateHash: string;
}

/** The state between two commands, as data that survives JSON. See `restoreSnapshot`. */
export function takeSnapshot(core: VenueCore): VenueSnapshot {
  const { tables } = core.engine;
  return {
    version: SNAPSHOT_VERSION,
    date: core.date,
    nowSeconds: tables.nowSeconds,
    phase: core.phase,
    ample: tables.ample,
    commandSequence: tables.commandSequence,
    eventSequence: tables.eventSequence,
    tradeSequence: tables.tradeSequence,
    markets: tables.markets.flatMap((market) => (market ? [marketOf(core, market)] : [])),
    accounts: core.accountPictures().map((picture) => accountOf(core, picture)),
    orders: tables.openSlots(0).map((slot) => orderOf(core, slot)),
    biddings: [...core.biddings.open.values()].map((bidding) => ({ ...bidding, bids: [...bidding.bids] })),
    unsettled: tables.unsettled.list().map((trade) => unsettledOf(core, trade)),
    netCredits: [...core.accounts.netCredits].sort(([one], [other]) => (one < other ? -1 : 1)),
    stateHash: stateHash(core),
  };
}

function marketOf(core: VenueCore, market: Market): MarketSnapshot {
  return {
    terms: core.names.listed(market.handle).terms,
    phase: market.phase,
    cancels: market.cancels,
    haltEndsAt: market.haltEndsAt,
    referenceTicks: market.referenceTicks,
    bandTicks: [market.bandLowTicks, market.bandHighTicks],
    dynamicBandTicks: [market.dynamicLowTicks, market.dynamicHighTicks],
    lastTicks: market.lastTicks,
    tradedTicks: [market.tradedLowTicks, market.tradedHighTicks],
    dayTurnoverTickLots: String(market.dayTurnoverTickLots.toBigInt()),
    dayVolumeLots: String(market.dayVolumeLots.toBigInt()),
    indicative: [market.indicativeTicks, market.indicativeLots, market.indicativeSurplusLots],
    bids: queueOf(core, market, BUY),
    asks: queueOf(core, market, SELL),
  };
}

function queueOf(core: VenueCore, { book }: Market, side: SideCode): readonly number[] {
  const { pool } = core.engine.tables;
  const numbers: number[] = [];
  for (let slot = book.front(side); slot !== NO_SLOT; slot = book.next(slot))
    numbers.push(pool.numberOf(slot));
  return numbers;
}

function accountOf(core: VenueCore, picture: AccountPicture): AccountSnapshot {
  const { accounts } = core.engine.tables;
  const account = core.names.accountOf(picture.participantCode);
  return {
    ...picture,
    history: picture.rights.map(({ instrumentCode }) => {
      const row = accounts.rowOf(account, core.names.instrument(instrumentCode).market.handle);
      return {
        boughtLots: accounts.cell(row, BOUGHT),
        soldLots: accounts.cell(row, SOLD),
        lockedLots: accounts.lockedLots[row] as number,
        holdingLimitLots: accounts.holdingLimitLots[row] as number,
      };
    }),
  };
}

function orderOf(core: VenueCore, slot: number): OrderSnapshot {
  const { tables } = core.engine;
  const { pool } = tables;
  const flags = pool.flagsOf(slot);
  const isAside = (flags & FLAG.aside) !== 0;
  const isWaiting = (flags & FLAG.waiting) !== 0;
  const side = pool.sideOf(slot);
  // of a block proposal, the account that may accept it stands where a stop order keeps its trigger
  const stopTicks = pool.stopTicks[slot] as number;
  return {
    wording: core.names.wording(pool.numberOf(slot)),
    place: isAside ? 'aside' : isWaiting ? 'stops' : 'book',
    priceTicks: pool.priceOf(slot),
    quantityLots: pool.quantityOf(slot),
    leavesLots: pool.leavesOf(slot),
    cumulativeLots: pool.cumulativeOf(slot),
    displayedLots: isAside || isWaiting ? 0 : pool.shownOf(slot),
    stopTicks: isAside ? 0 : stopTicks,
    isReached: (flags & FLAG.reached) !== 0,
    tie: isWaiting ? stopsOf(tables.market(tables.marketOf(slot)), side).tieOf(slot) : 0,
    expiresAt: pool.expiresAt[slot] as number,
    counterpartyCode: isAside && stopTicks !== 0 ? core.names.participantCode(stopTicks) : null,
  };
}
