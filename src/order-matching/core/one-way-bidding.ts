/** A bid of a one-way bidding, with what is open of it. */
export interface Bid {
  readonly orderNumber: number;
  readonly priceTicks: number;
  readonly lots: number;
}

export interface BiddingResult {
  /** lowest price inside the quantity; null when nobody bid */
  readonly clearingTicks: number | null;
  /** best price first, then time */
  readonly awards: readonly {
    readonly orderNumber: number;
    readonly priceTicks: number;
    readonly lots: number;
  }[];
  readonly unsoldLots: number;
}

/**
 * 单向竞价 (notice 沪环境交〔2025〕23号): bids by price, then time, until the lot is sold; the marginal bid gets the rest. With
 * `uniform` everybody pays the lowest price inside the quantity, with `pay-as-bid` each its own.
 */
export function clearBidding(
  lotLots: number,
  pricing: 'uniform' | 'pay-as-bid',
  bids: readonly Bid[],
): BiddingResult {
  const winners: { orderNumber: number; priceTicks: number; lots: number }[] = [];
  let unsoldLots = lotLots;
  const ranked = [...bids].sort(
    (one, other) => other.priceTicks - one.priceTicks || one.orderNumber - other.orderNumber,
  );
  for (const bid of ranked) {
    if (unsoldLots === 0) break;
    const lots = Math.min(bid.lots, unsoldLots);
    winners.push({ orderNumber: bid.orderNumber, priceTicks: bid.priceTicks, lots });
    unsoldLots -= lots;
  }
  const clearingTicks = winners.at(-1)?.priceTicks ?? null;
  const awards = winners.map((winner) => ({
    ...winner,
    priceTicks: pricing === 'uniform' && clearingTicks !== null ? clearingTicks : winner.priceTicks,
  }));
  return { clearingTicks, awards, unsoldLots };
}
