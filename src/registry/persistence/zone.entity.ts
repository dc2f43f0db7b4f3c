import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

@Entity({ name: 'registry_zones' })
@ForeignKey(() => ZoneEntity, ['sessionId', 'parentCode'], ['sessionId', 'code'], {
  name: 'registry_zones_parent',
})
@Check('registry_zones_own_parent', 'parent_code IS NULL OR parent_code <> code')
export class ZoneEntity {
  @PrimaryColumn('varchar', { name: 'session_id', length: 40, primaryKeyConstraintName: 'registry_zones_pk' })
  sessionId!: string;

  @PrimaryColumn('varchar', { length: 40, primaryKeyConstraintName: 'registry_zones_pk' })
  code!: string;

  @Column('varchar', { name: 'parent_code', length: 40, nullable: true })
  parentCode!: string | null;

  @Column('varchar', { length: 30 })
  kind!: string;

  @Column('text', { name: 'name_en' })
  nameEn!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('boolean', { name: 'attains_quality_target', nullable: true })
  attainsQualityTarget!: boolean | null;
}
