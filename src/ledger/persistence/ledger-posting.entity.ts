import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { safeInteger } from '../../platform';
import { LedgerPostingSetEntity } from './ledger-posting-set.entity';

@Entity({ name: 'ledger_postings' })
@ForeignKey(() => LedgerPostingSetEntity, ['sessionId', 'reference'], ['sessionId', 'reference'], {
  name: 'ledger_postings_set',
})
@Check('ledger_postings_amount', 'amount > 0 AND amount <= 9007199254740991')
@Check('ledger_postings_two_accounts', 'from_account <> to_account')
@Check(
  'ledger_postings_final',
  `from_account NOT IN ('system:surrendered', 'system:retired', 'system:cancelled')`,
)
export class LedgerPostingEntity {
  @PrimaryColumn('varchar', {
    name: 'session_id',
    length: 40,
    primaryKeyConstraintName: 'ledger_postings_pk',
  })
  sessionId!: string;

  @PrimaryColumn('varchar', { length: 160, primaryKeyConstraintName: 'ledger_postings_pk' })
  reference!: string;

  /** place in the set, from 0 */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'ledger_postings_pk' })
  position!: number;

  @Column('varchar', { length: 80, name: 'from_account' })
  fromAccount!: string;

  @Column('varchar', { length: 80, name: 'to_account' })
  toAccount!: string;

  @Column('varchar', { length: 40 })
  asset!: string;

  /** lots or cents */
  @Column('bigint', { transformer: safeInteger })
  amount!: number;
}
