import { assert } from '../../../kernel/errors';
import { breach } from '../book/breach';
import { BUY, NO_SLOT, type OrderBook, SELL, type SideCode } from '../book/order-book';
import { FLAG, type OrderPool } from '../book/order-pool';
import type { VenueLimits } from '../limits';
import type { PriceBand } from '../price-band';
import type { ReasonCode } from '../reasons';
import { judgeAdmission, judgeTerms } from './admission';
import { Amendment, type AmendmentTicket } from './amendment';
import { Market, type MarketSettings } from './market';
import { Matcher } from './matcher';
import { OrderLife } from './order-life';
import { blankTicket, isPlain, type OrderTicket } from './order-ticket';
import { type MarketPhase, uncrossesBetween } from './phases';
import { PlainOrders } from './plain-orders';
import { PrivateTrades } from './private-trades';
import { isReached, StopOrders } from './stop-orders';
import { TradeBooking } from './trade-booking';
import { Uncrossing } from './uncrossing';
import type { VenueSink } from './venue-sink';
import { VenueTables } from './venue-tables';

// Numbers of account-table.ts and plain-orders.ts, written into the code (see order-life.ts).
const enum Cell {
  shift = 3,
  available = 0,
  unsettledIn = 2,
  unsettledOut = 3,
}
/** Of unsettled-trades.ts. */
const enum Trade {
  words = 6,
  sellRow = 1,
  priceTicks = 2,
  day = 3,
  amounts = 3,
  lots = 2,
}
const enum Answer {
  leftAlone = 0,
  met = 2,
}

export interface EngineOptions {
  readonly limits: VenueLimits;
  readonly sink: VenueSink;
  readonly makeBook: (pool: OrderPool) => OrderBook;
  /** orders need no cover and move no balance: for trying a book out by itself */
  readonly ample?: boolean;
  /** false: plain orders go the general way, too; for tests that compare (see PlainOrders) */
  readonly shortcuts?: boolean;
  /** false: levels and accounts after each command are not told, only what happened to orders; for a sink that keeps them itself */
  readonly pictures?: boolean;
  /** columns are made for so many orders at the start */
  readonly expectedOrders?: number;
}

export interface MassCancel {
  readonly cancelled: number;
  /** handles */
  readonly barred: readonly number[];
}

/** What the engine does not know of orders when the band moves. */
export interface Rebanding {
  /** a waiting order whose limit is not its owner's, but the edge of the band */
  readonly followsBand: (slot: number) => boolean;
  /** told right before an order ends, with the price that is outside */
  readonly explain: (priceTicks: number, isTrigger: boolean) => void;
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
    const { limits, sink, ample = false, pictures = true } = options;
    const tables = new VenueTables(limits, sink, ample, pictures, options.expectedOrders);
    const booking = new TradeBooking(tables);
    this.tables = tables;
    this.#makeBook = options.makeBook;
    this.#life = new OrderLife(tables);
    this.#matcher = new Matcher(tables, this.#life, booking);
    this.plain = options.shortcuts === false || tables.ample ? null : new PlainOrders(tables, this.#matcher);
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
    if (isPlain(ticket)) {
      const { market, account } = ticket;
      return this.limit(
        this.tables.market(market),
        this.tables.accounts.rowOf(account, market),
        account,
        ticket.orderNumber,
        ticket.side,
        ticket.priceTicks,
        ticket.quantityLots,
        ticket.timeInForce,
        ticket.prevention,
      );
    }
    return this.placeAny(ticket, this.tables.market(ticket.market));
  }

  /**
   * A limit order with nothing else on it, without a ticket: the quick door, for those who have the row at hand.
   * @param row position of the account in the instrument, 0 when it has none yet
   */
  limit(
    market: Market,
    row: number,
    account: number,
    orderNumber: number,
    side: SideCode,
    priceTicks: number,
    quantityLots: number,
    timeInForce: number,
    prevention: number,
  ): ReasonCode | null {
    if (this.plain !== null) {
      const done = this.plain.limit(
        market,
        row,
        orderNumber,
        side,
        priceTicks,
        quantityLots,
        timeInForce,
        prevention,
      );
      if (done === Answer.met) this.settleDown(market);
      if (done !== Answer.leftAlone) return null;
    }
    return this.placeNumbers(
      market,
      account,
      orderNumber,
      side,
      priceTicks,
      quantityLots,
      timeInForce,
      prevention,
    );
  }

