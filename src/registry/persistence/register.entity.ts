import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { safeInteger } from '../../platform';
import { PlanEntryEntity } from './plan-entry.entity';

/** The trace of each right: which plan allotted what to whom, and out of which cap or account. */
@Entity({ name: 'registry_register' })
@ForeignKey(
  () => PlanEntryEntity,
  ['sessionId', 'planId', 'entryNumber'],
  ['sessionId', 'planId', 'entryNumber'],
  { name: 'registry_register_entry' },
)
@Index('registry_register_holder', ['sessionId', 'holderCode', 'instrumentCode'])
@Check('registry_register_quantity', 'quantity_lots BETWEEN 1 AND 9007199254740991')
export class RegisterEntity {
  @PrimaryColumn('varchar', {
    name: 'session_id',
    length: 40,
    primaryKeyConstraintName: 'registry_register_pk',
  })
  sessionId!: string;

  @PrimaryColumn('varchar', { name: 'plan_id', length: 40, primaryKeyConstraintName: 'registry_register_pk' })
  planId!: string;

  @PrimaryColumn('integer', { name: 'entry_number', primaryKeyConstraintName: 'registry_register_pk' })
  entryNumber!: number;

  @Column('varchar', { name: 'holder_code', length: 40 })
  holderCode!: string;

  @Column('varchar', { name: 'instrument_code', length: 40 })
  instrumentCode!: string;

  @Column('bigint', { name: 'quantity_lots', transformer: safeInteger })
  quantityLots!: number;

  @Column('varchar', { name: 'cap_region_code', length: 40, nullable: true })
  capRegionCode!: string | null;

  @Column('varchar', { name: 'drawn_from_holder_code', length: 40, nullable: true })
  drawnFromHolderCode!: string | null;

  @Column('varchar', { name: 'issued_by', length: 120 })
  issuedBy!: string;

  @Column('varchar', { name: 'issued_on', length: 10 })
  issuedOn!: string;
}
