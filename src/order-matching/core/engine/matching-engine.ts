import { assert } from '../../../kernel/errors';
import { NO_SLOT, type OrderBook, type SideCode } from '../book/order-book';
import { FLAG, type OrderPool } from '../book/order-pool';
import type { VenueLimits } from '../limits';
import type { PriceBand } from '../price-band';
import type { ReasonCode } from '../reasons';
import { AVAILABLE, ROW_SHIFT, UNSETTLED_IN, UNSETTLED_OUT } from './account-table';
import { judgeAdmission, judgeTerms } from './admission';
import { Amendment, type AmendmentTicket } from './amendment';
import { Market, type MarketSettings } from './market';
import { Matcher } from './matcher';
import { OrderLife } from './order-life';
import type { OrderTicket } from './order-ticket';
import { type MarketPhase, uncrossesBetween } from './phases';
import { PlainFills } from './plain-fills';
import { LEFT_ALONE, MET, PlainOrders } from './plain-orders';
import { PrivateTrades } from './private-trades';
import { isReached, StopOrders } from './stop-orders';
import { TradeBooking } from './trade-booking';
import { Uncrossing } from './uncrossing';
import type { VenueSink } from './venue-sink';
import { VenueTables } from './venue-tables';

export interface EngineOptions {
  readonly limits: VenueLimits;
  readonly sink: VenueSink;
  readonly makeBook: (pool: OrderPool) => OrderBook;
  /** orders need no cover and move no balance: for trying a book out by itself */
  readonly ample?: boolean;
  /** false: plain orders go the general way, too; for tests that compare (see PlainOrders) */
  readonly shortcuts?: boolean;
  /** columns are made for so many orders at the start */
  readonly expectedOrders?: number;
}

/**
 * The venue in numbers: handles instead of names, integers instead of texts, a sink instead of event objects. One call
 * is one command; a refused command answers why and has changed nothing. Deterministic: no clock, no chance.
 */
export class MatchingEngine {
  readonly tables: VenueTables;
  readonly #life: OrderLife;
  readonly #matcher: Matcher;
  readonly #stops: StopOrders;
  readonly #amendment: Amendment;
  readonly #uncrossing: Uncrossing;
  readonly #private: PrivateTrades;
  private readonly plain: PlainOrders | null;
  readonly #makeBook: (pool: OrderPool) => OrderBook;

