import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { integer } from './instruction-rows';

/** What an instruction takes from its trade. */
export interface TradeToInstruct {
  readonly tradeSequence: number;
  readonly tradeId: string;
  readonly date: string;
  readonly instrumentCode: string;
  readonly quantityLots: number;
  readonly amountCents: number;
  readonly buyerCode: string;
  readonly sellerCode: string;
}

/** How far each session's trades have become instructions. */
@Injectable()
export class CursorRepository {
  constructor(private readonly database: DataSource) {}

  /** From now on the sweep looks after this session; harmless when repeated. */
  async follow(sessionId: string): Promise<void> {
    await this.database.query(
      'INSERT INTO settlement_cursors (session_id) VALUES ($1) ON CONFLICT (session_id) DO NOTHING',
      [sessionId],
    );
  }

  async followed(limit: number): Promise<{ sessionId: string; lastTradeSequence: number }[]> {
    const rows = await this.database.query<{ session_id: string; last_trade_sequence: string }[]>(
      'SELECT session_id, last_trade_sequence FROM settlement_cursors ORDER BY session_id LIMIT $1',
      [limit],
    );
    return rows.map((row) => ({
      sessionId: row.session_id,
      lastTradeSequence: integer(row.last_trade_sequence),
    }));
  }

  /** The sequence of the last trade that has an instruction; 0 before the first. */
  async lastTradeSequence(sessionId: string): Promise<number> {
    const [row] = await this.database.query<{ last_trade_sequence: string }[]>(
      'SELECT last_trade_sequence FROM settlement_cursors WHERE session_id = $1',
      [sessionId],
    );
    return row ? integer(row.last_trade_sequence) : 0;
  }

  /**
   * Writes the instructions of the trades and moves the cursor behind them, in one transaction.
   * @returns false when another worker moved the cursor first; nothing is written then
   */
  async instruct(
    sessionId: string,
    after: number,
    trades: readonly TradeToInstruct[],
    now: Date,
  ): Promise<boolean> {
    const last = trades.at(-1);
    if (!last) return true;
    return this.database.transaction(async (manager) => {
      // compare and set: the row stays locked until the instructions are in
      const [moved] = await manager.query<[{ last_instruction_number: string }[], number]>(
        `UPDATE settlement_cursors
         SET last_trade_sequence = $3, last_instruction_number = last_instruction_number + $4
         WHERE session_id = $1 AND last_trade_sequence = $2
         RETURNING last_instruction_number`,
        [sessionId, after, last.tradeSequence, trades.length],
      );
      const [row] = moved;
      if (!row) return false;
      await insertInstructions(manager, sessionId, {
        firstNumber: integer(row.last_instruction_number) - trades.length + 1,
        trades,
        now,
      });
      return true;
    });
  }
}

async function insertInstructions(
  manager: EntityManager,
  sessionId: string,
  batch: {
    readonly firstNumber: number;
    readonly trades: readonly TradeToInstruct[];
    readonly now: Date;
  },
): Promise<void> {
  const { firstNumber, trades, now } = batch;
  await manager.query(
    `INSERT INTO settlement_instructions
       (session_id, instruction_number, trade_id, trade_sequence, trade_date, instrument_code, quantity_lots,
        amount_cents, buyer_code, seller_code, state, due_at, instructed_at)
     SELECT $1, instruction.*, 'instructed', $2, $2
     FROM unnest($3::bigint[], $4::varchar[], $5::bigint[], $6::varchar[], $7::varchar[], $8::bigint[], $9::bigint[],
                 $10::varchar[], $11::varchar[]) AS instruction
     ON CONFLICT (session_id, trade_id) DO NOTHING`,
    [
      sessionId,
      now,
      trades.map((_, index) => firstNumber + index),
      trades.map(({ tradeId }) => tradeId),
      trades.map(({ tradeSequence }) => tradeSequence),
      trades.map(({ date }) => date),
      trades.map(({ instrumentCode }) => instrumentCode),
      trades.map(({ quantityLots }) => quantityLots),
      trades.map(({ amountCents }) => amountCents),
      trades.map(({ buyerCode }) => buyerCode),
      trades.map(({ sellerCode }) => sellerCode),
    ],
  );
}
