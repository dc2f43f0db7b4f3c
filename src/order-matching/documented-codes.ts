import type { ReasonCode } from './core';

const QUANTITY_AND_COVER = [
  'order.unknown-instrument',
  'order.quantity-not-positive',
  'order.notional-too-large',
  'order.market-closed',
  'order.market-suspended',
  'order.too-many-open-orders',
  'order.book-full',
  'order.side-full',
  'order.insufficient-cash',
  'order.insufficient-rights',
  'order.bought-today',
  'order.holding-limit',
  'order.limit-reached',
] as const satisfies readonly ReasonCode[];

const PRICE = [
  'order.price-not-positive',
  'order.price-too-high',
  'order.outside-band',
  'order.too-many-levels',
  'order.post-only-would-trade',
  'order.stop-terms',
  'order.listing-too-large',
  'order.listing-crosses',
] as const satisfies readonly ReasonCode[];

/** Why the venue itself refuses an order. */
export const ORDER_REFUSALS = [
  ...QUANTITY_AND_COVER,
  ...PRICE,
  'order.price-missing',
  'order.stop-protection-missing',
  'order.fok-not-fillable',
  'order.display-not-possible',
  'order.minimum-not-possible',
  'order.minimum-not-fillable',
  'order.post-only-terms',
  'order.expiry-missing',
  'order.expiry-passed',
  'order.not-while-collecting',
  'order.not-in-listing-mode',
  'venue.too-many-participants',
] as const satisfies readonly ReasonCode[];

/** Why an open order stays as it is; `order.not-open` is a conflict. */
export const AMENDMENT_REFUSALS = [
  ...QUANTITY_AND_COVER,
  ...PRICE,
  'order.cancel-barred',
  'order.amend-not-possible',
  'order.display-not-possible',
] as const satisfies readonly ReasonCode[];

export const LISTING_REFUSALS = [
  ...QUANTITY_AND_COVER,
  'order.listing-too-large',
  'listing.not-open',
  'listing.own',
  'listing.quantity-not-there',
  'listing.not-among-best',
] as const satisfies readonly ReasonCode[];

export const BLOCK_REFUSALS = [
  ...QUANTITY_AND_COVER,
  'order.no-large-lots',
  'block.counterparty',
  'block.too-small',
  'block.outside-band',
  'block.outside-hours',
] as const satisfies readonly ReasonCode[];

export const BLOCK_ACCEPTANCE_REFUSALS = [
  ...QUANTITY_AND_COVER,
  'block.not-offered',
  'block.outside-band',
  'block.outside-hours',
] as const satisfies readonly ReasonCode[];

export const BIDDING_REFUSALS = [
  ...QUANTITY_AND_COVER,
  'order.no-large-lots',
  'bidding.too-small',
  'bidding.range',
  'bidding.prescribed-range',
] as const satisfies readonly ReasonCode[];

export const BID_REFUSALS = [
  ...QUANTITY_AND_COVER,
  'bidding.not-open',
  'bidding.outside-range',
  'bidding.own',
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

/** Why an accepted order ended, or a part of it, or what happened to it: the `reason` of an order. */
export const ORDER_ENDINGS = [
  'order.remainder-cancelled',
  'order.self-trade-prevented',
  'order.self-trade-cancel-barred',
  'order.self-trade-resting-cancelled',
  'order.self-trade-decremented',
  'order.cancelled-by-owner',
  'order.cancelled-by-venue',
  'order.outside-new-band',
  'order.market-halted',
  'order.stop-triggered',
  'order.expired',
  'order.bidding-not-won',
  'order.bidding-not-sold',
  'order.bidding-withdrawn',
  'order.bidding-day-over',
] as const satisfies readonly ReasonCode[];

export const TRANSFER_REFUSALS = [
  'transfer.unknown-asset',
  'transfer.amount-not-positive',
  'transfer.too-large',
  'transfer.insufficient-cash',
  'transfer.insufficient-rights',
] as const satisfies readonly ReasonCode[];

export const VENUE_AWAY = [
  'venue.busy',
  'venue.unavailable',
  'venue.stopping',
  'venue.journal-damaged',
] as const;
/** A decimal string that is no price or quantity of the instrument. */
export const MALFORMED_MEASURES = [
  'price.off-step',
  'quantity.off-step',
  'decimal.malformed',
  'decimal.too-large',
] as const;
