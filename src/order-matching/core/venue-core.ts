import { assert } from '../../kernel';
import { judgeAdmission, judgeShape } from './admission';
import type { LostOrder, PlaceOrderCommand, VenueCommand } from './commands';
import { EventRecorder } from './event-recorder';
import type { CommandOutcome } from './events';
import { VENUE_LIMITS, type VenueLimits } from './limits';
import { Matching } from './matching';
import { centsText, priceText, quantityText } from './measure-text';
import { NaiveBook } from './naive-book';
import type { OrderBook } from './order-book';
import type { InstrumentTerms } from './order-terms';
import { averagePriceTicks, priceBand } from './price-band';
import { type Reason, reasonOf } from './reasons';
import { CASH_KEY, type OpenOrder, reportOf, VenueState } from './venue-state';

export interface VenueCoreOptions {
  readonly limits?: VenueLimits;
  readonly makeBook?: () => OrderBook;
}

/**
 * One venue as a deterministic state machine: the same commands give the same events and the same state, anywhere.
 * A broken assertion leaves the state undefined; the caller must then throw this core away.
 */
export class VenueCore {
  readonly #limits: VenueLimits;
  readonly #makeBook: () => OrderBook;
  readonly #recorder: EventRecorder;
  readonly #matching: Matching;

  constructor(
    readonly state: VenueState,
    options: VenueCoreOptions = {},
  ) {
    this.#limits = options.limits ?? VENUE_LIMITS;
    this.#makeBook = options.makeBook ?? (() => new NaiveBook());
    this.#recorder = new EventRecorder(state);
    this.#matching = new Matching(state, this.#recorder);
  }

  /** Applies the next command. @throws Error when its number leaves a gap (I12) or an invariant breaks */
  apply(command: VenueCommand): CommandOutcome {
    const { state } = this;
    assert(command.sequence === state.commandSequence + 1, 'I12: command numbers have no gap and no repeat');
    state.commandSequence = command.sequence;
    const before = state.eventSequence;
    const refusal = this.#dispatch(command);
    const events = this.#recorder.finish();
    assert(before + events.length === state.eventSequence, 'I12: every event has its number');
    return { events, refusal };
  }

  /** Lists an instrument without an event: for a venue that is taken up again. */
  restoreInstrument(terms: InstrumentTerms): void {
    const { referencePriceTicks, priceBandBasisPoints, centsPerTickLot } = terms;
    assert(
      Number.isSafeInteger(centsPerTickLot) && centsPerTickLot > 0,
      'a tick of a lot is worth whole cents',
    );
    this.state.instruments.set(terms.instrumentCode, {
      terms,
      book: this.#makeBook(),
      referencePriceTicks,
      band: priceBand(referencePriceTicks, priceBandBasisPoints),
      lastPriceTicks: null,
      dayTurnoverTickLots: 0n,
      dayVolumeLots: 0n,
    });
  }

