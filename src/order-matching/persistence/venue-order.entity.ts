import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { safeInteger } from '../../platform';

/** Every order that was ever sent, rejected ones included, in its latest state. */
@Entity({ name: 'venue_orders' })
@Unique('venue_orders_client_order_id', ['sessionId', 'participantCode', 'clientOrderId'])
@Index('venue_orders_participant', ['sessionId', 'participantCode', 'orderNumber'])
@Index('venue_orders_open', ['sessionId', 'orderNumber'], { where: 'leaves_lots > 0' })
@Check(
  'venue_orders_quantities',
  'cumulative_lots >= 0 AND leaves_lots >= 0 AND cumulative_lots + leaves_lots + cancelled_lots = quantity_lots',
)
export class VenueOrderEntity {
  @PrimaryColumn('varchar', { name: 'session_id', length: 40, primaryKeyConstraintName: 'venue_orders_pk' })
  sessionId!: string;

  @PrimaryColumn('bigint', {
    name: 'order_number',
    primaryKeyConstraintName: 'venue_orders_pk',
    transformer: safeInteger,
  })
  orderNumber!: number;

  @Column('varchar', { name: 'participant_code', length: 40 })
  participantCode!: string;

  @Column('varchar', { name: 'actor_id', length: 80 })
  actorId!: string;

  @Column('varchar', { name: 'actor_kind', length: 10 })
  actorKind!: string;

  @Column('varchar', { name: 'client_order_id', length: 80 })
  clientOrderId!: string;

  @Column('varchar', { name: 'instrument_code', length: 40 })
  instrumentCode!: string;

  @Column('varchar', { length: 4 })
  side!: string;

  @Column('varchar', { name: 'order_type', length: 10 })
  orderType!: string;

  @Column('varchar', { name: 'time_in_force', length: 3 })
  timeInForce!: string;

  @Column('bigint', { name: 'price_ticks', nullable: true, transformer: safeInteger })
  priceTicks!: number | null;

  @Column('bigint', { name: 'quantity_lots', transformer: safeInteger })
  quantityLots!: number;

  @Column('bigint', { name: 'cumulative_lots', transformer: safeInteger })
  cumulativeLots!: number;

  @Column('bigint', { name: 'leaves_lots', transformer: safeInteger })
  leavesLots!: number;

  @Column('bigint', { name: 'cancelled_lots', transformer: safeInteger })
  cancelledLots!: number;

  @Column('varchar', { length: 20 })
  status!: string;

  @Column('jsonb', { nullable: true })
  reason!: unknown;

  /** post-only, displayed and minimum quantity, trigger, last day */
  @Column('jsonb', { default: {} })
  conditions!: object;

  /** what was asked for: the same request again gets the same answer (I16) */
  @Column('jsonb')
  request!: unknown;

  /** the answer that the owner got when it was placed: a repeated request gets the same (I16) */
  @Column('jsonb')
  acknowledgement!: unknown;

  @Column('varchar', { name: 'placed_on', length: 10 })
  placedOn!: string;

  @Column('timestamptz', { name: 'placed_at' })
  placedAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
