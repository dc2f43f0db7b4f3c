import { BUY, NO_PRICE, NO_SLOT, opposite, SELL, type SideCode } from '../book/order-book';
import { FLAG } from '../book/order-pool';
import type { ReasonCode } from '../reasons';
import { judgeCover, judgeLimits, judgeValue } from './admission';
import type { Market } from './market';
import type { Matcher } from './matcher';
import type { OrderLife } from './order-life';
import type { OrderTicket } from './order-ticket';
import { BOTH_COVERED, BUY_UNCOVERED, SELL_UNCOVERED, type TradeBooking } from './trade-booking';
import { BIDDING, BLOCK, LISTING } from './venue-sink';
import type { VenueTables } from './venue-tables';

/** A taker chooses among so many opposite price levels (national ETS: the best five). */
const LISTING_LEVELS = 5;

const isPositive = (value: number): boolean => Number.isSafeInteger(value) && value > 0;

/**
 * Trades beside the central book: a listing that a taker picks, a block trade between two who agreed, one-way bidding
 * for a seller's lot. Orders of the last two stand aside: covered, numbered, cancellable, never in the book.
 */
export class PrivateTrades {
  constructor(
    private readonly tables: VenueTables,
    private readonly life: OrderLife,
    private readonly matcher: Matcher,
    private readonly booking: TradeBooking,
  ) {}

