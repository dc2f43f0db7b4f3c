import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { safeInteger } from '../../platform';
import type { ExplanationStep } from '../../right-family';
import type { ObligationState } from '../core/obligation';

const KEY = { primaryKeyConstraintName: 'compliance_obligations_pk' };
const INTEGER = { transformer: safeInteger };

/** What one participant owes for one period, and from the deadline on what follows. */
@Entity('compliance_obligations')
@Check('compliance_obligations_state', `state in ('open', 'closing', 'assessed', 'closed')`)
@Check('compliance_obligations_closed_on', `(state = 'open') = (closed_on is null)`)
@Check(
  'compliance_obligations_lots',
  `obligation_lots >= 0 and shortfall_lots between 0 and obligation_lots
   and surplus_lots >= 0 and next_period_deduction_lots >= 0`,
)
@Check(
  'compliance_obligations_cents',
  `penalty_collected_cents between 0 and penalty_cents
   and planned_collection_cents between 0 and penalty_cents and planned_from_trading_cents >= 0`,
)
export class ObligationEntity {
  @PrimaryColumn('varchar', { name: 'session_id', length: 40, ...KEY })
  sessionId!: string;

  @PrimaryColumn('varchar', { length: 60, ...KEY })
  family!: string;

  @PrimaryColumn('varchar', { length: 20, ...KEY })
  period!: string;

  @PrimaryColumn('varchar', { name: 'participant_code', length: 40, ...KEY })
  participantCode!: string;

  @Column('bigint', { name: 'obligation_lots', ...INTEGER })
  obligationLots!: number;

  @Column('jsonb')
  explanation!: readonly ExplanationStep[];

  @Column('varchar', { length: 16 })
  state!: ObligationState;

  /** the deadline, simulated date; null while open */
  @Column('varchar', { name: 'closed_on', length: 10, nullable: true })
  closedOn!: string | null;

  @Column('bigint', { name: 'shortfall_lots', ...INTEGER })
  shortfallLots!: number;

  @Column('bigint', { name: 'surplus_lots', ...INTEGER })
  surplusLots!: number;

  @Column('bigint', { name: 'penalty_cents', ...INTEGER })
  penaltyCents!: number;

  @Column('bigint', { name: 'penalty_collected_cents', ...INTEGER })
  penaltyCollectedCents!: number;

  @Column('bigint', { name: 'next_period_deduction_lots', ...INTEGER })
  nextPeriodDeductionLots!: number;

  /** how the penalty and the deduction were found */
  @Column('jsonb')
  consequence!: readonly ExplanationStep[];

  /** number of the collection plan below; part of its references, so that a new plan is a new posting */
  @Column('integer', { name: 'collection_attempt' })
  collectionAttempt!: number;

  @Column('bigint', { name: 'planned_from_trading_cents', ...INTEGER })
  plannedFromTradingCents!: number;

  @Column('bigint', { name: 'planned_collection_cents', ...INTEGER })
  plannedCollectionCents!: number;
}
