import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Ledger } from '../ledger';
import {
  checkVenue,
  type InstrumentTerms,
  type MarketPicture,
  openListings,
  openLots,
  openProposals,
} from './core';
import { InstrumentCatalogue } from './instrument-catalogue';
import { OrderEntry } from './order-entry.service';
import { OrderMatching } from './order-matching.contract';
import type {
  AcceptBlock,
  AmendOrder,
  AssetMove,
  CancelAll,
  OpenBidding,
  PlaceBid,
  PlaceOrder,
  ProposeBlock,
  TakeListing,
  VenueInstrument,
} from './order-requests';
import {
  type DailyPrice,
  findDailyPrices,
  findOrder,
  findOrders,
  findRecentAuctions,
  findRecentTrades,
  findTradesAfter,
} from './persistence/venue-queries';
import { venueExists } from './persistence/venue-reader';
import { insertVenue } from './persistence/venue-writer';
import {
  orderIdOf,
  orderNumberIn,
  orderReportOf,
  tradeOf,
  tradeReference,
  tradeSequenceIn,
} from './venue-messages';
import { reconcile } from './venue-reconciliation';
import { venueClosed } from './venue-refusals';
import { VenueSequencers } from './venue-sequencers.service';
import { VenueTransfers } from './venue-transfers';
import type {
  AuctionResult,
  BlockProposal,
  BookDepth,
  Indicative,
  Listing,
  MarketPhase,
  OpenLot,
  OrderReport,
  Trade,
  VenueAccount,
  VenuePhase,
} from './venue-views';

const MAXIMUM_LEVELS = 1_000;

/** The contract of the exchange: orders go to OrderEntry, the rest is led here. */
@Injectable()
export class OrderMatchingService extends OrderMatching {
  constructor(
    private readonly database: DataSource,
    private readonly ledger: Ledger,
    private readonly sequencers: VenueSequencers,
    private readonly entry: OrderEntry,
    private readonly transfers: VenueTransfers,
    private readonly catalogue: InstrumentCatalogue,
  ) {
    super();
  }

  async openVenue(venue: {
    readonly sessionId: string;
    readonly instruments: readonly VenueInstrument[];
    readonly date: string;
  }): Promise<void> {
    const { sessionId, instruments, date } = venue;
    await insertVenue(this.database, sessionId, date);
    for (const instrument of instruments) {
      const measures = await this.catalogue.instrument(sessionId, instrument.instrumentCode);
      const terms: InstrumentTerms = { ...instrument, measures };
      await this.sequencers.command(sessionId, { type: 'list-instrument', terms });
    }
  }

  async setPhase(sessionId: string, phase: VenuePhase): Promise<void> {
    const sequencer = await this.sequencers.of(sessionId);
    await sequencer.turn(async ({ core, apply }) => {
      // taken up again, or opened twice: a market that somebody suspended stays suspended
      if (phase === 'open' && core.phase === 'open') return;
      apply({ type: 'set-phase', phase });
    });
  }

  async setMarketPhase(
    sessionId: string,
    instrumentCode: string,
    phase: MarketPhase,
    cancels: boolean,
  ): Promise<void> {
    if (phase !== 'closed') await this.#requireOpen(sessionId);
    await this.sequencers.command(sessionId, { type: 'set-phase', phase, instrumentCode, cancels });
  }

  async startDay(sessionId: string, date: string): Promise<void> {
    await this.sequencers.command(sessionId, { type: 'start-day', date });
  }

  async advanceClock(sessionId: string, secondOfDay: number): Promise<void> {
    await this.#requireOpen(sessionId);
    await this.sequencers.command(sessionId, { type: 'advance-clock', secondOfDay });
  }

  placeOrder(order: PlaceOrder): Promise<OrderReport> {
    return this.entry.place(order);
  }

  cancelOrder(request: Parameters<OrderEntry['cancel']>[0]): Promise<OrderReport> {
    return this.entry.cancel(request);
  }

  cancelAll(request: CancelAll): Promise<number> {
    return this.entry.cancelAll(request);
  }

  amendOrder(request: AmendOrder): Promise<OrderReport> {
    return this.entry.amend(request);
  }

  takeListing(order: TakeListing): Promise<OrderReport> {
    return this.entry.takeListing(order);
  }

  proposeBlock(order: ProposeBlock): Promise<OrderReport> {
    return this.entry.proposeBlock(order);
  }

  acceptBlock(order: AcceptBlock): Promise<OrderReport> {
    return this.entry.acceptBlock(order);
  }

  openBidding(order: OpenBidding): Promise<OrderReport> {
    return this.entry.openBidding(order);
  }

  placeBid(order: PlaceBid): Promise<OrderReport> {
    return this.entry.placeBid(order);
  }

  closeBidding(bidding: Parameters<OrderEntry['closeBidding']>[0]): Promise<void> {
    return this.entry.closeBidding(bidding);
  }

  async moveToTrading(move: AssetMove): Promise<void> {
    await this.transfers.toTrading(await this.sequencers.of(move.sessionId), move);
  }

