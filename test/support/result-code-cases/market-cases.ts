import type { REASON_GROUPS } from '../../../src/order-matching/core/reasons';
import { TradingVenue } from '../trading-venue';
import { bidding, type Case, endOf, inPhase } from './provoking';

export const MARKET_CASES = {
  'order.market-closed': { provoke: () => endOf(inPhase('closed').buy('ANNA', 1, 100)) },
  'order.too-many-open-orders': {
    values: { limit: '1' },
    provoke: () => {
      const venue = new TradingVenue({ limits: { openOrdersPerParticipant: 1 } });
      venue.buy('ANNA', 1, 100);
      return endOf(venue.buy('ANNA', 1, 100));
    },
  },
  'order.book-full': {
    values: { limit: '1' },
    provoke: () => {
      const venue = new TradingVenue({ limits: { openOrders: 1 } });
      venue.buy('ANNA', 1, 100);
      return endOf(venue.buy('BERT', 1, 100));
    },
  },
  'order.market-suspended': {
    values: { instrument: 'CEA' },
    provoke: () => endOf(inPhase('suspended').buy('ANNA', 1, 100)),
  },
  'order.not-while-collecting': {
    provoke: () => endOf(inPhase('call-auction').buy('ANNA', 1, 100, { timeInForce: 'IOC' })),
  },
  'order.cancel-barred': {
    values: { instrument: 'CEA' },
    provoke: () => {
      const venue = inPhase('call-auction', false);
      return endOf(venue.cancel('ANNA', venue.open()[0]?.[0] ?? 0));
    },
  },
  'order.too-many-levels': {
    values: { limit: '1' },
    provoke: () => {
      const venue = new TradingVenue({ limits: { levelsPerBook: 1 } });
      venue.buy('ANNA', 1, 100);
      return endOf(venue.buy('ANNA', 1, 99));
    },
  },
  'order.amend-not-possible': {
    provoke: () => {
      const { venue, bid } = bidding();
      return endOf(venue.amend('ANNA', bid(100).number, { leavesLots: 1 }));
    },
  },
} satisfies Readonly<Record<keyof typeof REASON_GROUPS.market, Case>>;
