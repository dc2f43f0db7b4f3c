import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LEDGER_INVARIANTS } from './invariant-queries';

describe('docs/invariants.sql', () => {
  const file = readFileSync(join(__dirname, '../../../docs/invariants.sql'), 'utf8');

  it.each(Object.entries(LEDGER_INVARIANTS))('says of %s what the program checks', (_name, query) => {
    expect(file).toContain(query.trim());
  });
});
