import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Training1763769600007 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE training_sessions (
        session_id varchar(40) NOT NULL,
        session_number bigint NOT NULL,
        scenario varchar(40) NOT NULL,
        title_en varchar(200) NOT NULL,
        title_zh varchar(200) NOT NULL,
        stage varchar(20) NOT NULL,
        setup_steps_done bigint NOT NULL DEFAULT 0,
        paused boolean NOT NULL DEFAULT false,
        ended boolean NOT NULL DEFAULT false,
        leaving boolean NOT NULL DEFAULT false,
        simulated_date varchar(10) NOT NULL,
        period varchar(10) NOT NULL,
        seed bigint NOT NULL,
        day_milliseconds bigint NOT NULL,
        bots boolean NOT NULL,
        reports_imported boolean NOT NULL DEFAULT false,
        reports_verified boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT training_sessions_pk PRIMARY KEY (session_id),
        CONSTRAINT training_sessions_number UNIQUE (scenario, session_number),
        CONSTRAINT training_sessions_stage
          CHECK (stage IN ('setup', 'trading', 'monitoring', 'surrender', 'debrief')),
        CONSTRAINT training_sessions_date CHECK (simulated_date ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
        CONSTRAINT training_sessions_day CHECK (day_milliseconds > 0),
        CONSTRAINT training_sessions_verified CHECK (reports_imported OR NOT reports_verified)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE training_sessions`);
  }
}