  constructor(options: EngineOptions) {
    const tables = new VenueTables(options.limits, options.sink, options.ample, options.expectedOrders);
    const booking = new TradeBooking(tables);
    this.tables = tables;
    this.#makeBook = options.makeBook;
    this.#life = new OrderLife(tables);
    this.#matcher = new Matcher(tables, this.#life, booking);
    this.plain =
      options.shortcuts === false || tables.ample
        ? null
        : new PlainOrders(tables, this.#matcher, new PlainFills(tables, this.#matcher));
    this.#stops = new StopOrders(tables, this.#life, this.#matcher);
    this.#amendment = new Amendment(tables, this.#life, this.#matcher, this.#stops);
    this.#uncrossing = new Uncrossing(tables, this.#matcher, booking);
    this.#private = new PrivateTrades(tables, this.#life, this.#matcher, booking);
  }

  addMarket(settings: MarketSettings): Market {
    const { tables } = this;
    const market = new Market(tables.markets.length, this.#makeBook(tables.pool), settings);
    tables.markets.push(market);
    return market;
  }

  place(ticket: OrderTicket): ReasonCode | null {
    const { tables } = this;
    const market = tables.market(ticket.market);
    if (this.plain !== null) {
      const done = this.plain.place(ticket, market);
      if (done !== LEFT_ALONE) {
        if (done === MET) this.#settleDown(market);
        return null;
      }
    }
    const refusal = judgeAdmission(tables, market, ticket);
    if (refusal !== null) return refusal;
    const slot = this.#life.begin(ticket, market);
    if (ticket.stopTicks > 0) this.#waitOrEnter(slot, market, ticket);
    else this.#matcher.execute(slot, market);
    this.#settleDown(market);
    return null;
  }

  /** Whether the order itself and the hour are right, whoever sends it. */
  judgeTerms(ticket: OrderTicket): ReasonCode | null {
    return judgeTerms(this.tables.market(ticket.market), ticket);
  }

  amend(change: AmendmentTicket, tie: number): ReasonCode | null {
    const { tables } = this;
    const slot = tables.pool.index.slotOf(change.orderNumber);
    const market = slot === NO_SLOT ? null : tables.market(tables.marketOf(slot));
    const refusal = this.#amendment.amend(change, tie);
    if (refusal !== null || market === null) return refusal;
    this.#settleDown(market);
    return null;
  }

  /** The owner takes an open order back. */
  cancel(account: number, orderNumber: number): ReasonCode | null {
    const { tables } = this;
    const { pool } = tables;
    const slot = pool.index.slotOf(orderNumber);
    if (slot === NO_SLOT || tables.accountOf(slot) !== account) return 'order.not-open';
    const market = tables.market(tables.marketOf(slot));
    if (market.cancels !== true) return 'order.cancel-barred';
    if (this.plain !== null && this.plain.cancel(slot, account, market) === true) return null;
    this.#life.cancel(slot, market, 'order.cancelled-by-owner');
    this.#settleDown(market);
    return null;
  }

  /**
   * Open orders of one account (0: of all), of one instrument (0: of all) and one side (null: of both), in the order of
   * their numbers. The owner's own wish leaves orders alone whose market bars cancels at this hour.
   * @returns how many were cancelled
   */
  cancelMany(account: number, market: number, side: SideCode | null, cause: ReasonCode): number {
    const { tables } = this;
    const { pool } = tables;
    let cancelled = 0;
    const touched = new Set<Market>();
    for (const slot of tables.openSlots(account)) {
      const own = tables.market(tables.marketOf(slot));
      if (market !== 0 && own.handle !== market) continue;
      if (side !== null && pool.sideOf(slot) !== side) continue;
      if (cause === 'order.cancelled-by-owner' && !own.cancels) continue;
      this.#life.cancel(slot, own, cause);
      touched.add(own);
      cancelled += 1;
    }
    for (const one of touched) this.#settleDown(one);
    if (touched.size === 0) tables.finish();
    return cancelled;
  }

  /** Moves a market to its next phase; what was collected trades at one price on the way. */
  setPhase(market: Market, phase: MarketPhase, cancels: boolean): void {
    const { tables } = this;
    if (market.phase === phase && market.cancels === cancels) return;
    if (uncrossesBetween(market.phase, phase)) this.#uncrossing.uncross(market);
    market.enter(phase, cancels);
    // for the next order the last price is what traded meanwhile
    if (market.matches) market.centreDynamicBand();
    tables.eventSequence += 1;
    tables.sink.phase(tables.eventSequence, market.handle);
    if (market.matches && market.tradedHighTicks === 0) market.tradedHighTicks = market.lastTicks;
    this.#settleDown(market);
  }

  /** Simulated time goes on: orders expire and volatility halts end, each at its own second. */
  advanceTo(seconds: number): void {
    const { tables } = this;
    assert(seconds >= tables.nowSeconds, 'simulated time does not go back');
    for (;;) {
      const halted = this.#firstHalted();
      const haltEndsAt = halted?.haltEndsAt ?? Number.POSITIVE_INFINITY;
      const expiresAt = tables.expiries.firstKey();
      if (Math.min(haltEndsAt, expiresAt) > seconds) break;
      tables.nowSeconds = Math.max(tables.nowSeconds, Math.min(haltEndsAt, expiresAt));
      if (halted && haltEndsAt < expiresAt) this.setPhase(halted, 'continuous', true);
      else this.#expire(tables.expiries.first());
    }
    tables.nowSeconds = seconds;
    for (const market of tables.markets) if (market) this.#uncrossing.publish(market);
    tables.finish();
  }

  /** The market whose halt ends first, of equal ones the older; null when no halt has an end. */
  #firstHalted(): Market | null {
    let first: Market | null = null;
    for (const market of this.tables.markets)
      if (market && market.haltEndsAt !== 0 && (!first || market.haltEndsAt < first.haltEndsAt))
        first = market;
    return first;
  }

  #expire(slot: number): void {
    const { tables } = this;
    this.#life.cancel(slot, tables.market(tables.marketOf(slot)), 'order.expired');
  }

