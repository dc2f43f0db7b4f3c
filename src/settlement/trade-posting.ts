import { CASH, type PostingSet, participantAccount } from '../ledger';

const tradeReference = (tradeId: string): string => `trade:${tradeId}`;

/**
 * Delivery versus payment as one posting set: cash to the seller and rights to the buyer, both or neither (I6). The
 * reference is the trade's, so that the ledger posts it once, however often it is asked (I5).
 */
export function tradePostingSet(instruction: {
  readonly tradeId: string;
  readonly tradeDate: string;
  readonly instrumentCode: string;
  readonly quantityLots: number;
  readonly amountCents: number;
  readonly buyerCode: string;
  readonly sellerCode: string;
}): PostingSet {
  const buyer = participantAccount(instruction.buyerCode, 'trading');
  const seller = participantAccount(instruction.sellerCode, 'trading');
  return {
    reference: tradeReference(instruction.tradeId),
    kind: 'trade',
    date: instruction.tradeDate,
    postings: [
      { from: buyer, to: seller, asset: CASH, amount: instruction.amountCents },
      { from: seller, to: buyer, asset: instruction.instrumentCode, amount: instruction.quantityLots },
    ],
  };
}
