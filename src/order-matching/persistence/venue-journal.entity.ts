import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { safeInteger } from '../../platform';

/** A command that a venue applied, as canonical JSON, with the hash of the journal up to it. Never changed, never deleted. */
@Entity({ name: 'venue_journal' })
@Check('venue_journal_sequence', 'sequence > 0')
export class VenueJournalEntity {
  @PrimaryColumn('varchar', { name: 'session_id', length: 40, primaryKeyConstraintName: 'venue_journal_pk' })
  sessionId!: string;

  @PrimaryColumn('bigint', { transformer: safeInteger, primaryKeyConstraintName: 'venue_journal_pk' })
  sequence!: number;

  @Column('text')
  command!: string;

  @Column('varchar', { length: 64 })
  hash!: string;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;
}
