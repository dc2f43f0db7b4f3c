import type { LocalizedText } from '../kernel';

export const UNEXPECTED_FAILURE = 'settlement.unexpected';

const UNEXPECTED: LocalizedText = {
  en: 'Delivery was interrupted by an unexpected error; it will be tried again.',
  zh: '交收因意外错误中断，将自动重试。',
};

/** Names no account: an instruction may be seen by people who must not learn whose it is (I18). */
const SENTENCES: Readonly<Record<string, LocalizedText>> = {
  'ledger.insufficient-balance': {
    en: 'One side does not hold what it must deliver; it will be tried again.',
    zh: '一方账户余额不足，无法交收，将自动重试。',
  },
  'ledger.unknown-account': {
    en: 'One side has no trading account in this session.',
    zh: '一方在本场次没有交易账户。',
  },
  'ledger.reference-reused': {
    en: 'The ledger already holds other postings for this trade; a person must look at it.',
    zh: '账簿中已有该成交的其他分录，需人工核查。',
  },
  'ledger.malformed-set': {
    en: 'The trade cannot be posted as it was recorded; a person must look at it.',
    zh: '该成交记录无法入账，需人工核查。',
  },
};

/** The sentence of a failure code, in both languages. */
export const failureText = (code: string): LocalizedText => SENTENCES[code] ?? UNEXPECTED;
