import type { Eligibility, PlaceOrderCommand } from './commands';
import type { VenueLimits } from './limits';
import { centsText, priceText, quantityText } from './measure-text';
import { NO_ORDER, type OrderBook, oppositeOf } from './order-book';
import { type Reason, reasonOf } from './reasons';
import type { InstrumentState, OpenOrder, VenueState } from './venue-state';

const isPositive = (value: number): boolean => Number.isSafeInteger(value) && value > 0;

/** Is the command an order at all? Null when it is. */
export function judgeShape(command: PlaceOrderCommand): Reason | null {
  if (!isPositive(command.quantityLots)) return reasonOf('order.quantity-not-positive');
  if (command.orderType === 'market')
    return command.priceTicks === null ? null : reasonOf('order.price-not-allowed');
  if (command.priceTicks === null) return reasonOf('order.price-missing');
  return isPositive(command.priceTicks) ? null : reasonOf('order.price-not-positive');
}

/**
 * May this order come in? The checks run from what the participant is to what it has: market, eligibility, band,
 * value, room, cover, and last whether a fill-or-kill can be filled. Null when it may.
 */
export function judgeAdmission(
  state: VenueState,
  limits: VenueLimits,
  order: OpenOrder,
  eligibility: Eligibility,
): Reason | null {
  const instrument = state.instrument(order.instrumentCode);
  if (state.phase !== 'open') return reasonOf('order.market-closed');
  return (
    judgeEligibility(state, instrument, order, eligibility) ??
    judgeBand(instrument, order) ??
    judgeValue(instrument, order) ??
    judgeRoom(state, limits, order) ??
    judgeCover(state, instrument, order) ??
    judgeFillOrKill(state, instrument, order)
  );
}

function judgeEligibility(
  state: VenueState,
  instrument: InstrumentState,
  order: OpenOrder,
  eligibility: Eligibility,
): Reason | null {
  if (!eligibility.allowed) return eligibility.reason;
  if (eligibility.limitLots === null) return null;
  const committed =
    state.accounts.get(order.participantCode)?.committedLots(order.instrumentCode, order.side) ?? 0;
  if (committed + order.quantityLots <= eligibility.limitLots) return null;
  const limit = quantityText(eligibility.limitLots, instrument.terms.measures);
  return (
    eligibility.limitReason ?? reasonOf('order.limit-reached', { limit, instrument: order.instrumentCode })
  );
}

function judgeBand(instrument: InstrumentState, order: OpenOrder): Reason | null {
  const { lowTicks, highTicks } = instrument.band;
  if (order.limitTicks >= lowTicks && order.limitTicks <= highTicks) return null;
  return reasonOf('order.outside-band', {
    price: priceText(order.limitTicks, instrument.terms.measures),
    low: priceText(lowTicks, instrument.terms.measures),
    high: priceText(highTicks, instrument.terms.measures),
    instrument: order.instrumentCode,
  });
}

/** At the highest price that the order could trade at, so that every amount that a trade can make is a safe integer. */
function judgeValue(instrument: InstrumentState, order: OpenOrder): Reason | null {
  const highestTicks = order.side === 'buy' ? order.limitTicks : instrument.band.highTicks;
  const tickLots = highestTicks * order.quantityLots;
  const value = tickLots * instrument.terms.centsPerTickLot;
  return Number.isSafeInteger(tickLots) && Number.isSafeInteger(value)
    ? null
    : reasonOf('order.notional-too-large');
}

function judgeRoom(state: VenueState, limits: VenueLimits, order: OpenOrder): Reason | null {
  if (order.timeInForce !== 'GTC') return null;
  const own = state.accounts.get(order.participantCode)?.openOrderCount ?? 0;
  if (own >= limits.openOrdersPerParticipant)
    return reasonOf('order.too-many-open-orders', { limit: limits.openOrdersPerParticipant });
  return state.openOrders.size >= limits.openOrders
    ? reasonOf('order.book-full', { limit: limits.openOrders })
    : null;
}

function judgeCover(state: VenueState, instrument: InstrumentState, order: OpenOrder): Reason | null {
  const account = state.accounts.get(order.participantCode);
  if (order.side === 'buy') {
    const needed = order.limitTicks * order.quantityLots * instrument.terms.centsPerTickLot;
    const available = account?.cash.available ?? 0;
    return needed <= available
      ? null
      : reasonOf('order.insufficient-cash', {
          needed: centsText(needed),
          available: centsText(available),
        });
  }
  const available = account?.availableLots(order.instrumentCode) ?? 0;
  const { measures } = instrument.terms;
  return order.quantityLots <= available
    ? null
    : reasonOf('order.insufficient-rights', {
        needed: quantityText(order.quantityLots, measures),
        available: quantityText(available, measures),
        instrument: order.instrumentCode,
      });
}

/** Does the limit of an aggressor reach this resting price? */
export const crosses = (aggressor: OpenOrder, restingPriceTicks: number): boolean =>
  aggressor.side === 'buy'
    ? restingPriceTicks <= aggressor.limitTicks
    : restingPriceTicks >= aggressor.limitTicks;

function judgeFillOrKill(state: VenueState, instrument: InstrumentState, order: OpenOrder): Reason | null {
  if (order.timeInForce !== 'FOK' || canFillWhole(state, instrument.book, order)) return null;
  const quantity = quantityText(order.quantityLots, instrument.terms.measures);
  return reasonOf('order.fok-not-fillable', { quantity });
}

/** Own orders never count (I14); unless they make way, they also end the walk, for the order would be cancelled there. */
function canFillWhole(state: VenueState, book: OrderBook, order: OpenOrder): boolean {
  let missing = order.quantityLots;
  for (
    let number = book.front(oppositeOf(order.side));
    number !== NO_ORDER && crosses(order, book.priceOf(number));
    number = book.next(number)
  ) {
    const own = state.openOrders.get(number)?.participantCode === order.participantCode;
    if (own && order.selfTradePrevention !== 'cancel-resting') return false;
    if (!own) missing -= book.leavesOf(number);
    if (missing <= 0) return true;
  }
  return false;
}
