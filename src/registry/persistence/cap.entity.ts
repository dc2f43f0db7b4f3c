import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { safeInteger } from '../../platform';
import { ZoneEntity } from './zone.entity';

@Entity({ name: 'registry_caps' })
@ForeignKey(() => ZoneEntity, ['sessionId', 'regionCode'], ['sessionId', 'code'], {
  name: 'registry_caps_region',
})
@Check('registry_caps_issued', 'issued_lots BETWEEN 0 AND cap_lots')
@Check('registry_caps_exact', 'cap_lots <= 9007199254740991')
export class CapEntity {
  @PrimaryColumn('varchar', { name: 'session_id', length: 40, primaryKeyConstraintName: 'registry_caps_pk' })
  sessionId!: string;

  @PrimaryColumn('varchar', { length: 60, primaryKeyConstraintName: 'registry_caps_pk' })
  family!: string;

  @PrimaryColumn('varchar', { length: 40, primaryKeyConstraintName: 'registry_caps_pk' })
  commodity!: string;

  @PrimaryColumn('varchar', { name: 'region_code', length: 40, primaryKeyConstraintName: 'registry_caps_pk' })
  regionCode!: string;

  @PrimaryColumn('varchar', { length: 20, primaryKeyConstraintName: 'registry_caps_pk' })
  period!: string;

  @Column('bigint', { name: 'cap_lots', transformer: safeInteger })
  capLots!: number;

  @Column('bigint', { name: 'issued_lots', transformer: safeInteger, default: 0 })
  issuedLots!: number;

  @Column('text', { name: 'unit_en' })
  unitEn!: string;

  @Column('text', { name: 'unit_zh' })
  unitZh!: string;

  @Column('varchar', { name: 'lot_size', length: 20 })
  lotSize!: string;
}
