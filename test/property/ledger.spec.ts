import fc from 'fast-check';
import {
  applyPostingSets,
  assertWellFormed,
  type CorePosting,
  type CorePostingSet,
  type LedgerState,
} from '../../src/ledger/core';

/**
 * I1–I4 over random lives of a ledger: issue, deposit, transfer, trade, surrender, retire and cancel in any mix, a good
 * part of them uncovered, repeated, to unknown accounts, or under a reference that is taken.
 */
const RIGHTS = ['CEA-2024', 'CCER'] as const;
const ASSETS = [...RIGHTS, 'CNY'];
const PEOPLE = ['P01', 'P02', 'P03'];
const FINAL = ['system:surrendered', 'system:retired', 'system:cancelled'];

const emptyLedger = (): LedgerState => ({
  accounts: new Map<string, { mayGoNegative: boolean }>([
    ['system:issuance', { mayGoNegative: true }],
    ['system:clearing-bank', { mayGoNegative: true }],
    ...['system:treasury', ...FINAL].map((code) => [code, { mayGoNegative: false }] as const),
    ...PEOPLE.flatMap((person) =>
      ['registration', 'trading', 'bank'].map(
        (kind) => [`${person}:${kind}`, { mayGoNegative: false }] as const,
      ),
    ),
  ]),
  balances: new Map(),
  posted: new Map(),
});

const person = fc.constantFrom(...PEOPLE);
const stranger = fc.oneof({ weight: 12, arbitrary: person }, { weight: 1, arbitrary: fc.constant('P99') });
const rights = fc.constantFrom(...RIGHTS);
const amount = fc.integer({ min: 1, max: 60 });
const one = (from: string, to: string, asset: string, quantity: number): CorePosting[] => [
  { from, to, asset, amount: quantity },
];

const issue = fc
  .tuple(person, rights, amount)
  .map(([to, asset, n]) => ['issue', one('system:issuance', `${to}:registration`, asset, n)] as const);
const deposit = fc
  .tuple(person, amount)
  .map(([to, n]) => ['deposit', one('system:clearing-bank', `${to}:bank`, 'CNY', n * 10)] as const);
const toTrading = fc
  .tuple(stranger, rights, amount)
  .map(([who, asset, n]) => ['to-trading', one(`${who}:registration`, `${who}:trading`, asset, n)] as const);
const payIn = fc
  .tuple(person, amount)
  .map(([who, n]) => ['to-trading', one(`${who}:bank`, `${who}:trading`, 'CNY', n * 5)] as const);
const trade = fc
  .tuple(person, stranger, rights, amount, fc.integer({ min: 1, max: 9 }))
  .filter(([buyer, seller]) => buyer !== seller)
  .map(
    ([buyer, seller, asset, n, price]) =>
      [
        'trade',
        [
          ...one(`${buyer}:trading`, `${seller}:trading`, 'CNY', n * price),
          ...one(`${seller}:trading`, `${buyer}:trading`, asset, n),
        ],
      ] as const,
  );
const leave = fc
  .tuple(person, rights, amount, fc.constantFrom('surrender', 'retire', 'cancel'))
  .map(
    ([who, asset, n, kind]) =>
      [
        kind,
        one(`${who}:registration`, FINAL[['surrender', 'retire', 'cancel'].indexOf(kind)] ?? '', asset, n),
      ] as const,
  );
const penalty = fc
  .tuple(person, amount)
  .map(([who, n]) => ['penalty', one(`${who}:bank`, 'system:treasury', 'CNY', n)] as const);

const life = fc
  .array(
    fc.tuple(
      // few references, so that many are used again
      fc.integer({ min: 0, max: 60 }),
      fc.oneof(issue, deposit, toTrading, payIn, trade, trade, leave, penalty),
    ),
    { minLength: 1, maxLength: 80 },
  )
  .map((steps) =>
    steps.map(
      ([number, [kind, postings]]): CorePostingSet => ({
        reference: `r${number}`,
        kind,
        postings,
        date: '2024-05-17',
      }),
    ),
  );

