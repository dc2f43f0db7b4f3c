import type { Reason } from '../../../src/order-matching/core';
import type { REASON_GROUPS } from '../../../src/order-matching/core/reasons';
import { ALLOWED, CARBON, TradingVenue } from '../trading-venue';
import { buying, type Case, endOf, tons } from './provoking';

function boughtToday(): Reason | null | undefined {
  const venue = new TradingVenue({ instruments: [{ ...CARBON, resaleBarredToday: true }], rightsLots: 10 });
  venue.sell('BERT', 4, 100);
  venue.buy('ANNA', 4, 100);
  venue.settle();
  return endOf(venue.sell('ANNA', 11, 100));
}

export const COVER_CASES = {
  'order.insufficient-cash': {
    values: { needed: '10010.00', available: '10000.00' },
    provoke: () => buying(10_010, 100),
  },
  'order.insufficient-rights': {
    values: { needed: tons(1_001), available: tons(1_000), instrument: 'CEA' },
    provoke: () => endOf(new TradingVenue().sell('ANNA', 1_001, 100)),
  },
  'order.limit-reached': {
    values: { limit: tons(5), instrument: 'CEA' },
    provoke: () => buying(6, 100, { eligibility: { ...ALLOWED, limitLots: 5 } }),
  },
  'order.holding-limit': {
    values: { needed: tons(1_006), limit: tons(1_005), instrument: 'CEA' },
    provoke: () =>
      endOf(new TradingVenue({ instruments: [{ ...CARBON, holdingLimitLots: 1_005 }] }).buy('ANNA', 6, 100)),
  },
  'order.bought-today': { values: { available: tons(10), instrument: 'CEA' }, provoke: boughtToday },
} satisfies Readonly<Record<keyof typeof REASON_GROUPS.cover, Case>>;
