import { safeInteger } from '../../platform';
import type { CoreInstructionState } from '../core';

/** A row of settlement_instructions as a query returns it: bigint as text. */
export interface InstructionRow {
  readonly session_id: string;
  readonly instruction_number: string;
  readonly trade_id: string;
  readonly trade_date: string;
  readonly instrument_code: string;
  readonly quantity_lots: string;
  readonly amount_cents: string;
  readonly buyer_code: string;
  readonly seller_code: string;
  readonly state: CoreInstructionState;
  readonly attempts: number;
  readonly due_at: Date | null;
  readonly failure_code: string | null;
  readonly instructed_at: Date;
  readonly settled_at: Date | null;
}

/** An instruction as the services know it; instants are Dates, numbers are numbers. */
export interface StoredInstruction {
  readonly sessionId: string;
  readonly instructionNumber: number;
  readonly tradeId: string;
  readonly tradeDate: string;
  readonly instrumentCode: string;
  readonly quantityLots: number;
  readonly amountCents: number;
  readonly buyerCode: string;
  readonly sellerCode: string;
  readonly state: CoreInstructionState;
  readonly attempts: number;
  readonly dueAt: Date | null;
  readonly failureCode: string | null;
  readonly instructedAt: Date;
  readonly settledAt: Date | null;
}

/** bigint of the driver → number, refused beyond exact integers */
export const integer = (text: string): number => safeInteger.from(text) as number;

export const INSTRUCTION_COLUMNS = `session_id, instruction_number, trade_id, trade_date, instrument_code, quantity_lots,
  amount_cents, buyer_code, seller_code, state, attempts, due_at, failure_code, instructed_at, settled_at`;

export const storedInstruction = (row: InstructionRow): StoredInstruction => ({
  sessionId: row.session_id,
  instructionNumber: integer(row.instruction_number),
  tradeId: row.trade_id,
  tradeDate: row.trade_date,
  instrumentCode: row.instrument_code,
  quantityLots: integer(row.quantity_lots),
  amountCents: integer(row.amount_cents),
  buyerCode: row.buyer_code,
  sellerCode: row.seller_code,
  state: row.state,
  attempts: row.attempts,
  dueAt: row.due_at,
  failureCode: row.failure_code,
  instructedAt: row.instructed_at,
  settledAt: row.settled_at,
});
