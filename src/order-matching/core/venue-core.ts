import { assert } from '../../kernel';
import { AccountCommands } from './account-commands';
import { pictureOf } from './account-picture';
import { Biddings } from './biddings';
import { FastBook } from './book/fast-book';
import { NO_PRICE, NO_SLOT, type OrderBook, type Side, sideCode } from './book/order-book';
import { FLAG, type OrderPool } from './book/order-pool';
import { dayOrdinal, SECONDS_PER_DAY } from './calendar';
import type { VenueCommand, VenueCommandBody } from './commands';
import { MatchingEngine } from './engine/matching-engine';
import { type MarketPhase } from './engine/phases';
import { EventCollector } from './event-collector';
import type { AccountPicture, CommandOutcome } from './events';
import { VENUE_LIMITS, type VenueLimits } from './limits';
import { MarketCommands } from './market-commands';
import { OfferCommands } from './offer-commands';
import { OrderCommands } from './order-commands';
import { OrderIntake } from './order-intake';
import type { ExecutionReport, VenuePhase } from './order-terms';
import { type Reason, reasonOf } from './reasons';
import { VenueNames } from './venue-names';

export interface VenueCoreOptions {
  readonly limits?: VenueLimits;
  readonly makeBook?: (pool: OrderPool) => OrderBook;
  /** orders need no cover and move no balance; participants are known as they come */
  readonly ample?: boolean;
  /** false: plain orders go the general way, too; for tests that compare */
  readonly shortcuts?: boolean;
}

/** One price level of a book. */
export interface DepthLevel {
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly orderCount: number;
}

/** One market as it stands. */
export interface MarketPicture {
  readonly bids: readonly DepthLevel[];
  readonly asks: readonly DepthLevel[];
  readonly lastPriceTicks: number | null;
  readonly referencePriceTicks: number;
  readonly bandLowTicks: number;
  readonly bandHighTicks: number;
  readonly phase: MarketPhase;
  readonly cancels: boolean;
  readonly indicativePriceTicks: number | null;
  readonly indicativeLots: number;
  /** what would be left over: buyers above zero, sellers below */
  readonly indicativeSurplusLots: number;
}

/**
 * One venue as a deterministic state machine: the same commands give the same events and the same state, anywhere.
 * A broken assertion leaves the state undefined; the caller must then throw this core away.
 */
export class VenueCore {
  /** the venue in numbers: for the parts of the core that look at all of it */
  readonly engine: MatchingEngine;
  readonly names: VenueNames;
  readonly markets: MarketCommands;
  readonly accounts: AccountCommands;
  readonly biddings: Biddings;
  readonly #orders: OrderCommands;
  readonly #offers: OfferCommands;
  readonly #collector = new EventCollector();