  private placeNumbers(
    market: Market,
    account: number,
    orderNumber: number,
    side: SideCode,
    priceTicks: number,
    quantityLots: number,
    timeInForce: number,
    prevention: number,
  ): ReasonCode | null {
    const ticket = blankTicket();
    ticket.orderNumber = orderNumber;
    ticket.account = account;
    ticket.market = market.handle;
    ticket.side = side;
    ticket.priceTicks = priceTicks;
    ticket.quantityLots = quantityLots;
    ticket.timeInForce = timeInForce;
    ticket.prevention = prevention;
    return this.placeAny(ticket, market);
  }

  private placeAny(ticket: OrderTicket, market: Market): ReasonCode | null {
    const refusal = judgeAdmission(this.tables, market, ticket);
    if (refusal !== null) return refusal;
    const slot = this.#life.begin(ticket, market);
    if (ticket.stopTicks > 0) this.#waitOrEnter(slot, market, ticket);
    else this.#matcher.execute(slot, market);
    this.settleDown(market);
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
    this.settleDown(market);
    return null;
  }

  /** The owner takes an open order back. @param slot where the order is, NO_SLOT when it is not open */
  cancel(account: number, slot: number): ReasonCode | null {
    const { tables, plain } = this;
    const { accounts } = tables;
    const row = tables.pool.rowOf(slot);
    if (slot === NO_SLOT || accounts.accountOfRow(row) !== account) return 'order.not-open';
    const market = tables.market(accounts.marketOfRow(row));
    if (market.cancels !== true) return 'order.cancel-barred';
    if (plain !== null && plain.cancel(slot, row, market) === true) return null;
    this.#life.cancel(slot, market, 'order.cancelled-by-owner');
    this.settleDown(market);
    return null;
  }

  /**
   * Open orders of one account (0: of all), of one instrument (0: of all) and one side (null: of both), in the order of
   * their numbers. The owner's own wish leaves orders alone whose market bars cancels at this hour.
   * @returns how many were cancelled, and the markets in which some were left alone
   */
  cancelMany(account: number, market: number, side: SideCode | null, cause: ReasonCode): MassCancel {
    const { tables } = this;
    const { pool } = tables;
    let cancelled = 0;
    const barred = new Set<number>();
    const touched = new Set<Market>();
    for (const slot of tables.openSlots(account)) {
      const own = tables.market(tables.marketOf(slot));
      if (market !== 0 && own.handle !== market) continue;
      if (side !== null && pool.sideOf(slot) !== side) continue;
      if (cause === 'order.cancelled-by-owner' && !own.cancels) {
        barred.add(own.handle);
        continue;
      }
      this.#life.cancel(slot, own, cause);
      touched.add(own);
      cancelled += 1;
    }
    for (const one of touched) this.settleDown(one);
    if (touched.size === 0) tables.finish();
    return { cancelled, barred: [...barred] };
  }

