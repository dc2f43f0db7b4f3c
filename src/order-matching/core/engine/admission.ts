import { BUY, NO_SLOT, opposite, type SideCode } from '../book/order-book';
import { FLAG } from '../book/order-pool';
import { MAX_COUNT, MAX_PRICE_TICKS } from '../limits';
import type { ReasonCode } from '../reasons';
import { AVAILABLE, BOUGHT, CASH, NO_ACCOUNT, OPEN_BUY } from './account-table';
import { crossesAt } from './crossing';
import type { Market } from './market';
import {
  CANCEL_AGGRESSOR,
  CANCEL_RESTING,
  DECREMENT_AND_CANCEL,
  FOK,
  type OrderTicket,
  REST,
} from './order-ticket';
import type { VenueTables } from './venue-tables';

const isPositive = (value: number): boolean => Number.isSafeInteger(value) && value > 0;

/** May this order come in? From what the order is, over the market, to what the participant has. Null when it may. */
export const judgeAdmission = (tables: VenueTables, market: Market, ticket: OrderTicket): ReasonCode | null =>
  judgeTerms(market, ticket) ??
  judgeLimits(tables, market, ticket, ticket.quantityLots) ??
  judgePrice(market, ticket.priceTicks, ticket.stopTicks) ??
  judgeValue(market, ticket.side, ticket.priceTicks, ticket.quantityLots) ??
  judgeRoom(tables, market, ticket) ??
  judgeCover(tables, market, ticket, 0) ??
  judgeMeeting(tables, market, ticket);

/** What does not depend on who sends it. */
export const judgeTerms = (market: Market, ticket: OrderTicket): ReasonCode | null =>
  judgeShape(market, ticket) ?? judgePhase(market, ticket);

/** Do the terms of the order go together? */
function judgeShape(market: Market, ticket: OrderTicket): ReasonCode | null {
  const { quantityLots, displayLots, minimumLots, timeInForce, isMarket, stopTicks } = ticket;
  if (!isPositive(quantityLots)) return 'order.quantity-not-positive';
  if (!isPositive(ticket.priceTicks)) return 'order.price-not-positive';
  if (displayLots === 0 && minimumLots === 0 && stopTicks === 0 && !ticket.postOnly)
    return judgeListing(market, ticket);
  const rests = timeInForce === REST && !isMarket;
  if (displayLots !== 0 && !(rests && isPositive(displayLots) && displayLots <= quantityLots))
    return 'order.display-not-possible';
  if (minimumLots !== 0 && !(isPositive(minimumLots) && minimumLots <= quantityLots))
    return 'order.minimum-not-possible';
  if (ticket.postOnly && (!rests || minimumLots > 0 || stopTicks > 0)) return 'order.post-only-terms';
  if (stopTicks !== 0 && (!isPositive(stopTicks) || minimumLots > 0 || timeInForce === FOK))
    return 'order.stop-terms';
  return judgeListing(market, ticket);
}

/** Listing mode knows plain listings below its size limit; the taker picks one (national ETS, 挂牌协议). */
function judgeListing(market: Market, ticket: OrderTicket): ReasonCode | null {
  if (!market.isListing) return null;
  if (ticket.quantityLots >= market.settings.listingBelowLots) return 'order.listing-too-large';
  const plain =
    ticket.timeInForce === REST &&
    !ticket.isMarket &&
    !ticket.postOnly &&
    ticket.stopTicks === 0 &&
    ticket.displayLots === 0 &&
    ticket.minimumLots === 0;
  return plain ? null : 'order.not-in-listing-mode';
}

function judgePhase(market: Market, ticket: OrderTicket): ReasonCode | null {
  if (!market.accepts) return market.phase === 'suspended' ? 'order.market-suspended' : 'order.market-closed';
  if (!market.collects || ticket.stopTicks > 0) return null;
  const waits =
    ticket.timeInForce === REST && !ticket.isMarket && !ticket.postOnly && ticket.minimumLots === 0;
  return waits ? null : 'order.not-while-collecting';
}

