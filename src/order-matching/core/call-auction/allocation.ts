import { assert } from '../../../kernel';
import type { CallAuctionResult } from './call-auction';

/** As much of an order as an auction needs to know. */
export interface AuctionOrder {
  readonly priceTicks: number;
  readonly quantityLots: number;
}

export interface AuctionFills {
  /** lots filled of each buy and each sell, in the order in which they were given */
  readonly buys: readonly number[];
  readonly sells: readonly number[];
}

type Outcome = Pick<CallAuctionResult, 'priceTicks' | 'volumeLots'>;

function fillSide(
  orders: readonly AuctionOrder[],
  outcome: Outcome,
  reaches: (priceTicks: number, auctionTicks: number) => boolean,
): number[] {
  let left = outcome.volumeLots;
  const fills = orders.map(({ priceTicks, quantityLots }) => {
    const filled = Math.min(quantityLots, left);
    left -= filled;
    assert(
      filled === 0 || (outcome.priceTicks !== null && reaches(priceTicks, outcome.priceTicks)),
      'nobody trades at a worse price than his own',
    );
    return filled;
  });
  assert(left === 0, 'the orders of both sides fill the volume of the auction');
  return fills;
}

/**
 * Who gets what at the one price: the better-priced first, at the same price the earlier.
 * @param buys in price-time order, highest price first; @param sells likewise, lowest first
 */
export const allocateFills = (
  buys: readonly AuctionOrder[],
  sells: readonly AuctionOrder[],
  outcome: Outcome,
): AuctionFills => ({
  buys: fillSide(buys, outcome, (price, auctionPrice) => price >= auctionPrice),
  sells: fillSide(sells, outcome, (price, auctionPrice) => price <= auctionPrice),
});
