import {
  ALLOWED,
  type Answer,
  CARBON,
  expectWholeSentences,
  NATIONAL_ETS,
  TradingVenue,
} from '../../../test/support/trading-venue';
import type { Reason, VenueCommandBody } from '.';
import { REASON_GROUPS, REASONS, type ReasonCode } from './reasons';

/** What must stand in each `{…}`, in both languages or in English and Chinese. */
type Values = Readonly<Record<string, string | readonly [string, string]>>;
interface Case {
  readonly values?: Values;
  /** gives the refusal, or the last report that bears the code */
  readonly provoke: () => Reason | null | undefined;
}

const ORIGIN = { actorId: 'seat-1', actorKind: 'person', clientOrderId: 'c', eligibility: ALLOWED } as const;
const LARGE = { ...CARBON, blockThresholdLots: 100 };

const endOf = ({ order, refusal }: Answer): Reason | null | undefined => refusal ?? order?.reason;
/** The reason of another order than the command's own. */
const lastOf = ({ events }: Answer): Reason | null | undefined =>
  events.flatMap((event) => (event.type === 'order' ? [event.order.reason] : [])).at(-1);
const tons = (amount: number): readonly [string, string] => [`${amount} t`, `${amount} 吨`];

const buying = (...order: [number, number | null, object?]) =>
  endOf(new TradingVenue().buy('ANNA', ...order));
const sending = (body: VenueCommandBody, venue = new TradingVenue()) => endOf(venue.send(body));

function withAsk(lots = 5, price = 100): TradingVenue {
  const venue = new TradingVenue();
  venue.sell('BERT', lots, price);
  return venue;
}

function inPhase(phase: 'closed' | 'suspended' | 'call-auction', cancels = true): TradingVenue {
  const venue = new TradingVenue();
  venue.buy('ANNA', 1, 95);
  venue.phase(phase, cancels);
  return venue;
}

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
  terms = LARGE,
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

function bidding(lots = 100, floorTicks = 95, capTicks = 105) {
  const venue = new TradingVenue({ instruments: [LARGE] });
  const opened = venue.send({
    type: 'open-bidding',
    ...ORIGIN,
    participantCode: 'BERT',
    instrumentCode: 'CEA',
    quantityLots: lots,
    floorTicks,
    capTicks,
    pricing: 'uniform',
  });
  const bid = (priceTicks: number, participantCode = 'ANNA', biddingNumber = opened.number) =>
    venue.send({
      type: 'place-bid',
      ...ORIGIN,
      participantCode,
      biddingNumber,
      priceTicks,
      quantityLots: 60,
    });
  return {
    venue,
    opened,
    bid,
    close: () => venue.send({ type: 'close-bidding', biddingNumber: opened.number }),
  };
}

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

function boughtToday(): Reason | null | undefined {
  const venue = new TradingVenue({ instruments: [{ ...CARBON, resaleBarredToday: true }], rightsLots: 10 });
  venue.sell('BERT', 4, 100);
  venue.buy('ANNA', 4, 100);
  venue.settle();
  return endOf(venue.sell('ANNA', 11, 100));
}

