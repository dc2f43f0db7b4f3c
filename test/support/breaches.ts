import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';

const FILE = readFileSync(join(__dirname, '../../docs/invariants.sql'), 'utf8');

/** What an operator would see: docs/invariants.sql as it stands, run over a whole database. Every row is a breach. */
export async function breachesIn(databaseUrl: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const results: unknown = await client.query(FILE);
    return (Array.isArray(results) ? results : [results]).flatMap(({ rows }: { rows: unknown[] }) => rows);
  } finally {
    await client.end();
  }
}
