import type { AuctionRule, InstrumentTerms, Side } from '../../../src/order-matching/core';
import { MAX_COUNT, MAX_PRICE_TICKS, VENUE_LIMITS } from '../../../src/order-matching/core/limits';
import type { FlowName, FlowPlan, MarketPlan } from './flow-plan';
import { between, chance, pick, type Source } from './random-source';

const RULES: readonly AuctionRule[] = ['sse', 'szse', 'asx', 'nse'];

const termsOf = (instrumentCode: string, own: Partial<InstrumentTerms>): InstrumentTerms => ({
  instrumentCode,
  family: 'carbon-credits',
  referencePriceTicks: 100,
  priceBandBasisPoints: 1_000,
  centsPerTickLot: 1,
  measures: { code: instrumentCode, unit: { en: 't', zh: '吨' }, lotSize: '1', tickSize: '0.01' },
  ...own,
});

/** Mostly where orders meet, sometimes wider, and as wide as to leave a band of 10 %. */
const nearHundred = (source: Source): number =>
  chance(source, 12)
    ? between(source, 88, 112)
    : chance(source, 40)
      ? between(source, 94, 106)
      : between(source, 98, 102);

const fewLots = (source: Source): number =>
  chance(source, 4) ? between(source, 1, 400) : between(source, 1, 20);

const PLAIN_SHARES = { iceberg: 15, stop: 12, minimum: 7, postOnly: 6, market: 8, life: 35 };

const BASE: Omit<FlowPlan, 'name' | 'markets' | 'commands'> = {
  limits: VENUE_LIMITS,
  ample: false,
  participants: ['P1', 'P2', 'P3', 'P4'],
  cashCents: 40_000,
  rightsLots: 300,
  shares: PLAIN_SHARES,
  oddInAHundredth: 25,
};

/** A central book near 100 with whatever rules of its own. */
const classroomMarket = (source: Source, code: string): MarketPlan => ({
  terms: termsOf(code, {
    priceBandBasisPoints: pick(source, [1_000, 1_000, 500, null]),
    dynamicBandBasisPoints: pick(source, [null, 200, 300]),
    haltSeconds: pick(source, [300, 60]),
    auctionRule: pick(source, RULES),
    blockThresholdLots: 50,
    blockBandBasisPoints: pick(source, [3_000, 800]),
    holdingLimitLots: pick(source, [null, null, 400]),
    largeHolderLots: pick(source, [null, 310]),
    resaleBarredToday: chance(source, 40),
    centsPerTickLot: pick(source, [1, 3]),
  }),
  middle: 100,
  price: nearHundred,
  lots: fewLots,
});

const listingMarket = (source: Source, code: string): MarketPlan => ({
  terms: termsOf(code, {
    model: 'listing',
    blockThresholdLots: pick(source, [40, 40, null]),
    resaleBarredToday: chance(source, 50),
    largeHolderLots: 310,
    auctionRule: pick(source, RULES),
  }),
  middle: 100,
  price: nearHundred,
  lots: fewLots,
});

function everything(source: Source): FlowPlan {
  return {
    ...BASE,
    name: 'everything',
    markets: [classroomMarket(source, 'A'), listingMarket(source, 'L'), classroomMarket(source, 'B')],
    commands: {
      place: 100,
      amend: 16,
      cancel: 12,
      'cancel-all': 2,
      phase: 5,
      'back-to-continuous': 8,
      clock: 4,
      day: 2,
      take: 8,
      propose: 4,
      accept: 5,
      'open-bidding': 3,
      bid: 6,
      'close-bidding': 2,
      confirm: 8,
      transfer: 5,
      'holding-limit': 1,
      list: 1,
    },
  };
}

const continuous = (source: Source): FlowPlan => ({
  ...BASE,
  name: 'continuous',
  shares: { ...PLAIN_SHARES, postOnly: 20 },
  markets: [classroomMarket(source, 'A')],
  commands: { place: 100, amend: 25, cancel: 12, 'back-to-continuous': 6, confirm: 4, clock: 1 },
});

