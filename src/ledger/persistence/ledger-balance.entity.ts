import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { safeInteger } from '../../platform';
import { LedgerAccountEntity } from './ledger-account.entity';

@Entity({ name: 'ledger_balances' })
@ForeignKey(
  () => LedgerAccountEntity,
  ['sessionId', 'account', 'mayGoNegative'],
  ['sessionId', 'code', 'mayGoNegative'],
  { name: 'ledger_balances_account' },
)
@Check('ledger_balances_not_negative', 'amount >= 0 OR may_go_negative')
@Check('ledger_balances_exact', 'amount BETWEEN -9007199254740991 AND 9007199254740991')
export class LedgerBalanceEntity {
  @PrimaryColumn('varchar', {
    name: 'session_id',
    length: 40,
    primaryKeyConstraintName: 'ledger_balances_pk',
  })
  sessionId!: string;

  @PrimaryColumn('varchar', { length: 80, primaryKeyConstraintName: 'ledger_balances_pk' })
  account!: string;

  @PrimaryColumn('varchar', { length: 40, primaryKeyConstraintName: 'ledger_balances_pk' })
  asset!: string;

  /** lots or cents */
  @Column('bigint', { transformer: safeInteger })
  amount!: number;

  @Column('boolean', { name: 'may_go_negative' })
  mayGoNegative!: boolean;
}
