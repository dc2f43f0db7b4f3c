import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { safeInteger } from '../../platform';
import type { VenueAuction } from '../core';

/** Every uncrossing with the reasons of its price; its trades stand in `venue_trades`. */
@Entity({ name: 'venue_auctions' })
@Index('venue_auctions_instrument', ['sessionId', 'instrumentCode', 'eventSequence'])
@Check('venue_auctions_amounts', 'price_ticks > 0 AND quantity_lots > 0 AND surplus_lots >= 0')
export class VenueAuctionEntity {
  @PrimaryColumn('varchar', { name: 'session_id', length: 40, primaryKeyConstraintName: 'venue_auctions_pk' })
  sessionId!: string;

  @PrimaryColumn('bigint', {
    name: 'event_sequence',
    primaryKeyConstraintName: 'venue_auctions_pk',
    transformer: safeInteger,
  })
  eventSequence!: number;

  @Column('varchar', { name: 'instrument_code', length: 40 })
  instrumentCode!: string;

  @Column('varchar', { length: 20 })
  rule!: string;

  @Column('bigint', { name: 'reference_price_ticks', nullable: true, transformer: safeInteger })
  referencePriceTicks!: number | null;

  @Column('bigint', { name: 'price_ticks', transformer: safeInteger })
  priceTicks!: number;

  @Column('bigint', { name: 'quantity_lots', transformer: safeInteger })
  quantityLots!: number;

  @Column('bigint', { name: 'surplus_lots', transformer: safeInteger })
  surplusLots!: number;

  @Column('varchar', { name: 'surplus_side', length: 4, nullable: true })
  surplusSide!: string | null;

  @Column('jsonb')
  steps!: VenueAuction['steps'];

  @Column('jsonb')
  summary!: VenueAuction['summary'];

  @Column('varchar', { name: 'simulated_date', length: 10 })
  simulatedDate!: string;

  @Column('timestamptz', { name: 'executed_at' })
  executedAt!: Date;
}
