import type { MigrationInterface, QueryRunner } from 'typeorm';

const REGISTER = [
  `CREATE TABLE registry_zones (
    session_id varchar(40) NOT NULL,
    code varchar(40) NOT NULL,
    parent_code varchar(40),
    kind varchar(30) NOT NULL,
    name_en text NOT NULL,
    name_zh text NOT NULL,
    attains_quality_target boolean,
    CONSTRAINT registry_zones_pk PRIMARY KEY (session_id, code),
    CONSTRAINT registry_zones_parent FOREIGN KEY (session_id, parent_code) REFERENCES registry_zones (session_id, code),
    CONSTRAINT registry_zones_own_parent CHECK (parent_code IS NULL OR parent_code <> code)
  )`,
  `CREATE TABLE registry_participants (
    session_id varchar(40) NOT NULL,
    code varchar(40) NOT NULL,
    name_en text NOT NULL,
    name_zh text NOT NULL,
    kind varchar(40) NOT NULL,
    family varchar(60) NOT NULL,
    zone_code varchar(40) NOT NULL,
    opening_cash_cents bigint NOT NULL,
    CONSTRAINT registry_participants_pk PRIMARY KEY (session_id, code),
    CONSTRAINT registry_participants_zone FOREIGN KEY (session_id, zone_code) REFERENCES registry_zones (session_id, code),
    CONSTRAINT registry_participants_cash CHECK (opening_cash_cents BETWEEN 0 AND 9007199254740991)
  )`,
  `CREATE TABLE registry_instruments (
    session_id varchar(40) NOT NULL,
    code varchar(40) NOT NULL,
    family varchar(60) NOT NULL,
    commodity varchar(40) NOT NULL,
    zone_code varchar(40),
    vintage varchar(20),
    name_en text NOT NULL,
    name_zh text NOT NULL,
    purpose varchar(20) NOT NULL,
    unit_en text NOT NULL,
    unit_zh text NOT NULL,
    lot_size varchar(20) NOT NULL,
    tick_size varchar(20) NOT NULL,
    initial_reference_price varchar(30) NOT NULL,
    price_band_basis_points integer NOT NULL,
    CONSTRAINT registry_instruments_pk PRIMARY KEY (session_id, code)
  )`,
  `CREATE TABLE registry_caps (
    session_id varchar(40) NOT NULL,
    family varchar(60) NOT NULL,
    commodity varchar(40) NOT NULL,
    region_code varchar(40) NOT NULL,
    period varchar(20) NOT NULL,
    cap_lots bigint NOT NULL,
    issued_lots bigint NOT NULL DEFAULT 0,
    unit_en text NOT NULL,
    unit_zh text NOT NULL,
    lot_size varchar(20) NOT NULL,
    CONSTRAINT registry_caps_pk PRIMARY KEY (session_id, family, commodity, region_code, period),
    CONSTRAINT registry_caps_region FOREIGN KEY (session_id, region_code) REFERENCES registry_zones (session_id, code),
    CONSTRAINT registry_caps_issued CHECK (issued_lots BETWEEN 0 AND cap_lots),
    CONSTRAINT registry_caps_exact CHECK (cap_lots <= 9007199254740991)
  )`,
  `CREATE TABLE registry_savings (
    session_id varchar(40) NOT NULL,
    approval_number varchar(100) NOT NULL,
    participant_code varchar(40) NOT NULL,
    instrument_code varchar(40) NOT NULL,
    saved_lots bigint NOT NULL,
    CONSTRAINT registry_savings_pk PRIMARY KEY (session_id, approval_number, participant_code, instrument_code),
    CONSTRAINT registry_savings_participant FOREIGN KEY (session_id, participant_code)
      REFERENCES registry_participants (session_id, code),
    CONSTRAINT registry_savings_instrument FOREIGN KEY (session_id, instrument_code)
      REFERENCES registry_instruments (session_id, code),
    CONSTRAINT registry_savings_positive CHECK (saved_lots BETWEEN 1 AND 9007199254740991)
  )`,
];

