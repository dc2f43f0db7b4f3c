import { CASH, type Ledger, participantAccount } from '../ledger';
import type { AssetMove, OrderMatching } from '../order-matching';

type Venue = Pick<OrderMatching, 'moveFromTrading' | 'dailyPrices' | 'account'>;
type DailyPrices = Awaited<ReturnType<OrderMatching['dailyPrices']>>;

/** For tests: a venue without a market. Its trading accounts are those of the ledger; prices are what one writes down. */
export class TradingAccountsDouble implements Venue {
  readonly moves: string[] = [];
  readonly prices = new Map<string, DailyPrices>();

  constructor(private readonly ledger: Ledger) {}

  async account(sessionId: string, participantCode: string): ReturnType<OrderMatching['account']> {
    const trading = participantAccount(participantCode, 'trading');
    const balances = await this.ledger.balances(sessionId, { participantCode });
    const own = balances.filter((row) => row.account === trading);
    return {
      participantCode,
      cashAvailableCents: own.find((row) => row.asset === CASH)?.amount ?? 0,
      cashReservedCents: 0,
      cashUnsettledInCents: 0,
      cashUnsettledOutCents: 0,
      rights: own
        .filter((row) => row.asset !== CASH)
        .map((row) => ({
          instrumentCode: row.asset,
          availableLots: row.amount,
          reservedLots: 0,
          unsettledInLots: 0,
          unsettledOutLots: 0,
        })),
    };
  }

  async moveFromTrading(move: AssetMove): Promise<void> {
    const { sessionId, participantCode, asset, amount, reference } = move;
    this.moves.push(`${participantCode} ${asset} ${amount}`);
    const from = participantAccount(participantCode, 'trading');
    const to = participantAccount(participantCode, asset === CASH ? 'bank' : 'registration');
    await this.ledger.postOne(sessionId, {
      reference,
      kind: 'from-trading',
      date: '2026-12-31',
      postings: [{ from, to, asset, amount }],
    });
  }

  async dailyPrices(_sessionId: string, instrumentCode: string): Promise<DailyPrices> {
    return this.prices.get(instrumentCode) ?? [];
  }

  /** One day at one price, for an instrument whose tick and lot make a cent. */
  trade(instrumentCode: string, date: string, priceTicks: number, volumeLots: number): void {
    const day = {
      date,
      openTicks: priceTicks,
      highTicks: priceTicks,
      lowTicks: priceTicks,
      closeTicks: priceTicks,
      averageTicks: priceTicks,
      volumeLots,
      turnoverCents: priceTicks * volumeLots,
    };
    this.prices.set(instrumentCode, [...(this.prices.get(instrumentCode) ?? []), day]);
  }
}
