import { DomainError } from '../../kernel';
import { assertWellFormed, type CorePostingSet, canonicalText } from './posting-set';

const set = (change: Partial<CorePostingSet> = {}): CorePostingSet => ({
  reference: 'trade:1',
  kind: 'trade',
  date: '2024-05-17',
  postings: [
    { from: 'P01:trading', to: 'P02:trading', asset: 'CNY', amount: 500 },
    { from: 'P02:trading', to: 'P01:trading', asset: 'CEA-2024', amount: 5 },
  ],
  ...change,
});
const posting = { from: 'P01:trading', to: 'P02:trading', asset: 'CNY', amount: 1 };

describe('a posting set', () => {
  it('is well-formed', () => expect(() => assertWellFormed(set())).not.toThrow());

  it.each([
    ['an empty reference', set({ reference: '' })],
    ['a reference beyond the column', set({ reference: 'x'.repeat(161) })],
    ['a date that is none', set({ date: '17.5.2024' })],
    ['no postings', set({ postings: [] })],
    ['an amount of zero', set({ postings: [{ ...posting, amount: 0 }] })],
    ['a negative amount', set({ postings: [{ ...posting, amount: -1 }] })],
    ['a fraction', set({ postings: [{ ...posting, amount: 0.5 }] })],
    ['an amount beyond exact integers', set({ postings: [{ ...posting, amount: 2 ** 53 }] })],
    ['a posting to itself', set({ postings: [{ ...posting, to: posting.from }] })],
    ['no asset', set({ postings: [{ ...posting, asset: '' }] })],
    [
      'I20: units out of the surrendered account',
      set({ postings: [{ ...posting, from: 'system:surrendered' }] }),
    ],
  ])('is refused with %s', (_what, broken) => {
    expect(() => assertWellFormed(broken)).toThrow(DomainError);
  });

  it('has one text, whatever the order of postings and the day', () => {
    const turned = set({ postings: [...set().postings].reverse(), date: '2024-05-18' });
    expect(canonicalText(turned)).toBe(canonicalText(set()));
  });

  it('has another text with another amount or kind', () => {
    expect(canonicalText(set({ postings: [posting] }))).not.toBe(canonicalText(set()));
    expect(canonicalText(set({ kind: 'draw' }))).not.toBe(canonicalText(set()));
  });
});
