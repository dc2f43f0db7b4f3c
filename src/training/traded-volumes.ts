import type { OrderMatching, Side } from '../order-matching';

const PAGE = 1_000;

/** What each participant bought and sold since the session began, read from the public record of trades. */
export class TradedVolumes {
  readonly #lots = new Map<string, number>();
  #lastTrade = 0;

  constructor(
    private readonly orderMatching: OrderMatching,
    private readonly sessionId: string,
  ) {}

  async catchUp(): Promise<void> {
    for (;;) {
      const trades = await this.orderMatching.tradesAfter(this.sessionId, this.#lastTrade, PAGE);
      for (const trade of trades) {
        this.#add(trade.buyerCode, trade.instrumentCode, 'buy', trade.quantityLots);
        this.#add(trade.sellerCode, trade.instrumentCode, 'sell', trade.quantityLots);
        this.#lastTrade = trade.tradeSequence;
      }
      if (trades.length < PAGE) return;
    }
  }

  of(participantCode: string, instrumentCode: string, side: Side): number {
    return this.#lots.get(`${participantCode}\n${instrumentCode}\n${side}`) ?? 0;
  }

  #add(participantCode: string, instrumentCode: string, side: Side, lots: number): void {
    const key = `${participantCode}\n${instrumentCode}\n${side}`;
    this.#lots.set(key, (this.#lots.get(key) ?? 0) + lots);
  }
}
