import { type BotSide, covered, type Desk, isThin, openLots, type PlaceIntent } from './desk';
import { between, type Random } from './random';

/** In this last share of the year a hedger grows impatient … */
const URGENT_SHARE = 0.25;
/** … up to this share of the value, on the last day. */
const FULL_URGENCY = 0.05;
/** How far from its reservation price a patient order starts. */
const PATIENCE = 0.015;
const CHANCE_TO_TAKE = 0.5;

/** 0 until the last quarter of the year, then linearly up to 1. */
export const urgency = (yearShareLeft: number): number =>
  Math.min(1, Math.max(0, (URGENT_SHARE - yearShareLeft) / URGENT_SHARE));

/** The buffer is against surprise: the nearer the end, the less there is to be surprised by. */
const bufferShare = (desk: Desk): number => desk.temperament.buffer * (1 - urgency(desk.yearShareLeft));

/** The most that it pays, or the least that it takes. Never above what a shortfall would cost. */
export function reservationTicks(desk: Desk, side: BotSide): number {
  const premium = desk.temperament.risk + FULL_URGENCY * urgency(desk.yearShareLeft);
  if (side === 'sell') return Math.max(1, Math.ceil(desk.valueTicks * (1 - premium)));
  return Math.min(Math.floor(desk.valueTicks * (1 + premium)), desk.penaltyTicks ?? Number.POSITIVE_INFINITY);
}

/**
 * The compliance hedger: buys 1/(remaining decisions) of what it will be short of, sells as much of what it has above
 * its buffer, at no worse than its reservation price, and grows urgent towards the end.
 */
export function hedge(desk: Desk, random: Random): PlaceIntent | null {
  const { needLots } = desk.plan;
  const gap = needLots - desk.heldLots - openLots(desk, 'buy');
  const surplus = desk.heldLots - openLots(desk, 'sell') - Math.ceil(needLots * (1 + bufferShare(desk)));
  const side = gap > 0 ? 'buy' : 'sell';
  const limit = (side === 'buy' ? desk.buyLimitLots : desk.sellLimitLots) ?? Number.POSITIVE_INFINITY;
  const wanted = Math.min(side === 'buy' ? gap : surplus, limit);
  if (wanted <= 0) return null;
  const quantity = Math.ceil(wanted / Math.max(1, desk.decisionsLeft));
  return covered(desk, side, priceOf(desk, side, random), quantity);
}

function priceOf(desk: Desk, side: BotSide, random: Random): number {
  const reservation = reservationTicks(desk, side);
  const patient = between(random, 0, PATIENCE * (1 - urgency(desk.yearShareLeft)));
  // who has time leaves the last offers to others and waits in the book
  const mayTake = !isThin(desk.market, side === 'buy' ? 'sell' : 'buy');
  const takes = desk.yearShareLeft < URGENT_SHARE || (random.next() < CHANCE_TO_TAKE && mayTake);
  const { bestAskTicks, bestBidTicks, bandHighTicks, bandLowTicks } = desk.market;
  if (side === 'buy') {
    const bid = Math.min(Math.floor(reservation * (1 - patient)), bandHighTicks);
    return takes && bestAskTicks !== null && bestAskTicks <= reservation ? bestAskTicks : bid;
  }
  const ask = Math.max(Math.ceil(reservation * (1 + patient)), bandLowTicks);
  return takes && bestBidTicks !== null && bestBidTicks >= reservation ? bestBidTicks : ask;
}