const PLANS = [
  `CREATE TABLE registry_plans (
    session_id varchar(40) NOT NULL,
    plan_id varchar(40) NOT NULL,
    plan_number integer NOT NULL,
    family varchar(60) NOT NULL,
    method varchar(80) NOT NULL,
    period varchar(20) NOT NULL,
    parameters jsonb NOT NULL,
    status varchar(20) NOT NULL,
    cap_reserved boolean NOT NULL DEFAULT false,
    drafted_by varchar(120) NOT NULL,
    submitted_by varchar(120),
    approved_by varchar(120),
    rejected_by varchar(120),
    issued_by varchar(120),
    issued_on varchar(10),
    entry_count integer NOT NULL,
    total_lots bigint NOT NULL,
    drafted_at timestamptz NOT NULL,
    submitted_at timestamptz,
    approved_at timestamptz,
    rejected_at timestamptz,
    issued_at timestamptz,
    CONSTRAINT registry_plans_pk PRIMARY KEY (session_id, plan_id),
    CONSTRAINT registry_plans_number UNIQUE (session_id, plan_number),
    CONSTRAINT registry_plans_status CHECK (status IN ('draft', 'submitted', 'approved', 'issued', 'rejected')),
    CONSTRAINT registry_plans_reserved CHECK (
      CASE status WHEN 'issued' THEN cap_reserved WHEN 'approved' THEN true ELSE NOT cap_reserved END
    ),
    CONSTRAINT registry_plans_four_eyes CHECK (
      approved_by IS NULL OR (approved_by <> drafted_by AND approved_by <> submitted_by)
    ),
    CONSTRAINT registry_plans_approved CHECK (status NOT IN ('approved', 'issued') OR approved_by IS NOT NULL)
  )`,
  `CREATE TABLE registry_plan_entries (
    session_id varchar(40) NOT NULL,
    plan_id varchar(40) NOT NULL,
    entry_number integer NOT NULL,
    holder_code varchar(40) NOT NULL,
    instrument_code varchar(40) NOT NULL,
    quantity_lots bigint NOT NULL,
    cap_region_code varchar(40),
    drawn_from_holder_code varchar(40),
    basis jsonb NOT NULL,
    charge_cents bigint NOT NULL,
    explanation jsonb NOT NULL,
    CONSTRAINT registry_plan_entries_pk PRIMARY KEY (session_id, plan_id, entry_number),
    CONSTRAINT registry_plan_entries_plan FOREIGN KEY (session_id, plan_id)
      REFERENCES registry_plans (session_id, plan_id),
    CONSTRAINT registry_plan_entries_amounts CHECK (
      quantity_lots BETWEEN 0 AND 9007199254740991 AND charge_cents BETWEEN 0 AND 9007199254740991
    ),
    CONSTRAINT registry_plan_entries_origin CHECK (
      (cap_region_code IS NULL) <> (drawn_from_holder_code IS NULL)
    )
  )`,
  `CREATE TABLE registry_register (
    session_id varchar(40) NOT NULL,
    plan_id varchar(40) NOT NULL,
    entry_number integer NOT NULL,
    holder_code varchar(40) NOT NULL,
    instrument_code varchar(40) NOT NULL,
    quantity_lots bigint NOT NULL,
    cap_region_code varchar(40),
    drawn_from_holder_code varchar(40),
    issued_by varchar(120) NOT NULL,
    issued_on varchar(10) NOT NULL,
    CONSTRAINT registry_register_pk PRIMARY KEY (session_id, plan_id, entry_number),
    CONSTRAINT registry_register_entry FOREIGN KEY (session_id, plan_id, entry_number)
      REFERENCES registry_plan_entries (session_id, plan_id, entry_number),
    CONSTRAINT registry_register_quantity CHECK (quantity_lots BETWEEN 1 AND 9007199254740991)
  )`,
  `CREATE INDEX registry_register_holder ON registry_register (session_id, holder_code, instrument_code)`,
];

/** The unified register, the caps, and the plans by which rights were first allotted. */
export class Registry1763769600003 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [...REGISTER, ...PLANS]) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of [
      'register',
      'plan_entries',
      'plans',
      'savings',
      'caps',
      'instruments',
      'participants',
      'zones',
    ])
      await queryRunner.query(`DROP TABLE registry_${table}`);
  }
}
