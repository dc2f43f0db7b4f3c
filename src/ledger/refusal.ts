import { DomainError, type LocalizedText } from '../kernel';
import type { PostingOutcome } from './ledger.contract';

type Refused = Extract<PostingOutcome, { status: 'refused' }>;

const SENTENCES: Readonly<Record<Refused['code'], (detail: string) => LocalizedText>> = {
  'ledger.insufficient-balance': (detail) => ({
    en: `The account does not hold enough: ${detail}`,
    zh: `账户余额不足：${detail}`,
  }),
  'ledger.unknown-account': (detail) => ({
    en: `There is no account ${detail} in this session`,
    zh: `本场次没有账户 ${detail}`,
  }),
  'ledger.reference-reused': (detail) => ({
    en: `The reference ${detail} already stands for other postings`,
    zh: `业务编号 ${detail} 已用于其他分录`,
  }),
};

const REMEDIES: Readonly<Partial<Record<Refused['code'], LocalizedText>>> = {
  'ledger.insufficient-balance': {
    en: 'Bring in the missing amount first, or ask for less.',
    zh: '请先补足差额，或减少数量。',
  },
  'ledger.reference-reused': {
    en: 'Use a new reference for a new operation.',
    zh: '新业务请使用新的业务编号。',
  },
};

const KINDS = {
  'ledger.insufficient-balance': 'refused',
  'ledger.unknown-account': 'not-found',
  'ledger.reference-reused': 'conflict',
} as const;

/** A refused outcome as the error that a caller of `postOne` gets. */
export function refusalError({ code, detail, reference }: Refused): DomainError {
  const remedy = REMEDIES[code];
  return new DomainError(
    code,
    SENTENCES[code](detail),
    { reference, detail },
    {
      kind: KINDS[code],
      ...(remedy ? { remedy } : {}),
    },
  );
}
