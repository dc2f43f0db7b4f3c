import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { safeInteger } from '../../platform';
import type { ExplanationStep } from '../../right-family';
import { PlanEntity } from './plan.entity';

@Entity({ name: 'registry_plan_entries' })
@ForeignKey(() => PlanEntity, ['sessionId', 'planId'], ['sessionId', 'planId'], {
  name: 'registry_plan_entries_plan',
})
@Check(
  'registry_plan_entries_amounts',
  'quantity_lots BETWEEN 0 AND 9007199254740991 AND charge_cents BETWEEN 0 AND 9007199254740991',
)
@Check('registry_plan_entries_origin', '(cap_region_code IS NULL) <> (drawn_from_holder_code IS NULL)')
export class PlanEntryEntity {
  @PrimaryColumn('varchar', {
    name: 'session_id',
    length: 40,
    primaryKeyConstraintName: 'registry_plan_entries_pk',
  })
  sessionId!: string;

  @PrimaryColumn('varchar', {
    name: 'plan_id',
    length: 40,
    primaryKeyConstraintName: 'registry_plan_entries_pk',
  })
  planId!: string;

  @PrimaryColumn('integer', { name: 'entry_number', primaryKeyConstraintName: 'registry_plan_entries_pk' })
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

  /** what the right is allotted for: once in a period */
  @Column('jsonb')
  basis!: readonly string[];

  @Column('bigint', { name: 'charge_cents', transformer: safeInteger })
  chargeCents!: number;

  @Column('jsonb')
  explanation!: ExplanationStep[];
}
