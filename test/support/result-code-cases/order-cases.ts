import type { REASON_GROUPS } from '../../../src/order-matching/core/reasons';
import { CARBON, TradingVenue } from '../trading-venue';
import { buying, type Case, endOf, tons, withAsk } from './provoking';

export const ORDER_CASES = {
  'order.unknown-instrument': {
    values: { instrument: 'X' },
    provoke: () => buying(1, 100, { instrumentCode: 'X' }),
  },
  'order.quantity-not-positive': { provoke: () => buying(0, 100) },
  'order.price-not-positive': { provoke: () => buying(1, 0) },
  'order.price-missing': { provoke: () => buying(1, null, { orderType: 'limit' }) },
  'order.outside-band': {
    values: { price: '1.11', low: '0.90', high: '1.10', instrument: 'CEA' },
    provoke: () => buying(1, 111),
  },
  'order.notional-too-large': {
    values: { quantity: tons(2 ** 52), price: '1.00', limit: tons(90_071_992_547_409) },
    provoke: () => buying(2 ** 52, 100),
  },
  'order.fok-not-fillable': {
    values: { quantity: tons(6) },
    provoke: () => endOf(withAsk(5).buy('ANNA', 6, 100, { timeInForce: 'FOK' })),
  },
  'order.price-too-high': { values: { limit: '2147483647' }, provoke: () => buying(1, 2 ** 31) },
  'order.display-not-possible': {
    values: { display: tons(1), least: tons(2), quantity: tons(1_001) },
    provoke: () => buying(1_001, 1, { displayLots: 1 }),
  },
  'order.minimum-not-possible': {
    values: { minimum: tons(0), least: tons(1), quantity: tons(2) },
    provoke: () => buying(2, 100, { minimumLots: 0 }),
  },
  'order.minimum-not-fillable': {
    values: { minimum: tons(6) },
    provoke: () => endOf(withAsk(5).buy('ANNA', 9, 100, { minimumLots: 6 })),
  },
  'order.post-only-terms': { provoke: () => buying(1, 100, { postOnly: true, timeInForce: 'IOC' }) },
  'order.post-only-would-trade': {
    values: { price: '1.01', opposite: '1.00' },
    provoke: () => endOf(withAsk().buy('ANNA', 1, 101, { postOnly: true })),
  },
  'order.stop-terms': { provoke: () => buying(1, 100, { stopTicks: 100, timeInForce: 'FOK' }) },
  'order.stop-protection-missing': {
    values: { instrument: 'CEA' },
    provoke: () => {
      const venue = new TradingVenue({ instruments: [{ ...CARBON, priceBandBasisPoints: null }] });
      return endOf(venue.buy('ANNA', 1, null, { stopTicks: 101 }));
    },
  },
  'order.expiry-missing': { provoke: () => buying(1, 100, { timeInForce: 'GTD' }) },
  'order.expiry-passed': {
    values: { date: '2024-01-01', present: '2024-01-02' },
    provoke: () => buying(1, 100, { timeInForce: 'GTD', expiresOn: '2024-01-01' }),
  },
  'order.side-full': {
    values: { side: ['buy', '买入'], instrument: 'CEA' },
    provoke: () => {
      const venue = new TradingVenue({
        instruments: [{ ...CARBON, priceBandBasisPoints: null }],
        ample: true,
      });
      venue.buy('ANNA', Number.MAX_SAFE_INTEGER, 1);
      return endOf(venue.buy('BERT', 1, 1));
    },
  },
} satisfies Readonly<Record<keyof typeof REASON_GROUPS.order, Case>>;
