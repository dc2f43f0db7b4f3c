import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Settlement1763769600005 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE settlement_cursors (
        session_id varchar(40) NOT NULL,
        last_trade_sequence bigint NOT NULL DEFAULT 0,
        last_instruction_number bigint NOT NULL DEFAULT 0,
        CONSTRAINT settlement_cursors_pk PRIMARY KEY (session_id),
        CONSTRAINT settlement_cursors_not_negative
          CHECK (last_trade_sequence >= 0 AND last_instruction_number >= 0)
      )`);
    // amounts and parties are judged by the ledger: a check here would stop the intake of every trade behind a bad one
    await queryRunner.query(`
      CREATE TABLE settlement_instructions (
        session_id varchar(40) NOT NULL,
        instruction_number bigint NOT NULL,
        trade_id varchar(80) NOT NULL,
        trade_sequence bigint NOT NULL,
        trade_date varchar(10) NOT NULL,
        instrument_code varchar(40) NOT NULL,
        quantity_lots bigint NOT NULL,
        amount_cents bigint NOT NULL,
        buyer_code varchar(40) NOT NULL,
        seller_code varchar(40) NOT NULL,
        state varchar(12) NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        due_at timestamptz,
        failure_code varchar(80),
        failure_detail text,
        instructed_at timestamptz NOT NULL,
        settled_at timestamptz,
        confirmed_at timestamptz,
        CONSTRAINT settlement_instructions_pk PRIMARY KEY (session_id, instruction_number),
        CONSTRAINT settlement_instructions_trade UNIQUE (session_id, trade_id),
        CONSTRAINT settlement_instructions_state
          CHECK (state IN ('instructed', 'settling', 'settled', 'failed')),
        CONSTRAINT settlement_instructions_settled CHECK ((state = 'settled') = (settled_at IS NOT NULL)),
        CONSTRAINT settlement_instructions_due CHECK ((state = 'settled') = (due_at IS NULL)),
        CONSTRAINT settlement_instructions_failure CHECK (state <> 'failed' OR failure_code IS NOT NULL),
        CONSTRAINT settlement_instructions_confirmed CHECK (confirmed_at IS NULL OR state = 'settled')
      ) WITH (fillfactor = 80)`);
    for (const [name, columns, where] of [
      ['waiting', 'instruction_number', 'WHERE due_at IS NOT NULL'],
      ['unconfirmed', 'instruction_number', 'WHERE settled_at IS NOT NULL AND confirmed_at IS NULL'],
      ['by_state', 'state, instruction_number', ''],
      ['by_buyer', 'buyer_code, instruction_number', ''],
      ['by_seller', 'seller_code, instruction_number', ''],
    ])
      await queryRunner.query(
        `CREATE INDEX settlement_instructions_${name} ON settlement_instructions (session_id, ${columns}) ${where}`,
      );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['settlement_instructions', 'settlement_cursors'])
      await queryRunner.query(`DROP TABLE ${table}`);
  }
}
