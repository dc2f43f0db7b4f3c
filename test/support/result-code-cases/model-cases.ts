import type { InstrumentTerms } from '../../../src/order-matching/core';
import type { REASON_GROUPS } from '../../../src/order-matching/core/reasons';
import { type Answer, CARBON, NATIONAL_ETS, TradingVenue } from '../trading-venue';
import { bidding, type Case, endOf, LARGE, ORIGIN, sending, tons } from './provoking';

function listing(): {
  venue: TradingVenue;
  number: number;
  take: (lots: number, who?: string, which?: number) => Answer;
} {
  const venue = new TradingVenue({ instruments: [NATIONAL_ETS], cashCents: 10 ** 10, rightsLots: 10 ** 6 });
  const { number } = venue.sell('BERT', 10, 5_000);
  const take = (quantityLots: number, participantCode = 'ANNA', listingNumber = number) =>
    venue.send({ type: 'take-listing', ...ORIGIN, participantCode, listingNumber, quantityLots });
  return { venue, number, take };
}

function block(
  side: 'buy' | 'sell',
  priceTicks: number,
  quantityLots: number,
  counterpartyCode = 'BERT',
  terms: InstrumentTerms = LARGE,
) {
  const venue = new TradingVenue({ instruments: [terms] });
  return endOf(
    venue.send({
      type: 'propose-block',
      ...ORIGIN,
      participantCode: 'ANNA',
      instrumentCode: 'CEA',
      side,
      counterpartyCode,
      priceTicks,
      quantityLots,
    }),
  );
}

export const MODEL_CASES = {
  'order.listing-too-large': {
    values: { limit: tons(100_000) },
    provoke: () => endOf(listing().take(100_000)),
  },
  'order.not-in-listing-mode': {
    values: { instrument: 'CEA' },
    provoke: () => endOf(listing().venue.buy('ANNA', 1, 4_900, { timeInForce: 'IOC' })),
  },
  'order.listing-crosses': {
    values: { price: '50.01', opposite: '50.00' },
    provoke: () => endOf(listing().venue.buy('ANNA', 1, 5_001)),
  },
  'listing.not-open': { provoke: () => endOf(listing().take(1, 'ANNA', 999)) },
  'listing.own': { provoke: () => endOf(listing().take(1, 'BERT')) },
  'listing.quantity-not-there': { values: { available: tons(10) }, provoke: () => endOf(listing().take(11)) },
  'listing.not-among-best': {
    values: { levels: '5' },
    provoke: () => {
      const { venue, number, take } = listing();
      for (let price = 4_995; price < 5_000; price += 1) venue.sell('CARA', 1, price);
      return endOf(take(1, 'ANNA', number));
    },
  },
  'order.no-large-lots': {
    values: { instrument: 'CEA' },
    provoke: () => block('sell', 100, 100, 'BERT', { ...CARBON, blockThresholdLots: null }),
  },
  'block.counterparty': { provoke: () => block('sell', 100, 100, 'ANNA') },
  'block.too-small': { values: { limit: tons(100) }, provoke: () => block('sell', 100, 99) },
  'block.outside-band': {
    values: { price: '1.31', low: '0.70', high: '1.30', instrument: 'CEA' },
    provoke: () => block('sell', 131, 100),
  },
  'block.outside-hours': {
    values: { instrument: 'CEA', from: '13:00:00', to: '15:00:00', present: '00:00:00' },
    provoke: () => block('sell', 100, 100, 'BERT', { ...LARGE, tradingDay: 'national-ets' }),
  },
  'block.not-offered': {
    provoke: () => sending({ type: 'accept-block', ...ORIGIN, participantCode: 'ANNA', proposalNumber: 999 }),
  },
  'bidding.too-small': { values: { limit: tons(100) }, provoke: () => endOf(bidding(99).opened) },
  'bidding.range': {
    values: { floor: '1.05', cap: '0.95', low: '0.90', high: '1.10' },
    provoke: () => endOf(bidding(100, 105, 95).opened),
  },
  'bidding.prescribed-range': {
    values: {
      floor: '0.95',
      cap: '1.10',
      instrument: 'CEA',
      close: '1.00',
      lowest: '0.90',
      highest: '1.10',
    },
    provoke: () => endOf(bidding(100, 95, 110, { ...LARGE, tradingDay: 'national-ets' }).opened),
  },
  'bidding.outside-range': {
    values: { price: '1.06', low: '0.95', high: '1.05' },
    provoke: () => endOf(bidding().bid(106)),
  },
  'bidding.not-open': { provoke: () => endOf(bidding().bid(100, 'ANNA', 999)) },
  'bidding.own': { provoke: () => endOf(bidding().bid(100, 'BERT')) },
} satisfies Readonly<Record<keyof typeof REASON_GROUPS.model, Case>>;
