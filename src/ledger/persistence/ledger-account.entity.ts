import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity({ name: 'ledger_accounts' })
@Index('ledger_accounts_participant', ['sessionId', 'participantCode'])
@Unique('ledger_accounts_sign', ['sessionId', 'code', 'mayGoNegative'])
@Check(
  'ledger_accounts_may_go_negative',
  `NOT may_go_negative OR code IN ('system:issuance', 'system:clearing-bank')`,
)
@Check('ledger_accounts_owner', `(kind = 'system') = (participant_code IS NULL)`)
export class LedgerAccountEntity {
  @PrimaryColumn('varchar', {
    name: 'session_id',
    length: 40,
    primaryKeyConstraintName: 'ledger_accounts_pk',
  })
  sessionId!: string;

  @PrimaryColumn('varchar', { length: 80, primaryKeyConstraintName: 'ledger_accounts_pk' })
  code!: string;

  @Column('varchar', { length: 40, name: 'participant_code', nullable: true })
  participantCode!: string | null;

  /** registration, trading, bank; `system` for the accounts of the system */
  @Column('varchar', { length: 20 })
  kind!: string;

  @Column('boolean', { name: 'may_go_negative' })
  mayGoNegative!: boolean;
}
