import { type BotSide, covered, type Desk, openLots, type PlaceIntent } from './desk';
import { between, integerBetween, type Random } from './random';

/** How far a private limit lies from the common value, at most. */
const TASTE = 0.04;
/** How far beyond its limit a quote may start. */
const REACH = 0.04;
/** Order size as a share of the larger of first holding and need. */
const SMALLEST = 0.0003;
const LARGEST = 0.002;
/** How far it lets its holding wander from the way between first holding and need. */
const SLACK = 0.04;
/** … and the share of that which is left on the last day. */
const LAST_SLACK = 0.25;

/** Holding beyond the plan that a maker of a thin market puts up with, as a share of the same scale. */
const INVENTORY = 0.1;
/** Most of what the rules still let it trade that goes into one quote, so that a limited seller has something left. */
const SHARE_OF_LIMIT = 0.25;

/** How often a quote is on the side of the opinion: above the common value it rather buys, below it rather sells. */
const OPINION_SIDE = 0.7;

/** The private limit of a participant in a market: what a unit is worth to it for some days. */
export function privateLimit(valueTicks: number, taste: Random): { side: BotSide; limitTicks: number } {
  const opinion = between(taste, -TASTE, TASTE);
  const limitTicks = Math.max(1, Math.round(valueTicks * (1 + opinion)));
  return { side: opinion > 0 ? 'buy' : 'sell', limitTicks };
}

/**
 * ZI-C (Gode and Sunder 1993): a price drawn uniformly on the gainful side of a private limit, never at a loss.
 * Mostly who values the right above the market bids and who values it less offers; now and then the other way round,
 * further from the market, which gives the book its depth. Holdings stay near the plan.
 */
export function zeroIntelligence(desk: Desk, taste: Random, random: Random): PlaceIntent | null {
  const opinion = privateLimit(desk.valueTicks, taste);
  const other = opinion.side === 'buy' ? 'sell' : 'buy';
  const first = random.next() < OPINION_SIDE ? opinion.side : other;
  return (
    quote(desk, first, opinion.limitTicks, random) ??
    quote(desk, first === 'buy' ? 'sell' : 'buy', opinion.limitTicks, random)
  );
}

/**
 * One small order for a side of the book that has become thin, beyond the private limit and never at a price at which
 * it would trade at once. Who is asked for it may hold somewhat more, or early in the year less, than its plan says.
 */
export function replenish(desk: Desk, side: BotSide, taste: Random, random: Random): PlaceIntent | null {
  const { limitTicks } = privateLimit(desk.valueTicks, taste);
  const { bestAskTicks, bestBidTicks } = desk.market;
  const resting =
    side === 'buy'
      ? Math.min(limitTicks, (bestAskTicks ?? Number.POSITIVE_INFINITY) - 1)
      : Math.max(limitTicks, (bestBidTicks ?? 0) + 1);
  return quote(desk, side, resting, random, side === 'buy' ? INVENTORY : INVENTORY * desk.yearShareLeft);
}

function quote(
  desk: Desk,
  side: BotSide,
  limitTicks: number,
  random: Random,
  inventory = 0,
): PlaceIntent | null {
  const { bandLowTicks, bandHighTicks } = desk.market;
  const limitLots = (side === 'buy' ? desk.buyLimitLots : desk.sellLimitLots) ?? Number.POSITIVE_INFINITY;
  const quantity = Math.min(
    drawnSize(desk, random),
    room(desk, side) + Math.floor(scaleOf(desk) * inventory),
    Math.ceil(limitLots * SHARE_OF_LIMIT),
  );
  if (quantity < 1) return null;
  const [bottom, top] =
    side === 'buy'
      ? [Math.max(Math.ceil(limitTicks * (1 - REACH)), bandLowTicks), Math.min(limitTicks, bandHighTicks)]
      : [Math.max(limitTicks, bandLowTicks), Math.min(Math.floor(limitTicks * (1 + REACH)), bandHighTicks)];
  return bottom > top ? null : covered(desk, side, integerBetween(random, bottom, top), quantity);
}

const scaleOf = ({ plan }: Desk): number => Math.max(plan.startLots, plan.needLots);

const drawnSize = (desk: Desk, random: Random): number =>
  Math.max(1, Math.round(scaleOf(desk) * between(random, SMALLEST, LARGEST)));

/**
 * How much it may still buy or sell before its holding leaves the way from first holding to need. Early in the year it
 * may also go back on that way, as far as where it began: else a market with few buyers would have no bids at all.
 */
function room(desk: Desk, side: BotSide): number {
  const { yearShareLeft, heldLots } = desk;
  const { startLots, needLots } = desk.plan;
  const onTheWay = needLots + (startLots - needLots) * yearShareLeft;
  const slack = Math.max(1, scaleOf(desk) * SLACK * Math.max(LAST_SLACK, yearShareLeft));
  const wayBack = (startLots - onTheWay) * yearShareLeft;
  return side === 'buy'
    ? Math.floor(onTheWay + Math.max(0, wayBack) + slack - heldLots - openLots(desk, 'buy'))
    : Math.floor(heldLots - openLots(desk, 'sell') - (onTheWay + Math.min(0, wayBack) - slack));
}