  /** Moves a market to its next phase; what was collected trades at one price on the way. */
  setPhase(market: Market, phase: MarketPhase, cancels: boolean): void {
    const { tables } = this;
    if (market.phase === phase && market.cancels === cancels) return;
    if (uncrossesBetween(market.phase, phase)) this.#uncrossing.uncross(market);
    // a halt that goes on with other rules for cancels still ends at its hour
    const haltEndsAt = market.phase === phase ? market.haltEndsAt : 0;
    market.enter(phase, cancels);
    market.haltEndsAt = haltEndsAt;
    // for the next order the last price is what traded meanwhile
    if (market.matches) market.centreDynamicBand();
    tables.eventSequence += 1;
    tables.sink.phase(tables.eventSequence, market.handle);
    if (market.matches && market.tradedHighTicks === 0) market.tradedHighTicks = market.lastTicks;
    this.settleDown(market);
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

  /**
   * A new reference price: orders outside the new band end, the others keep their places. A stop order that goes as far
   * as the band is drawn into the new one; it needs no more cover, because its limit only ever moves inward.
   */
  setReference(market: Market, referenceTicks: number, band: PriceBand, rebanding: Rebanding): void {
    const { pool } = this.tables;
    const isOutside = (ticks: number) => ticks < band.lowTicks || ticks > band.highTicks;
    for (const slot of this.#slotsOf(market)) {
      const isWaiting = (pool.flagsOf(slot) & FLAG.waiting) !== 0;
      const limit = pool.priceOf(slot);
      const trigger = isWaiting ? (pool.stopTicks[slot] as number) : limit;
      if (!isOutside(limit) && !isOutside(trigger)) continue;
      const isOwnLimit = !(isWaiting && rebanding.followsBand(slot));
      if (isOutside(trigger) || isOwnLimit) {
        const isTrigger = !(isOutside(limit) && isOwnLimit);
        rebanding.explain(isTrigger ? trigger : limit, isTrigger);
        this.#life.cancel(slot, market, 'order.outside-new-band');
      } else this.#life.reprice(slot, market, Math.min(Math.max(limit, band.lowTicks), band.highTicks));
    }
    market.setReference(referenceTicks, band);
    this.settleDown(market);
  }

  /** What stands in the book of a market or waits for its price, by order number. */
  #slotsOf(market: Market): number[] {
    const { pool } = this.tables;
    const slots = [...market.buyStops.slots(), ...market.sellStops.slots()];
    for (const side of [BUY, SELL] as const)
      for (let slot = market.book.front(side); slot !== NO_SLOT; slot = market.book.next(slot))
        slots.push(slot);
    return slots.sort((one, other) => pool.numberOf(one) - pool.numberOf(other));
  }

  /** See PrivateTrades: listings that are picked, block trades, one-way bidding. */
  get privateTrades(): PrivateTrades {
    return this.#private;
  }

  /** Delivered in the ledger. @returns false when the trade is not (or no longer) unsettled */
  confirmSettlement(tradeSequence: number): boolean {
    const { tables } = this;
    const { unsettled } = tables;
    const page = unsettled.pageOf(tradeSequence);
    if (page === null) return false;
    const { words, amounts } = page;
    const place = tradeSequence - page.first;
    const trade = place * Trade.words;
    const lots = amounts[place * Trade.amounts + Trade.lots] ?? 0;
    if (lots === 0) return false;
    this.deliver(
      words[trade] as number,
      words[trade + Trade.sellRow] as number,
      words[trade + Trade.priceTicks] as number,
      lots,
      words[trade + Trade.day] as number,
    );
    unsettled.clear(page, place);
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
  private settleDown(market: Market): void {
    if (market.matches === true) this.#stops.run(market);
    if (market.collects === true) this.#uncrossing.publish(market);
    this.tables.finish();
  }

  /** What was owed has left, what was expected is here and free. */
  private deliver(buyRow: number, sellRow: number, priceTicks: number, lots: number, day: number): void {
    const { tables } = this;
    const { accounts } = tables;
    const { cells } = accounts;
    const market = tables.market(accounts.marketOfRow(buyRow));
    const amount = priceTicks * lots * market.centsPerTickLot;
    const spent = accounts.cashRowOfRow(buyRow) << Cell.shift;
    const earned = accounts.cashRowOfRow(sellRow) << Cell.shift;
    const into = buyRow << Cell.shift;
    const from = sellRow << Cell.shift;
    const cashOut = (cells[spent | Cell.unsettledOut] as number) - amount;
    const cashIn = (cells[earned | Cell.unsettledIn] as number) - amount;
    const rightsOut = (cells[from | Cell.unsettledOut] as number) - lots;
    const rightsIn = (cells[into | Cell.unsettledIn] as number) - lots;
    if (cashOut < 0 || cashIn < 0 || rightsOut < 0 || rightsIn < 0) breach('I3: what settles was unsettled');
    cells[spent | Cell.unsettledOut] = cashOut;
    cells[earned | Cell.unsettledIn] = cashIn;
    cells[earned | Cell.available] = (cells[earned | Cell.available] as number) + amount;
    cells[from | Cell.unsettledOut] = rightsOut;
    cells[into | Cell.unsettledIn] = rightsIn;
    cells[into | Cell.available] = (cells[into | Cell.available] as number) + lots;
    if (market.settings.resaleBarredToday && day === tables.day)
      accounts.lockedLots[buyRow] = (accounts.lockedLots[buyRow] as number) + lots;
    if (tables.pictures === true) {
      tables.touchAccount(accounts.accountOfRow(buyRow));
      tables.touchAccount(accounts.accountOfRow(sellRow));
    }
  }
}