  constructor(date: string, options: VenueCoreOptions = {}) {
    this.engine = new MatchingEngine({
      limits: options.limits ?? VENUE_LIMITS,
      sink: this.#collector,
      makeBook: options.makeBook ?? ((pool) => new FastBook(pool)),
      ample: options.ample ?? false,
      shortcuts: options.shortcuts ?? true,
    });
    const { engine } = this;
    this.names = new VenueNames(engine);
    this.#collector.attach(engine.tables, this.names);
    this.#collector.date = date;
    engine.tables.day = dayOrdinal(date);
    engine.tables.nowSeconds = engine.tables.day * SECONDS_PER_DAY;
    this.markets = new MarketCommands(engine, this.names, this.#collector);
    this.accounts = new AccountCommands(engine, this.names);
    const intake = new OrderIntake(engine, this.names, this.#collector);
    this.#orders = new OrderCommands(engine, this.names, this.#collector, intake);
    this.#offers = new OfferCommands(engine, this.names, intake);
    this.biddings = new Biddings(engine, this.names, intake);
  }

  get commandSequence(): number {
    return this.engine.tables.commandSequence;
  }
  get eventSequence(): number {
    return this.engine.tables.eventSequence;
  }
  get tradeSequence(): number {
    return this.engine.tables.tradeSequence;
  }
  /** the simulated trading day */
  get date(): string {
    return this.#collector.date;
  }
  /** simulated time of that day */
  get secondOfDay(): number {
    return this.engine.tables.secondOfDay;
  }
  get phase(): VenuePhase {
    return this.markets.phase;
  }

  /** Applies the next command. @throws Error when its number leaves a gap (I12) or an invariant breaks */
  apply(command: VenueCommand): CommandOutcome {
    const { tables } = this.engine;
    assert(command.sequence === tables.commandSequence + 1, 'I12: command numbers have no gap and no repeat');
    tables.commandSequence = command.sequence;
    const before = tables.eventSequence;
    const refusal = this.#dispatch(command);
    tables.finish();
    const events = this.#collector.take();
    assert(before + events.length === tables.eventSequence, 'I12: every event has its number');
    return { events, refusal };
  }

  /** Codes of the instruments, sorted. */
  instrumentCodes(): readonly string[] {
    return this.names.instrumentCodes();
  }

  has(instrumentCode: string): boolean {
    return this.names.instruments.has(instrumentCode);
  }

  /** A market with its best levels. */
  picture(instrumentCode: string, levels: number): MarketPicture {
    const { market } = this.names.instrument(instrumentCode);
    return {
      bids: this.levels(instrumentCode, 'buy', levels),
      asks: this.levels(instrumentCode, 'sell', levels),
      lastPriceTicks: market.lastTicks === NO_PRICE ? null : market.lastTicks,
      referencePriceTicks: market.referenceTicks,
      bandLowTicks: market.bandLowTicks,
      bandHighTicks: market.bandHighTicks,
      phase: market.phase,
      cancels: market.cancels,
      indicativePriceTicks: market.indicativeTicks === NO_PRICE ? null : market.indicativeTicks,
      indicativeLots: market.indicativeLots,
      indicativeSurplusLots: market.indicativeSurplusLots,
    };
  }

  /** The best levels of one side, best first. */
  levels(instrumentCode: string, side: Side, count: number): readonly DepthLevel[] {
    const { book } = this.names.instrument(instrumentCode).market;
    const code = sideCode(side);
    const levels: DepthLevel[] = [];
    for (
      let price = book.best(code);
      price !== NO_PRICE && levels.length < count;
      price = book.worse(code, price)
    )
      levels.push({
        priceTicks: price,
        quantityLots: book.lotsAt(code, price),
        orderCount: book.ordersAt(code, price),
      });
    return levels;
  }

  /** null: the participant has no account here. */
  account(participantCode: string): AccountPicture | null {
    const account = this.names.accountOf(participantCode);
    return account === 0 ? null : pictureOf(this.engine.tables, this.names, account);
  }

  /** Sorted by participant. */
  accountPictures(): readonly AccountPicture[] {
    return this.names
      .participantCodes()
      .map((code) => pictureOf(this.engine.tables, this.names, this.names.accountOf(code)));
  }

  /** Open orders by their numbers. */
  openOrders(): readonly ExecutionReport[] {
    return this.engine.tables.openSlots(0).map((slot) => this.#collector.reportOf(slot, null));
  }

  /** null: the order is not open. */
  openOrder(orderNumber: number): ExecutionReport | null {
    const slot = this.engine.tables.pool.index.slotOf(orderNumber);
    return slot === NO_SLOT ? null : this.#collector.reportOf(slot, null);
  }

  /** Sequences of trades that are not delivered yet, in their order. */
  unsettledTrades(): readonly number[] {
    return this.engine.tables.unsettled.list().map(({ tradeSequence }) => tradeSequence);
  }

  #dispatch(command: VenueCommandBody & { readonly sequence: number }): Reason | null {
    switch (command.type) {
      case 'list-instrument':
        return this.markets.list(command.terms);
      case 'set-phase':
        return this.markets.setPhase(command.phase, command.instrumentCode ?? null, command.cancels ?? true);
      case 'start-day':
        return this.markets.startDay(command.date, () => this.biddings.endDay());
      case 'advance-clock':
        return this.markets.advanceClock(command.secondOfDay);
      case 'place-order':
        this.#orders.place(command);
        return null;
      case 'amend-order':
        return this.#orders.amend(command);
      case 'cancel-order':
        return this.#cancelOne(command.participantCode, command.orderNumber);
      case 'cancel-all':
        return this.#cancelMany(command);
      case 'take-listing':
        this.#offers.takeListing(command);
        return null;
      case 'propose-block':
        this.#offers.proposeBlock(command);
        return null;
      case 'accept-block':
        this.#offers.acceptBlock(command);
        return null;
      case 'open-bidding':
        this.biddings.openBidding(command);
        return null;
      case 'place-bid':
        this.biddings.placeBid(command);
        return null;
      case 'close-bidding':
        return this.biddings.close(command.biddingNumber);
      case 'set-holding-limit':
        return this.accounts.setHoldingLimit(
          command.participantCode,
          command.instrumentCode,
          command.limitLots,
        );
      case 'credit':
      case 'debit':
        return this.accounts.transfer(command.type, command);
      case 'confirm-settlement':
        this.accounts.confirmSettlement(command.tradeSequences);
        return null;
    }
  }

  #cancelOne(participantCode: string, orderNumber: number): Reason | null {
    const { tables } = this.engine;
    const slot = tables.pool.index.slotOf(orderNumber);
    const isAside = slot !== NO_SLOT && (tables.pool.flagsOf(slot) & FLAG.aside) !== 0;
    const code = this.engine.cancel(this.names.accountOf(participantCode), slot);
    if (isAside) this.biddings.followCancels();
    if (code === null) return null;
    const instrument = slot === NO_SLOT ? '' : this.names.listed(tables.marketOf(slot)).terms.instrumentCode;
    return reasonOf(code, { instrument });
  }

  #cancelMany(command: Extract<VenueCommandBody, { type: 'cancel-all' }>): Reason | null {
    const { participantCode, instrumentCode = null, side = null } = command;
    const listed = instrumentCode === null ? null : this.names.instruments.get(instrumentCode);
    if (instrumentCode !== null && !listed)
      return reasonOf('venue.unknown-instrument', { instrument: instrumentCode });
    const account = participantCode === null ? 0 : this.names.accountOf(participantCode);
    if (participantCode !== null && account === 0) return null;
    const { cancelled, barred } = this.engine.cancelMany(
      account,
      listed?.market.handle ?? 0,
      side === null ? null : sideCode(side),
      participantCode === null ? 'order.cancelled-by-venue' : 'order.cancelled-by-owner',
    );
    this.biddings.followCancels();
    if (cancelled > 0 || barred.length === 0) return null;
    const codes = barred.map((handle) => this.names.listed(handle).terms.instrumentCode).sort();
    return reasonOf('order.cancel-barred', { instrument: codes.join(', ') });
  }
}
