import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Identity1763769600001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table identity_people (
        person_id uuid not null,
        username varchar(60) not null,
        display_name varchar(80) not null,
        role varchar(16) not null,
        password_hash varchar(200) not null,
        token_version integer not null default 1,
        created_at timestamptz not null,
        constraint identity_people_pk primary key (person_id),
        constraint identity_people_role check (role in ('trainer', 'regulator'))
      )`);
    await queryRunner.query('create unique index identity_people_username on identity_people (username)');
    await queryRunner.query(`
      create table identity_seats (
        session_id varchar(40) not null,
        seat_id varchar(64) not null,
        role varchar(16) not null,
        participant_code varchar(40),
        join_code varchar(16) not null,
        token_version integer not null default 1,
        taken_by varchar(80),
        taken_at timestamptz,
        constraint identity_seats_pk primary key (session_id, seat_id),
        constraint identity_seats_role check (role in ('regulator', 'trader')),
        constraint identity_seats_trader_has_participant check ((role = 'trader') = (participant_code is not null))
      )`);
    // the one index that does not begin with session_id: the code is what finds the session
    await queryRunner.query('create unique index identity_seats_join_code on identity_seats (join_code)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table identity_seats');
    await queryRunner.query('drop table identity_people');
  }
}