/** What families and the instrument allow this participant in all, with so many lots more. */
export function judgeLimits(
  tables: VenueTables,
  market: Market,
  ticket: OrderTicket,
  lots: number,
): ReasonCode | null {
  const { accounts } = tables;
  const { settings } = market;
  if (ticket.limitLots === Number.POSITIVE_INFINITY && !settings.hasLimits && !accounts.hasOwnLimits)
    return null;
  const row = accounts.rowOf(ticket.account, market.handle);
  const committed = accounts.cell(row, BOUGHT + ticket.side) + accounts.cell(row, OPEN_BUY + ticket.side);
  if (committed + lots > ticket.limitLots) return 'order.limit-reached';
  if (ticket.side === BUY) {
    const held = accounts.positionLots(row) + accounts.cell(row, OPEN_BUY);
    return held + lots > holdingLimitOf(tables, market, row) ? 'order.holding-limit' : null;
  }
  const available = accounts.cell(row, AVAILABLE);
  const sellable = available - (accounts.lockedLots[row] as number);
  return settings.resaleBarredToday && lots > sellable && lots <= available ? 'order.bought-today' : null;
}

export const holdingLimitOf = (tables: VenueTables, market: Market, row: number): number => {
  const own = tables.accounts.holdingLimitLots[row] as number;
  return own > 0 ? own : market.settings.holdingLimitLots;
};

export function judgePrice(market: Market, priceTicks: number, stopTicks: number): ReasonCode | null {
  const { bandLowTicks, bandHighTicks } = market;
  if (priceTicks > MAX_PRICE_TICKS) return 'order.price-too-high';
  if (priceTicks < bandLowTicks || priceTicks > bandHighTicks) return 'order.outside-band';
  return stopTicks !== 0 && (stopTicks < bandLowTicks || stopTicks > bandHighTicks)
    ? 'order.outside-band'
    : null;
}

/**
 * Every amount that can come of the order must be counted exactly: a trade's price is at most the buyer's limit, so a
 * safe value of each order at its own limit makes every trade safe; and so must the lots of all orders of one side.
 */
export function judgeValue(
  market: Market,
  side: SideCode,
  priceTicks: number,
  lots: number,
  lotsAlready = 0,
): ReasonCode | null {
  const tickLots = priceTicks * lots;
  if (tickLots > MAX_COUNT || tickLots * market.centsPerTickLot > MAX_COUNT)
    return 'order.notional-too-large';
  return (market.openLots[side] as number) - lotsAlready + lots > MAX_COUNT ? 'order.side-full' : null;
}

function judgeRoom(tables: VenueTables, market: Market, ticket: OrderTicket): ReasonCode | null {
  const { limits, pool, accounts } = tables;
  if (pool.isFull) return 'order.book-full';
  const rests = ticket.timeInForce === REST;
  // a stop order waits, whatever becomes of it later
  if (!rests && ticket.stopTicks === 0) return null;
  if (accounts.openOrdersOf(ticket.account) >= limits.openOrdersPerParticipant)
    return 'order.too-many-open-orders';
  const { book } = market;
  const noLevel =
    book.levelCount >= limits.levelsPerBook && book.ordersAt(ticket.side, ticket.priceTicks) === 0;
  return rests && noLevel ? 'order.too-many-levels' : null;
}

/** @param heldAlready what the order itself has reserved before it is amended: cents for a buy, lots for a sell */
export function judgeCover(
  tables: VenueTables,
  market: Market,
  ticket: OrderTicket,
  heldAlready: number,
): ReasonCode | null {
  if (tables.ample) return null;
  const { accounts } = tables;
  const { account, quantityLots } = ticket;
  if (ticket.side === BUY) {
    const needed = ticket.priceTicks * quantityLots * market.centsPerTickLot;
    const available = accounts.cell(accounts.rowOf(account, CASH), AVAILABLE) + heldAlready;
    return account !== NO_ACCOUNT && needed <= available ? null : 'order.insufficient-cash';
  }
  const row = accounts.rowOf(account, market.handle);
  const available = accounts.cell(row, AVAILABLE) + heldAlready;
  return quantityLots <= available ? null : 'order.insufficient-rights';
}

