import { holdOf } from './oracle-accounts';
import {
  crosses,
  familyRefusal,
  firstBroken,
  isWhole,
  judgeCover,
  judgeLimits,
  judgePrices,
  judgeValue,
  listingBelow,
  showsTooLittle,
} from './oracle-judgement';
import { execute, waitForTrigger } from './oracle-matching';
import { type Command, followsBand } from './oracle-orders';
import { levelsWithout, marketOf, type OracleOrder, type OracleState, orderOf, tell } from './oracle-state';
import { bandOf, isContinuous, isListing, takesOrders, whyShut } from './oracle-terms';

type AmendCommand = Command<'amend-order'>;
interface Wanted {
  readonly limit: number;
  readonly leaves: number;
  readonly stop: number | null;
}

/** The owner changes an open order. A refused change changes nothing. @returns why it was refused */
export function amend(state: OracleState, command: AmendCommand): string | null {
  const order = orderOf(state, command.orderNumber);
  if (order?.owner !== command.participantCode) return 'order.not-open';
  const wanted: Wanted = {
    limit: command.priceTicks ?? (takesBandAnew(command, order) ? edgeFor(state, order) : order.limit),
    leaves: command.leavesLots ?? order.leaves,
    stop: command.stopTicks ?? order.stop,
  };
  const refusal = judgeAmendment(state, command, order) ?? judgeWanted(state, command, order, wanted);
  if (refusal !== null) return refusal;
  const sameTrigger = order.place !== 'waiting' || wanted.stop === order.stop;
  order.quantity += wanted.leaves - order.leaves;
  // a market order has no limit of its own; what its owner says now is its protection
  if (order.type === 'market' && command.priceTicks !== null) order.protection = command.priceTicks;
  if (wanted.limit === order.limit && sameTrigger && wanted.leaves <= order.leaves) {
    // the hidden part of an iceberg goes first
    order.leaves = wanted.leaves;
    order.shown = Math.min(order.shown, order.leaves);
    tell(state, order, null);
    return null;
  }
  order.leaves = wanted.leaves;
  order.limit = wanted.limit;
  if (order.place === 'waiting') {
    // it begins to wait anew: only a later trade, or the last price, reaches it
    order.touched = false;
    order.stop = wanted.stop;
    waitForTrigger(state, order, command.sequence);
  } else execute(state, order);
  return null;
}

/** A stop order without a limit of its own reaches to the edge of the band of the day on which its trigger was named. */
const takesBandAnew = ({ stopTicks }: AmendCommand, order: OracleOrder): boolean =>
  (stopTicks ?? null) !== null && followsBand(order);

const edgeFor = (state: OracleState, { market, side }: OracleOrder): number => {
  const { low, high } = bandOf(marketOf(state, market));
  return side === 'buy' ? high : low;
};

function judgeAmendment(state: OracleState, command: AmendCommand, order: OracleOrder): string | null {
  const market = marketOf(state, order.market);
  const { priceTicks, leavesLots, stopTicks = null } = command;
  const isWrong = (value: number | null): boolean => value !== null && !isWhole(value);
  return (
    familyRefusal(command.eligibility) ??
    firstBroken([
      ['order.price-not-positive', isWrong(priceTicks) || isWrong(stopTicks)],
      ['order.quantity-not-positive', isWrong(leavesLots)],
      ['order.amend-not-possible', order.place === 'aside'],
      [whyShut(market.phase), !takesOrders(market.phase)],
      ['order.cancel-barred', !market.cancels],
      ['order.stop-terms', stopTicks !== null && order.place !== 'waiting'],
    ])
  );
}

/** The same rules as for a new order, counting what the order has already. */
function judgeWanted(
  state: OracleState,
  command: AmendCommand,
  order: OracleOrder,
  { limit, leaves, stop }: Wanted,
): string | null {
  const market = marketOf(state, order.market);
  const more = leaves - order.leaves;
  const whole = BigInt(order.quantity) + BigInt(more);
  return (
    firstBroken([
      ['order.listing-too-large', leaves >= listingBelow(market)],
      ['order.display-not-possible', more > 0 && showsTooLittle(order, leaves)],
      ['order.notional-too-large', whole > BigInt(Number.MAX_SAFE_INTEGER)],
    ]) ??
    (more > 0 ? judgeLimits(state, order, more, command.eligibility) : null) ??
    judgePrices(market, limit, order.place === 'waiting' ? stop : null) ??
    judgeValue(state, order, limit, leaves) ??
    judgeCover(state, order, limit, leaves, holdOf(state, order)) ??
    judgeNewPrice(state, order, limit)
  );
}

/** A resting order at its new price: may it trade there, and is there room? */
function judgeNewPrice(state: OracleState, order: OracleOrder, limit: number): string | null {
  const market = marketOf(state, order.market);
  if (order.place === 'waiting' || limit === order.limit) return null;
  const wouldCross = crosses(state, order, limit);
  const meets = isContinuous(market.phase) && wouldCross;
  const levels = levelsWithout(state, order.market, order);
  const isNewLevel = !levels.has(`${order.side} ${limit}`);
  return firstBroken([
    ['order.listing-crosses', meets && isListing(market)],
    ['order.post-only-would-trade', wouldCross && order.postOnly],
    ['order.too-many-levels', !meets && isNewLevel && levels.size >= state.limits.levelsPerBook],
  ]);
}
