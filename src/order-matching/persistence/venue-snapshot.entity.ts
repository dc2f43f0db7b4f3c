import { Column, Entity, PrimaryColumn } from 'typeorm';
import { safeInteger } from '../../platform';

/** The state of a venue after a command, from which a replay of its journal may begin. */
@Entity({ name: 'venue_snapshots' })
export class VenueSnapshotEntity {
  @PrimaryColumn('varchar', {
    name: 'session_id',
    length: 40,
    primaryKeyConstraintName: 'venue_snapshots_pk',
  })
  sessionId!: string;

  @PrimaryColumn('bigint', { transformer: safeInteger, primaryKeyConstraintName: 'venue_snapshots_pk' })
  sequence!: number;

  /** of the journal up to this command */
  @Column('varchar', { name: 'journal_hash', length: 64 })
  journalHash!: string;

  /** a VenueSnapshot as JSON */
  @Column('text')
  content!: string;

  @Column('varchar', { name: 'content_hash', length: 64 })
  contentHash!: string;

  @Column('timestamptz', { name: 'taken_at' })
  takenAt!: Date;
}