  /**
   * 摘牌: the ticket's owner trades with one listing at its price. Side and price are those of the listing.
   * @param ticket account, orderNumber and quantityLots of the taker; the rest is filled in
   */
  takeListing(ticket: OrderTicket, listingNumber: number): ReasonCode | null {
    const { tables } = this;
    const { pool } = tables;
    const listing = pool.index.slotOf(listingNumber);
    if (listing === NO_SLOT || !this.#isResting(listing)) return 'listing.not-open';
    const market = tables.market(tables.marketOf(listing));
    if (!market.isListing) return 'listing.not-open';
    if (!market.matches)
      return market.phase === 'suspended' ? 'order.market-suspended' : 'order.market-closed';
    if (tables.accountOf(listing) === ticket.account) return 'listing.own';
    const listedSide = pool.sideOf(listing);
    ticket.market = market.handle;
    ticket.side = opposite(listedSide);
    ticket.priceTicks = pool.priceOf(listing);
    if (!isPositive(ticket.quantityLots)) return 'order.quantity-not-positive';
    if (ticket.quantityLots >= market.settings.listingBelowLots) return 'order.listing-too-large';
    if (ticket.quantityLots > pool.leavesOf(listing)) return 'listing.quantity-not-there';
    if (!this.#isAmongBest(market, listedSide, ticket.priceTicks)) return 'listing.not-among-best';
    const refusal = this.#judge(market, ticket);
    if (refusal !== null) return refusal;
    const taker = this.life.begin(ticket, market);
    this.#trade(market, taker, listing, ticket, LISTING);
    this.matcher.afterFill(listing, market, ticket.quantityLots);
    this.#endFilled(taker, market);
    return null;
  }

  /** 大宗协议, first half: a covered proposal that only the counterparty can accept. */
  proposeBlock(ticket: OrderTicket, counterparty: number): ReasonCode | null {
    const market = this.tables.market(ticket.market);
    const { settings } = market;
    const shut = this.#judgeBlockHours(market);
    if (shut !== null) return shut;
    if (counterparty === ticket.account || counterparty === 0) return 'block.counterparty';
    if (settings.blockFromLots === Number.POSITIVE_INFINITY) return 'order.no-large-lots';
    if (!isPositive(ticket.quantityLots)) return 'order.quantity-not-positive';
    if (ticket.quantityLots < settings.blockFromLots) return 'block.too-small';
    if (!isPositive(ticket.priceTicks) || !this.#isInBlockBand(market, ticket.priceTicks))
      return 'block.outside-band';
    const refusal = this.#judge(market, ticket) ?? this.#judgeRoom(ticket);
    if (refusal !== null) return refusal;
    const slot = this.#standAside(ticket, market);
    this.tables.pool.stopTicks[slot] = counterparty;
    this.tables.reportOrder(slot, null);
    return null;
  }

  /** Second half: the counterparty accepts all of it. @param ticket account and orderNumber of the acceptor */
  acceptBlock(ticket: OrderTicket, proposalNumber: number): ReasonCode | null {
    const { pool } = this.tables;
    const proposal = pool.index.slotOf(proposalNumber);
    if (proposal === NO_SLOT || !this.isOfferedTo(proposal, ticket.account)) return 'block.not-offered';
    const market = this.tables.market(this.tables.marketOf(proposal));
    const shut = this.#judgeBlockHours(market);
    if (shut !== null) return shut;
    const proposedSide = pool.sideOf(proposal);
    ticket.market = market.handle;
    ticket.side = opposite(proposedSide);
    ticket.priceTicks = pool.priceOf(proposal);
    ticket.quantityLots = pool.leavesOf(proposal);
    // the reference price may have moved since the proposal
    if (!this.#isInBlockBand(market, ticket.priceTicks)) return 'block.outside-band';
    const refusal = this.#judge(market, ticket);
    if (refusal !== null) return refusal;
    const acceptor = this.life.begin(ticket, market);
    this.#trade(market, acceptor, proposal, ticket, BLOCK);
    this.#endFilled(proposal, market);
    this.#endFilled(acceptor, market);
    return null;
  }

  /** An order of a bidding: covered, aside. The bidding itself judges its range. @param fromLots smallest quantity */
  enterBidding(ticket: OrderTicket, fromLots: number): ReasonCode | null {
    const market = this.tables.market(ticket.market);
    if (market.settings.blockFromLots === Number.POSITIVE_INFINITY) return 'order.no-large-lots';
    if (!isPositive(ticket.quantityLots)) return 'order.quantity-not-positive';
    if (!isPositive(ticket.priceTicks)) return 'order.price-not-positive';
    if (ticket.quantityLots < fromLots) return 'bidding.too-small';
    const refusal = this.#judge(market, ticket) ?? this.#judgeRoom(ticket);
    if (refusal !== null) return refusal;
    this.tables.reportOrder(this.#standAside(ticket, market), null);
    return null;
  }

  /** A bid wins so many lots of the seller's order. */
  awardBid(sellNumber: number, bidNumber: number, priceTicks: number, lots: number): void {
    const { pool } = this.tables;
    const sell = pool.index.slotOf(sellNumber);
    const bid = pool.index.slotOf(bidNumber);
    const market = this.tables.market(this.tables.marketOf(sell));
    this.booking.book(market, bid, sell, priceTicks, lots, BIDDING, BUY, BOTH_COVERED);
    for (const slot of [bid, sell])
      if (pool.leavesOf(slot) === 0) this.#endFilled(slot, market);
      else this.tables.reportOrder(slot, null);
  }

  /** What did not win, or was not sold, ends. */
  endBidding(orderNumber: number, cause: ReasonCode): void {
    const slot = this.tables.pool.index.slotOf(orderNumber);
    if (slot !== NO_SLOT) this.life.cancel(slot, this.tables.market(this.tables.marketOf(slot)), cause);
  }

  /** A block proposal keeps its counterparty where a stop order keeps its trigger; a bid has neither. */
  isOfferedTo(slot: number, account: number): boolean {
    const { pool } = this.tables;
    return (pool.flagsOf(slot) & FLAG.aside) !== 0 && account !== 0 && pool.stopTicks[slot] === account;
  }

  #judge(market: Market, ticket: OrderTicket): ReasonCode | null {
    return (
      judgeLimits(this.tables, market, ticket, ticket.quantityLots) ??
      judgeValue(market, ticket.side, ticket.priceTicks, ticket.quantityLots) ??
      judgeCover(this.tables, market, ticket, 0)
    );
  }

  #judgeRoom(ticket: OrderTicket): ReasonCode | null {
    const { pool, accounts, limits } = this.tables;
    if (pool.isFull) return 'order.book-full';
    return accounts.openOrdersOf(ticket.account) >= limits.openOrdersPerParticipant
      ? 'order.too-many-open-orders'
      : null;
  }

  #standAside(ticket: OrderTicket, market: Market): number {
    const { pool } = this.tables;
    const slot = this.life.begin(ticket, market);
    pool.setFlags(slot, pool.flagsOf(slot) | FLAG.aside);
    // slots are reused: of a stop that was reached the trigger may still stand there
    pool.stopTicks[slot] = 0;
    this.life.keep(slot, market);
    return slot;
  }

  #judgeBlockHours(market: Market): ReasonCode | null {
    if (!market.matches)
      return market.phase === 'suspended' ? 'order.market-suspended' : 'order.market-closed';
    const { blockHours } = market.settings;
    if (blockHours === null) return null;
    const [from, to] = blockHours;
    const { secondOfDay } = this.tables;
    return secondOfDay >= from && secondOfDay < to ? null : 'block.outside-hours';
  }

  #isInBlockBand(market: Market, priceTicks: number): boolean {
    return priceTicks >= market.blockLowTicks && priceTicks <= market.blockHighTicks;
  }

  #isResting(slot: number): boolean {
    return (this.tables.pool.flagsOf(slot) & (FLAG.waiting | FLAG.aside)) === 0;
  }

  #isAmongBest(market: Market, side: SideCode, priceTicks: number): boolean {
    let price = market.book.best(side);
    for (let level = 1; level <= LISTING_LEVELS && price !== NO_PRICE; level += 1) {
      if (price === priceTicks) return true;
      price = market.book.worse(side, price);
    }
    return false;
  }

  /** The taker, who holds nothing back, trades all of its quantity with an order that does. */
  #trade(market: Market, taker: number, maker: number, ticket: OrderTicket, model: number): void {
    const { priceTicks, quantityLots } = ticket;
    if (ticket.side === BUY)
      this.booking.book(market, taker, maker, priceTicks, quantityLots, model, BUY, BUY_UNCOVERED);
    else this.booking.book(market, maker, taker, priceTicks, quantityLots, model, SELL, SELL_UNCOVERED);
  }

  #endFilled(slot: number, market: Market): void {
    this.tables.reportOrder(slot, null);
    this.life.end(slot, market);
  }
}
