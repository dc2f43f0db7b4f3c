import type { SideCode } from '../book/order-book';

/** What is left after matching: rests, is cancelled, or nothing may be left at all. */
export const REST = 0;
export const IOC = 1;
export const FOK = 2;

/** What happens when an order would meet one of the same participant (I14). */
export const CANCEL_AGGRESSOR = 0;
export const CANCEL_RESTING = 1;
export const CANCEL_BOTH = 2;
export const DECREMENT_AND_CANCEL = 3;

/** An order as the engine takes it: numbers only. One ticket object may be filled again and again. */
export interface OrderTicket {
  /** unique in the venue and increasing: the number of the command that brought the order */
  orderNumber: number;
  account: number;
  market: number;
  side: SideCode;
  /** a market order's limit is its protection price */
  isMarket: boolean;
  /** the limit */
  priceTicks: number;
  quantityLots: number;
  /** REST, IOC or FOK */
  timeInForce: number;
  prevention: number;
  postOnly: boolean;
  /** visible part of an iceberg; 0 = all of it */
  displayLots: number;
  /** so much must trade at once, or the order is rejected; 0 = no condition */
  minimumLots: number;
  /** trigger of a stop order; 0 = not a stop */
  stopTicks: number;
  /** simulated second at which it expires; 0 = never */
  expiresAt: number;
  /** most that this participant may buy (sell) in all, open orders included; Infinity = no limit */
  limitLots: number;
}

/** A ticket with nothing on it. */
export const blankTicket = (): OrderTicket => ({
  orderNumber: 0,
  account: 0,
  market: 0,
  side: 0,
  isMarket: false,
  priceTicks: 0,
  quantityLots: 0,
  timeInForce: REST,
  prevention: CANCEL_AGGRESSOR,
  postOnly: false,
  displayLots: 0,
  minimumLots: 0,
  stopTicks: 0,
  expiresAt: 0,
  limitLots: Number.POSITIVE_INFINITY,
});

/** Has the order terms beyond price, quantity and what becomes of its rest? */
export const hasConditions = (ticket: OrderTicket): boolean =>
  ticket.stopTicks !== 0 ||
  ticket.displayLots !== 0 ||
  ticket.minimumLots !== 0 ||
  ticket.expiresAt !== 0 ||
  ticket.postOnly === true;

/** A limit order with nothing else on it, and no limit of the participant's own to be looked at. */
export const isPlain = (ticket: OrderTicket): boolean =>
  !ticket.isMarket && !hasConditions(ticket) && ticket.limitLots === Number.POSITIVE_INFINITY;
