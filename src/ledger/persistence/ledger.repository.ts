import type { EntityManager } from 'typeorm';
import { assert } from '../../kernel';
import { safeInteger } from '../../platform';
import {
  balanceKey,
  type CoreBalance,
  type CorePostingSet,
  compareBalances,
  type LedgerState,
} from '../core';

interface BalanceRow {
  readonly account: string;
  readonly asset: string;
  readonly amount: string;
}

/** An account and an asset: the key of a balance within a session. */
type BalanceKey = Omit<CoreBalance, 'amount'>;

export interface NewAccount {
  readonly code: string;
  readonly participantCode: string | null;
  readonly kind: string;
  readonly mayGoNegative: boolean;
}

/** bigint comes from the driver as text */
const balanceOf = (row: BalanceRow): CoreBalance => ({
  account: row.account,
  asset: row.asset,
  amount: safeInteger.from(row.amount) as number,
});

/** Every (account, asset) that the sets touch, once, in the one order in which rows are locked. */
function keysOf(sets: readonly CorePostingSet[]): BalanceKey[] {
  const keys = new Map<string, CoreBalance>();
  for (const { postings } of sets)
    for (const { from, to, asset } of postings)
      for (const account of [from, to]) keys.set(balanceKey(account, asset), { account, asset, amount: 0 });
  return [...keys.values()].sort(compareBalances);
}

export async function insertAccounts(
  manager: EntityManager,
  sessionId: string,
  accounts: readonly NewAccount[],
): Promise<void> {
  await manager.query(
    `INSERT INTO ledger_accounts (session_id, code, participant_code, kind, may_go_negative)
     SELECT $1, code, participant_code, kind, may_go_negative
     FROM unnest($2::varchar[], $3::varchar[], $4::varchar[], $5::boolean[])
       AS account (code, participant_code, kind, may_go_negative)
     ORDER BY code
     ON CONFLICT (session_id, code) DO NOTHING`,
    [
      sessionId,
      accounts.map(({ code }) => code),
      accounts.map(({ participantCode }) => participantCode),
      accounts.map(({ kind }) => kind),
      accounts.map(({ mayGoNegative }) => mayGoNegative),
    ],
  );
}

/**
 * Locks every balance that the sets touch, in one fixed order, and reads what the decision needs. A row that is missing
 * is inserted as zero first: what does not exist cannot be locked. References are read after the locks, so that a
 * competing post of the same set has ended, one way or the other.
 */
export async function lockState(
  manager: EntityManager,
  sessionId: string,
  sets: readonly CorePostingSet[],
): Promise<LedgerState> {
  const keys = keysOf(sets);
  const accounts = keys.map(({ account }) => account);
  const assets = keys.map(({ asset }) => asset);
  const known = await manager.query<{ code: string; may_go_negative: boolean }[]>(
    'SELECT code, may_go_negative FROM ledger_accounts WHERE session_id = $1 AND code = ANY($2::varchar[])',
    [sessionId, [...new Set(accounts)]],
  );
  await manager.query(
    `INSERT INTO ledger_balances (session_id, account, asset, amount, may_go_negative)
     SELECT known.session_id, known.code, wanted.asset, 0, known.may_go_negative
     FROM unnest($2::varchar[], $3::varchar[]) AS wanted (account, asset)
     JOIN ledger_accounts AS known ON known.session_id = $1 AND known.code = wanted.account
     WHERE NOT EXISTS (SELECT FROM ledger_balances AS balance
                       WHERE balance.session_id = $1 AND balance.account = wanted.account
                         AND balance.asset = wanted.asset)
     ORDER BY known.code, wanted.asset
     ON CONFLICT (session_id, account, asset) DO NOTHING`,
    [sessionId, accounts, assets],
  );
  const rows = await manager.query<BalanceRow[]>(
    `SELECT balance.account, balance.asset, balance.amount
     FROM ledger_balances AS balance
     JOIN unnest($2::varchar[], $3::varchar[]) AS wanted (account, asset)
       ON wanted.account = balance.account AND wanted.asset = balance.asset
     WHERE balance.session_id = $1
     ORDER BY balance.account, balance.asset
     FOR UPDATE OF balance`,
    [sessionId, accounts, assets],
  );
  const posted = await manager.query<{ reference: string; digest: string }[]>(
    `SELECT reference, digest FROM ledger_posting_sets WHERE session_id = $1 AND reference = ANY($2::varchar[])`,
    [sessionId, [...new Set(sets.map(({ reference }) => reference))]],
  );
  return {
    accounts: new Map(known.map((row) => [row.code, { mayGoNegative: row.may_go_negative }])),
    balances: new Map(rows.map((row) => [balanceKey(row.account, row.asset), balanceOf(row)])),
    posted: new Map(posted.map((row) => [row.reference, row.digest])),
  };
}

