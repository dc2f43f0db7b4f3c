import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A place in a session that whoever knows the join code may take. */
@Entity('identity_seats')
@Check('identity_seats_role', `role in ('regulator', 'trader')`)
@Check('identity_seats_trader_has_participant', `(role = 'trader') = (participant_code is not null)`)
export class SeatEntity {
  @PrimaryColumn('varchar', { name: 'session_id', length: 40, primaryKeyConstraintName: 'identity_seats_pk' })
  sessionId!: string;

  @PrimaryColumn('varchar', { name: 'seat_id', length: 64, primaryKeyConstraintName: 'identity_seats_pk' })
  seatId!: string;

  @Column('varchar', { length: 16 })
  role!: 'regulator' | 'trader';

  @Column('varchar', { name: 'participant_code', length: 40, nullable: true })
  participantCode!: string | null;

  @Index('identity_seats_join_code', { unique: true })
  @Column('varchar', { name: 'join_code', length: 16 })
  joinCode!: string;

  /** tokens that carry an older version are void */
  @Column('integer', { name: 'token_version', default: 1 })
  tokenVersion!: number;

  @Column('varchar', { name: 'taken_by', length: 80, nullable: true })
  takenBy!: string | null;

  @Column('timestamptz', { name: 'taken_at', nullable: true })
  takenAt!: Date | null;
}