const total = (state: LedgerState, asset: string, accounts: (account: string) => boolean): bigint =>
  [...state.balances.values()]
    .filter((balance) => balance.asset === asset && accounts(balance.account))
    .reduce((sum, balance) => sum + BigInt(balance.amount), 0n);
const rowsOf = (state: LedgerState) =>
  [...state.balances.entries()]
    .filter(([, balance]) => balance.amount !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));

describe('the ledger, over random lives', () => {
  it('I1, I2: conserves rights per instrument and cash, whatever is asked', () => {
    fc.assert(
      fc.property(life, (sets) => {
        const { state } = applyPostingSets(emptyLedger(), sets);
        for (const asset of RIGHTS) {
          const issued = -total(state, asset, (account) => account === 'system:issuance');
          const held = total(state, asset, (account) => account.startsWith('P'));
          const gone = total(state, asset, (account) => FINAL.includes(account));
          expect(issued).toBe(held + gone);
        }
        expect(total(state, 'CNY', () => true)).toBe(0n);
      }),
    );
  });

  it('I3: lets no balance go below zero except issuance and the clearing bank, at no step', () => {
    fc.assert(
      fc.property(life, (sets) => {
        let state = emptyLedger();
        for (const set of sets) {
          state = applyPostingSets(state, [set]).state;
          for (const { account, amount: held } of state.balances.values())
            expect(held >= 0 || ['system:issuance', 'system:clearing-bank'].includes(account)).toBe(true);
        }
      }),
    );
  });

  it('I4: what is accepted is well-formed, sums to zero, and explains every balance', () => {
    fc.assert(
      fc.property(life, (sets) => {
        const { accepted, state } = applyPostingSets(emptyLedger(), sets);
        const sums = new Map<string, bigint>();
        for (const set of accepted) {
          assertWellFormed(set);
          for (const { from, to, asset, amount: n } of set.postings)
            for (const [account, change] of [[from, -n] as const, [to, n] as const]) {
              const key = `${account}\u0000${asset}`;
              sums.set(key, (sums.get(key) ?? 0n) + BigInt(change));
            }
        }
        for (const [key, balance] of state.balances) expect(BigInt(balance.amount)).toBe(sums.get(key) ?? 0n);
        for (const asset of ASSETS) expect(total(state, asset, () => true)).toBe(0n);
      }),
    );
  });

  it('answers the same in one batch, set by set, or cut anywhere', () => {
    fc.assert(
      fc.property(life, fc.nat(), (sets, seed) => {
        const whole = applyPostingSets(emptyLedger(), sets);
        const cut = seed % (sets.length + 1);
        const left = applyPostingSets(emptyLedger(), sets.slice(0, cut));
        const right = applyPostingSets(left.state, sets.slice(cut));
        expect([...left.outcomes, ...right.outcomes]).toEqual(whole.outcomes);
        expect(rowsOf(right.state)).toEqual(rowsOf(whole.state));
      }),
    );
  });

  it('posts a reference once: a whole life told twice changes nothing more', () => {
    fc.assert(
      fc.property(life, (sets) => {
        const first = applyPostingSets(emptyLedger(), sets);
        const again = applyPostingSets(first.state, first.accepted);
        expect(new Set(first.accepted.map(({ reference }) => reference)).size).toBe(first.accepted.length);
        expect(again.outcomes.every(({ status }) => status === 'already-posted')).toBe(true);
        expect(again.changed).toEqual([]);
      }),
    );
  });

  it('leaves no trace of a refused set', () => {
    fc.assert(
      fc.property(life, (sets) => {
        const all = applyPostingSets(emptyLedger(), sets);
        const withoutRefused = applyPostingSets(emptyLedger(), all.accepted);
        expect(rowsOf(withoutRefused.state)).toEqual(rowsOf(all.state));
        expect(withoutRefused.state.posted).toEqual(all.state.posted);
      }),
    );
  });
});
