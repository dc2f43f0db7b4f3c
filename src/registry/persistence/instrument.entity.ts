import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'registry_instruments' })
export class InstrumentEntity {
  @PrimaryColumn('varchar', {
    name: 'session_id',
    length: 40,
    primaryKeyConstraintName: 'registry_instruments_pk',
  })
  sessionId!: string;

  @PrimaryColumn('varchar', { length: 40, primaryKeyConstraintName: 'registry_instruments_pk' })
  code!: string;

  @Column('varchar', { length: 60 })
  family!: string;

  @Column('varchar', { length: 40 })
  commodity!: string;

  @Column('varchar', { name: 'zone_code', length: 40, nullable: true })
  zoneCode!: string | null;

  @Column('varchar', { length: 20, nullable: true })
  vintage!: string | null;

  @Column('text', { name: 'name_en' })
  nameEn!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('varchar', { length: 20 })
  purpose!: string;

  @Column('text', { name: 'unit_en' })
  unitEn!: string;

  @Column('text', { name: 'unit_zh' })
  unitZh!: string;

  @Column('varchar', { name: 'lot_size', length: 20 })
  lotSize!: string;

  @Column('varchar', { name: 'tick_size', length: 20 })
  tickSize!: string;

  @Column('varchar', { name: 'initial_reference_price', length: 30 })
  initialReferencePrice!: string;

  @Column('integer', { name: 'price_band_basis_points' })
  priceBandBasisPoints!: number;
}
