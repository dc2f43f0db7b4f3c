import type { REASON_GROUPS } from '../../../src/order-matching/core/reasons';
import { CARBON, NATIONAL_ETS, TradingVenue } from '../trading-venue';
import { type Case, endOf, sending, tons } from './provoking';

export const COMMAND_CASES = {
  'order.not-open': { provoke: () => endOf(new TradingVenue().cancel('ANNA', 999)) },
  'transfer.unknown-asset': {
    values: { asset: 'X' },
    provoke: () => endOf(new TradingVenue().credit('ANNA', 'X', 1)),
  },
  'transfer.insufficient-cash': {
    values: { available: '10000.00' },
    provoke: () =>
      sending({ type: 'debit', participantCode: 'ANNA', instrumentCode: null, amount: 1_000_001 }),
  },
  'transfer.insufficient-rights': {
    values: { available: tons(1_000), instrument: 'CEA' },
    provoke: () => sending({ type: 'debit', participantCode: 'ANNA', instrumentCode: 'CEA', amount: 1_001 }),
  },
  'transfer.amount-not-positive': { provoke: () => endOf(new TradingVenue().credit('ANNA', null, 0)) },
  'transfer.too-large': {
    // four participants with 10,000.00 CNY each
    values: {
      asset: ['cash', '资金'],
      amount: ['90071992547409.91 CNY', '90071992547409.91 元'],
      room: ['90071992507409.91 CNY', '90071992507409.91 元'],
    },
    provoke: () => endOf(new TradingVenue().credit('ANNA', null, Number.MAX_SAFE_INTEGER)),
  },
  'venue.too-many-instruments': {
    values: { limit: '1' },
    provoke: () =>
      sending(
        { type: 'list-instrument', terms: { ...CARBON, instrumentCode: 'TWO' } },
        new TradingVenue({ limits: { instruments: 1 } }),
      ),
  },
  'venue.no-call-auction': {
    values: { instrument: 'CEA' },
    provoke: () => endOf(new TradingVenue({ instruments: [NATIONAL_ETS] }).phase('call-auction')),
  },
  'venue.terms-not-possible': {
    values: { instrument: 'TWO' },
    provoke: () =>
      sending({
        type: 'list-instrument',
        terms: { ...NATIONAL_ETS, instrumentCode: 'TWO', dynamicBandBasisPoints: 200 },
      }),
  },
  'venue.date-goes-back': {
    values: { date: '2024-01-01', present: '2024-01-02' },
    provoke: () => endOf(new TradingVenue().day('2024-01-01')),
  },
  'venue.bad-date': {
    values: { date: '2024-02-30', present: '2024-01-02' },
    provoke: () => endOf(new TradingVenue().day('2024-02-30')),
  },
  'venue.too-many-participants': {
    values: { limit: '4' },
    provoke: () => endOf(new TradingVenue({ limits: { participants: 4 } }).credit('EMIL', null, 1)),
  },
  'venue.unknown-instrument': {
    values: { instrument: 'X' },
    provoke: () => sending({ type: 'set-phase', phase: 'open', instrumentCode: 'X' }),
  },
  'venue.time-goes-back': {
    values: { time: '09:05:07', present: '10:00:00' },
    provoke: () => {
      const venue = new TradingVenue();
      venue.clock('10:00');
      return endOf(venue.clock('9:05:07'));
    },
  },
  'venue.bad-limit': {
    provoke: () =>
      sending({ type: 'set-holding-limit', participantCode: 'ANNA', instrumentCode: 'CEA', limitLots: 0 }),
  },
} satisfies Readonly<Record<keyof typeof REASON_GROUPS.command, Case>>;
