import { applyPostingSets, balanceKey, type CoreBalance, type LedgerState } from './apply-posting-sets';
import type { CorePosting, CorePostingSet } from './posting-set';

const state = (...held: CoreBalance[]): LedgerState => ({
  accounts: new Map([
    ['system:issuance', { mayGoNegative: true }],
    ['A:trading', { mayGoNegative: false }],
    ['B:trading', { mayGoNegative: false }],
  ]),
  balances: new Map(held.map((balance) => [balanceKey(balance.account, balance.asset), balance])),
  posted: new Map(),
});
const set = (reference: string, ...postings: CorePosting[]): CorePostingSet => ({
  reference,
  kind: 'trade',
  date: '2024-05-17',
  postings,
});
const move = (from: string, to: string, asset: string, amount: number): CorePosting => ({
  from,
  to,
  asset,
  amount,
});
const cash = { account: 'A:trading', asset: 'CNY', amount: 100 };
const rights = { account: 'B:trading', asset: 'CEA', amount: 3 };

describe('applying posting sets', () => {
  it('I6: exchanges both legs', () => {
    const decision = applyPostingSets(state(cash, rights), [
      set('t1', move('A:trading', 'B:trading', 'CNY', 60), move('B:trading', 'A:trading', 'CEA', 3)),
    ]);
    expect(decision.outcomes).toEqual([{ reference: 't1', status: 'posted' }]);
    expect(decision.changed).toEqual([
      { account: 'A:trading', asset: 'CEA', amount: 3 },
      { account: 'A:trading', asset: 'CNY', amount: 40 },
      { account: 'B:trading', asset: 'CEA', amount: 0 },
      { account: 'B:trading', asset: 'CNY', amount: 60 },
    ]);
  });

  it('I3: refuses the whole set when one leg is not covered, and goes on with the next', () => {
    const decision = applyPostingSets(state(cash, rights), [
      set('t1', move('A:trading', 'B:trading', 'CNY', 60), move('B:trading', 'A:trading', 'CEA', 4)),
      set('t2', move('A:trading', 'B:trading', 'CNY', 100)),
    ]);
    expect(decision.outcomes).toEqual([
      {
        reference: 't1',
        status: 'refused',
        code: 'ledger.insufficient-balance',
        detail: 'B:trading CEA: 3 < 4',
      },
      { reference: 't2', status: 'posted' },
    ]);
    expect(decision.changed).toEqual([
      { account: 'A:trading', asset: 'CNY', amount: 0 },
      { account: 'B:trading', asset: 'CNY', amount: 100 },
    ]);
  });

  it('sees the effect of the sets before it in the same batch', () => {
    const decision = applyPostingSets(state(), [
      set('i', move('system:issuance', 'A:trading', 'CEA', 5)),
      set('t', move('A:trading', 'B:trading', 'CEA', 5)),
    ]);
    expect(decision.outcomes.map(({ status }) => status)).toEqual(['posted', 'posted']);
    expect(decision.changed).toEqual([
      { account: 'B:trading', asset: 'CEA', amount: 5 },
      { account: 'system:issuance', asset: 'CEA', amount: -5 },
    ]);
  });

  it('judges a set by its result: what passes through needs no cover of its own', () => {
    const decision = applyPostingSets(state(cash), [
      set('t', move('B:trading', 'A:trading', 'CNY', 5), move('A:trading', 'B:trading', 'CNY', 5)),
    ]);
    expect(decision.outcomes[0]?.status).toBe('posted');
    expect(decision.changed).toEqual([]);
  });

  it('refuses an account that was never opened', () => {
    const decision = applyPostingSets(state(cash), [set('t', move('A:trading', 'C:trading', 'CNY', 5))]);
    expect(decision.outcomes[0]).toMatchObject({ code: 'ledger.unknown-account', detail: 'C:trading' });
  });

  it('posts a reference once, refuses it with other postings, and tries a refused one again', () => {
    const first = set('t', move('A:trading', 'B:trading', 'CNY', 60));
    const other = set('t', move('A:trading', 'B:trading', 'CNY', 10));
    const big = set('u', move('A:trading', 'B:trading', 'CNY', 101));
    const back = set(
      'v',
      move('B:trading', 'A:trading', 'CNY', 60),
      move('system:issuance', 'A:trading', 'CNY', 1),
    );
    const decision = applyPostingSets(state(cash), [first, first, other, big, back, big]);
    expect(decision.outcomes.map((outcome) => ('code' in outcome ? outcome.code : outcome.status))).toEqual([
      'posted',
      'already-posted',
      'ledger.reference-reused',
      'ledger.insufficient-balance',
      'posted',
      'posted',
    ]);
    expect(decision.accepted).toEqual([first, back, big]);
  });

  it('leaves the state that it was given alone', () => {
    const before = state(cash);
    applyPostingSets(before, [set('t', move('A:trading', 'B:trading', 'CNY', 60))]);
    expect(before).toEqual(state(cash));
  });
});
