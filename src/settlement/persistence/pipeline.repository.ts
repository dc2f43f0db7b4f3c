import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CoreInstructionState } from '../core';
import {
  INSTRUCTION_COLUMNS,
  type InstructionRow,
  integer,
  type StoredInstruction,
  storedInstruction,
} from './instruction-rows';

export interface Lane {
  readonly state: CoreInstructionState;
  readonly count: number;
  readonly amountCents: number;
}

/** What people look at: reading only. */
@Injectable()
export class PipelineRepository {
  constructor(private readonly database: DataSource) {}

  /** Only the states that occur. */
  async lanes(sessionId: string): Promise<Lane[]> {
    const rows = await this.database.query<{ state: CoreInstructionState; count: string; amount: string }[]>(
      `SELECT state, count(*) AS count, sum(amount_cents)::bigint AS amount
       FROM settlement_instructions WHERE session_id = $1 GROUP BY state`,
      [sessionId],
    );
    return rows.map((row) => ({
      state: row.state,
      count: integer(row.count),
      amountCents: integer(row.amount),
    }));
  }

  /** Newest first. */
  async list(query: {
    readonly sessionId: string;
    readonly participantCode: string | null;
    readonly state: CoreInstructionState | null;
    readonly limit: number;
  }): Promise<StoredInstruction[]> {
    const rows = await this.database.query<InstructionRow[]>(
      `SELECT ${INSTRUCTION_COLUMNS} FROM settlement_instructions
       WHERE session_id = $1
         AND ($2::varchar IS NULL OR buyer_code = $2 OR seller_code = $2)
         AND ($3::varchar IS NULL OR state = $3)
       ORDER BY instruction_number DESC LIMIT $4`,
      [query.sessionId, query.participantCode, query.state, query.limit],
    );
    return rows.map(storedInstruction);
  }

  /** How many instructions are not settled, how many of those failed last time, and how many await confirmation. */
  async outstanding(
    sessionId: string,
  ): Promise<{ readonly unsettled: number; readonly failed: number; readonly unconfirmed: number }> {
    const [row] = await this.database.query<{ unsettled: string; failed: string; unconfirmed: string }[]>(
      `SELECT count(*) FILTER (WHERE due_at IS NOT NULL) AS unsettled,
              count(*) FILTER (WHERE state = 'failed') AS failed,
              count(*) FILTER (WHERE settled_at IS NOT NULL) AS unconfirmed
       FROM settlement_instructions
       WHERE session_id = $1 AND (due_at IS NOT NULL OR (settled_at IS NOT NULL AND confirmed_at IS NULL))`,
      [sessionId],
    );
    return {
      unsettled: integer(row?.unsettled ?? '0'),
      failed: integer(row?.failed ?? '0'),
      unconfirmed: integer(row?.unconfirmed ?? '0'),
    };
  }
}
