import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { safeInteger } from '../../platform';

/** How far settlement has followed the venue of a session. */
@Entity('settlement_cursors')
@Check('settlement_cursors_not_negative', 'last_trade_sequence >= 0 AND last_instruction_number >= 0')
export class SettlementCursorEntity {
  @PrimaryColumn('varchar', {
    name: 'session_id',
    length: 40,
    primaryKeyConstraintName: 'settlement_cursors_pk',
  })
  sessionId!: string;

  @Column('bigint', { name: 'last_trade_sequence', default: 0, transformer: safeInteger })
  lastTradeSequence!: number;

  @Column('bigint', { name: 'last_instruction_number', default: 0, transformer: safeInteger })
  lastInstructionNumber!: number;
}
