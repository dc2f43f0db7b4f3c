import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import { safeInteger } from '../../platform';

@Entity({ name: 'registry_plans' })
@Unique('registry_plans_number', ['sessionId', 'planNumber'])
@Check('registry_plans_status', "status IN ('draft', 'submitted', 'approved', 'issued', 'rejected')")
@Check(
  'registry_plans_reserved',
  "CASE status WHEN 'issued' THEN cap_reserved WHEN 'approved' THEN true ELSE NOT cap_reserved END",
)
@Check(
  'registry_plans_four_eyes',
  'approved_by IS NULL OR (approved_by <> drafted_by AND approved_by <> submitted_by)',
)
@Check('registry_plans_approved', "status NOT IN ('approved', 'issued') OR approved_by IS NOT NULL")
export class PlanEntity {
  @PrimaryColumn('varchar', { name: 'session_id', length: 40, primaryKeyConstraintName: 'registry_plans_pk' })
  sessionId!: string;

  @PrimaryColumn('varchar', { name: 'plan_id', length: 40, primaryKeyConstraintName: 'registry_plans_pk' })
  planId!: string;

  @Column('integer', { name: 'plan_number' })
  planNumber!: number;

  @Column('varchar', { length: 60 })
  family!: string;

  @Column('varchar', { length: 80 })
  method!: string;

  @Column('varchar', { length: 20 })
  period!: string;

  @Column('jsonb')
  parameters!: Record<string, string>;

  @Column('varchar', { length: 20 })
  status!: string;

  @Column('boolean', { name: 'cap_reserved', default: false })
  capReserved!: boolean;

  @Column('varchar', { name: 'drafted_by', length: 120 })
  draftedBy!: string;

  @Column('varchar', { name: 'submitted_by', length: 120, nullable: true })
  submittedBy!: string | null;

  @Column('varchar', { name: 'approved_by', length: 120, nullable: true })
  approvedBy!: string | null;

  @Column('varchar', { name: 'rejected_by', length: 120, nullable: true })
  rejectedBy!: string | null;

  @Column('varchar', { name: 'issued_by', length: 120, nullable: true })
  issuedBy!: string | null;

  @Column('varchar', { name: 'issued_on', length: 10, nullable: true })
  issuedOn!: string | null;

  @Column('integer', { name: 'entry_count' })
  entryCount!: number;

  @Column('bigint', { name: 'total_lots', transformer: safeInteger })
  totalLots!: number;

  @Column('timestamptz', { name: 'drafted_at' })
  draftedAt!: Date;

  @Column('timestamptz', { name: 'submitted_at', nullable: true })
  submittedAt!: Date | null;

  @Column('timestamptz', { name: 'approved_at', nullable: true })
  approvedAt!: Date | null;

  @Column('timestamptz', { name: 'rejected_at', nullable: true })
  rejectedAt!: Date | null;

  @Column('timestamptz', { name: 'issued_at', nullable: true })
  issuedAt!: Date | null;
}
