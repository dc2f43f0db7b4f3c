import type {
  SelfTradePrevention,
  Side,
  TimeInForce,
  VenueCommandBody,
} from '../../../src/order-matching/core';
import type { FlowChoices, Remembered } from './flow-choices';
import type { MarketPlan } from './flow-plan';
import { pick, type Source } from './random-source';

const PREVENTIONS: readonly SelfTradePrevention[] = [
  'cancel-aggressor',
  'cancel-resting',
  'cancel-both',
  'decrement-and-cancel',
];
const LIVES: readonly TimeInForce[] = ['IOC', 'FOK', 'DAY', 'GTD'];
export const SIDES: readonly Side[] = ['buy', 'sell'];

/** An order of any kind. Mostly its terms go together; what does not must be refused. */
export function placeOrder(choices: FlowChoices): VenueCommandBody {
  const { source, plan } = choices;
  const { shares } = plan;
  const market = choices.market();
  const isReckless = choices.chance(4);
  const isPlain = market.terms.model === 'listing' && !isReckless;
  const isMarket = !isPlain && choices.chance(shares.market);
  const life = choices.chance(shares.life) ? pick(source, LIVES) : 'GTC';
  const timeInForce = isPlain && (life === 'IOC' || life === 'FOK') ? 'DAY' : life;
  const rests = !isMarket && timeInForce !== 'IOC' && timeInForce !== 'FOK';
  const quantityLots = choices.maybeOdd(market.lots(source));
  const has = (share: number, isPossible: boolean): boolean =>
    !isPlain && (isPossible || isReckless) && choices.chance(share);
  const isStop = has(shares.stop, timeInForce !== 'FOK');
  const postOnly = has(shares.postOnly, rests && !isStop);
  const part = () => choices.maybeOdd(partOf(source, quantityLots));
  const displayLots = has(shares.iceberg, rests) ? part() : null;
  const minimumLots = has(shares.minimum, !isStop && !postOnly) ? part() : null;
  const side = pick(source, SIDES);
  const price = choices.maybeOdd(market.price(source, side));
  const participantCode = choices.participant();
  const waits = isStop || (rests && (isPassive(market, side, price) || choices.chance(30)));
  if (waits)
    choices.remember({ number: choices.number, owner: participantCode, market, isStop, side, displayLots });
  return {
    type: 'place-order',
    ...choices.origin(participantCode),
    instrumentCode: choices.instrumentCode(market),
    side,
    orderType: isMarket ? 'market' : 'limit',
    priceTicks: isMarket ? (choices.chance(30) ? price : null) : choices.chance(1) ? null : price,
    quantityLots,
    timeInForce,
    selfTradePrevention: pick(source, PREVENTIONS),
    postOnly,
    displayLots,
    minimumLots,
    stopTicks: isStop ? choices.maybeOdd(market.price(source, side)) : null,
    expiresOn:
      timeInForce !== 'GTD' || choices.chance(2)
        ? null
        : choices.date(source.below(4) - (isReckless ? 2 : 0)),
  };
}

/** Would it rest rather than trade, as far as the plan knows? */
const isPassive = ({ middle }: MarketPlan, side: Side, price: number): boolean =>
  side === 'buy' ? price < middle : price > middle;

/** A few lots of a small order; of a large one a share, so that an iceberg has not billions of tips. */
const partOf = (source: Source, quantityLots: number): number =>
  quantityLots > 1_000
    ? Math.ceil(quantityLots / (1 + source.below(12)))
    : 1 + source.below(Math.max(1, Math.min(9, quantityLots)));

export function amendOrder(choices: FlowChoices): VenueCommandBody {
  const { source } = choices;
  const order = choices.recent();
  const price = () => choices.maybeOdd(order.market.price(source, order.side));
  return {
    type: 'amend-order',
    participantCode: choices.chance(4) ? choices.participant() : order.owner,
    orderNumber: order.number,
    priceTicks: choices.chance(45) ? price() : null,
    leavesLots: choices.chance(60) ? choices.maybeOdd(lotsFor(source, order)) : null,
    stopTicks: choices.chance(order.isStop ? 40 : 2) ? price() : null,
    eligibility: choices.eligibility(),
  };
}

/** Mostly not so many that the tips of an iceberg become countless. */
function lotsFor(source: Source, { market, displayLots }: Remembered): number {
  const lots = market.lots(source);
  return displayLots !== null && lots > 1_000
    ? Math.min(lots, Math.max(1, displayLots) * pick(source, [50, 50, 4_000]))
    : lots;
}

export function cancelOrder(choices: FlowChoices): VenueCommandBody {
  const order = choices.recent();
  choices.forget(order.number);
  const participantCode = choices.chance(4) ? choices.participant() : order.owner;
  return { type: 'cancel-order', participantCode, orderNumber: order.number };
}
