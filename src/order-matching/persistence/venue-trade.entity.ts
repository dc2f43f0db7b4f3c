import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { safeInteger } from '../../platform';

/** Every trade, and whether settlement has confirmed it to the venue. */
@Entity({ name: 'venue_trades' })
@Index('venue_trades_instrument', ['sessionId', 'instrumentCode', 'tradeSequence'])
@Index('venue_trades_unconfirmed', ['sessionId', 'tradeSequence'], { where: 'NOT confirmed' })
@Check('venue_trades_amounts', 'price_ticks > 0 AND quantity_lots > 0 AND amount_cents > 0')
@Check('venue_trades_two_parties', 'buyer_code <> seller_code')
export class VenueTradeEntity {
  @PrimaryColumn('varchar', { name: 'session_id', length: 40, primaryKeyConstraintName: 'venue_trades_pk' })
  sessionId!: string;

  @PrimaryColumn('bigint', {
    name: 'trade_sequence',
    primaryKeyConstraintName: 'venue_trades_pk',
    transformer: safeInteger,
  })
  tradeSequence!: number;

  @Column('varchar', { name: 'instrument_code', length: 40 })
  instrumentCode!: string;

  /** block trades and bidding do not count for the daily close */
  @Column('varchar', { length: 20, default: 'continuous' })
  model!: string;

  @Column('bigint', { name: 'price_ticks', transformer: safeInteger })
  priceTicks!: number;

  @Column('bigint', { name: 'quantity_lots', transformer: safeInteger })
  quantityLots!: number;

  @Column('bigint', { name: 'amount_cents', transformer: safeInteger })
  amountCents!: number;

  @Column('varchar', { name: 'buyer_code', length: 40 })
  buyerCode!: string;

  @Column('varchar', { name: 'seller_code', length: 40 })
  sellerCode!: string;

  @Column('bigint', { name: 'buy_order_number', transformer: safeInteger })
  buyOrderNumber!: number;

  @Column('bigint', { name: 'sell_order_number', transformer: safeInteger })
  sellOrderNumber!: number;

  @Column('varchar', { name: 'aggressor_side', length: 4 })
  aggressorSide!: string;

  @Column('varchar', { name: 'simulated_date', length: 10 })
  simulatedDate!: string;

  @Column('timestamptz', { name: 'executed_at' })
  executedAt!: Date;

  @Column('boolean')
  confirmed!: boolean;
}
