import type { Eligibility } from '../../../src/order-matching/core';
import { MAX_PRICE_TICKS } from '../../../src/order-matching/core/limits';
import {
  availableOf,
  boughtToday,
  CASH,
  committedOf,
  countOpen,
  openLots,
  positionOf,
} from './oracle-accounts';
import { execute } from './oracle-matching';
import { canRest, isDate, type PlaceCommand } from './oracle-orders';
import {
  levelsWithout,
  marketOf,
  type OracleMarket,
  type OracleOrder,
  type OracleState,
  otherSide,
  queueOf,
  reaches,
} from './oracle-state';
import { bandOf, hasBand, isCollecting, isContinuous, isListing, takesOrders, whyShut } from './oracle-terms';

export const isWhole = (amount: number): boolean => Number.isSafeInteger(amount) && amount > 0;

/** The first rule that is broken gives its code; null = none is. */
export function firstBroken(rules: readonly (readonly [code: string, isBroken: boolean])[]): string | null {
  return rules.find(([, isBroken]) => isBroken)?.[0] ?? null;
}

/** Why an order is not accepted: what it says, the market, what the family says, and what its owner has. */
export const judgePlacement = (
  state: OracleState,
  command: PlaceCommand,
  order: OracleOrder,
): string | null =>
  judgeWords(state, marketOf(state, order.market), command) ??
  judgeShape(order) ??
  judgeListing(state, order) ??
  judgePhase(marketOf(state, order.market), order) ??
  familyRefusal(command.eligibility) ??
  judgeLimits(state, order, order.quantity, command.eligibility) ??
  judgePrices(marketOf(state, order.market), order.limit, order.stop) ??
  judgeValue(state, order, order.limit, order.quantity) ??
  judgeRoom(state, order) ??
  judgeCover(state, order, order.limit, order.quantity, 0) ??
  judgeMeeting(state, order);

export const familyRefusal = (eligibility: Eligibility): string | null =>
  eligibility.allowed ? null : eligibility.reason.code;

const hasNoLimit = ({ orderType, priceTicks }: PlaceCommand): boolean =>
  orderType === 'market' && priceTicks === null;

function judgeWords(state: OracleState, market: OracleMarket, command: PlaceCommand): string | null {
  const expiresOn = command.expiresOn ?? null;
  const isDated = command.timeInForce === 'GTD';
  return firstBroken([
    ['order.price-missing', command.orderType === 'limit' && command.priceTicks === null],
    ['order.stop-terms', command.stopTicks === 0],
    ['order.display-not-possible', command.displayLots === 0],
    ['order.minimum-not-possible', command.minimumLots === 0],
    [
      'order.stop-protection-missing',
      (command.stopTicks ?? null) !== null && hasNoLimit(command) && !hasBand(market),
    ],
    ['order.expiry-missing', isDated && !isDate(expiresOn)],
    ['order.expiry-passed', isDated && isDate(expiresOn) && expiresOn < state.date],
  ]);
}

function judgeShape(order: OracleOrder): string | null {
  const { quantity, display, minimum, stop } = order;
  const isPart = (lots: number | null): boolean => lots === null || (isWhole(lots) && lots <= quantity);
  return firstBroken([
    ['order.quantity-not-positive', !isWhole(quantity)],
    ['order.price-not-positive', !isWhole(order.limit)],
    ['order.display-not-possible', display !== null && (!canRest(order) || !isPart(display))],
    ['order.display-not-possible', showsTooLittle(order, quantity)],
    ['order.minimum-not-possible', !isPart(minimum)],
    ['order.post-only-terms', order.postOnly && (!canRest(order) || minimum !== null || (stop ?? 0) > 0)],
    ['order.stop-terms', stop !== null && (!isWhole(stop) || minimum !== null || order.life === 'FOK')],
  ]);
}

/** An iceberg has at most a thousand parts. */
export const showsTooLittle = ({ display }: OracleOrder, lots: number): boolean =>
  display !== null && isWhole(display) && isWhole(lots) && BigInt(lots) > 1_000n * BigInt(display);

const hasConditions = ({ postOnly, display, minimum, stop }: OracleOrder): boolean =>
  postOnly || display !== null || minimum !== null || stop !== null;

function judgeListing(state: OracleState, order: OracleOrder): string | null {
  const market = marketOf(state, order.market);
  if (!isListing(market)) return null;
  return firstBroken([
    ['order.listing-too-large', order.quantity >= listingBelow(market)],
    ['order.not-in-listing-mode', !canRest(order) || hasConditions(order)],
  ]);
}

export const listingBelow = (market: OracleMarket): number =>
  isListing(market)
    ? (market.terms.blockThresholdLots ?? Number.POSITIVE_INFINITY)
    : Number.POSITIVE_INFINITY;

/** Only what can wait is collected; a stop order waits anyway. */
function judgePhase({ phase }: OracleMarket, order: OracleOrder): string | null {
  const waits = order.stop !== null || (canRest(order) && !order.postOnly && order.minimum === null);
  return firstBroken([
    [whyShut(phase), !takesOrders(phase)],
    ['order.not-while-collecting', isCollecting(phase) && !waits],
  ]);
}

