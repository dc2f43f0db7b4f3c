import { multiplySafe, sumSafe } from '../kernel';
import {
  type Balance,
  CASH,
  type Posting,
  type PostingSet,
  participantAccount,
  SYSTEM_ACCOUNTS,
} from '../ledger';
import type { AllocationEntry } from '../right-family';

/** Each plan posts under one reference: however often it is asked for, the ledger posts it once. */
const planReference = (planId: string): string => `plan:${planId}`;

function entryPostings(entry: AllocationEntry): Posting[] {
  const postings: Posting[] = [];
  const registration = participantAccount(entry.holderCode, 'registration');
  if (entry.quantityLots > 0)
    postings.push({
      from:
        entry.drawnFromHolderCode === null
          ? SYSTEM_ACCOUNTS.issuance
          : participantAccount(entry.drawnFromHolderCode, 'registration'),
      to: registration,
      asset: entry.instrumentCode,
      amount: entry.quantityLots,
    });
  if (entry.chargeCents > 0)
    postings.push({
      from: participantAccount(entry.holderCode, 'bank'),
      to: SYSTEM_ACCOUNTS.treasury,
      asset: CASH,
      amount: entry.chargeCents,
    });
  return postings;
}

/**
 * A plan as one posting set, whole or refused whole: new rights from issuance, drawn rights from the authority's
 * registration account, and the price of paid use from the holder's bank account to the treasury.
 * The set is of kind `issue` when anything in it is newly issued, else `draw`. Null: nothing to post.
 */
export function planPostingSet(
  planId: string,
  entries: readonly AllocationEntry[],
  date: string,
): PostingSet | null {
  const postings = entries.flatMap(entryPostings);
  if (postings.length === 0) return null;
  const issues = postings.some((posting) => posting.from === SYSTEM_ACCOUNTS.issuance);
  return { reference: planReference(planId), kind: issues ? 'issue' : 'draw', postings, date };
}

export interface Shortage {
  readonly account: string;
  readonly asset: string;
  readonly needed: number;
  readonly available: number;
}

/** Which accounts cannot bear a posting set, by its net effect. */
export function shortages(postings: readonly Posting[], balances: readonly Balance[]): readonly Shortage[] {
  const key = (account: string, asset: string): string => JSON.stringify([account, asset]);
  const held = new Map(balances.map(({ account, asset, amount }) => [key(account, asset), amount]));
  const net = new Map<string, { account: string; asset: string; change: number }>();
  const add = (account: string, asset: string, change: number): void => {
    const before = net.get(key(account, asset))?.change ?? 0;
    net.set(key(account, asset), { account, asset, change: sumSafe([before, change]) });
  };
  for (const { from, to, asset, amount } of postings) {
    if (from !== SYSTEM_ACCOUNTS.issuance) add(from, asset, multiplySafe(-1, amount));
    add(to, asset, amount);
  }
  return [...net.values()].flatMap(({ account, asset, change }) => {
    const available = held.get(key(account, asset)) ?? 0;
    return available + change < 0 ? [{ account, asset, needed: -change, available }] : [];
  });
}
