import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { safeInteger } from '../../platform';

/** A listed instrument with its present reference price and phase. */
@Entity({ name: 'venue_instruments' })
@Check(
  'venue_instruments_terms',
  'reference_price_ticks > 0 AND price_band_basis_points >= 0 AND cents_per_tick_lot > 0',
)
export class VenueInstrumentEntity {
  @PrimaryColumn('varchar', {
    name: 'session_id',
    length: 40,
    primaryKeyConstraintName: 'venue_instruments_pk',
  })
  sessionId!: string;

  @PrimaryColumn('varchar', {
    name: 'instrument_code',
    length: 40,
    primaryKeyConstraintName: 'venue_instruments_pk',
  })
  instrumentCode!: string;

  @Column('varchar', { length: 40 })
  family!: string;

  @Column('bigint', { name: 'reference_price_ticks', transformer: safeInteger })
  referencePriceTicks!: number;

  /** null: no band */
  @Column('integer', { name: 'price_band_basis_points', nullable: true })
  priceBandBasisPoints!: number | null;

  @Column('bigint', { name: 'cents_per_tick_lot', transformer: safeInteger })
  centsPerTickLot!: number;

  @Column('varchar', { name: 'market_phase', length: 20, default: 'closed' })
  marketPhase!: string;

  /** may orders be cancelled and amended in this phase? */
  @Column('boolean', { default: true })
  cancels!: boolean;

  /** optional terms: how it is traded, where that differs from a plain central book */
  @Column('jsonb', { default: {} })
  rules!: object;
}
