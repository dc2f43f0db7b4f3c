import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../test/support/test-database';
import { SETTLEMENT_INVARIANTS } from './persistence/invariant-queries';

const FILE = readFileSync(join(__dirname, '../../docs/invariants.sql'), 'utf8');

/** A session in which P01 bought 10 lots from P02 for 1000 cents (T1, settled), and T2 still waits. */
const WORLD = `
INSERT INTO ledger_accounts VALUES
  ('S', 'system:issuance', NULL, 'system', true), ('S', 'system:clearing-bank', NULL, 'system', true),
  ('S', 'system:surrendered', NULL, 'system', false),
  ('S', 'P01:trading', 'P01', 'trading', false), ('S', 'P02:trading', 'P02', 'trading', false);
INSERT INTO ledger_balances VALUES
  ('S', 'system:issuance', 'CEA', -50, true), ('S', 'system:clearing-bank', 'CNY', -5000, true),
  ('S', 'P01:trading', 'CEA', 10, false), ('S', 'P02:trading', 'CEA', 40, false),
  ('S', 'P01:trading', 'CNY', 4000, false), ('S', 'P02:trading', 'CNY', 1000, false);
INSERT INTO ledger_posting_sets (session_id, reference, kind, simulated_date, digest) VALUES
  ('S', 'i', 'issue', '2024-05-17', ''), ('S', 'd', 'deposit', '2024-05-17', ''),
  ('S', 'trade:T1', 'trade', '2024-05-17', '');
INSERT INTO ledger_postings VALUES
  ('S', 'i', 0, 'system:issuance', 'P02:trading', 'CEA', 50),
  ('S', 'd', 0, 'system:clearing-bank', 'P01:trading', 'CNY', 5000),
  ('S', 'trade:T1', 0, 'P01:trading', 'P02:trading', 'CNY', 1000),
  ('S', 'trade:T1', 1, 'P02:trading', 'P01:trading', 'CEA', 10);
INSERT INTO venue_trades VALUES
  ('S', 1, 'CEA', 100, 10, 1000, 'P01', 'P02', 1, 2, 'buy', '2024-05-17', now(), true),
  ('S', 2, 'CEA', 100, 5, 500, 'P01', 'P02', 1, 2, 'buy', '2024-05-17', now(), false);
INSERT INTO settlement_cursors VALUES ('S', 1, 1);
INSERT INTO settlement_instructions (session_id, instruction_number, trade_id, trade_sequence, trade_date,
  instrument_code, quantity_lots, amount_cents, buyer_code, seller_code, state, instructed_at, settled_at)
VALUES ('S', 1, 'T1', 1, '2024-05-17', 'CEA', 10, 1000, 'P01', 'P02', 'settled', now(), now())`;

describe('docs/invariants.sql as text', () => {
  it.each(Object.entries(SETTLEMENT_INVARIANTS))('says of %s what the program checks', (_name, query) => {
    expect(FILE).toContain(query.trim());
  });
});

describe('docs/invariants.sql', () => {
  let database: TestDatabase;
  const breaches = async (tampering: string): Promise<string[]> => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    try {
      await client.query(tampering);
      const results: unknown = await client.query(FILE);
      const answers = results as { rows: { invariant: string; detail: string }[] }[];
      return answers.flatMap(({ rows }) => rows.map(({ invariant, detail }) => `${invariant} ${detail}`));
    } finally {
      await client.end();
    }
  };
  beforeEach(async () => {
    database = await createTestDatabase();
    await database.dataSource.query(WORLD);
  });
  afterEach(() => database.drop());

  it('finds nothing in a sound session', async () => {
    expect(await breaches('')).toEqual([]);
  });

  it.each([
    ['I1', `UPDATE ledger_balances SET amount = -49 WHERE account = 'system:issuance'`],
    ['I2', `UPDATE ledger_balances SET amount = 1001 WHERE account = 'P02:trading' AND asset = 'CNY'`],
    [
      'I3',
      `ALTER TABLE ledger_balances DROP CONSTRAINT ledger_balances_not_negative;
       UPDATE ledger_balances SET amount = -10 WHERE account = 'P01:trading' AND asset = 'CEA'`,
    ],
    ['I3', `UPDATE venue_trades SET quantity_lots = 41 WHERE trade_sequence = 2`],
    ['I3', `UPDATE venue_trades SET amount_cents = 4001 WHERE trade_sequence = 2`],
    ['I4', `INSERT INTO ledger_posting_sets VALUES ('S', 'empty', 'issue', '2024-05-17', now(), '')`],
    [
      'I4',
      `UPDATE ledger_balances SET amount = amount + sign(amount) WHERE account IN ('P02:trading', 'system:issuance') AND asset = 'CEA'`,
    ],
    [
      'I5',
      `UPDATE ledger_posting_sets SET kind = 'draw' WHERE reference = 'd'; DELETE FROM settlement_instructions`,
    ],
    ['I5', `UPDATE settlement_cursors SET last_trade_sequence = 2`],
    ['I5', `DELETE FROM venue_trades`],
    ['I5', `UPDATE settlement_instructions SET quantity_lots = 9`],
    ['I5', `UPDATE ledger_posting_sets SET kind = 'trade' WHERE reference = 'd'`],
    ['I6', `UPDATE ledger_postings SET amount = 9 WHERE reference = 'trade:T1' AND position = 1`],
    ['I6', `DELETE FROM ledger_postings WHERE reference = 'trade:T1' AND position = 0`],
    [
      'I20',
      `ALTER TABLE ledger_postings DROP CONSTRAINT ledger_postings_final;
       INSERT INTO ledger_postings VALUES ('S', 'i', 1, 'system:surrendered', 'P01:trading', 'CEA', 1)`,
    ],
  ])('%s: finds %s', async (invariant, tampering) => {
    expect((await breaches(tampering)).map((breach) => breach.split(' ')[0])).toContain(invariant);
  });
});
