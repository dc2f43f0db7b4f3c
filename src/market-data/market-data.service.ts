import { Injectable } from '@nestjs/common';
import { formatCents, formatPrice, formatQuantity } from '../kernel';
import { OrderMatching } from '../order-matching';
import { auctionMessage, pictureMessage, tradeMessage } from './core';
import { Measures } from './measures.service';

/** Depth, trades and daily candles of one market, as decimal strings. The book is anonymous: no counterparties. */
@Injectable()
export class MarketData {
  constructor(
    private readonly orderMatching: OrderMatching,
    private readonly measures: Measures,
  ) {}

  /** The markets of the session with their prices and phases; none before the session opens them. */
  async markets(sessionId: string) {
    const codes = await this.orderMatching.instruments(sessionId);
    return await Promise.all(
      codes.map(async (instrumentCode) => {
        const { bids, asks, sequence, ...market } = await this.depth(sessionId, instrumentCode, 0);
        return { instrumentCode, ...market };
      }),
    );
  }

  async depth(sessionId: string, instrumentCode: string, levels: number) {
    const measures = await this.measures.of(sessionId, instrumentCode);
    const depth = await this.orderMatching.depth(sessionId, instrumentCode, levels);
    return { sequence: depth.sequence, ...pictureMessage(depth, measures) };
  }

  /** Newest first. */
  async trades(sessionId: string, instrumentCode: string, limit: number) {
    const measures = await this.measures.of(sessionId, instrumentCode);
    const trades = await this.orderMatching.recentTrades(sessionId, instrumentCode, limit);
    return trades.map((trade) => tradeMessage(trade, measures));
  }

  /** Newest first. */
  async auctions(sessionId: string, instrumentCode: string, limit: number) {
    const measures = await this.measures.of(sessionId, instrumentCode);
    const auctions = await this.orderMatching.recentAuctions(sessionId, instrumentCode, limit);
    return auctions.map((auction) => ({ ...auctionMessage(auction, measures), date: auction.date }));
  }

  /** One per simulated day on which the market traded, oldest first. */
  async candles(sessionId: string, instrumentCode: string) {
    const measures = await this.measures.of(sessionId, instrumentCode);
    const days = await this.orderMatching.dailyPrices(sessionId, instrumentCode);
    return days.map((day) => ({
      date: day.date,
      open: formatPrice(day.openTicks, measures),
      high: formatPrice(day.highTicks, measures),
      low: formatPrice(day.lowTicks, measures),
      close: formatPrice(day.closeTicks, measures),
      average: formatPrice(day.averageTicks, measures),
      volume: formatQuantity(day.volumeLots, measures),
      turnover: formatCents(day.turnoverCents),
    }));
  }
}
