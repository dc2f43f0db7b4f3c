import type { VenueCommand } from '../../../src/order-matching/core';
import { VENUE_LIMITS, type VenueLimits } from '../../../src/order-matching/core/limits';
import { addBalance, availableOf, CASH, positionOf } from './oracle-accounts';
import { amend } from './oracle-amendment';
import { isWhole, judgePlacement } from './oracle-judgement';
import { execute, noticeLargeHolder, waitForTrigger } from './oracle-matching';
import { type Command, cancel, orderOfCommand, type PlaceCommand, reject } from './oracle-orders';
import {
  acceptBlock,
  closeBidding,
  endWithdrawnBiddings,
  openBidding,
  placeBid,
  proposeBlock,
  takeListing,
} from './oracle-private-trades';
import { emptyState, type Fact, marketOf, type OracleState, orderOf } from './oracle-state';
import { advanceClock, list, setPhase, settleDown, startDay } from './oracle-time';

export interface OracleOutcome {
  readonly facts: readonly Fact[];
  readonly notices: readonly Fact[];
  readonly refusal: string | null;
}

/**
 * The rules of the venue once more, as plainly as can be: one list of open orders that is sorted whenever somebody asks
 * who comes first; what is free is counted from balances, open orders and undelivered trades each time; whether an
 * order can be filled is tried on a copy. It shares types with the core and no code.
 */
export class OracleVenue {
  readonly state: OracleState;

  constructor(date: string, limits: VenueLimits = VENUE_LIMITS) {
    this.state = emptyState(date, limits);
  }

  apply(command: VenueCommand): OracleOutcome {
    const { state } = this;
    state.facts = [];
    state.notices = [];
    const refusal = run(state, command);
    return { facts: state.facts, notices: state.notices, refusal };
  }
}

function run(state: OracleState, command: VenueCommand): string | null {
  switch (command.type) {
    case 'list-instrument':
      return list(state, command.terms);
    case 'set-phase':
      return setPhase(state, command);
    case 'start-day':
      return startDay(state, command.date);
    case 'advance-clock':
      return advanceClock(state, command.secondOfDay);
    case 'place-order':
      return place(state, command);
    case 'amend-order': {
      const market = orderOf(state, command.orderNumber)?.market;
      const refusal = amend(state, command);
      if (refusal === null && market !== undefined) settleDown(state, marketOf(state, market));
      return refusal;
    }
    case 'cancel-order':
      return cancelOne(state, command);
    case 'cancel-all':
      return cancelMany(state, command);
    case 'take-listing':
      takeListing(state, command);
      return null;
    case 'propose-block':
      proposeBlock(state, command);
      return null;
    case 'accept-block':
      acceptBlock(state, command);
      return null;
    case 'open-bidding':
      openBidding(state, command);
      return null;
    case 'place-bid':
      placeBid(state, command);
      return null;
    case 'close-bidding':
      return closeBidding(state, command.biddingNumber);
    case 'set-holding-limit':
      return setHoldingLimit(state, command);
    case 'credit':
    case 'debit':
      return transfer(state, command);
    case 'confirm-settlement':
      for (const sequence of command.tradeSequences) settle(state, sequence);
      return null;
  }
}

function place(state: OracleState, command: PlaceCommand): null {
  const market = state.markets.get(command.instrumentCode);
  const order = orderOfCommand(state, market, command);
  const reason = market ? judgePlacement(state, command, order) : 'order.unknown-instrument';
  if (!market || reason !== null) {
    reject(state, order, reason ?? '', command.priceTicks, command.quantityLots);
    return null;
  }
  if (order.stop !== null) waitForTrigger(state, order, command.sequence);
  else execute(state, order);
  settleDown(state, market);
  return null;
}

function cancelOne(state: OracleState, command: Command<'cancel-order'>): string | null {
  const order = orderOf(state, command.orderNumber);
  if (order?.owner !== command.participantCode) return 'order.not-open';
  const market = marketOf(state, order.market);
  if (!market.cancels) return 'order.cancel-barred';
  cancel(state, order, 'order.cancelled-by-owner');
  settleDown(state, market);
  endWithdrawnBiddings(state);
  return null;
}

