import type { VenueCommand } from '../../../src/order-matching/core';
import { MAX_PRICE_TICKS } from '../../../src/order-matching/core/limits';
import {
  midnightOf,
  type OracleMarket,
  type OracleOrder,
  type OracleState,
  otherSide,
  queueOf,
  reportOf,
  tell,
} from './oracle-state';
import { bandOf, hasBand } from './oracle-terms';

export type Command<T extends VenueCommand['type']> = Extract<VenueCommand, { readonly type: T }>;
export type PlaceCommand = Command<'place-order'>;
type Numbered = Command<
  'place-order' | 'take-listing' | 'propose-block' | 'accept-block' | 'open-bidding' | 'place-bid'
>;

const SECONDS_PER_DAY = 86_400;
export function isDate(text: string | null): text is string {
  const midnight = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().slice(0, 10) === text;
}

/** May it wait in the book? A market order never does. */
export const canRest = ({ type, life }: Pick<OracleOrder, 'type' | 'life'>): boolean =>
  type === 'limit' && life !== 'IOC' && life !== 'FOK';

/** A plain limit order of this command: what the market models beside the central book work with. */
export function plainOrder(
  state: OracleState,
  command: Numbered,
  terms: Pick<OracleOrder, 'market' | 'side' | 'limit' | 'quantity'> & Partial<OracleOrder>,
): OracleOrder {
  return {
    number: command.sequence,
    owner: command.participantCode,
    client: command.clientOrderId,
    actorKind: command.actorKind,
    type: 'limit',
    life: 'GTC',
    prevention: 'cancel-aggressor',
    postOnly: false,
    display: null,
    minimum: null,
    expiresOn: null,
    placedOn: state.date,
    protection: null,
    stop: null,
    leaves: terms.quantity,
    cumulative: 0,
    cancelled: 0,
    shown: 0,
    place: 'nowhere',
    turn: 0,
    touched: false,
    expiresAt: null,
    counterparty: null,
    ...terms,
  };
}

/** It waits for its price, and then trades as far as the band goes. */
export const followsBand = ({ type, place, protection }: OracleOrder): boolean =>
  type === 'market' && place === 'waiting' && protection === null;

export function orderOfCommand(
  state: OracleState,
  market: OracleMarket | undefined,
  command: PlaceCommand,
): OracleOrder {
  const isMarket = command.orderType === 'market';
  const lasts = command.timeInForce !== 'IOC' && command.timeInForce !== 'FOK';
  const lastDay = command.timeInForce === 'DAY' ? state.date : (command.expiresOn ?? null);
  const isTimed = command.timeInForce === 'DAY' || command.timeInForce === 'GTD';
  return plainOrder(state, command, {
    market: command.instrumentCode,
    side: command.side,
    limit: command.priceTicks ?? (isMarket && market ? farthestPrice(state, market, command) : 0),
    quantity: command.quantityLots,
    type: command.orderType,
    life: isMarket && lasts ? 'IOC' : command.timeInForce,
    prevention: command.selfTradePrevention,
    postOnly: command.postOnly ?? false,
    display: command.displayLots ?? null,
    minimum: command.minimumLots ?? null,
    stop: command.stopTicks ?? null,
    expiresOn: command.expiresOn ?? null,
    protection: isMarket ? command.priceTicks : null,
    expiresAt: isTimed && isDate(lastDay) ? midnightOf(lastDay) + SECONDS_PER_DAY : null,
  });
}

/** How far a market order without protection goes: to the end of the band, or as deep as its quantity reaches now. */
function farthestPrice(state: OracleState, market: OracleMarket, command: PlaceCommand): number {
  const { low, high } = bandOf(market);
  if (hasBand(market)) return command.side === 'buy' ? high : low;
  let price = market.reference === 0 ? MAX_PRICE_TICKS : market.reference;
  let missing = command.quantityLots;
  for (const resting of queueOf(state, command.instrumentCode, otherSide(command.side))) {
    if (missing <= 0) break;
    price = resting.limit;
    // it will not trade with itself
    if (resting.owner !== command.participantCode) missing -= resting.leaves;
  }
  return price;
}

/** I7: so many of the leaves will not trade any more. */
export function giveUp(order: OracleOrder, lots: number): void {
  order.leaves -= lots;
  order.cancelled += lots;
}

export function leaveVenue(state: OracleState, order: OracleOrder): void {
  order.place = 'nowhere';
  state.orders = state.orders.filter((one) => one !== order);
}

/** An open order ends before it is filled. */
export function cancel(state: OracleState, order: OracleOrder, reason: string): void {
  giveUp(order, order.leaves);
  leaveVenue(state, order);
  tell(state, order, reason);
}

/** Never accepted: nothing of it trades, nothing of it is kept. */
export function reject(
  state: OracleState,
  order: OracleOrder,
  reason: string,
  price: number | null,
  lots: number,
): void {
  state.facts.push({
    type: 'order',
    order: {
      ...reportOf(order, reason),
      priceTicks: price,
      quantityLots: lots,
      cumulativeLots: 0,
      leavesLots: 0,
      cancelledLots: lots,
      status: 'rejected',
    },
  });
}
