import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Ledger1763769600002 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE ledger_accounts (
        session_id varchar(40) NOT NULL,
        code varchar(80) NOT NULL,
        participant_code varchar(40),
        kind varchar(20) NOT NULL,
        may_go_negative boolean NOT NULL,
        CONSTRAINT ledger_accounts_pk PRIMARY KEY (session_id, code),
        CONSTRAINT ledger_accounts_sign UNIQUE (session_id, code, may_go_negative),
        CONSTRAINT ledger_accounts_may_go_negative
          CHECK (NOT may_go_negative OR code IN ('system:issuance', 'system:clearing-bank')),
        CONSTRAINT ledger_accounts_owner CHECK ((kind = 'system') = (participant_code IS NULL))
      )`);
    await queryRunner.query(
      `CREATE INDEX ledger_accounts_participant ON ledger_accounts (session_id, participant_code)`,
    );
    // may_go_negative stands in the row so that a CHECK can see it; the foreign key keeps it equal to the account's
    await queryRunner.query(`
      CREATE TABLE ledger_balances (
        session_id varchar(40) NOT NULL,
        account varchar(80) NOT NULL,
        asset varchar(40) NOT NULL,
        amount bigint NOT NULL,
        may_go_negative boolean NOT NULL,
        CONSTRAINT ledger_balances_pk PRIMARY KEY (session_id, account, asset),
        CONSTRAINT ledger_balances_account FOREIGN KEY (session_id, account, may_go_negative)
          REFERENCES ledger_accounts (session_id, code, may_go_negative),
        CONSTRAINT ledger_balances_not_negative CHECK (amount >= 0 OR may_go_negative),
        CONSTRAINT ledger_balances_exact CHECK (amount BETWEEN -9007199254740991 AND 9007199254740991)
      ) WITH (fillfactor = 80)`);
    await queryRunner.query(`
      CREATE TABLE ledger_posting_sets (
        session_id varchar(40) NOT NULL,
        reference varchar(160) NOT NULL,
        kind varchar(20) NOT NULL,
        simulated_date varchar(10) NOT NULL,
        posted_at timestamptz NOT NULL DEFAULT now(),
        digest varchar(64) NOT NULL,
        CONSTRAINT ledger_posting_sets_pk PRIMARY KEY (session_id, reference)
      )`);
    await queryRunner.query(`
      CREATE TABLE ledger_postings (
        session_id varchar(40) NOT NULL,
        reference varchar(160) NOT NULL,
        position integer NOT NULL,
        from_account varchar(80) NOT NULL,
        to_account varchar(80) NOT NULL,
        asset varchar(40) NOT NULL,
        amount bigint NOT NULL,
        CONSTRAINT ledger_postings_pk PRIMARY KEY (session_id, reference, position),
        CONSTRAINT ledger_postings_set FOREIGN KEY (session_id, reference)
          REFERENCES ledger_posting_sets (session_id, reference),
        CONSTRAINT ledger_postings_amount CHECK (amount > 0 AND amount <= 9007199254740991),
        CONSTRAINT ledger_postings_two_accounts CHECK (from_account <> to_account),
        CONSTRAINT ledger_postings_final
          CHECK (from_account NOT IN ('system:surrendered', 'system:retired', 'system:cancelled'))
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['ledger_postings', 'ledger_posting_sets', 'ledger_balances', 'ledger_accounts'])
      await queryRunner.query(`DROP TABLE ${table}`);
  }
}
