import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'ledger_posting_sets' })
export class LedgerPostingSetEntity {
  @PrimaryColumn('varchar', {
    name: 'session_id',
    length: 40,
    primaryKeyConstraintName: 'ledger_posting_sets_pk',
  })
  sessionId!: string;

  @PrimaryColumn('varchar', { length: 160, primaryKeyConstraintName: 'ledger_posting_sets_pk' })
  reference!: string;

  @Column('varchar', { length: 20 })
  kind!: string;

  @Column('varchar', { length: 10, name: 'simulated_date' })
  simulatedDate!: string;

  @Column('timestamptz', { name: 'posted_at', default: () => 'now()' })
  postedAt!: Date;

  /** SHA-256 of the canonical text: a reference asked for again with other postings is recognised */
  @Column('varchar', { length: 64 })
  digest!: string;
}