  async moveFromTrading(move: AssetMove): Promise<void> {
    await this.transfers.fromTrading(await this.sequencers.of(move.sessionId), move);
  }

  async confirmSettlement(sessionId: string, tradeIds: readonly string[]): Promise<void> {
    const tradeSequences = tradeIds.flatMap((tradeId) => tradeSequenceIn(tradeId) ?? []);
    if (tradeSequences.length > 0)
      await this.sequencers.command(sessionId, { type: 'confirm-settlement', tradeSequences });
  }

  async instruments(sessionId: string): Promise<readonly string[]> {
    if (!(await venueExists(this.database, sessionId))) return [];
    return this.sequencers.read(sessionId, (core) => core.instrumentCodes());
  }

  async depth(sessionId: string, instrumentCode: string, levels: number): Promise<BookDepth> {
    const count = Math.max(0, Math.min(levels, MAXIMUM_LEVELS));
    return this.sequencers.readMarket(sessionId, instrumentCode, (core) => {
      const picture = core.picture(instrumentCode, count);
      return {
        instrumentCode,
        sequence: core.eventSequence,
        bids: picture.bids,
        asks: picture.asks,
        lastPriceTicks: picture.lastPriceTicks,
        referencePriceTicks: picture.referencePriceTicks,
        bandLowTicks: picture.bandLowTicks,
        bandHighTicks: picture.bandHighTicks,
        phase: picture.phase,
        cancels: picture.cancels,
        indicative: indicativeIn(picture),
      };
    });
  }

  async listings(sessionId: string, instrumentCode: string): Promise<readonly Listing[]> {
    const orders = await this.sequencers.readMarket(sessionId, instrumentCode, (core) =>
      openListings(core, instrumentCode),
    );
    return orders.flatMap(({ orderNumber, side, priceTicks, leavesLots }) =>
      priceTicks === null
        ? []
        : [{ listingId: orderIdOf(orderNumber), side, priceTicks, quantityLots: leavesLots }],
    );
  }

  async blockProposals(sessionId: string, participantCode: string): Promise<readonly BlockProposal[]> {
    const proposals = await this.sequencers.read(sessionId, openProposals);
    return proposals.flatMap(({ order, counterpartyCode }) => {
      const isOwn = order.participantCode === participantCode;
      if ((!isOwn && counterpartyCode !== participantCode) || order.priceTicks === null) return [];
      return [
        {
          proposalId: orderIdOf(order.orderNumber),
          instrumentCode: order.instrumentCode,
          side: order.side,
          proposerCode: order.participantCode,
          counterpartyCode,
          priceTicks: order.priceTicks,
          quantityLots: order.leavesLots,
        },
      ];
    });
  }

  async biddings(sessionId: string, instrumentCode: string): Promise<readonly OpenLot[]> {
    return this.sequencers.readMarket(sessionId, instrumentCode, (core) =>
      openLots(core, instrumentCode).map(({ bidding, leavesLots }) => ({
        biddingId: orderIdOf(bidding.biddingNumber),
        instrumentCode,
        quantityLots: leavesLots,
        floorTicks: bidding.floorTicks,
        capTicks: bidding.capTicks,
        pricing: bidding.pricing,
      })),
    );
  }

  async account(sessionId: string, participantCode: string): Promise<VenueAccount> {
    return this.sequencers.read(
      sessionId,
      (core) => core.account(participantCode) ?? emptyAccount(participantCode),
    );
  }

  async accounts(sessionId: string): Promise<readonly VenueAccount[]> {
    return this.sequencers.read(sessionId, (core) => core.accountPictures());
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

  recentAuctions(
    sessionId: string,
    instrumentCode: string,
    limit: number,
  ): Promise<readonly AuctionResult[]> {
    return findRecentAuctions(this.database, sessionId, instrumentCode, limit);
  }

  dailyPrices(sessionId: string, instrumentCode: string): Promise<readonly DailyPrice[]> {
    return findDailyPrices(this.database, sessionId, instrumentCode);
  }

  async checkInvariants(
    sessionId: string,
  ): Promise<readonly { readonly invariant: string; readonly holds: boolean; readonly detail: string }[]> {
    const sequencer = await this.sequencers.of(sessionId);
    return sequencer.turn(async ({ core }) => {
      const references = core.unsettledTrades().map(tradeReference);
      const snapshot = await this.ledger.tradingSnapshot(sessionId, references);
      return [...checkVenue(core), reconcile(core, snapshot)];
    });
  }

  async #requireOpen(sessionId: string): Promise<void> {
    if ((await this.sequencers.read(sessionId, (core) => core.phase)) === 'closed') throw venueClosed();
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

const indicativeIn = (picture: MarketPicture): Indicative | null => {
  const { indicativePriceTicks: priceTicks, indicativeLots: quantityLots } = picture;
  const surplus = picture.indicativeSurplusLots;
  if (priceTicks === null) return null;
  const surplusSide = surplus === 0 ? null : surplus > 0 ? 'buy' : 'sell';
  return { priceTicks, quantityLots, surplusLots: Math.abs(surplus), surplusSide };
};
