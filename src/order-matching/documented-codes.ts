import type { ReasonCode } from './core/reasons';

/** Why the venue itself refuses an order. */
export const ORDER_REFUSALS = [
  'order.unknown-instrument',
  'order.quantity-not-positive',
  'order.price-not-positive',
  'order.price-missing',
  'order.price-not-allowed',
  'order.outside-band',
  'order.notional-too-large',
  'order.fok-not-fillable',
  'order.market-closed',
  'order.too-many-open-orders',
  'order.book-full',
  'order.insufficient-cash',
  'order.insufficient-rights',
  'order.limit-reached',
] as const satisfies readonly ReasonCode[];

/** Why a right family refuses one: who may trade what. The families stand beside the venue, so they are named, not asked. */
export const FAMILY_REFUSALS = [
  'carbon.barred-participant',
  'carbon.not-a-trading-entity',
  'emission.no-permit',
  'emission.other-watershed',
  'emission.target-missed',
  'emission.target-not-shown',
  'water.not-a-water-user',
  'water.only-approved-regional-volume',
  'water.only-saved-volume',
  'water.other-basin',
  'water.public-supply-seller',
] as const;

/** Why an accepted order ended, or a part of it: the `reason` of a cancelled order. */
export const ORDER_ENDINGS = [
  'order.remainder-cancelled',
  'order.self-trade-prevented',
  'order.self-trade-resting-cancelled',
  'order.cancelled-by-owner',
  'order.cancelled-by-venue',
  'order.outside-new-band',
  'order.venue-restarted',
] as const satisfies readonly ReasonCode[];

export const TRANSFER_REFUSALS = [
  'transfer.unknown-asset',
  'transfer.insufficient-cash',
  'transfer.insufficient-rights',
] as const satisfies readonly ReasonCode[];

export const VENUE_AWAY = ['venue.busy', 'venue.unavailable', 'venue.stopping'] as const;