  #dispatch(command: VenueCommand): Reason | null {
    switch (command.type) {
      case 'list-instrument':
        return this.#listInstrument(command.terms);
      case 'set-phase':
        return this.#setPhase(command.phase);
      case 'start-day':
        return this.#startDay(command.date);
      case 'place-order':
        return this.#place(command);
      case 'cancel-order':
        return this.#cancelOne(command.participantCode, command.orderNumber);
      case 'cancel-all':
        return this.#cancelAll(command.participantCode);
      case 'credit':
      case 'debit':
        return this.#transfer(command.type, command);
      case 'confirm-settlement':
        return this.#confirmSettlement(command.tradeSequences);
      case 'void-lost-orders':
        return this.#voidLostOrders(command.orders);
    }
  }

  #listInstrument(terms: InstrumentTerms): Reason | null {
    const { instruments } = this.state;
    if (instruments.has(terms.instrumentCode)) return null;
    if (instruments.size >= this.#limits.instruments)
      return reasonOf('venue.too-many-instruments', { limit: this.#limits.instruments });
    this.restoreInstrument(terms);
    this.#recorder.record({ type: 'instrument', terms });
    this.#recordReference(terms.instrumentCode);
    return null;
  }

  #recordReference(instrumentCode: string): void {
    const { referencePriceTicks, band } = this.state.instrument(instrumentCode);
    this.#recorder.record({
      type: 'reference',
      instrumentCode,
      referencePriceTicks,
      bandLowTicks: band.lowTicks,
      bandHighTicks: band.highTicks,
    });
  }

  #setPhase(phase: 'open' | 'closed'): Reason | null {
    if (this.state.phase === phase) return null;
    this.state.phase = phase;
    this.#recorder.record({ type: 'phase', phase });
    return null;
  }

  #startDay(date: string): Reason | null {
    const { state } = this;
    if (date < state.date) return reasonOf('venue.date-goes-back', { date, present: state.date });
    if (date === state.date) return null;
    state.date = date;
    this.#recorder.record({ type: 'day', date });
    for (const [instrumentCode, instrument] of [...state.instruments].sort(([one], [other]) =>
      one < other ? -1 : 1,
    )) {
      const average = averagePriceTicks(instrument.dayTurnoverTickLots, instrument.dayVolumeLots);
      instrument.dayTurnoverTickLots = 0n;
      instrument.dayVolumeLots = 0n;
      if (average === null || average === instrument.referencePriceTicks) continue;
      instrument.referencePriceTicks = average;
      instrument.band = priceBand(average, instrument.terms.priceBandBasisPoints);
      this.#recordReference(instrumentCode);
      this.#cancelOutsideBand(instrumentCode);
    }
    return null;
  }

  #cancelOutsideBand(instrumentCode: string): void {
    const { band, terms } = this.state.instrument(instrumentCode);
    for (const order of this.#openOrders((one) => one.instrumentCode === instrumentCode)) {
      if (order.limitTicks >= band.lowTicks && order.limitTicks <= band.highTicks) continue;
      const values = {
        price: priceText(order.limitTicks, terms.measures),
        low: priceText(band.lowTicks, terms.measures),
        high: priceText(band.highTicks, terms.measures),
      };
      this.#matching.cancel(order, reasonOf('order.outside-new-band', values));
    }
  }

  #place(command: PlaceOrderCommand & { readonly sequence: number }): Reason | null {
    const order = this.#orderOf(command);
    const listed = this.state.instruments.has(command.instrumentCode);
    const rejection = listed
      ? (judgeShape(command) ?? judgeAdmission(this.state, this.#limits, order, command.eligibility))
      : reasonOf('order.unknown-instrument', { instrument: command.instrumentCode });
    if (!rejection) {
      this.#matching.accept(order);
      return null;
    }
    const rejected = { ...order, leavesLots: 0, cancelledLots: order.quantityLots };
    this.#recorder.record({ type: 'order', order: reportOf(rejected, rejection, 'rejected') });
    return null;
  }

  /** The command's number is the order's number: no second counter that could drift. */
  #orderOf(command: PlaceOrderCommand & { readonly sequence: number }): OpenOrder {
    const { orderType, side, priceTicks, timeInForce } = command;
    const band = this.state.instruments.get(command.instrumentCode)?.band;
    const edge = side === 'buy' ? band?.highTicks : band?.lowTicks;
    return {
      orderNumber: command.sequence,
      clientOrderId: command.clientOrderId,
      participantCode: command.participantCode,
      actorKind: command.actorKind,
      instrumentCode: command.instrumentCode,
      side,
      orderType,
      // a market order never waits in the book
      timeInForce: orderType === 'market' && timeInForce === 'GTC' ? 'IOC' : timeInForce,
      selfTradePrevention: command.selfTradePrevention,
      priceTicks,
      limitTicks: (orderType === 'market' ? edge : priceTicks) ?? 0,
      quantityLots: command.quantityLots,
      placedOn: this.state.date,
      cumulativeLots: 0,
      leavesLots: command.quantityLots,
      cancelledLots: 0,
    };
  }

  #cancelOne(participantCode: string, orderNumber: number): Reason | null {
    const order = this.state.openOrders.get(orderNumber);
    if (order?.participantCode !== participantCode) return reasonOf('order.not-open');
    this.#matching.cancel(order, reasonOf('order.cancelled-by-owner'));
    return null;
  }

  #cancelAll(participantCode: string | null): Reason | null {
    const reason = reasonOf(
      participantCode === null ? 'order.cancelled-by-venue' : 'order.cancelled-by-owner',
    );
    for (const order of this.#openOrders(
      (one) => participantCode === null || one.participantCode === participantCode,
    ))
      this.#matching.cancel(order, reason);
    return null;
  }

  /** In the order of their numbers: the map is filled in that order. */
  #openOrders(wanted: (order: OpenOrder) => boolean): OpenOrder[] {
    return [...this.state.openOrders.values()].filter(wanted);
  }

  #transfer(
    direction: 'credit' | 'debit',
    transfer: {
      readonly participantCode: string;
      readonly instrumentCode: string | null;
      readonly amount: number;
    },
  ): Reason | null {
    const { state } = this;
    const { instrumentCode, amount } = transfer;
    if (instrumentCode !== null && !state.instruments.has(instrumentCode))
      return reasonOf('transfer.unknown-asset', { asset: instrumentCode });
    const account = state.account(transfer.participantCode);
    const holding = instrumentCode === null ? account.cash : account.position(instrumentCode).holding;
    if (direction === 'debit' && holding.available < amount)
      return this.#notFree(holding.available, instrumentCode);
    const net =
      (state.netCredits.get(instrumentCode ?? CASH_KEY) ?? 0) + (direction === 'credit' ? amount : -amount);
    assert(
      Number.isSafeInteger(net) && net >= 0,
      'conservation: what is in a venue came in and is a safe integer',
    );
    state.netCredits.set(instrumentCode ?? CASH_KEY, net);
    if (direction === 'credit') holding.credit(amount);
    else holding.debit(amount);
    this.#recorder.touchAccount(account);
    return null;
  }

  #notFree(available: number, instrumentCode: string | null): Reason {
    if (instrumentCode === null)
      return reasonOf('transfer.insufficient-cash', { available: centsText(available) });
    const { measures } = this.state.instrument(instrumentCode).terms;
    return reasonOf('transfer.insufficient-rights', {
      available: quantityText(available, measures),
      instrument: instrumentCode,
    });
  }

  #confirmSettlement(tradeSequences: readonly number[]): Reason | null {
    const { state } = this;
    for (const tradeSequence of tradeSequences) {
      const trade = state.unsettled.get(tradeSequence);
      if (!trade) continue;
      state.unsettled.delete(tradeSequence);
      const buyer = state.account(trade.buyerCode);
      const seller = state.account(trade.sellerCode);
      buyer.cash.deliver(trade.amountCents);
      seller.cash.receive(trade.amountCents);
      seller.position(trade.instrumentCode).holding.deliver(trade.quantityLots);
      buyer.position(trade.instrumentCode).holding.receive(trade.quantityLots);
      this.#recorder.record({ type: 'settled', tradeSequence });
      this.#recorder.touchAccount(buyer);
      this.#recorder.touchAccount(seller);
    }
    return null;
  }

  #voidLostOrders(orders: readonly LostOrder[]): Reason | null {
    assert(this.state.openOrders.size === 0, 'a venue that is taken up again has an empty book');
    const reason = reasonOf('order.venue-restarted');
    for (const order of orders) {
      const cancelled = { cancelledLots: order.cancelledLots + order.leavesLots, leavesLots: 0 };
      this.#recorder.record({
        type: 'order',
        order: { ...order, ...cancelled, status: 'cancelled', reason },
      });
      if (order.priceTicks !== null)
        this.#recorder.touchLevel(order.instrumentCode, order.side, order.priceTicks);
      this.#recorder.touchAccount(this.state.account(order.participantCode));
    }
    return null;
  }
}
