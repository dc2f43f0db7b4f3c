import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DomainError } from '../kernel';
import { Ledger } from '../ledger';
import { Clock, StopSequence } from '../platform';
import { checkVenue, type InstrumentTerms, type VenueCommandBody, type VenueCore } from './core';
import { InstrumentCatalogue } from './instrument-catalogue';
import { OrderEligibility } from './order-eligibility';
import {
  type AssetMove,
  type BookDepth,
  OrderMatching,
  type OrderReport,
  type PlaceOrder,
  type Trade,
  type VenueAccount,
  type VenueInstrument,
  type VenuePhase,
} from './order-matching.contract';
import {
  type DailyPrice,
  findDailyPrices,
  findOrder,
  findOrders,
  findRecentTrades,
  findTradesAfter,
} from './persistence/venue-queries';
import { findAnsweredOrders, venueExists } from './persistence/venue-reader';
import { insertVenue, writeVenue } from './persistence/venue-writer';
import type { VenueBatch } from './venue-batch';
import { VenueEventsService } from './venue-events.service';
import {
  orderNumberIn,
  orderReportOf,
  tradeOf,
  tradeReference,
  tradeSequenceIn,
  venueEventOf,
} from './venue-messages';
import { reconcile } from './venue-reconciliation';
import { VenueRecovery } from './venue-recovery';
import { refusalOf, unknownInstrument, unknownOrder, unknownVenue } from './venue-refusals';
import { VenueSequencer } from './venue-sequencer';
import { VenueTransfers } from './venue-transfers';

const MAXIMUM_LEVELS = 1_000;

@Injectable()
export class OrderMatchingService extends OrderMatching {
  readonly #sequencers = new Map<string, VenueSequencer>();