const ORDER_CASES = {
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
  'order.notional-too-large': { provoke: () => buying(2 ** 52, 100) },
  'order.fok-not-fillable': {
    values: { quantity: tons(6) },
    provoke: () => endOf(withAsk(5).buy('ANNA', 6, 100, { timeInForce: 'FOK' })),
  },
  'order.price-too-high': { values: { limit: '2147483647' }, provoke: () => buying(1, 2 ** 31) },
  'order.display-not-possible': {
    values: { limit: '1000' },
    provoke: () => buying(1_001, 1, { displayLots: 1 }),
  },
  'order.minimum-not-possible': { provoke: () => buying(1, 100, { minimumLots: 2 }) },
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

const MARKET_CASES = {
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

const COVER_CASES = {
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

const ENDING_CASES = {
  'order.remainder-cancelled': { provoke: () => buying(1, 100, { timeInForce: 'IOC' }) },
  'order.self-trade-prevented': { provoke: () => endOf(withAsk().buy('BERT', 1, 100)) },
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
  'order.venue-restarted': {
    provoke: () => {
      const { status, reason, ...lost } = withAsk().core.openOrders()[0] ?? {};
      const orders = [lost] as Extract<VenueCommandBody, { type: 'void-lost-orders' }>['orders'];
      return lastOf(new TradingVenue().send({ type: 'void-lost-orders', orders }));
    },
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
} satisfies Readonly<Record<keyof typeof REASON_GROUPS.ending, Case>>;

const MODEL_CASES = {
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
    provoke: () => block('sell', 100, 100, 'BERT', { ...CARBON, blockThresholdLots: null } as never),
  },
  'block.counterparty': { provoke: () => block('sell', 100, 100, 'ANNA') },
  'block.too-small': { values: { limit: tons(100) }, provoke: () => block('sell', 100, 99) },
  'block.outside-band': {
    values: { price: '1.31', low: '0.70', high: '1.30', instrument: 'CEA' },
    provoke: () => block('sell', 131, 100),
  },
  'block.not-offered': {
    provoke: () => sending({ type: 'accept-block', ...ORIGIN, participantCode: 'ANNA', proposalNumber: 999 }),
  },
  'bidding.too-small': { values: { limit: tons(100) }, provoke: () => endOf(bidding(99).opened) },
  'bidding.range': { provoke: () => endOf(bidding(100, 105, 95).opened) },
  'bidding.outside-range': {
    values: { price: '1.06', low: '0.95', high: '1.05' },
    provoke: () => endOf(bidding().bid(106)),
  },
  'bidding.not-open': { provoke: () => endOf(bidding().bid(100, 'ANNA', 999)) },
  'bidding.own': { provoke: () => endOf(bidding().bid(100, 'BERT')) },
} satisfies Readonly<Record<keyof typeof REASON_GROUPS.model, Case>>;

const COMMAND_CASES = {
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
    provoke: () => endOf(listing().venue.phase('call-auction')),
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

const CASES: Readonly<Record<ReasonCode, Case>> = {
  ...ORDER_CASES,
  ...MARKET_CASES,
  ...COVER_CASES,
  ...ENDING_CASES,
  ...MODEL_CASES,
  ...COMMAND_CASES,
};

const fill = (sentence: string, values: Values, language: 0 | 1): string =>
  sentence.replace(/\{(\w+)\}/g, (gap, name: string) => {
    const value = values[name];
    return typeof value === 'object' ? value[language] : (value ?? gap);
  });

describe('result codes', () => {
  it.each(Object.keys(CASES) as ReasonCode[])('%s', (code) => {
    const { values = {}, provoke } = CASES[code];
    const reason = provoke();
    const { text, remedy } = REASONS[code];
    expect(reason).toEqual({
      code,
      text: { en: fill(text.en, values, 0), zh: fill(text.zh, values, 1) },
      remedy: { en: fill(remedy.en, values, 0), zh: fill(remedy.zh, values, 1) },
    });
    if (reason) expectWholeSentences(reason);
  });

  it('each has its case here, and belongs to one group', () => {
    const grouped = Object.values(REASON_GROUPS).flatMap((group) => Object.keys(group));
    expect(Object.keys(CASES).sort()).toEqual([...grouped].sort());
    expect(new Set(grouped).size).toBe(grouped.length);
    expect(Object.keys(REASONS).sort()).toEqual([...grouped].sort());
  });

  it.each(Object.entries(REASONS))('%s says the same in both languages', (_, { text, remedy }) => {
    for (const sentence of [text, remedy]) {
      const gaps = (words: string) => new Set(words.match(/\{\w+\}/g));
      expect(gaps(sentence.zh)).toEqual(gaps(sentence.en));
      expect(sentence.en).not.toMatch(/^[A-Z]|\.$|[\p{Script=Han}]/u);
      expect(sentence.zh).not.toMatch(/。$/);
    }
    expect(remedy.en).not.toBe(text.en);
  });
});
