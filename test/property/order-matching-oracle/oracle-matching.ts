import type { Side, TradeModel } from '../../../src/order-matching/core';
import { positionOf } from './oracle-accounts';
import { cancel, canRest, giveUp, leaveVenue } from './oracle-orders';
import {
  levelsWithout,
  marketOf,
  nextTurn,
  type OracleMarket,
  type OracleOrder,
  type OracleState,
  otherSide,
  queueOf,
  reaches,
  tell,
} from './oracle-state';
import { type Band, dynamicBandOf, isCollecting, isContinuous, isListing } from './oracle-terms';

/** What prevention did to an order that met one of its own owner: a reason when it must stop there. */
interface Meeting {
  readonly stopsBecause: string | null;
  readonly decremented: boolean;
}

/** An accepted order comes to its market: it trades, rests, or what is left of it is void. It is told at the end. */
export function execute(state: OracleState, order: OracleOrder): void {
  const market = marketOf(state, order.market);
  let ending: string | null = null;
  let decremented = false;
  const note = (meeting: Meeting): void => {
    decremented ||= meeting.decremented;
    ending ??= meeting.stopsBecause;
  };
  order.place = 'nowhere';
  if (isContinuous(market.phase) && !isListing(market)) note(meetBook(state, market, order));
  if (isCollecting(market.phase) && canRest(order) && ending === null) note(meetOwnOrders(state, order));
  if (order.leaves > 0) ending ??= whyNotRest(state, market, order);
  if (order.leaves > 0 && ending === null) {
    rest(state, order);
    tell(state, order, decremented ? 'order.self-trade-decremented' : null);
    return;
  }
  if (order.leaves === 0 && decremented) ending ??= 'order.self-trade-decremented';
  giveUp(order, order.leaves);
  leaveVenue(state, order);
  tell(state, order, ending);
}

/** Best price first, then time, at the price of the resting order (I9), until nothing crosses or something stops it. */
function meetBook(state: OracleState, market: OracleMarket, order: OracleOrder): Meeting {
  // one order cannot drag along the band in which it may trade
  const band = dynamicBandOf(state, market);
  let decremented = false;
  for (;;) {
    const [resting] = queueOf(state, order.market, otherSide(order.side));
    if (order.leaves === 0 || !resting || !reaches(order.side, order.limit, resting.limit)) break;
    if (resting.owner === order.owner) {
      const meeting = preventSelfTrade(state, order, resting);
      decremented ||= meeting.decremented;
      if (meeting.stopsBecause !== null) return { ...meeting, decremented };
    } else if (isOutside(resting.limit, band)) {
      halt(state, market);
      break;
    } else {
      const lots = Math.min(order.leaves, resting.shown);
      trade(state, order, resting, resting.limit, lots, 'continuous', order.side);
      afterFill(state, resting, lots);
    }
  }
  return { stopsBecause: null, decremented };
}

const isOutside = (price: number, { low, high }: Band): boolean => price < low || price > high;

function halt(state: OracleState, market: OracleMarket): void {
  market.phase = 'volatility-halt';
  market.cancels = true;
  market.haltEndsAt = state.now + (market.terms.haltSeconds ?? 300);
  tellPhase(state, market);
}

export function tellPhase(state: OracleState, market: OracleMarket): void {
  const { phase, cancels } = market;
  state.facts.push({ type: 'market-phase', instrumentCode: market.terms.instrumentCode, phase, cancels });
}

/** I14: the four modes; the newcomer's counts. Where nobody may cancel, the newcomer gives way. */
function preventSelfTrade(state: OracleState, order: OracleOrder, own: OracleOrder): Meeting {
  if (!marketOf(state, order.market).cancels)
    return { stopsBecause: 'order.self-trade-cancel-barred', decremented: false };
  switch (order.prevention) {
    case 'cancel-aggressor':
      return { stopsBecause: 'order.self-trade-prevented', decremented: false };
    case 'cancel-both':
      cancel(state, own, 'order.self-trade-resting-cancelled');
      return { stopsBecause: 'order.self-trade-prevented', decremented: false };
    case 'cancel-resting':
      cancel(state, own, 'order.self-trade-resting-cancelled');
      return { stopsBecause: null, decremented: false };
    case 'decrement-and-cancel': {
      const lots = Math.min(order.leaves, own.leaves);
      giveUp(order, lots);
      if (lots === own.leaves) cancel(state, own, 'order.self-trade-decremented');
      else {
        giveUp(own, lots);
        own.shown = Math.min(own.shown, own.leaves);
        tell(state, own, 'order.self-trade-decremented');
      }
      return { stopsBecause: null, decremented: true };
    }
  }
}

/** The book may stand crossed while orders are collected, but nobody's own orders: the oldest are met first. */
function meetOwnOrders(state: OracleState, order: OracleOrder): Meeting {
  const own = state.orders
    .filter((one) => one.place === 'book' && one.market === order.market && one.owner === order.owner)
    .filter((one) => one.side !== order.side && reaches(order.side, order.limit, one.limit))
    .sort((one, other) => one.number - other.number);
  let decremented = false;
  for (const one of own) {
    if (order.leaves === 0) break;
    const meeting = preventSelfTrade(state, order, one);
    decremented ||= meeting.decremented;
    if (meeting.stopsBecause !== null) return { ...meeting, decremented };
  }
  return { stopsBecause: null, decremented };
}

