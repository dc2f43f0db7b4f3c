import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DomainError } from '../kernel';
import {
  type AcceptBlockCommand,
  type Eligibility,
  type NamedOffer,
  offerOfBidding,
  offerOfListing,
  offerOfProposal,
  type PlaceBidCommand,
  type ReasonCode,
  reasonOf,
  type Side,
  type TakeListingCommand,
  type VenueCore,
} from './core';
import { OrderEligibility } from './order-eligibility';
import type {
  AcceptBlock,
  AmendOrder,
  CancelAll,
  OpenBidding,
  OrderOrigin,
  PlaceBid,
  PlaceOrder,
  ProposeBlock,
  TakeListing,
} from './order-requests';
import { findOrder } from './persistence/venue-queries';
import { orderNumberIn, orderReportOf } from './venue-messages';
import { refusalOf, unknownOrder } from './venue-refusals';
import { VenueSequencers } from './venue-sequencers.service';
import type { OrderReport } from './venue-views';

/** Whom no family has been asked about: the core refuses such an order for another reason. */
const UNJUDGED: Eligibility = { allowed: true, limitLots: null, limitReason: null };

type OfferCommand = TakeListingCommand | AcceptBlockCommand | PlaceBidCommand;

/** Everything that brings, changes or ends an order, with what the right family says about it. */
@Injectable()
export class OrderEntry {
  constructor(
    private readonly database: DataSource,
    private readonly sequencers: VenueSequencers,
    private readonly eligibility: OrderEligibility,
  ) {}

  async place(order: PlaceOrder): Promise<OrderReport> {
    const { sessionId, ...asked } = order;
    requireWholeNumbers(
      asked.priceTicks,
      asked.quantityLots,
      asked.displayLots,
      asked.minimumLots,
      asked.stopTicks,
    );
    const sequencer = await this.sequencers.of(sessionId);
    const report = await sequencer.place({
      ...asked,
      type: 'place-order',
      // a market order never waits in the book; said here so that a repetition compares equal
      timeInForce: order.orderType === 'market' && order.timeInForce !== 'FOK' ? 'IOC' : order.timeInForce,
      eligibility: await this.#judge(order),
    });
    return orderReportOf(report);
  }

  async proposeBlock({ sessionId, ...asked }: ProposeBlock): Promise<OrderReport> {
    requireWholeNumbers(asked.priceTicks, asked.quantityLots);
    const sequencer = await this.sequencers.of(sessionId);
    const eligibility = await this.#judge({ sessionId, ...asked });
    return orderReportOf(await sequencer.place({ ...asked, type: 'propose-block', eligibility }));
  }

  async openBidding({ sessionId, ...asked }: OpenBidding): Promise<OrderReport> {
    requireWholeNumbers(asked.quantityLots, asked.floorTicks, asked.capTicks);
    const sequencer = await this.sequencers.of(sessionId);
    const eligibility = await this.#judge({ sessionId, ...asked, side: 'sell' });
    return orderReportOf(await sequencer.place({ ...asked, type: 'open-bidding', eligibility }));
  }