/** The owner's wish stops where cancels are barred, the venue's own does not. */
function cancelMany(state: OracleState, command: Command<'cancel-all'>): string | null {
  const { participantCode, instrumentCode = null, side = null } = command;
  if (instrumentCode !== null && !state.markets.has(instrumentCode)) return 'venue.unknown-instrument';
  const chosen = state.orders
    .filter((one) => participantCode === null || one.owner === participantCode)
    .filter((one) => instrumentCode === null || one.market === instrumentCode)
    .filter((one) => side === null || one.side === side);
  const mayGo = chosen
    .filter((one) => participantCode === null || marketOf(state, one.market).cancels)
    .sort((one, other) => one.number - other.number);
  if (chosen.length > 0 && mayGo.length === 0) return 'order.cancel-barred';
  const reason = participantCode === null ? 'order.cancelled-by-venue' : 'order.cancelled-by-owner';
  for (const order of mayGo) cancel(state, order, reason);
  for (const code of new Set(mayGo.map(({ market }) => market))) settleDown(state, marketOf(state, code));
  endWithdrawnBiddings(state);
  return null;
}

function setHoldingLimit(state: OracleState, command: Command<'set-holding-limit'>): string | null {
  const { participantCode, instrumentCode, limitLots } = command;
  if (!state.markets.has(instrumentCode)) return 'venue.unknown-instrument';
  if (limitLots !== null && !isWhole(limitLots)) return 'venue.bad-limit';
  if (!hasRoomFor(state, participantCode)) return 'venue.too-many-participants';
  addBalance(state, participantCode, CASH, 0);
  const key = `${participantCode} ${instrumentCode}`;
  if (limitLots === null) state.holdingLimits.delete(key);
  else state.holdingLimits.set(key, limitLots);
  return null;
}

const hasRoomFor = ({ balances, limits }: OracleState, participantCode: string): boolean =>
  balances.has(participantCode) || balances.size < limits.participants;

/** Settled assets come in, or leave as far as they are free. */
function transfer(state: OracleState, command: Command<'credit' | 'debit'>): string | null {
  const { participantCode, instrumentCode, amount } = command;
  const asset = instrumentCode ?? CASH;
  if (!isWhole(amount)) return 'transfer.amount-not-positive';
  if (instrumentCode !== null && !state.markets.has(instrumentCode)) return 'transfer.unknown-asset';
  const before = instrumentCode === null ? 0 : positionOf(state, participantCode, instrumentCode);
  const watch = (): null => {
    if (instrumentCode !== null)
      noticeLargeHolder(state, marketOf(state, instrumentCode), participantCode, before);
    return null;
  };
  if (command.type === 'credit') {
    if (totalOf(state, asset) + BigInt(amount) > BigInt(Number.MAX_SAFE_INTEGER)) return 'transfer.too-large';
    if (!hasRoomFor(state, participantCode)) return 'venue.too-many-participants';
    addBalance(state, participantCode, CASH, 0);
    addBalance(state, participantCode, asset, amount);
    return watch();
  }
  if (availableOf(state, participantCode, asset) < amount)
    return asset === CASH ? 'transfer.insufficient-cash' : 'transfer.insufficient-rights';
  addBalance(state, participantCode, asset, -amount);
  return watch();
}

/** All that there is of an asset in the venue. */
const totalOf = ({ balances }: OracleState, asset: string): bigint =>
  [...balances.values()].reduce((total, one) => total + BigInt(one.get(asset) ?? 0), 0n);

/** Delivery against payment; what is settled already, or was never traded, is passed over. */
function settle(state: OracleState, sequence: number): void {
  const trade = state.trades.find((one) => one.sequence === sequence && !one.settled);
  if (!trade) return;
  trade.settled = true;
  addBalance(state, trade.buyer, CASH, -trade.cents);
  addBalance(state, trade.seller, CASH, trade.cents);
  addBalance(state, trade.buyer, trade.market, trade.lots);
  addBalance(state, trade.seller, trade.market, -trade.lots);
  state.facts.push({ type: 'settled', tradeSequence: sequence });
}
