import { assert, sumSafe } from '../../kernel';
import { type CorePosting, type CorePostingSet, canonicalText, compareText } from './posting-set';

/** One row of the ledger: what an account holds of an asset. */
export interface CoreBalance {
  readonly account: string;
  readonly asset: string;
  readonly amount: number;
}

/** The part of the ledger that a decision needs. */
export interface LedgerState {
  /** every known account and whether it may go below zero */
  readonly accounts: ReadonlyMap<string, { readonly mayGoNegative: boolean }>;
  /** by balanceKey; a missing one is zero */
  readonly balances: ReadonlyMap<string, CoreBalance>;
  /** reference → digest of the set that was posted under it */
  readonly posted: ReadonlyMap<string, string>;
}

type SetOutcome =
  | { readonly reference: string; readonly status: 'posted' | 'already-posted' }
  | {
      readonly reference: string;
      readonly status: 'refused';
      readonly code: 'ledger.insufficient-balance' | 'ledger.unknown-account' | 'ledger.reference-reused';
      readonly detail: string;
    };

export interface LedgerDecision {
  /** one per set, in the order of the sets */
  readonly outcomes: readonly SetOutcome[];
  /** the sets to write, in order */
  readonly accepted: readonly CorePostingSet[];
  /** the balances that differ from before, in the fixed order of account, then asset */
  readonly changed: readonly CoreBalance[];
  readonly state: LedgerState;
}

export const balanceKey = (account: string, asset: string): string => `${account}\u0000${asset}`;

export const compareBalances = (left: CoreBalance, right: CoreBalance): number =>
  compareText(left.account, right.account) || compareText(left.asset, right.asset);

/** Net change per account and asset: a set is judged by its result, not by the order of its postings. */
function netChanges(postings: readonly CorePosting[]): Map<string, CoreBalance> {
  const net = new Map<string, CoreBalance>();
  const add = (account: string, asset: string, change: number): void => {
    const key = balanceKey(account, asset);
    net.set(key, { account, asset, amount: sumSafe([net.get(key)?.amount ?? 0, change]) });
  };
  for (const { from, to, asset, amount } of postings) {
    add(from, asset, -amount);
    add(to, asset, amount);
  }
  return net;
}

type Judgement = { readonly outcome: SetOutcome; readonly next: readonly CoreBalance[] };

function judge(set: CorePostingSet, state: LedgerState, digest: string): Judgement {
  const { reference } = set;
  const refuse = (code: Extract<SetOutcome, { status: 'refused' }>['code'], detail: string): Judgement => ({
    outcome: { reference, status: 'refused', code, detail },
    next: [],
  });
  const earlier = state.posted.get(reference);
  if (earlier !== undefined)
    return earlier === digest
      ? { outcome: { reference, status: 'already-posted' }, next: [] }
      : refuse('ledger.reference-reused', reference);
  const next: CoreBalance[] = [];
  for (const [key, change] of netChanges(set.postings)) {
    const account = state.accounts.get(change.account);
    if (!account) return refuse('ledger.unknown-account', change.account);
    const held = state.balances.get(key)?.amount ?? 0;
    const amount = sumSafe([held, change.amount]);
    if (amount < 0 && change.amount < 0 && !account.mayGoNegative)
      return refuse(
        'ledger.insufficient-balance',
        `${change.account} ${change.asset}: ${held} < ${-change.amount}`,
      );
    next.push({ ...change, amount });
  }
  return { outcome: { reference, status: 'posted' }, next };
}

/**
 * Applies sets in order: each whole or refused whole, and a refusal does not stop the ones behind it (I1–I4).
 * A reference posts once; with other postings it is refused. Sets must be well-formed (assertWellFormed).
 * @param digestOf what identifies a set's content; the same function that made `state.posted`
 * @throws DomainError `kernel.not-a-safe-integer` when an amount would leave the range of exact integers
 */
export function applyPostingSets(
  state: LedgerState,
  sets: readonly CorePostingSet[],
  digestOf: (set: CorePostingSet) => string = canonicalText,
): LedgerDecision {
  const balances = new Map(state.balances);
  const posted = new Map(state.posted);
  const current: LedgerState = { accounts: state.accounts, balances, posted };
  const outcomes: SetOutcome[] = [];
  const accepted: CorePostingSet[] = [];
  for (const set of sets) {
    const digest = digestOf(set);
    const { outcome, next } = judge(set, current, digest);
    outcomes.push(outcome);
    if (outcome.status !== 'posted') continue;
    for (const balance of next) balances.set(balanceKey(balance.account, balance.asset), balance);
    posted.set(set.reference, digest);
    accepted.push(set);
  }
  const changed = [...balances.entries()]
    .filter(([key, balance]) => balance.amount !== (state.balances.get(key)?.amount ?? 0))
    .map(([, balance]) => balance)
    .sort(compareBalances);
  assert(outcomes.length === sets.length, 'one outcome per set');
  for (const { account, amount } of changed)
    assert(amount >= 0 || state.accounts.get(account)?.mayGoNegative, `${account} went below zero`);
  return { outcomes, accepted, changed, state: current };
}
