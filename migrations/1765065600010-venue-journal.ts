import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every command that a venue applied, chained by hash, and pictures of its state from which a replay may begin. */
export class VenueJournal1765065600010 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // a venue that was opened before there was a journal cannot be replayed: it is asked for its journal and reports the gap
    await queryRunner.query('ALTER TABLE venue_sessions ADD COLUMN opened_on varchar(10)');
    await queryRunner.query('UPDATE venue_sessions SET opened_on = simulated_date');
    await queryRunner.query('ALTER TABLE venue_sessions ALTER COLUMN opened_on SET NOT NULL');
    await queryRunner.query(`
      CREATE TABLE venue_journal (
        session_id varchar(40) NOT NULL,
        sequence bigint NOT NULL,
        command text NOT NULL,
        hash varchar(64) NOT NULL,
        recorded_at timestamptz NOT NULL,
        CONSTRAINT venue_journal_pk PRIMARY KEY (session_id, sequence),
        CONSTRAINT venue_journal_sequence CHECK (sequence > 0)
      )`);
    await queryRunner.query(`
      CREATE TABLE venue_snapshots (
        session_id varchar(40) NOT NULL,
        sequence bigint NOT NULL,
        journal_hash varchar(64) NOT NULL,
        content text NOT NULL,
        content_hash varchar(64) NOT NULL,
        taken_at timestamptz NOT NULL,
        CONSTRAINT venue_snapshots_pk PRIMARY KEY (session_id, sequence)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE venue_snapshots');
    await queryRunner.query('DROP TABLE venue_journal');
    await queryRunner.query('ALTER TABLE venue_sessions DROP COLUMN opened_on');
  }
}
