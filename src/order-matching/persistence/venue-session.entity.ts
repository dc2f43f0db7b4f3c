import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { safeInteger } from '../../platform';

/** Where a venue stands: the fence of the single writer, too. */
@Entity({ name: 'venue_sessions' })
@Check('venue_sessions_sequences', 'command_sequence >= 0 AND event_sequence >= 0 AND trade_sequence >= 0')
export class VenueSessionEntity {
  @PrimaryColumn('varchar', { name: 'session_id', length: 40, primaryKeyConstraintName: 'venue_sessions_pk' })
  sessionId!: string;

  @Column('varchar', { length: 10 })
  phase!: string;

  /** the simulated date on which its journal begins */
  @Column('varchar', { name: 'opened_on', length: 10 })
  openedOn!: string;

  @Column('varchar', { name: 'simulated_date', length: 10 })
  simulatedDate!: string;

  /** simulated time of that day */
  @Column('integer', { name: 'second_of_day', default: 0 })
  secondOfDay!: number;

  @Column('bigint', { name: 'command_sequence', transformer: safeInteger })
  commandSequence!: number;

  @Column('bigint', { name: 'event_sequence', transformer: safeInteger })
  eventSequence!: number;

  @Column('bigint', { name: 'trade_sequence', transformer: safeInteger })
  tradeSequence!: number;
}
