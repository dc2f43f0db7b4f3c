import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { safeInteger } from '../../platform';

const KEY = { primaryKeyConstraintName: 'compliance_surrenders_pk' };
const PART_KEY = { primaryKeyConstraintName: 'compliance_surrender_parts_pk' };

/**
 * A request to surrender. `pending` until the ledger has posted it: what a crash leaves is taken up again. `refused`
 * by the exchange or the ledger: the same request may be tried again.
 */
@Entity('compliance_surrenders')
@Check('compliance_surrenders_state', `state in ('pending', 'posted', 'refused')`)
@Index('compliance_surrenders_obligation', ['sessionId', 'family', 'period', 'participantCode'])
export class SurrenderEntity {
  @PrimaryColumn('varchar', { name: 'session_id', length: 40, ...KEY })
  sessionId!: string;

  /** the participant's code, a colon and what the caller chose: unique for the participant */
  @PrimaryColumn('varchar', { length: 130, ...KEY })
  reference!: string;

  @Column('varchar', { length: 60 })
  family!: string;

  @Column('varchar', { length: 20 })
  period!: string;

  @Column('varchar', { name: 'participant_code', length: 40 })
  participantCode!: string;

  @Column('varchar', { length: 16 })
  state!: 'pending' | 'posted' | 'refused';

  /** names the moves of this try, so that a later try with the same reference moves anew */
  @Column('uuid')
  attempt!: string;

  @Column('varchar', { name: 'requested_by', length: 120 })
  requestedBy!: string;

  @Column('timestamptz', { name: 'requested_at' })
  requestedAt!: Date;

  /** simulated date */
  @Column('varchar', { length: 10 })
  date!: string;
}

/** One right of a surrender. */
@Entity('compliance_surrender_parts')
@Check(
  'compliance_surrender_parts_lots',
  'quantity_lots > 0 and from_trading_lots between 0 and quantity_lots',
)
export class SurrenderPartEntity {
  @PrimaryColumn('varchar', { name: 'session_id', length: 40, ...PART_KEY })
  sessionId!: string;

  @PrimaryColumn('varchar', { length: 130, ...PART_KEY })
  reference!: string;

  @PrimaryColumn('varchar', { name: 'instrument_code', length: 60, ...PART_KEY })
  instrumentCode!: string;

  @Column('bigint', { name: 'quantity_lots', transformer: safeInteger })
  quantityLots!: number;

  /** as much of it as has to come back from the trading account first; fixed with the request, so that a retry moves the same */
  @Column('bigint', { name: 'from_trading_lots', transformer: safeInteger })
  fromTradingLots!: number;
}