const auctions = (source: Source): FlowPlan => ({
  ...BASE,
  name: 'auctions',
  markets: [classroomMarket(source, 'A')],
  commands: {
    place: 100,
    amend: 20,
    cancel: 10,
    phase: 22,
    'back-to-continuous': 5,
    clock: 3,
    day: 1,
    confirm: 3,
  },
  shares: { ...PLAIN_SHARES, stop: 6, life: 15, market: 2, minimum: 1, postOnly: 1, iceberg: 25 },
});

const stops = (source: Source): FlowPlan => ({
  ...BASE,
  name: 'stops',
  markets: [classroomMarket(source, 'A')],
  commands: {
    place: 100,
    amend: 15,
    cancel: 6,
    phase: 5,
    'back-to-continuous': 8,
    clock: 4,
    day: 4,
    confirm: 3,
  },
  shares: { ...PLAIN_SHARES, stop: 45, market: 20 },
});

/** A dynamic band of one or two ticks: trading stops and goes on again and again, with stops waiting on both sides. */
function halts(source: Source): FlowPlan {
  const market = classroomMarket(source, 'A');
  const terms = { ...market.terms, dynamicBandBasisPoints: pick(source, [200, 100]), haltSeconds: 60 };
  return {
    ...BASE,
    name: 'halts',
    markets: [{ ...market, terms }],
    commands: { place: 100, amend: 12, cancel: 6, phase: 5, 'back-to-continuous': 16, clock: 20, confirm: 1 },
    shares: { ...PLAIN_SHARES, stop: 30, life: 30, market: 12 },
  };
}

function tradingDay(source: Source): FlowPlan {
  const [one, other] = [classroomMarket(source, 'A'), listingMarket(source, 'L')];
  return {
    ...BASE,
    name: 'trading-day',
    markets: [
      { ...one, terms: { ...one.terms, tradingDay: 'sse-stock' } },
      { ...other, terms: { ...other.terms, tradingDay: 'national-ets' } },
    ],
    commands: {
      place: 100,
      amend: 12,
      cancel: 8,
      clock: 30,
      day: 5,
      take: 6,
      propose: 12,
      accept: 12,
      'open-bidding': 5,
      bid: 6,
      'close-bidding': 2,
      confirm: 5,
      phase: 1,
    },
    shares: { ...PLAIN_SHARES, life: 55 },
  };
}

/** Listings, block trades and biddings, over some days. */
const models = (source: Source): FlowPlan => ({
  ...everything(source),
  name: 'models',
  cashCents: 200_000,
  rightsLots: 400,
  markets: [listingMarket(source, 'L'), classroomMarket(source, 'A')],
  commands: {
    place: 70,
    amend: 8,
    cancel: 5,
    phase: 1,
    'back-to-continuous': 8,
    clock: 1,
    day: 7,
    take: 40,
    propose: 14,
    accept: 18,
    'open-bidding': 4,
    bid: 34,
    'close-bidding': 4,
    confirm: 14,
  },
});

/** Little is held, much of it was bought today; limits and thresholds of holdings are within reach. */
function holdings(source: Source): FlowPlan {
  const market = classroomMarket(source, 'A');
  return {
    ...BASE,
    name: 'holdings',
    rightsLots: 25,
    markets: [
      {
        ...market,
        terms: {
          ...market.terms,
          resaleBarredToday: chance(source, 75),
          holdingLimitLots: pick(source, [null, 70]),
          largeHolderLots: 40,
        },
        lots: (from) => between(from, 1, 25),
      },
    ],
    commands: { place: 100, amend: 14, cancel: 14, day: 8, confirm: 40, transfer: 3, 'holding-limit': 3 },
    shares: { ...PLAIN_SHARES, life: 15, stop: 4 },
  };
}

/** Every named maximum is within reach. */
const crowded = (source: Source): FlowPlan => ({
  ...everything(source),
  name: 'crowded',
  participants: ['P1', 'P2', 'P3', 'P4', 'P5'],
  limits: {
    instruments: 3,
    participants: pick(source, [4, 5]),
    openOrders: pick(source, [9, 14]),
    openOrdersPerParticipant: pick(source, [4, 6]),
    levelsPerBook: pick(source, [4, 6]),
  },
});

