import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { safeInteger } from '../../platform';
import { ZoneEntity } from './zone.entity';

@Entity({ name: 'registry_participants' })
@ForeignKey(() => ZoneEntity, ['sessionId', 'zoneCode'], ['sessionId', 'code'], {
  name: 'registry_participants_zone',
})
@Check('registry_participants_cash', 'opening_cash_cents BETWEEN 0 AND 9007199254740991')
export class ParticipantEntity {
  @PrimaryColumn('varchar', {
    name: 'session_id',
    length: 40,
    primaryKeyConstraintName: 'registry_participants_pk',
  })
  sessionId!: string;

  @PrimaryColumn('varchar', { length: 40, primaryKeyConstraintName: 'registry_participants_pk' })
  code!: string;

  @Column('text', { name: 'name_en' })
  nameEn!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('varchar', { length: 40 })
  kind!: string;

  @Column('varchar', { length: 60 })
  family!: string;

  @Column('varchar', { name: 'zone_code', length: 40 })
  zoneCode!: string;

  @Column('bigint', { name: 'opening_cash_cents', transformer: safeInteger })
  openingCashCents!: number;
}
