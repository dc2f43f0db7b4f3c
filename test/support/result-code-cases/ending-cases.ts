import type { REASON_GROUPS } from '../../../src/order-matching/core/reasons';
import { type Answer, CARBON, TradingVenue } from '../trading-venue';
import { bidding, buying, type Case, endOf, lastOf, withAsk } from './provoking';

function moveBand(): Answer {
  const venue = new TradingVenue();
  venue.buy('ANNA', 1, 98);
  venue.sell('BERT', 1, 110);
  venue.buy('CARA', 1, 110);
  return venue.day('2024-01-03');
}

function halting(): Answer {
  const venue = new TradingVenue({ instruments: [{ ...CARBON, dynamicBandBasisPoints: 200 }] });
  venue.sell('BERT', 1, 105);
  return venue.buy('ANNA', 1, 105, { timeInForce: 'IOC' });
}

export const ENDING_CASES = {
  'order.remainder-cancelled': { provoke: () => buying(1, 100, { timeInForce: 'IOC' }) },
  'order.self-trade-prevented': { provoke: () => endOf(withAsk().buy('BERT', 1, 100)) },
  'order.self-trade-cancel-barred': {
    provoke: () => {
      const venue = withAsk();
      venue.phase('call-auction', false);
      return endOf(venue.buy('BERT', 1, 100, { selfTradePrevention: 'cancel-resting' }));
    },
  },
  'order.self-trade-resting-cancelled': {
    provoke: () => {
      const { events } = withAsk().buy('BERT', 1, 100, { selfTradePrevention: 'cancel-resting' });
      return events.flatMap((event) => (event.type === 'order' ? [event.order.reason] : []))[0];
    },
  },
  'order.cancelled-by-owner': {
    provoke: () => {
      const venue = withAsk();
      return lastOf(venue.cancel('BERT', venue.open()[0]?.[0] ?? 0));
    },
  },
  'order.cancelled-by-venue': {
    provoke: () => lastOf(withAsk().send({ type: 'cancel-all', participantCode: null })),
  },
  'order.outside-new-band': {
    values: { kind: ['price', '价格'], price: '0.98', low: '0.99', high: '1.21' },
    provoke: () => lastOf(moveBand()),
  },
  'order.market-halted': { provoke: () => endOf(halting()) },
  'order.self-trade-decremented': {
    provoke: () => endOf(withAsk().buy('BERT', 1, 100, { selfTradePrevention: 'decrement-and-cancel' })),
  },
  'order.stop-triggered': {
    provoke: () => {
      const venue = new TradingVenue();
      venue.buy('ANNA', 1, 95, { stopTicks: 100 });
      venue.sell('BERT', 1, 100);
      const { events } = venue.buy('CARA', 1, 100);
      return events.flatMap((event) => (event.type === 'order' ? [event.order.reason] : [])).at(-2);
    },
  },
  'order.expired': {
    provoke: () => {
      const venue = new TradingVenue();
      venue.buy('ANNA', 1, 100, { timeInForce: 'DAY' });
      return lastOf(venue.day('2024-01-03'));
    },
  },
  'order.bidding-not-won': {
    provoke: () => {
      const { bid, close } = bidding(100);
      bid(101);
      bid(102, 'CARA');
      bid(100, 'DORA');
      return lastOf(close());
    },
  },
  'order.bidding-not-sold': { provoke: () => lastOf(bidding().close()) },
  'order.bidding-withdrawn': {
    provoke: () => {
      const { venue, opened, bid } = bidding();
      bid(101);
      return lastOf(venue.cancel('BERT', opened.number));
    },
  },
  'order.bidding-day-over': { provoke: () => lastOf(bidding().venue.day('2024-01-03')) },
} satisfies Readonly<Record<keyof typeof REASON_GROUPS.ending, Case>>;
