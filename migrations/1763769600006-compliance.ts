import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Compliance1763769600006 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table compliance_reports (
        session_id varchar(40) not null,
        family varchar(60) not null,
        period varchar(20) not null,
        participant_code varchar(40) not null,
        measured_quantity varchar(40) not null,
        status varchar(16) not null,
        reported_by varchar(120) not null,
        reported_at timestamptz not null,
        verified_by varchar(120),
        verified_at timestamptz,
        constraint compliance_reports_pk primary key (session_id, family, period, participant_code),
        constraint compliance_reports_status check (status in ('reported', 'verified')),
        constraint compliance_reports_verifier check ((status = 'verified') = (verified_by is not null)),
        constraint compliance_reports_second_person check (verified_by <> reported_by)
      )`);
    await queryRunner.query(`
      create table compliance_obligations (
        session_id varchar(40) not null,
        family varchar(60) not null,
        period varchar(20) not null,
        participant_code varchar(40) not null,
        obligation_lots bigint not null,
        explanation jsonb not null,
        state varchar(16) not null,
        closed_on varchar(10),
        shortfall_lots bigint not null,
        surplus_lots bigint not null,
        penalty_cents bigint not null,
        penalty_collected_cents bigint not null,
        next_period_deduction_lots bigint not null,
        consequence jsonb not null,
        collection_attempt integer not null,
        planned_from_trading_cents bigint not null,
        planned_collection_cents bigint not null,
        constraint compliance_obligations_pk primary key (session_id, family, period, participant_code),
        constraint compliance_obligations_state check (state in ('open', 'closing', 'assessed', 'closed')),
        constraint compliance_obligations_closed_on check ((state = 'open') = (closed_on is null)),
        constraint compliance_obligations_lots check (
          obligation_lots >= 0 and shortfall_lots between 0 and obligation_lots
          and surplus_lots >= 0 and next_period_deduction_lots >= 0),
        constraint compliance_obligations_cents check (
          penalty_collected_cents between 0 and penalty_cents
          and planned_collection_cents between 0 and penalty_cents and planned_from_trading_cents >= 0)
      )`);
    await queryRunner.query(`
      create table compliance_surrenders (
        session_id varchar(40) not null,
        reference varchar(130) not null,
        family varchar(60) not null,
        period varchar(20) not null,
        participant_code varchar(40) not null,
        state varchar(16) not null,
        attempt uuid not null,
        requested_by varchar(120) not null,
        requested_at timestamptz not null,
        date varchar(10) not null,
        constraint compliance_surrenders_pk primary key (session_id, reference),
        constraint compliance_surrenders_state check (state in ('pending', 'posted', 'refused'))
      )`);
    await queryRunner.query(`
      create index compliance_surrenders_obligation
        on compliance_surrenders (session_id, family, period, participant_code)`);
    await queryRunner.query(`
      create table compliance_surrender_parts (
        session_id varchar(40) not null,
        reference varchar(130) not null,
        instrument_code varchar(60) not null,
        quantity_lots bigint not null,
        from_trading_lots bigint not null,
        constraint compliance_surrender_parts_pk primary key (session_id, reference, instrument_code),
        constraint compliance_surrender_parts_lots check (
          quantity_lots > 0 and from_trading_lots between 0 and quantity_lots)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['surrender_parts', 'surrenders', 'obligations', 'reports'])
      await queryRunner.query(`drop table compliance_${table}`);
  }
}
