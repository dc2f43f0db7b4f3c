import { assert } from '../../kernel';

export interface CollectionPlan {
  /** moved from the trading account to the bank account first */
  readonly fromTradingCents: number;
  /** then taken from the bank account; never more than is there */
  readonly collectCents: number;
}

/** Takes a penalty from the bank account, then from free trading cash, as far as both go. */
export function planCollection(question: {
  readonly penaltyCents: number;
  readonly bankCents: number;
  readonly tradingCents: number;
}): CollectionPlan {
  const { penaltyCents, bankCents, tradingCents } = question;
  assert(
    penaltyCents >= 0 && bankCents >= 0 && tradingCents >= 0,
    'a collection starts from no negative amount',
  );
  const fromBank = Math.min(penaltyCents, bankCents);
  const fromTradingCents = Math.min(penaltyCents - fromBank, tradingCents);
  return { fromTradingCents, collectCents: fromBank + fromTradingCents };
}