/** Writes the accepted sets, their postings and the new balances: one statement for each table. */
export async function writeSets(
  manager: EntityManager,
  sessionId: string,
  written: {
    readonly sets: readonly CorePostingSet[];
    readonly digests: ReadonlyMap<string, string>;
    readonly changed: readonly CoreBalance[];
    readonly postedAt: Date;
  },
): Promise<void> {
  const { sets, digests, changed, postedAt } = written;
  await manager.query(
    `INSERT INTO ledger_posting_sets (session_id, reference, kind, simulated_date, digest, posted_at)
     SELECT $1, reference, kind, simulated_date, digest, $6
     FROM unnest($2::varchar[], $3::varchar[], $4::varchar[], $5::varchar[])
       AS posted (reference, kind, simulated_date, digest)`,
    [
      sessionId,
      sets.map(({ reference }) => reference),
      sets.map(({ kind }) => kind),
      sets.map(({ date }) => date),
      sets.map(({ reference }) => digests.get(reference)),
      postedAt,
    ],
  );
  await insertPostings(manager, sessionId, sets);
  await updateBalances(manager, sessionId, changed);
}

async function updateBalances(
  manager: EntityManager,
  sessionId: string,
  changed: readonly CoreBalance[],
): Promise<void> {
  if (changed.length === 0) return;
  const [, count] = await manager.query<[unknown, number]>(
    `UPDATE ledger_balances AS balance SET amount = next.amount
     FROM unnest($2::varchar[], $3::varchar[], $4::bigint[]) AS next (account, asset, amount)
     WHERE balance.session_id = $1 AND balance.account = next.account AND balance.asset = next.asset`,
    [
      sessionId,
      changed.map(({ account }) => account),
      changed.map(({ asset }) => asset),
      changed.map(({ amount }) => amount),
    ],
  );
  assert(count === changed.length, 'every changed balance is a row that was locked');
}

async function insertPostings(
  manager: EntityManager,
  sessionId: string,
  sets: readonly CorePostingSet[],
): Promise<void> {
  const rows = sets.flatMap(({ reference, postings }) =>
    postings.map((posting, position) => ({ ...posting, reference, position })),
  );
  await manager.query(
    `INSERT INTO ledger_postings (session_id, reference, position, from_account, to_account, asset, amount)
     SELECT $1, posting.*
     FROM unnest($2::varchar[], $3::integer[], $4::varchar[], $5::varchar[], $6::varchar[], $7::bigint[]) AS posting`,
    [
      sessionId,
      rows.map(({ reference }) => reference),
      rows.map(({ position }) => position),
      rows.map(({ from }) => from),
      rows.map(({ to }) => to),
      rows.map(({ asset }) => asset),
      rows.map(({ amount }) => amount),
    ],
  );
}

/** Balances of a session, those of one participant, or those of all accounts of one kind; in a fixed order. */
export async function readBalances(
  manager: EntityManager,
  sessionId: string,
  filter: { readonly participantCode?: string | undefined; readonly kind?: string | undefined },
): Promise<CoreBalance[]> {
  const rows = await manager.query<BalanceRow[]>(
    `SELECT balance.account, balance.asset, balance.amount
     FROM ledger_balances AS balance
     JOIN ledger_accounts AS known ON known.session_id = balance.session_id AND known.code = balance.account
     WHERE balance.session_id = $1
       AND ($2::varchar IS NULL OR known.participant_code = $2)
       AND ($3::varchar IS NULL OR known.kind = $3)
     ORDER BY balance.account, balance.asset`,
    [sessionId, filter.participantCode ?? null, filter.kind ?? null],
  );
  return rows.map(balanceOf);
}

export async function readPostedReferences(
  manager: EntityManager,
  sessionId: string,
  references: readonly string[],
): Promise<string[]> {
  const rows = await manager.query<{ reference: string }[]>(
    `SELECT reference FROM ledger_posting_sets WHERE session_id = $1 AND reference = ANY($2::varchar[])`,
    [sessionId, references],
  );
  return rows.map(({ reference }) => reference);
}