  constructor(
    private readonly database: DataSource,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
    private readonly recovery: VenueRecovery,
    private readonly transfers: VenueTransfers,
    private readonly eligibility: OrderEligibility,
    private readonly catalogue: InstrumentCatalogue,
    private readonly events: VenueEventsService,
    stopSequence: StopSequence,
  ) {
    super();
    stopSequence.register('sequencers', 'order matching', async () => {
      await Promise.all([...this.#sequencers.values()].map((sequencer) => sequencer.stop()));
    });
  }

  async openVenue(venue: {
    readonly sessionId: string;
    readonly instruments: readonly VenueInstrument[];
    readonly date: string;
  }): Promise<void> {
    const { sessionId, instruments, date } = venue;
    await insertVenue(this.database, sessionId, date);
    for (const instrument of instruments) {
      const terms: InstrumentTerms = {
        instrumentCode: instrument.instrumentCode,
        family: instrument.family,
        referencePriceTicks: instrument.referencePriceTicks,
        priceBandBasisPoints: instrument.priceBandBasisPoints,
        centsPerTickLot: instrument.centsPerTickLot,
        measures: await this.catalogue.instrument(sessionId, instrument.instrumentCode),
      };
      await this.#command(sessionId, { type: 'list-instrument', terms });
    }
  }

  async setPhase(sessionId: string, phase: VenuePhase): Promise<void> {
    await this.#command(sessionId, { type: 'set-phase', phase });
  }

  async startDay(sessionId: string, date: string): Promise<void> {
    await this.#command(sessionId, { type: 'start-day', date });
  }

  async placeOrder(order: PlaceOrder): Promise<OrderReport> {
    requireWholeNumbers(order);
    const { sessionId, instrumentCode, ...rest } = order;
    const sequencer = await this.#sequencer(sessionId);
    const { date, listed } = await sequencer.glance(({ state }) => ({
      date: state.date,
      listed: state.instruments.has(instrumentCode),
    }));
    const report = await sequencer.place({
      ...rest,
      type: 'place-order',
      instrumentCode,
      // a market order never waits in the book; said here so that a repetition compares equal
      timeInForce: order.orderType === 'market' && order.timeInForce === 'GTC' ? 'IOC' : order.timeInForce,
      eligibility: listed
        ? await this.eligibility.judge({ ...order, date })
        : { allowed: true, limitLots: null, limitReason: null },
    });
    return orderReportOf(report);
  }

  async cancelOrder(request: {
    readonly sessionId: string;
    readonly participantCode: string;
    readonly orderId: string;
  }): Promise<OrderReport> {
    const { sessionId, participantCode, orderId } = request;
    const orderNumber = orderNumberIn(orderId);
    if (orderNumber === null) throw unknownOrder(orderId);
    const sequencer = await this.#sequencer(sessionId);
    const { events, refusal } = await sequencer.command({
      type: 'cancel-order',
      participantCode,
      orderNumber,
    });
    for (const event of events) if (event.type === 'order') return orderReportOf(event.order);
    const recorded = await findOrder(this.database, sessionId, orderNumber);
    if (refusal && recorded?.participantCode === participantCode)
      throw refusalOf(refusal, 'conflict', { orderId, status: recorded.status });
    throw unknownOrder(orderId);
  }

  async cancelAll(request: {
    readonly sessionId: string;
    readonly participantCode: string | null;
  }): Promise<number> {
    const { sessionId, participantCode } = request;
    const { events } = await this.#command(sessionId, { type: 'cancel-all', participantCode });
    return events.filter(({ type }) => type === 'order').length;
  }

  async moveToTrading(move: AssetMove): Promise<void> {
    await this.transfers.toTrading(await this.#sequencer(move.sessionId), move);
  }

  async moveFromTrading(move: AssetMove): Promise<void> {
    await this.transfers.fromTrading(await this.#sequencer(move.sessionId), move);
  }

  async confirmSettlement(sessionId: string, tradeIds: readonly string[]): Promise<void> {
    const tradeSequences = tradeIds.flatMap((tradeId) => tradeSequenceIn(tradeId) ?? []);
    if (tradeSequences.length > 0)
      await this.#command(sessionId, { type: 'confirm-settlement', tradeSequences });
  }

  async instruments(sessionId: string): Promise<readonly string[]> {
    if (!(await venueExists(this.database, sessionId))) return [];
    return this.#read(sessionId, ({ state }) => [...state.instruments.keys()].sort());
  }

  async depth(sessionId: string, instrumentCode: string, levels: number): Promise<BookDepth> {
    const count = Math.max(0, Math.min(levels, MAXIMUM_LEVELS));
    return this.#read(sessionId, ({ state }) => {
      const instrument = state.instruments.get(instrumentCode);
      if (!instrument) throw unknownInstrument(instrumentCode);
      return {
        instrumentCode,
        sequence: state.eventSequence,
        bids: instrument.book.levels('buy', count),
        asks: instrument.book.levels('sell', count),
        lastPriceTicks: instrument.lastPriceTicks,
        referencePriceTicks: instrument.referencePriceTicks,
        bandLowTicks: instrument.band.lowTicks,
        bandHighTicks: instrument.band.highTicks,
      };
    });
  }

  async account(sessionId: string, participantCode: string): Promise<VenueAccount> {
    return this.#read(sessionId, ({ state }) => {
      const account = state.accounts.get(participantCode);
      return account ? account.picture() : emptyAccount(participantCode);
    });
  }