/** @param lots so many more than now */
export function judgeLimits(
  state: OracleState,
  order: OracleOrder,
  lots: number,
  eligibility: Eligibility,
): string | null {
  const { owner, side } = order;
  const market = marketOf(state, order.market);
  const code = order.market;
  const isBuy = side === 'buy';
  const limit = eligibility.allowed ? eligibility.limitLots : null;
  const reason = eligibility.allowed ? eligibility.limitReason?.code : undefined;
  const holdingLimit =
    state.holdingLimits.get(`${owner} ${code}`) ?? market.terms.holdingLimitLots ?? Number.POSITIVE_INFINITY;
  const held = positionOf(state, owner, code) + openLots(state, owner, code, 'buy');
  const free = availableOf(state, owner, code);
  const old = free - (market.terms.resaleBarredToday ? boughtToday(state, owner, code) : 0);
  return firstBroken([
    [reason ?? 'order.limit-reached', limit !== null && committedOf(state, owner, code, side) + lots > limit],
    ['order.holding-limit', isBuy && held + lots > holdingLimit],
    ['order.bought-today', !isBuy && lots <= free && lots > old],
  ]);
}

export function judgePrices(market: OracleMarket, limit: number, stop: number | null): string | null {
  const { low, high } = bandOf(market);
  const isOutside = (price: number): boolean => price < low || price > high;
  return firstBroken([
    ['order.price-too-high', limit > MAX_PRICE_TICKS],
    ['order.outside-band', isOutside(limit) || (stop !== null && isOutside(stop))],
  ]);
}

/** What the venue can count: 2^53 − 1 of ticks × lots, and of cents; the lots of a side are bounded by their cover. */
export function judgeValue(
  state: OracleState,
  order: OracleOrder,
  limit: number,
  lots: number,
): string | null {
  const most = BigInt(Number.MAX_SAFE_INTEGER);
  const value = BigInt(limit) * BigInt(lots);
  const cents = BigInt(marketOf(state, order.market).terms.centsPerTickLot);
  return value > most || value * cents > most ? 'order.notional-too-large' : null;
}

/** The named maxima. What trades at once or not at all needs no place of its own. */
function judgeRoom(state: OracleState, order: OracleOrder): string | null {
  const { limits } = state;
  const levels = levelsWithout(state, order.market, null);
  const isNewLevel = !levels.has(`${order.side} ${order.limit}`);
  return firstBroken([
    ['order.book-full', state.orders.length >= limits.openOrders],
    [
      'order.too-many-open-orders',
      (canRest(order) || order.stop !== null) &&
        countOpen(state, order.owner) >= limits.openOrdersPerParticipant,
    ],
    ['order.too-many-levels', canRest(order) && isNewLevel && levels.size >= limits.levelsPerBook],
  ]);
}

/** @param heldBefore what the order holds already: cents of a buy, lots of a sell */
export function judgeCover(
  state: OracleState,
  order: OracleOrder,
  limit: number,
  lots: number,
  heldBefore: number,
): string | null {
  const { owner, side, market } = order;
  const isKnown = state.balances.has(owner);
  const free = availableOf(state, owner, side === 'buy' ? CASH : market) + heldBefore;
  const needed = side === 'buy' ? limit * lots * marketOf(state, market).terms.centsPerTickLot : lots;
  return firstBroken([
    ['order.insufficient-cash', side === 'buy' && (!isKnown || needed > free)],
    ['order.insufficient-rights', side === 'sell' && needed > free],
  ]);
}

export function crosses(state: OracleState, order: OracleOrder, limit: number): boolean {
  const [best] = queueOf(state, order.market, otherSide(order.side));
  return best !== undefined && reaches(order.side, limit, best.limit);
}

function judgeMeeting(state: OracleState, order: OracleOrder): string | null {
  const market = marketOf(state, order.market);
  if (!isContinuous(market.phase) || order.stop !== null) return null;
  const wouldCross = crosses(state, order, order.limit);
  if (isListing(market)) return wouldCross ? 'order.listing-crosses' : null;
  const atOnce = order.life === 'FOK' ? order.quantity : (order.minimum ?? 0);
  return firstBroken([
    ['order.post-only-would-trade', order.postOnly && wouldCross],
    [
      order.life === 'FOK' ? 'order.fok-not-fillable' : 'order.minimum-not-fillable',
      atOnce > 0 && atOnce > tradableAtOnce(state, order),
    ],
  ]);
}

/** How many lots the order would trade at once: tried on a copy of the venue. */
function tradableAtOnce(state: OracleState, order: OracleOrder): number {
  const copy = structuredClone({ state, order });
  execute(copy.state, copy.order);
  return copy.order.cumulative;
}

/** Where block trades and one-way bidding are offered at all. */
export const hasLargeLots = (market: OracleMarket): boolean =>
  (market.terms.blockThresholdLots ?? null) !== null;

export const blockFrom = (market: OracleMarket): number =>
  market.terms.blockThresholdLots ?? Number.POSITIVE_INFINITY;

/** Rules for what trades beside the book. */
export const judgePrivate = (
  state: OracleState,
  order: OracleOrder,
  eligibility: Eligibility,
): string | null =>
  judgeLimits(state, order, order.quantity, eligibility) ??
  judgeValue(state, order, order.limit, order.quantity) ??
  judgeCover(state, order, order.limit, order.quantity, 0);

export const judgePrivateRoom = (state: OracleState, { owner }: OracleOrder): string | null =>
  firstBroken([
    ['order.book-full', state.orders.length >= state.limits.openOrders],
    ['order.too-many-open-orders', countOpen(state, owner) >= state.limits.openOrdersPerParticipant],
  ]);