/** What depends on the orders that it would meet now: post-only, fill-or-kill, minimum quantity, a listing that crosses. */
function judgeMeeting(tables: VenueTables, market: Market, ticket: OrderTicket): ReasonCode | null {
  if (!market.matches || ticket.stopTicks > 0) return null;
  const { side, priceTicks } = ticket;
  if (market.isListing) return crosses(market, side, priceTicks) ? 'order.listing-crosses' : null;
  if (ticket.postOnly) return crosses(market, side, priceTicks) ? 'order.post-only-would-trade' : null;
  if (ticket.timeInForce === FOK)
    return canFill(tables, market, ticket, ticket.quantityLots) ? null : 'order.fok-not-fillable';
  return ticket.minimumLots > 0 && !canFill(tables, market, ticket, ticket.minimumLots)
    ? 'order.minimum-not-fillable'
    : null;
}

/** Would an order at this price meet the best of the other side? */
export const crosses = (market: Market, side: SideCode, priceTicks: number): boolean =>
  crossesAt(side, priceTicks, market.book.best(opposite(side)));

/**
 * Can so many lots trade at once, with others (I14)? Own orders never count; unless they make way, they also end the
 * walk, or take their lots off the order. Hidden lots count, but come up behind the own orders of their level.
 */
function canFill(tables: VenueTables, market: Market, ticket: OrderTicket, lots: number): boolean {
  const { pool } = tables;
  const { book } = market;
  const side = opposite(ticket.side);
  const prevention = market.cancels ? ticket.prevention : CANCEL_AGGRESSOR;
  let left = ticket.quantityLots;
  // what may be left over; an own order takes from both, a trade only from what is left
  let spare = left - lots;
  for (
    let price = book.best(side);
    crossesAt(ticket.side, ticket.priceTicks, price);
    price = book.worse(side, price)
  ) {
    const halts = price < market.dynamicLowTicks || price > market.dynamicHighTicks;
    let hidden = 0;
    for (
      let slot = book.oldestAt(side, price);
      slot !== NO_SLOT;
      slot = nextAt(tables, market, slot, price)
    ) {
      const leaves = pool.leavesOf(slot);
      if (tables.accountOf(slot) !== ticket.account) {
        if (halts) return false;
        const shown = pool.shownOf(slot);
        hidden += leaves - shown;
        left -= shown;
      } else if (prevention === DECREMENT_AND_CANCEL) {
        left -= leaves;
        spare -= leaves;
      } else if (prevention !== CANCEL_RESTING) return false;
      if (left <= spare) return true;
      if (spare < 0) return false;
    }
    left -= hidden;
    if (left <= spare) return true;
  }
  return false;
}

/** The next order of the same level. */
function nextAt(tables: VenueTables, market: Market, slot: number, priceTicks: number): number {
  const next = market.book.next(slot);
  return next !== NO_SLOT && tables.pool.priceOf(next) === priceTicks ? next : NO_SLOT;
}

/** The ticket of an order that is in the book, as it stands: what an amendment starts from. */
export function ticketOf(tables: VenueTables, slot: number, into: OrderTicket): OrderTicket {
  const { pool } = tables;
  const flags = pool.flagsOf(slot);
  into.orderNumber = pool.numberOf(slot);
  into.account = tables.accountOf(slot);
  into.market = tables.marketOf(slot);
  into.side = pool.sideOf(slot);
  into.isMarket = (flags & FLAG.market) !== 0;
  into.priceTicks = pool.priceOf(slot);
  into.quantityLots = pool.leavesOf(slot);
  into.timeInForce = flags & FLAG.timeInForce;
  into.prevention = (flags & FLAG.prevention) >> 3;
  into.postOnly = (flags & FLAG.postOnly) !== 0;
  into.displayLots = pool.peakLots[slot] as number;
  into.minimumLots = 0;
  into.stopTicks = (flags & FLAG.waiting) !== 0 ? (pool.stopTicks[slot] as number) : 0;
  into.expiresAt = pool.expiresAt[slot] as number;
  into.limitLots = Number.POSITIVE_INFINITY;
  return into;
}
