import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

const KEY = { primaryKeyConstraintName: 'compliance_reports_pk' };

/** What one participant measured in one period. */
@Entity('compliance_reports')
@Check('compliance_reports_status', `status in ('reported', 'verified')`)
@Check('compliance_reports_verifier', `(status = 'verified') = (verified_by is not null)`)
@Check('compliance_reports_second_person', 'verified_by <> reported_by')
export class ReportEntity {
  @PrimaryColumn('varchar', { name: 'session_id', length: 40, ...KEY })
  sessionId!: string;

  @PrimaryColumn('varchar', { length: 60, ...KEY })
  family!: string;

  @PrimaryColumn('varchar', { length: 20, ...KEY })
  period!: string;

  @PrimaryColumn('varchar', { name: 'participant_code', length: 40, ...KEY })
  participantCode!: string;

  /** decimal string in the family's unit */
  @Column('varchar', { name: 'measured_quantity', length: 40 })
  measuredQuantity!: string;

  @Column('varchar', { length: 16 })
  status!: 'reported' | 'verified';

  @Column('varchar', { name: 'reported_by', length: 120 })
  reportedBy!: string;

  @Column('timestamptz', { name: 'reported_at' })
  reportedAt!: Date;

  @Column('varchar', { name: 'verified_by', length: 120, nullable: true })
  verifiedBy!: string | null;

  @Column('timestamptz', { name: 'verified_at', nullable: true })
  verifiedAt!: Date | null;
}