  async accounts(sessionId: string): Promise<readonly VenueAccount[]> {
    return this.#read(sessionId, ({ state }) =>
      [...state.accounts.values()]
        .map((account) => account.picture())
        .sort((one, other) => (one.participantCode < other.participantCode ? -1 : 1)),
    );
  }

  async order(sessionId: string, orderId: string): Promise<OrderReport | null> {
    const orderNumber = orderNumberIn(orderId);
    const report = orderNumber === null ? null : await findOrder(this.database, sessionId, orderNumber);
    return report && orderReportOf(report);
  }

  async orders(query: {
    readonly sessionId: string;
    readonly participantCode: string;
    readonly openOnly: boolean;
    readonly limit: number;
  }): Promise<readonly OrderReport[]> {
    return (await findOrders(this.database, query)).map(orderReportOf);
  }

  async tradesAfter(sessionId: string, tradeSequence: number, limit: number): Promise<readonly Trade[]> {
    const trades = await findTradesAfter(this.database, sessionId, tradeSequence, limit);
    return trades.map((trade) => tradeOf(sessionId, trade));
  }

  async recentTrades(sessionId: string, instrumentCode: string, limit: number): Promise<readonly Trade[]> {
    const trades = await findRecentTrades(this.database, sessionId, instrumentCode, limit);
    return trades.map((trade) => tradeOf(sessionId, trade));
  }

  dailyPrices(sessionId: string, instrumentCode: string): Promise<readonly DailyPrice[]> {
    return findDailyPrices(this.database, sessionId, instrumentCode);
  }

  async checkInvariants(
    sessionId: string,
  ): Promise<readonly { readonly invariant: string; readonly holds: boolean; readonly detail: string }[]> {
    const sequencer = await this.#sequencer(sessionId);
    return sequencer.turn(async ({ core: { state } }) => {
      const references = [...state.unsettled.keys()].map(tradeReference);
      const snapshot = await this.ledger.tradingSnapshot(sessionId, references);
      return [...checkVenue(state), reconcile(state, snapshot)];
    });
  }

  /** @throws DomainError with the refusal's code */
  async #command(sessionId: string, body: VenueCommandBody) {
    const sequencer = await this.#sequencer(sessionId);
    const outcome = await sequencer.command(body);
    if (outcome.refusal) throw refusalOf(outcome.refusal);
    return outcome;
  }

  async #read<T>(sessionId: string, look: (core: VenueCore) => T): Promise<T> {
    const sequencer = await this.#sequencer(sessionId);
    return sequencer.read(look);
  }

  /** A venue that this process has not touched yet is taken up from the record. @throws DomainError `venue.unknown` */
  async #sequencer(sessionId: string): Promise<VenueSequencer> {
    const running = this.#sequencers.get(sessionId);
    if (running) return running;
    if (!(await venueExists(this.database, sessionId))) throw unknownVenue(sessionId);
    const startedMeanwhile = this.#sequencers.get(sessionId);
    if (startedMeanwhile) return startedMeanwhile;
    const sequencer = new VenueSequencer(sessionId, {
      now: () => this.clock.now(),
      load: () => this.recovery.load(sessionId),
      findAnswered: (keys) => findAnsweredOrders(this.database, sessionId, keys),
      write: (writes) => writeVenue(this.database, sessionId, writes),
      publish: (batch) => this.#publish(sessionId, batch),
    });
    this.#sequencers.set(sessionId, sequencer);
    return sequencer;
  }

  #publish(sessionId: string, batch: VenueBatch): void {
    this.events.publish(batch.events.flatMap((event) => venueEventOf(sessionId, event, batch.at) ?? []));
  }
}

const emptyAccount = (participantCode: string): VenueAccount => ({
  participantCode,
  cashAvailableCents: 0,
  cashReservedCents: 0,
  cashUnsettledInCents: 0,
  cashUnsettledOutCents: 0,
  rights: [],
});

/** What is not a whole number cannot even be recorded as rejected. @throws DomainError `order.not-whole` */
function requireWholeNumbers({ priceTicks, quantityLots }: PlaceOrder): void {
  if (Number.isSafeInteger(quantityLots) && (priceTicks === null || Number.isSafeInteger(priceTicks))) return;
  throw new DomainError('order.not-whole', {
    en: 'price and quantity are whole numbers of ticks and lots',
    zh: '价格和数量必须是最小变动价位和交易单位的整数倍',
  });
}
