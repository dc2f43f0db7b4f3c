import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { safeInteger } from '../../platform';
import type { CoreInstructionState } from '../core';

@Entity('settlement_instructions')
@Unique('settlement_instructions_trade', ['sessionId', 'tradeId'])
@Index('settlement_instructions_waiting', ['sessionId', 'instructionNumber'], { where: 'due_at IS NOT NULL' })
@Index('settlement_instructions_unconfirmed', ['sessionId', 'instructionNumber'], {
  where: 'settled_at IS NOT NULL AND confirmed_at IS NULL',
})
@Index('settlement_instructions_by_state', ['sessionId', 'state', 'instructionNumber'])
@Index('settlement_instructions_by_buyer', ['sessionId', 'buyerCode', 'instructionNumber'])
@Index('settlement_instructions_by_seller', ['sessionId', 'sellerCode', 'instructionNumber'])
@Check('settlement_instructions_state', `state IN ('instructed', 'settling', 'settled', 'failed')`)
@Check('settlement_instructions_settled', `(state = 'settled') = (settled_at IS NOT NULL)`)
@Check('settlement_instructions_due', `(state = 'settled') = (due_at IS NULL)`)
@Check('settlement_instructions_failure', `state <> 'failed' OR failure_code IS NOT NULL`)
@Check('settlement_instructions_confirmed', `confirmed_at IS NULL OR state = 'settled'`)
export class SettlementInstructionEntity {
  @PrimaryColumn('varchar', {
    name: 'session_id',
    length: 40,
    primaryKeyConstraintName: 'settlement_instructions_pk',
  })
  sessionId!: string;

  @PrimaryColumn('bigint', {
    name: 'instruction_number',
    primaryKeyConstraintName: 'settlement_instructions_pk',
    transformer: safeInteger,
  })
  instructionNumber!: number;

  @Column('varchar', { name: 'trade_id', length: 80 })
  tradeId!: string;

  @Column('bigint', { name: 'trade_sequence', transformer: safeInteger })
  tradeSequence!: number;

  /** simulated date of the trade */
  @Column('varchar', { name: 'trade_date', length: 10 })
  tradeDate!: string;

  @Column('varchar', { name: 'instrument_code', length: 40 })
  instrumentCode!: string;

  @Column('bigint', { name: 'quantity_lots', transformer: safeInteger })
  quantityLots!: number;

  @Column('bigint', { name: 'amount_cents', transformer: safeInteger })
  amountCents!: number;

  @Column('varchar', { name: 'buyer_code', length: 40 })
  buyerCode!: string;

  @Column('varchar', { name: 'seller_code', length: 40 })
  sellerCode!: string;

  @Column('varchar', { length: 12 })
  state!: CoreInstructionState;

  @Column('integer', { default: 0 })
  attempts!: number;

  /** when a worker may take it: at once, after the backoff, or when another worker's lease has run out; null = settled */
  @Column('timestamptz', { name: 'due_at', nullable: true })
  dueAt!: Date | null;

  @Column('varchar', { name: 'failure_code', length: 80, nullable: true })
  failureCode!: string | null;

  /** for the operator; never shown, it names accounts */
  @Column('text', { name: 'failure_detail', nullable: true })
  failureDetail!: string | null;

  @Column('timestamptz', { name: 'instructed_at' })
  instructedAt!: Date;

  @Column('timestamptz', { name: 'settled_at', nullable: true })
  settledAt!: Date | null;

  /** when the venue was told */
  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt!: Date | null;
}
