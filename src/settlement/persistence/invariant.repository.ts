import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { TradeToInstruct } from './cursor.repository';
import { SETTLEMENT_INVARIANTS } from './invariant-queries';

const MAXIMUM_BREACHES_SHOWN = 5;

@Injectable()
export class InvariantRepository {
  constructor(private readonly database: DataSource) {}

  async breaches(invariant: 'I5' | 'I6', sessionId: string): Promise<string[]> {
    const rows = await this.database.query<{ detail: string }[]>(
      `SELECT detail FROM (${SETTLEMENT_INVARIANTS[invariant]}) AS found
       WHERE session_id = $1 ORDER BY detail LIMIT $2`,
      [sessionId, MAXIMUM_BREACHES_SHOWN],
    );
    return rows.map(({ detail }) => detail);
  }

  /** Trades of the venue's record that have no instruction with the same parties and amounts. */
  async uninstructed(sessionId: string, trades: readonly TradeToInstruct[]): Promise<string[]> {
    const rows = await this.database.query<{ trade_id: string }[]>(
      `SELECT trade.trade_id
       FROM unnest($2::varchar[], $3::varchar[], $4::bigint[], $5::bigint[], $6::varchar[], $7::varchar[])
         AS trade (trade_id, instrument_code, quantity_lots, amount_cents, buyer_code, seller_code)
       WHERE NOT EXISTS (
         SELECT FROM settlement_instructions AS instruction
         WHERE instruction.session_id = $1 AND instruction.trade_id = trade.trade_id
           AND instruction.instrument_code = trade.instrument_code
           AND instruction.quantity_lots = trade.quantity_lots AND instruction.amount_cents = trade.amount_cents
           AND instruction.buyer_code = trade.buyer_code AND instruction.seller_code = trade.seller_code)`,
      [
        sessionId,
        trades.map(({ tradeId }) => tradeId),
        trades.map(({ instrumentCode }) => instrumentCode),
        trades.map(({ quantityLots }) => quantityLots),
        trades.map(({ amountCents }) => amountCents),
        trades.map(({ buyerCode }) => buyerCode),
        trades.map(({ sellerCode }) => sellerCode),
      ],
    );
    return rows.map((row) => row.trade_id);
  }
}