function whyNotRest(state: OracleState, market: OracleMarket, order: OracleOrder): string | null {
  if (!canRest(order))
    return isContinuous(market.phase) ? 'order.remainder-cancelled' : 'order.market-halted';
  const levels = levelsWithout(state, order.market, null);
  const isNew = !levels.has(`${order.side} ${order.limit}`);
  return isNew && levels.size >= state.limits.levelsPerBook ? 'order.too-many-levels' : null;
}

/** At the back of its price. */
function rest(state: OracleState, order: OracleOrder): void {
  order.place = 'book';
  order.shown = Math.min(order.leaves, order.display ?? order.leaves);
  order.turn = nextTurn(state);
  if (!state.orders.includes(order)) state.orders.push(order);
}

/** @param one, @param other the two orders, in either order */
export function trade(
  state: OracleState,
  one: OracleOrder,
  other: OracleOrder,
  price: number,
  lots: number,
  model: TradeModel,
  aggressorSide: Side,
): void {
  const [buy, sell] = one.side === 'buy' ? [one, other] : [other, one];
  const market = marketOf(state, one.market);
  const code = market.terms.instrumentCode;
  const before = [buy, sell].map(({ owner }) => positionOf(state, owner, code));
  for (const order of [buy, sell]) {
    order.leaves -= lots;
    order.cumulative += lots;
  }
  const cents = price * lots * market.terms.centsPerTickLot;
  const sequence = state.trades.length + 1;
  const names = { buyer: buy.owner, seller: sell.owner };
  const { date } = state;
  state.trades.push({ sequence, market: code, model, price, lots, cents, ...names, date, settled: false });
  [buy, sell].forEach(({ owner }, place) => {
    noticeLargeHolder(state, market, owner, before[place] ?? 0);
  });
  state.facts.push({
    type: 'trade',
    trade: {
      tradeSequence: sequence,
      instrumentCode: code,
      model,
      priceTicks: price,
      quantityLots: lots,
      amountCents: cents,
      buyerCode: buy.owner,
      sellerCode: sell.owner,
      buyOrderNumber: buy.number,
      sellOrderNumber: sell.number,
      aggressorSide,
      date,
    },
  });
  // block trades and bidding are not trades of the market: they move no price and reach no trigger
  if (model === 'block' || model === 'bidding') return;
  market.last = price;
  for (const stop of state.orders)
    if (stop.place === 'waiting' && stop.market === code && isReached(stop, price)) stop.touched = true;
}

/** Told when a trade or a transfer carries the position over the threshold, or below it again. */
export function noticeLargeHolder(
  state: OracleState,
  market: OracleMarket,
  owner: string,
  before: number,
): void {
  const threshold = market.terms.largeHolderLots ?? Number.POSITIVE_INFINITY;
  const code = market.terms.instrumentCode;
  const position = positionOf(state, owner, code);
  if (before >= threshold === position >= threshold) return;
  state.notices.push({
    type: 'large-holder',
    participantCode: owner,
    instrumentCode: code,
    positionLots: position,
    thresholdLots: threshold,
    above: position >= threshold,
  });
}

/** A resting order after a fill: an iceberg whose visible part is gone shows the next one, at the back of its price. */
export function afterFill(state: OracleState, resting: OracleOrder, lots: number): void {
  resting.shown -= lots;
  if (resting.leaves === 0) leaveVenue(state, resting);
  else if (resting.shown === 0) {
    resting.shown = Math.min(resting.leaves, resting.display ?? resting.leaves);
    resting.turn = nextTurn(state);
  }
  tell(state, resting, null);
}

/** A buy stop waits for a price that rises to it, a sell stop for one that falls to it. */
const isReached = (stop: OracleOrder, price: number): boolean =>
  stop.stop !== null && (stop.side === 'buy' ? price >= stop.stop : price <= stop.stop);

/** A stop begins to wait; if its price is reached already it enters at once, or as soon as orders meet again. */
export function waitForTrigger(state: OracleState, order: OracleOrder, turn: number): void {
  const market = marketOf(state, order.market);
  order.place = 'waiting';
  order.turn = turn;
  order.touched ||= market.last !== null && isReached(order, market.last);
  if (!state.orders.includes(order)) state.orders.push(order);
  if (isContinuous(market.phase) && order.touched) enterMarket(state, order);
  else tell(state, order, null);
}

function enterMarket(state: OracleState, stop: OracleOrder): void {
  stop.place = 'nowhere';
  tell(state, stop, 'order.stop-triggered');
  execute(state, stop);
}

/** While trading is on, stops that were reached enter one after the other, also those that the first ones set off. */
export function triggerStops(state: OracleState, market: OracleMarket): void {
  while (isContinuous(market.phase)) {
    const reached = state.orders
      .filter((one) => one.place === 'waiting' && one.market === market.terms.instrumentCode)
      .filter((one) => one.touched);
    const nearest = (['buy', 'sell'] as const).flatMap((side) => {
      const away = side === 'buy' ? 1 : -1;
      const sorted = reached
        .filter((one) => one.side === side)
        .sort((one, other) => away * ((one.stop ?? 0) - (other.stop ?? 0)) || one.turn - other.turn);
      return sorted.slice(0, 1);
    });
    const [first] = nearest.sort((one, other) => one.turn - other.turn);
    if (!first) return;
    enterMarket(state, first);
  }
}