  async takeListing({ sessionId, instrumentCode, listingId, ...asked }: TakeListing): Promise<OrderReport> {
    requireWholeNumbers(asked.quantityLots);
    const listingNumber = orderNumberIn(listingId) ?? 0;
    return this.#answerOffer(
      sessionId,
      { ...asked, type: 'take-listing', listingNumber, eligibility: UNJUDGED },
      'listing.not-open',
      (core) => ofInstrument(instrumentCode, offerOfListing(core, listingNumber)),
    );
  }

  async acceptBlock({ sessionId, proposalId, ...asked }: AcceptBlock): Promise<OrderReport> {
    const proposalNumber = orderNumberIn(proposalId) ?? 0;
    return this.#answerOffer(
      sessionId,
      { ...asked, type: 'accept-block', proposalNumber, eligibility: UNJUDGED },
      'block.not-offered',
      (core) => offerOfProposal(core, proposalNumber, asked.participantCode),
    );
  }

  async placeBid({ sessionId, instrumentCode, biddingId, ...asked }: PlaceBid): Promise<OrderReport> {
    requireWholeNumbers(asked.priceTicks, asked.quantityLots);
    const biddingNumber = orderNumberIn(biddingId) ?? 0;
    return this.#answerOffer(
      sessionId,
      { ...asked, type: 'place-bid', biddingNumber, eligibility: UNJUDGED },
      'bidding.not-open',
      (core) => ofInstrument(instrumentCode, offerOfBidding(core, biddingNumber)),
    );
  }

  async closeBidding(bidding: {
    readonly sessionId: string;
    readonly instrumentCode: string;
    readonly biddingId: string;
  }): Promise<void> {
    const { sessionId, instrumentCode, biddingId } = bidding;
    const biddingNumber = orderNumberIn(biddingId) ?? 0;
    const sequencer = await this.sequencers.of(sessionId);
    const offer = await sequencer.glance((core) =>
      ofInstrument(instrumentCode, offerOfBidding(core, biddingNumber)),
    );
    if (!offer) throw refusalOf(reasonOf('bidding.not-open'), 'conflict', { biddingId });
    const { refusal } = await sequencer.command({ type: 'close-bidding', biddingNumber });
    if (refusal) throw refusalOf(refusal, 'conflict', { biddingId });
  }

  async amend(request: AmendOrder): Promise<OrderReport> {
    const { sessionId, participantCode, orderId, priceTicks, leavesLots, stopTicks } = request;
    requireWholeNumbers(priceTicks, leavesLots, stopTicks);
    const orderNumber = orderNumberIn(orderId);
    if (orderNumber === null) throw unknownOrder(orderId);
    const sequencer = await this.sequencers.of(sessionId);
    const order = await sequencer.glance((core) => core.openOrder(orderNumber));
    if (order?.participantCode !== participantCode) throw await this.#whyNotOpen(request, orderNumber);
    const { events, refusal } = await sequencer.command({
      type: 'amend-order',
      participantCode,
      orderNumber,
      priceTicks,
      leavesLots,
      stopTicks,
      eligibility: await this.#judge({ ...order, sessionId }),
    });
    if (refusal?.code === 'order.not-open') throw await this.#whyNotOpen(request, orderNumber);
    if (refusal) throw refusalOf(refusal, 'refused', { orderId });
    const latest = events.findLast(
      (event) => event.type === 'order' && event.order.orderNumber === orderNumber,
    );
    if (latest?.type !== 'order') throw new Error('an amended order is reported');
    return orderReportOf(latest.order);
  }

  async cancel(request: {
    readonly sessionId: string;
    readonly participantCode: string;
    readonly orderId: string;
  }): Promise<OrderReport> {
    const { sessionId, participantCode, orderId } = request;
    const orderNumber = orderNumberIn(orderId);
    if (orderNumber === null) throw unknownOrder(orderId);
    const sequencer = await this.sequencers.of(sessionId);
    const { events, refusal } = await sequencer.command({
      type: 'cancel-order',
      participantCode,
      orderNumber,
    });
    if (refusal?.code === 'order.not-open') throw await this.#whyNotOpen(request, orderNumber);
    if (refusal) throw refusalOf(refusal, 'conflict', { orderId });
    for (const event of events)
      if (event.type === 'order' && event.order.orderNumber === orderNumber)
        return orderReportOf(event.order);
    throw new Error('a cancelled order is reported');
  }

  async cancelAll(request: CancelAll): Promise<number> {
    const { sessionId, participantCode, instrumentCode = null, side = null } = request;
    const command = { type: 'cancel-all', participantCode, instrumentCode, side } as const;
    const sequencer = await this.sequencers.of(sessionId);
    const { events, refusal } = await sequencer.command(command);
    if (refusal)
      throw refusalOf(refusal, refusal.code === 'venue.unknown-instrument' ? 'not-found' : 'conflict');
    return events.filter((event) => event.type === 'order' && event.order.leavesLots === 0).length;
  }

  /** An order that names an offer instead of an instrument: without the offer there is nothing to record. */
  async #answerOffer(
    sessionId: string,
    command: OfferCommand,
    missing: ReasonCode,
    offerIn: (core: VenueCore) => NamedOffer | null,
  ): Promise<OrderReport> {
    const sequencer = await this.sequencers.of(sessionId);
    const offer = await sequencer.glance(offerIn);
    const eligibility = offer ? await this.#judge({ ...command, ...offer, sessionId }) : UNJUDGED;
    const report = await sequencer.place({ ...command, eligibility }, (core) =>
      // an offer that came meanwhile was not judged by its family
      offer && offerIn(core) ? null : refusalOf(reasonOf(missing)),
    );
    return orderReportOf(report);
  }

  /** What the family says; of an instrument that is not traded here the core says it. */
  async #judge(
    question: Pick<OrderOrigin, 'sessionId' | 'participantCode'> & {
      readonly instrumentCode: string;
      readonly side: Side;
    },
  ): Promise<Eligibility> {
    const sequencer = await this.sequencers.of(question.sessionId);
    const { date, listed } = await sequencer.glance((core) => ({
      date: core.date,
      listed: core.has(question.instrumentCode),
    }));
    return listed ? this.eligibility.judge({ ...question, date }) : UNJUDGED;
  }

  /** Somebody else's order, one that never was, or an own one that is done. */
  async #whyNotOpen(
    { sessionId, participantCode, orderId }: Pick<AmendOrder, 'sessionId' | 'participantCode' | 'orderId'>,
    orderNumber: number,
  ): Promise<DomainError> {
    const recorded = await findOrder(this.database, sessionId, orderNumber);
    if (recorded?.participantCode !== participantCode) return unknownOrder(orderId);
    return refusalOf(reasonOf('order.not-open'), 'conflict', { orderId, status: recorded.status });
  }
}

/** An offer of another instrument is none: quantities would be read in another unit. */
const ofInstrument = (instrumentCode: string, offer: NamedOffer | null): NamedOffer | null =>
  offer?.instrumentCode === instrumentCode ? offer : null;

/** What is not a whole number cannot even be recorded as rejected. @throws DomainError `order.not-whole` */
function requireWholeNumbers(...values: readonly (number | null | undefined)[]): void {
  if (values.every((value) => value === null || value === undefined || Number.isSafeInteger(value))) return;
  throw new DomainError('order.not-whole', {
    en: 'price and quantity are whole numbers of ticks and lots',
    zh: '价格和数量必须是最小变动价位和交易单位的整数倍',
  });
}
