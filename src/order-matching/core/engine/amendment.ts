import { NO_SLOT, type SideCode } from '../book/order-book';
import { FLAG } from '../book/order-pool';
import { MAX_COUNT } from '../limits';
import type { ReasonCode } from '../reasons';
import { crosses, judgeCover, judgeLimits, judgePrice, judgeValue, ticketOf } from './admission';
import type { Market } from './market';
import type { Matcher } from './matcher';
import type { OrderLife } from './order-life';
import { blankTicket, type OrderTicket } from './order-ticket';
import { isReached, type StopOrders } from './stop-orders';
import type { VenueTables } from './venue-tables';

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/** What the owner wants changed; 0 = as it was. */
export interface AmendmentTicket {
  account: number;
  orderNumber: number;
  priceTicks: number;
  /** the new open quantity */
  leavesLots: number;
  stopTicks: number;
  /** see OrderTicket.limitLots */
  limitLots: number;
}

/**
 * Changes an open order. A smaller quantity at the same price keeps its place; anything else goes to the back of the
 * queue and may trade at once, under the same checks as a new order. What is refused changes nothing.
 */
export class Amendment {
  readonly #ticket = blankTicket();

  constructor(
    private readonly tables: VenueTables,
    private readonly life: OrderLife,
    private readonly matcher: Matcher,
    private readonly stops: StopOrders,
  ) {}

  /** @param tie the number of this command: the new place among equal triggers */
  amend(change: AmendmentTicket, tie: number): ReasonCode | null {
    const { tables } = this;
    const { pool } = tables;
    const slot = pool.index.slotOf(change.orderNumber);
    if (slot === NO_SLOT || tables.accountOf(slot) !== change.account) return 'order.not-open';
    const flags = pool.flagsOf(slot);
    if ((flags & FLAG.aside) !== 0) return 'order.amend-not-possible';
    const market = tables.market(tables.marketOf(slot));
    const refusal = this.#judge(slot, market, change);
    if (refusal !== null) return refusal;
    const ticket = this.#ticket;
    const leaves = pool.leavesOf(slot);
    const samePrice = ticket.priceTicks === pool.priceOf(slot);
    const sameStop = (flags & FLAG.waiting) === 0 || ticket.stopTicks === pool.stopTicks[slot];
    if (samePrice && sameStop && ticket.quantityLots <= leaves) {
      this.#shrink(slot, market, leaves - ticket.quantityLots);
      return null;
    }
    this.#requeue(slot, market, ticket, tie);
    return null;
  }

  /** Fills `#ticket` with the order as it would be, and judges it. */
  #judge(slot: number, market: Market, change: AmendmentTicket): ReasonCode | null {
    const { tables } = this;
    const { pool } = tables;
    if (!market.accepts)
      return market.phase === 'suspended' ? 'order.market-suspended' : 'order.market-closed';
    if (!market.cancels) return 'order.cancel-barred';
    const held = tables.reservationOf(slot);
    const leaves = pool.leavesOf(slot);
    const isWaiting = (pool.flagsOf(slot) & FLAG.waiting) !== 0;
    const ticket = ticketOf(tables, slot, this.#ticket);
    ticket.limitLots = change.limitLots;
    if (change.stopTicks !== 0 && !isWaiting) return 'order.stop-terms';
    if (!isCount(change.priceTicks) || !isCount(change.stopTicks)) return 'order.price-not-positive';
    if (!isCount(change.leavesLots)) return 'order.quantity-not-positive';
    if (change.priceTicks !== 0) ticket.priceTicks = change.priceTicks;
    if (change.leavesLots !== 0) ticket.quantityLots = change.leavesLots;
    if (change.stopTicks !== 0) ticket.stopTicks = change.stopTicks;
    if (market.isListing && ticket.quantityLots >= market.settings.listingBelowLots)
      return 'order.listing-too-large';
    // with what was filled and cancelled before, the order quantity must stay countable
    if (pool.quantityOf(slot) - leaves + ticket.quantityLots > MAX_COUNT) return 'order.notional-too-large';
    const more = Math.max(0, ticket.quantityLots - leaves);
    return (
      (more > 0 ? judgeLimits(tables, market, ticket, more) : null) ??
      judgePrice(market, ticket.priceTicks, ticket.stopTicks) ??
      judgeValue(market, ticket.side, ticket.priceTicks, ticket.quantityLots, leaves) ??
      judgeCover(tables, market, ticket, held) ??
      this.#judgeMeeting(slot, market, ticket, isWaiting)
    );
  }

  #judgeMeeting(slot: number, market: Market, ticket: OrderTicket, isWaiting: boolean): ReasonCode | null {
    const { limits, pool } = this.tables;
    const presentTicks = pool.priceOf(slot);
    if (isWaiting || ticket.priceTicks === presentTicks) return null;
    if (market.matches && crosses(market, ticket.side, ticket.priceTicks)) {
      if (market.isListing) return 'order.listing-crosses';
      return ticket.postOnly ? 'order.post-only-would-trade' : null;
    }
    const { book } = market;
    // a level that the order has to itself goes with it
    const levels = book.levelCount - (book.ordersAt(ticket.side, presentTicks) === 1 ? 1 : 0);
    return levels >= limits.levelsPerBook && book.ordersAt(ticket.side, ticket.priceTicks) === 0
      ? 'order.too-many-levels'
      : null;
  }

  /** The order keeps its place. What was already cancelled of it stays cancelled: the order quantity shrinks. */
  #shrink(slot: number, market: Market, lots: number): void {
    const { pool } = this.tables;
    if (lots > 0) {
      if ((pool.flagsOf(slot) & FLAG.waiting) !== 0) this.life.uncover(slot, market, lots);
      else this.life.shrink(slot, market, lots);
      pool.setQuantity(slot, pool.quantityOf(slot) - lots);
    }
    this.tables.reportOrder(slot, null);
  }

  #requeue(slot: number, market: Market, ticket: OrderTicket, tie: number): void {
    const { pool } = this.tables;
    const isWaiting = (pool.flagsOf(slot) & FLAG.waiting) !== 0;
    this.life.withdraw(slot, market);
    this.life.retell(slot, market, ticket.priceTicks, ticket.quantityLots);
    if (!isWaiting) {
      this.matcher.execute(slot, market);
      return;
    }
    pool.stopTicks[slot] = ticket.stopTicks;
    this.stops.wait(slot, market, tie);
    if (market.matches && isReached(market, pool.sideOf(slot), ticket.stopTicks))
      this.stops.enter(slot, market);
    else this.tables.reportOrder(slot, null);
  }
}

export const blankAmendment = (): AmendmentTicket => ({
  account: 0,
  orderNumber: 0,
  priceTicks: 0,
  leavesLots: 0,
  stopTicks: 0,
  limitLots: Number.POSITIVE_INFINITY,
});