  /** A new reference price: orders outside the new band end, the others keep their places. */
  setReference(
    market: Market,
    referenceTicks: number,
    band: PriceBand,
    causes: (slot: number) => void,
  ): void {
    const { pool } = this.tables;
    const outside = (ticks: number) => ticks < band.lowTicks || ticks > band.highTicks;
    for (const slot of this.tables.openSlots(0)) {
      if (this.tables.marketOf(slot) !== market.handle) continue;
      const flags = pool.flagsOf(slot);
      if ((flags & FLAG.aside) !== 0) continue;
      const stops = (flags & FLAG.waiting) !== 0 && outside(pool.stopTicks[slot] as number);
      if (!stops && !outside(pool.priceOf(slot))) continue;
      causes(slot);
      this.#life.cancel(slot, market, 'order.outside-new-band');
    }
    market.setReference(referenceTicks, band);
    this.#settleDown(market);
  }

  /** See PrivateTrades: listings that are picked, block trades, one-way bidding. */
  get privateTrades(): PrivateTrades {
    return this.#private;
  }

  /** Delivered in the ledger. @returns false when the trade is not (or no longer) unsettled */
  confirmSettlement(tradeSequence: number): boolean {
    const { tables } = this;
    if (!tables.unsettled.take(tradeSequence, this.deliver)) return false;
    tables.eventSequence += 1;
    tables.sink.settled(tables.eventSequence, tradeSequence);
    return true;
  }

  /** Ends a command that used the parts directly. */
  finish(): void {
    this.tables.finish();
  }

  /** A new simulated day: what was bought before it may be sold. */
  startDay(day: number): void {
    this.tables.day = day;
    this.tables.accounts.lockedLots.fill(0);
  }

  #waitOrEnter(slot: number, market: Market, ticket: OrderTicket): void {
    this.#stops.wait(slot, market, ticket.orderNumber);
    if (market.matches && isReached(market, ticket.side, ticket.stopTicks)) this.#stops.enter(slot, market);
    else this.tables.reportOrder(slot, null);
  }

  /** What follows from a command: stops that were reached, the indicative price, the touched levels and accounts. */
  #settleDown(market: Market): void {
    if (market.matches === true) this.#stops.run(market);
    if (market.collects === true) this.#uncrossing.publish(market);
    this.tables.finish();
  }

  /** What was owed has left, what was expected is here and free. */
  private readonly deliver = (
    buyRow: number,
    sellRow: number,
    priceTicks: number,
    lots: number,
    day: number,
  ): void => {
    const { tables } = this;
    const { accounts } = tables;
    const { cells } = accounts;
    const market = tables.market(accounts.marketOfRow[buyRow] as number);
    const amount = priceTicks * lots * market.centsPerTickLot;
    const spent = (accounts.cashRowOfRow[buyRow] as number) << ROW_SHIFT;
    const earned = (accounts.cashRowOfRow[sellRow] as number) << ROW_SHIFT;
    const into = buyRow << ROW_SHIFT;
    const from = sellRow << ROW_SHIFT;
    const cashOut = (cells[spent | UNSETTLED_OUT] as number) - amount;
    const cashIn = (cells[earned | UNSETTLED_IN] as number) - amount;
    const rightsOut = (cells[from | UNSETTLED_OUT] as number) - lots;
    const rightsIn = (cells[into | UNSETTLED_IN] as number) - lots;
    assert(cashOut >= 0 && cashIn >= 0 && rightsOut >= 0 && rightsIn >= 0, 'I3: what settles was unsettled');
    cells[spent | UNSETTLED_OUT] = cashOut;
    cells[earned | UNSETTLED_IN] = cashIn;
    cells[earned | AVAILABLE] = (cells[earned | AVAILABLE] as number) + amount;
    cells[from | UNSETTLED_OUT] = rightsOut;
    cells[into | UNSETTLED_IN] = rightsIn;
    cells[into | AVAILABLE] = (cells[into | AVAILABLE] as number) + lots;
    if (market.settings.resaleBarredToday && day === tables.day)
      accounts.lockedLots[buyRow] = (accounts.lockedLots[buyRow] as number) + lots;
    tables.touchAccount(accounts.accountOfRow[buyRow] as number);
    tables.touchAccount(accounts.accountOfRow[sellRow] as number);
  };
}
