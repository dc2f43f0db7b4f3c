import { DomainError, type LocalizedText } from '../../kernel';

/** What the core asks of a posting; the contract's `Posting` has the same shape. */
export interface CorePosting {
  readonly from: string;
  readonly to: string;
  readonly asset: string;
  /** lots of an instrument or cents of a currency, > 0 */
  readonly amount: number;
}

export interface CorePostingSet {
  readonly reference: string;
  readonly kind: string;
  readonly postings: readonly CorePosting[];
  readonly date: string;
}

/** Where a unit ends: nothing is ever posted out of these (I20). */
const FINAL_ACCOUNTS: readonly string[] = ['system:surrendered', 'system:retired', 'system:cancelled'];

const MAXIMUM_REFERENCE_LENGTH = 160;
const MAXIMUM_POSTINGS_PER_SET = 5_000;

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Stable order of strings, the same in every locale. */
export const compareText = (left: string, right: string): number =>
  left < right ? -1 : left > right ? 1 : 0;

/**
 * One text for one meaning: kind and postings, whatever their order. The date is left out on purpose, so that an
 * operation repeated on a later day is recognised as the same one instead of being refused.
 */
export function canonicalText(set: CorePostingSet): string {
  const postings = set.postings
    .map((posting) => JSON.stringify([posting.from, posting.to, posting.asset, posting.amount]))
    .sort(compareText);
  return JSON.stringify([set.kind, postings]);
}

function malformed(set: CorePostingSet, text: LocalizedText): DomainError {
  return new DomainError('ledger.malformed-set', text, { reference: set.reference });
}

function problemOf(posting: CorePosting): LocalizedText | null {
  if (!Number.isSafeInteger(posting.amount) || posting.amount <= 0)
    return {
      en: `amount ${posting.amount} of ${posting.asset} is not a whole number above zero`,
      zh: `${posting.asset} 的数额 ${posting.amount} 不是正整数`,
    };
  if (posting.from === posting.to)
    return { en: `${posting.from} cannot post to itself`, zh: `账户 ${posting.from} 不能转给自己` };
  if (posting.asset === '') return { en: 'a posting names no asset', zh: '分录缺少资产代码' };
  if (FINAL_ACCOUNTS.includes(posting.from))
    return {
      en: `what is in ${posting.from} never moves again`,
      zh: `${posting.from} 中的权益不得再转出`,
    };
  return null;
}

/**
 * A malformed set is a defect of the caller, not a matter of balances, so it is thrown before anything is posted.
 * @throws DomainError `ledger.malformed-set`
 */
export function assertWellFormed(set: CorePostingSet): void {
  if (set.reference === '' || set.reference.length > MAXIMUM_REFERENCE_LENGTH)
    throw malformed(set, {
      en: `a reference has 1 to ${MAXIMUM_REFERENCE_LENGTH} characters`,
      zh: `业务编号须为 1 至 ${MAXIMUM_REFERENCE_LENGTH} 个字符`,
    });
  if (!ISO_DATE.test(set.date))
    throw malformed(set, { en: `"${set.date}" is not an ISO date`, zh: `“${set.date}”不是 ISO 日期` });
  if (set.postings.length === 0 || set.postings.length > MAXIMUM_POSTINGS_PER_SET)
    throw malformed(set, {
      en: `a set has 1 to ${MAXIMUM_POSTINGS_PER_SET} postings`,
      zh: `一组分录须有 1 至 ${MAXIMUM_POSTINGS_PER_SET} 笔`,
    });
  for (const posting of set.postings) {
    const problem = problemOf(posting);
    if (problem) throw malformed(set, problem);
  }
}