/** Many orders rest on many levels: bitmaps, tries and queues are full of holes. */
function deep(source: Source): FlowPlan {
  const lowTicks = pick(source, [1, 1_000, 2 ** 20 - 7]);
  const isSparse = chance(source, 50);
  const span = isSparse ? pick(source, [64, 5_000, 2 ** 24]) : pick(source, [60, 700, 3_000]);
  const middle = lowTicks + Math.floor(span / 2);
  const band = isSparse
    ? { priceBandBasisPoints: null }
    : { fixedBand: { lowTicks, highTicks: lowTicks + span } };
  const price = (from: Source, side: Side): number => {
    if (chance(from, 12)) return middle - 8 + from.below(17);
    const away = from.below(chance(from, 50) ? Math.floor(span / 2) : 30);
    return side === 'buy' ? middle - 1 - away : middle + 1 + away;
  };
  return {
    ...BASE,
    name: 'deep',
    participants: ['P1', 'P2', 'P3', 'P4', 'P5', 'P6'],
    cashCents: 2 ** 48,
    rightsLots: 2 ** 30,
    markets: [
      { terms: termsOf('A', { referencePriceTicks: middle, ...band }), middle, price, lots: fewLots },
    ],
    commands: {
      place: 100,
      cancel: 15,
      amend: 20,
      'cancel-all': 1,
      phase: 1,
      'back-to-continuous': 2,
      confirm: 1,
    },
    shares: { ...PLAIN_SHARES, life: 8, market: 2, stop: 4, minimum: 1 },
  };
}

const hugePrice = (source: Source): number => {
  const near = source.below(3);
  switch (source.below(5)) {
    case 0:
      return 1 + near;
    case 1:
      return MAX_PRICE_TICKS - near;
    case 2:
      return 2 ** between(source, 2, 30) - 1 + near;
    default:
      return 1 + Math.floor((source.below(2 ** 20) / 2 ** 20) * MAX_PRICE_TICKS);
  }
};

const hugeLots = (source: Source): number => {
  const less = source.below(3);
  switch (source.below(5)) {
    case 0:
      return 1 + less;
    case 1:
      return MAX_COUNT - less;
    case 2:
      return 2 ** between(source, 2, 52) + less;
    default:
      return 1 + source.below(2 ** 20);
  }
};

/** No band, the highest prices and the largest quantities that there are. */
function boundless(source: Source): FlowPlan {
  const isPenny = chance(source, 50);
  return {
    ...BASE,
    name: 'boundless',
    cashCents: 2 ** 51 - 2 ** 20,
    rightsLots: 2 ** 51 - 2 ** 20,
    markets: ['A', 'B'].map((code) => ({
      terms: termsOf(code, {
        referencePriceTicks: pick(source, [15, MAX_PRICE_TICKS]),
        priceBandBasisPoints: null,
        centsPerTickLot: pick(source, [1, 1, 100]),
        // over every tick of such a range nobody could count
        auctionRule: pick(source, ['sse', 'nse'] as const),
      }),
      middle: isPenny ? 2.5 : MAX_PRICE_TICKS / 2,
      price: isPenny ? (from) => between(from, 1, 4) : hugePrice,
      lots: hugeLots,
    })),
    commands: {
      place: 100,
      amend: 20,
      cancel: 20,
      phase: 3,
      'back-to-continuous': 6,
      confirm: 15,
      transfer: 6,
    },
    shares: { ...PLAIN_SHARES, life: 20 },
  };
}

const PLANS: Readonly<Record<FlowName, (source: Source) => FlowPlan>> = {
  everything,
  continuous,
  auctions,
  stops,
  halts,
  'trading-day': tradingDay,
  models,
  holdings,
  crowded,
  deep,
  boundless,
  'boundless-ample': (source) => ({ ...boundless(source), name: 'boundless-ample', ample: true }),
};

export const planOf = (source: Source, name: FlowName): FlowPlan => PLANS[name](source);
