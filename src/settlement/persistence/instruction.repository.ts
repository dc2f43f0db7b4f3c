import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { statesBefore } from '../core';
import {
  INSTRUCTION_COLUMNS,
  type InstructionRow,
  type StoredInstruction,
  storedInstruction,
} from './instruction-rows';

export interface FailedAttempt {
  readonly instructionNumber: number;
  /** which attempt failed: a worker whose lease ran out does not speak for the next one */
  readonly attempts: number;
  readonly code: string;
  readonly detail: string;
  readonly dueAt: Date;
}

/** The moves of instructions from state to state. Every update names the states that it may start from. */
@Injectable()
export class InstructionRepository {
  constructor(private readonly database: DataSource) {}

  /** Takes due instructions, oldest first; two workers never take the same one while its lease lasts. */
  async claimDue(claim: {
    readonly sessionId: string;
    readonly now: Date;
    readonly leaseUntil: Date;
    readonly limit: number;
  }): Promise<StoredInstruction[]> {
    const [rows] = await this.database.query<[InstructionRow[], number]>(
      `UPDATE settlement_instructions AS instruction
       SET state = 'settling', attempts = attempts + 1, due_at = $3
       WHERE session_id = $1 AND instruction_number IN (
         SELECT instruction_number FROM settlement_instructions
         WHERE session_id = $1 AND due_at <= $2 AND state = ANY($4::varchar[])
         ORDER BY instruction_number LIMIT $5 FOR UPDATE SKIP LOCKED)
       RETURNING ${INSTRUCTION_COLUMNS}`,
      [claim.sessionId, claim.now, claim.leaseUntil, statesBefore('settling'), claim.limit],
    );
    return rows.map(storedInstruction).sort((a, b) => a.instructionNumber - b.instructionNumber);
  }

  async markSettled(sessionId: string, instructionNumbers: readonly number[], now: Date): Promise<void> {
    if (instructionNumbers.length === 0) return;
    await this.database.query(
      `UPDATE settlement_instructions
       SET state = 'settled', settled_at = $3, due_at = NULL, failure_code = NULL, failure_detail = NULL
       WHERE session_id = $1 AND instruction_number = ANY($2::bigint[]) AND state = ANY($4::varchar[])`,
      [sessionId, instructionNumbers, now, statesBefore('settled')],
    );
  }

  async markFailed(sessionId: string, failures: readonly FailedAttempt[]): Promise<void> {
    if (failures.length === 0) return;
    await this.database.query(
      `UPDATE settlement_instructions AS instruction
       SET state = 'failed', due_at = failure.due_at, failure_code = failure.code, failure_detail = failure.detail
       FROM unnest($2::bigint[], $3::integer[], $4::varchar[], $5::text[], $6::timestamptz[])
         AS failure (instruction_number, attempts, code, detail, due_at)
       WHERE instruction.session_id = $1 AND instruction.instruction_number = failure.instruction_number
         AND instruction.attempts = failure.attempts AND instruction.state = ANY($7::varchar[])`,
      [
        sessionId,
        failures.map(({ instructionNumber }) => instructionNumber),
        failures.map(({ attempts }) => attempts),
        failures.map(({ code }) => code),
        failures.map(({ detail }) => detail),
        failures.map(({ dueAt }) => dueAt),
        statesBefore('failed'),
      ],
    );
  }

  /** Settled trades that the venue has not been told of, oldest first. */
  async unconfirmed(sessionId: string, limit: number): Promise<string[]> {
    const rows = await this.database.query<{ trade_id: string }[]>(
      `SELECT trade_id FROM settlement_instructions
       WHERE session_id = $1 AND settled_at IS NOT NULL AND confirmed_at IS NULL
       ORDER BY instruction_number LIMIT $2`,
      [sessionId, limit],
    );
    return rows.map((row) => row.trade_id);
  }

  async markConfirmed(sessionId: string, tradeIds: readonly string[], now: Date): Promise<void> {
    if (tradeIds.length === 0) return;
    await this.database.query(
      `UPDATE settlement_instructions SET confirmed_at = $3
       WHERE session_id = $1 AND trade_id = ANY($2::varchar[]) AND state = 'settled' AND confirmed_at IS NULL`,
      [sessionId, tradeIds, now],
    );
  }

  /** Sessions in which something is due or unconfirmed. */
  async sessionsWithWork(now: Date, limit: number): Promise<string[]> {
    const rows = await this.database.query<{ session_id: string }[]>(
      `SELECT session_id FROM settlement_instructions WHERE due_at <= $1
       UNION SELECT session_id FROM settlement_instructions WHERE settled_at IS NOT NULL AND confirmed_at IS NULL
       LIMIT $2`,
      [now, limit],
    );
    return rows.map((row) => row.session_id);
  }
}
