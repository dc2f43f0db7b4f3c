import { Injectable } from '@nestjs/common';
import { DomainError, type LocalizedText } from '../kernel';
import { CASH, Ledger, type PostingOutcome, type PostingSet, participantAccount } from '../ledger';
import { reasonOf, type VenueCore } from './core';
import type { AssetMove } from './order-requests';
import { refusalOf } from './venue-refusals';
import type { VenueSequencer } from './venue-sequencer';

const MAXIMUM_REFERENCE = 120;

/** 划转 and 出入金: assets move in the ledger, and the venue's account follows, while the venue stands still. */
@Injectable()
export class VenueTransfers {
  constructor(private readonly ledger: Ledger) {}

  async toTrading(sequencer: VenueSequencer, move: AssetMove): Promise<void> {
    requireMove(move);
    await sequencer.turn(async ({ core, apply }) => {
      requireAsset(core, move.asset);
      const outcome = await this.#post(move, 'to-trading', core.date);
      if (outcome.status === 'refused') throw refusedByLedger(move, outcome);
      // posted before: then the venue has it already
      if (outcome.status === 'posted') apply({ type: 'credit', ...partOf(move) });
    });
  }

  async fromTrading(sequencer: VenueSequencer, move: AssetMove): Promise<void> {
    requireMove(move);
    await sequencer.turn(async ({ core, apply }) => {
      requireAsset(core, move.asset);
      const { refusal } = apply({ type: 'debit', ...partOf(move) });
      // a repeated move out of an account that is empty by now is still the same move: the ledger knows
      if (refusal && !(await this.#isPosted(move))) throw refusalOf(refusal);
      const outcome = await this.#post(move, 'from-trading', core.date);
      if (outcome.status === 'posted') return;
      if (!refusal) apply({ type: 'credit', ...partOf(move) });
      if (outcome.status === 'refused') throw refusedByLedger(move, outcome);
    });
  }

  async #isPosted(move: AssetMove): Promise<boolean> {
    const { postedReferences } = await this.ledger.tradingSnapshot(move.sessionId, [referenceOf(move)]);
    return postedReferences.length > 0;
  }

  async #post(move: AssetMove, kind: 'to-trading' | 'from-trading', date: string): Promise<PostingOutcome> {
    const outside = participantAccount(move.participantCode, move.asset === CASH ? 'bank' : 'registration');
    const trading = participantAccount(move.participantCode, 'trading');
    const [from, to] = kind === 'to-trading' ? [outside, trading] : [trading, outside];
    const set: PostingSet = {
      reference: referenceOf(move),
      kind,
      date,
      postings: [{ from, to, asset: move.asset, amount: move.amount }],
    };
    const [outcome] = await this.ledger.post(move.sessionId, [set]);
    if (!outcome) throw new Error('the ledger gives one outcome for each set');
    return outcome;
  }
}

const referenceOf = ({ reference }: AssetMove): string => `transfer:${reference}`;

const partOf = ({ participantCode, asset, amount }: AssetMove) => ({
  participantCode,
  instrumentCode: asset === CASH ? null : asset,
  amount,
});

function requireMove({ amount, reference }: AssetMove): void {
  if (!Number.isSafeInteger(amount) || amount <= 0)
    throw new DomainError('transfer.amount-not-positive', {
      en: 'the amount of a transfer is a positive whole number of lots or cents',
      zh: '划转数额必须是正整数（手或分）',
    });
  if (reference.length === 0 || reference.length > MAXIMUM_REFERENCE)
    throw new DomainError('transfer.bad-reference', {
      en: `the reference of a transfer has 1 to ${MAXIMUM_REFERENCE} characters`,
      zh: `划转业务编号须为 1 至 ${MAXIMUM_REFERENCE} 个字符`,
    });
}

function requireAsset(core: VenueCore, asset: string): void {
  if (asset !== CASH && !core.has(asset)) throw refusalOf(reasonOf('transfer.unknown-asset', { asset }));
}

type Refused = Extract<PostingOutcome, { status: 'refused' }>;

const REFUSALS: Readonly<Record<Refused['code'], { text: LocalizedText; remedy: LocalizedText }>> = {
  'ledger.insufficient-balance': {
    text: {
      en: 'the bank account (cash) or registration account (rights) does not hold that much',
      zh: '银行账户（资金）或登记账户（权益）余额不足',
    },
    remedy: { en: 'move less', zh: '请减少数额' },
  },
  'ledger.unknown-account': {
    text: { en: 'the participant has no account in this session', zh: '该参与者在本场次没有账户' },
    remedy: { en: 'register the participant first', zh: '请先登记该参与者' },
  },
  'ledger.reference-reused': {
    text: {
      en: 'this reference already stands for another transfer',
      zh: '该业务编号已用于另一笔划转',
    },
    remedy: { en: 'use a new reference', zh: '请使用新的业务编号' },
  },
};

function refusedByLedger(move: AssetMove, { code, detail }: Refused): DomainError {
  const { text, remedy } = REFUSALS[code];
  return new DomainError(
    code,
    text,
    { asset: move.asset, detail },
    { kind: code === 'ledger.reference-reused' ? 'conflict' : 'refused', remedy },
  );
}
