import type { Trade, VenueEvent } from '../order-matching';
import type { SettledVenue } from './settled-venue';

/**
 * A venue for tests of settlement: keeps trades in memory, announces them, and remembers what was confirmed. It can be
 * made to stay silent (a lost event) or to fail.
 */
export class InMemoryVenue implements SettledVenue {
  readonly trades: Trade[] = [];
  /** trade id → how often it was confirmed */
  readonly confirmations = new Map<string, number>();
  /** false: trades are recorded, but nobody is told */
  announcing = true;
  /** the next calls of confirmSettlement fail */
  confirmationsToFail = 0;
  private readonly listeners = new Set<(events: readonly VenueEvent[]) => void>();

  subscribe(listener: (events: readonly VenueEvent[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Records and announces a trade. */
  trade(
    terms: Pick<
      Trade,
      'sessionId' | 'instrumentCode' | 'quantityLots' | 'amountCents' | 'buyerCode' | 'sellerCode'
    >,
  ): Trade {
    const tradeSequence = this.trades.filter(({ sessionId }) => sessionId === terms.sessionId).length + 1;
    const trade: Trade = {
      ...terms,
      tradeSequence,
      tradeId: `T${tradeSequence}`,
      model: 'continuous',
      priceTicks: Math.floor(terms.amountCents / terms.quantityLots),
      buyOrderId: `B${tradeSequence}`,
      sellOrderId: `A${tradeSequence}`,
      aggressorSide: 'buy',
      date: '2024-05-17',
      executedAt: '2026-01-05T09:30:00.000Z',
    };
    this.trades.push(trade);
    if (this.announcing)
      for (const listener of this.listeners)
        listener([{ type: 'trade', sequence: tradeSequence, sessionId: trade.sessionId, trade }]);
    return trade;
  }

  async tradesAfter(sessionId: string, tradeSequence: number, limit: number): Promise<readonly Trade[]> {
    return this.trades
      .filter((trade) => trade.sessionId === sessionId && trade.tradeSequence > tradeSequence)
      .slice(0, limit);
  }

  async confirmSettlement(_sessionId: string, tradeIds: readonly string[]): Promise<void> {
    if (this.confirmationsToFail > 0) {
      this.confirmationsToFail -= 1;
      throw new Error('the venue is not open yet');
    }
    for (const tradeId of tradeIds)
      this.confirmations.set(tradeId, (this.confirmations.get(tradeId) ?? 0) + 1);
  }
}
