import fc from 'fast-check';
import { hedge, reservationTicks, urgency } from './compliance-hedger';
import type { Desk, OpenBotOrder } from './desk';
import { forecastLots } from './forecast';
import { seededRandom } from './random';
import { staleOrders } from './stale-orders';
import { decide } from './trader';
import { priceIdea, valuePath } from './value-path';
import { privateLimit, replenish, zeroIntelligence } from './zero-intelligence';

const desk: Desk = {
  participantCode: 'P01',
  date: '2024-06-01',
  market: {
    instrumentCode: 'CEA-2024',
    bestBidTicks: 7_950,
    bestAskTicks: 8_050,
    bidOrders: 3,
    askOrders: 3,
    bandLowTicks: 7_200,
    bandHighTicks: 8_800,
    centsPerTickLot: 1,
  },
  valueTicks: 8_000,
  penaltyTicks: 40_000,
  cashAvailableCents: 10_000_000_000,
  availableLots: 900_000,
  heldLots: 900_000,
  buyLimitLots: null,
  sellLimitLots: null,
  openOrders: [],
  plan: { startLots: 850_000, needLots: 1_000_000 },
  temperament: { buffer: 0.05, risk: 0.02 },
  yearShareLeft: 0.5,
  decisionsLeft: 100,
};

const lots = fc.integer({ min: 0, max: 1_000_000 });
const price = fc.integer({ min: 1, max: 20_000 });
const anyDesk = fc
  .record({
    valueTicks: price,
    reference: price,
    spread: fc.tuple(fc.option(price), fc.option(price)),
    penaltyTicks: fc.option(price),
    cashAvailableCents: fc.integer({ min: 0, max: 1_000_000_000 }),
    availableLots: lots,
    extraLots: lots,
    buyLimitLots: fc.option(lots),
    sellLimitLots: fc.option(lots),
    plan: fc.record({ startLots: lots, needLots: lots }),
    yearShareLeft: fc.double({ min: 0, max: 1, noNaN: true }),
    decisionsLeft: fc.integer({ min: 0, max: 1_000 }),
    seed: fc.nat(),
  })
  .map(({ reference, spread, extraLots, seed, ...drawn }) => ({
    seed,
    desk: {
      ...desk,
      ...drawn,
      heldLots: drawn.availableLots + extraLots,
      market: {
        ...desk.market,
        bestBidTicks: spread[0],
        bestAskTicks: spread[1],
        bandLowTicks: Math.ceil(reference * 0.9),
        bandHighTicks: Math.floor(reference * 1.1),
      },
    } satisfies Desk,
  }));

describe('robots', () => {
  it('decide the same from the same seed', () => {
    const run = (seed: number) =>
      Array.from({ length: 50 }, (_, window) =>
        decide(desk, seededRandom(seed, 'taste'), seededRandom(seed, window)),
      );
    expect(run(7)).toEqual(run(7));
    expect(run(7)).not.toEqual(run(8));
  });

  it('never place what cash, holding, the rules or the band do not cover', () => {
    fc.assert(
      fc.property(anyDesk, ({ desk, seed }) => {
        const intent = decide(desk, seededRandom(seed, 'taste'), seededRandom(seed));
        if (!intent) return;
        expect(intent.quantityLots).toBeGreaterThanOrEqual(1);
        expect(intent.priceTicks).toBeGreaterThanOrEqual(desk.market.bandLowTicks);
        expect(intent.priceTicks).toBeLessThanOrEqual(desk.market.bandHighTicks);
        if (intent.side === 'buy') {
          const cost = intent.priceTicks * intent.quantityLots * desk.market.centsPerTickLot;
          expect(cost).toBeLessThanOrEqual(desk.cashAvailableCents);
          expect(intent.quantityLots).toBeLessThanOrEqual(desk.buyLimitLots ?? Number.POSITIVE_INFINITY);
        } else {
          expect(intent.quantityLots).toBeLessThanOrEqual(desk.availableLots);
          expect(intent.quantityLots).toBeLessThanOrEqual(desk.sellLimitLots ?? Number.POSITIVE_INFINITY);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('compliance hedger', () => {
  it('never buys above, or sells below, its reservation price', () => {
    fc.assert(
      fc.property(anyDesk, ({ desk, seed }) => {
        const intent = hedge(desk, seededRandom(seed));
        if (intent?.side === 'buy')
          expect(intent.priceTicks).toBeLessThanOrEqual(reservationTicks(desk, 'buy'));
        if (intent?.side === 'sell')
          expect(intent.priceTicks).toBeGreaterThanOrEqual(reservationTicks(desk, 'sell'));
      }),
      { numRuns: 500 },
    );
  });

  it('never pays more than a shortfall would cost', () => {
    expect(reservationTicks({ ...desk, penaltyTicks: 5_000, yearShareLeft: 0 }, 'buy')).toBe(5_000);
  });

  it('buys its share of the gap, open orders counted', () => {
    expect(hedge(desk, seededRandom(1))).toMatchObject({ side: 'buy', quantityLots: 1_000 });
    const openOrders: OpenBotOrder[] = [
      { orderId: 'O1', side: 'buy', priceTicks: 7_900, leavesLots: 100_000, placedOn: desk.date },
    ];
    expect(hedge({ ...desk, openOrders }, seededRandom(1))).toBeNull();
  });

  it('sells only what lies above its buffer', () => {
    expect(hedge({ ...desk, heldLots: 1_050_000 }, seededRandom(1))).toBeNull();
    expect(hedge({ ...desk, heldLots: 1_060_000 }, seededRandom(1))).toMatchObject({
      side: 'sell',
      quantityLots: 100,
    });
  });

  it('needs no buffer any more when the year is over', () => {
    const last = { ...desk, heldLots: 1_010_000, yearShareLeft: 0, decisionsLeft: 1 };
    expect(hedge(last, seededRandom(1))).toMatchObject({ side: 'sell', quantityLots: 10_000 });
  });

  it('knows when it may not buy', () => {
    expect(hedge({ ...desk, buyLimitLots: 0 }, seededRandom(1))).toBeNull();
  });

  it('grows urgent in the last quarter only', () => {
    expect([1, 0.25, 0.125, 0].map(urgency)).toEqual([0, 0, 0.5, 1]);
  });
});

describe('ZI-C', () => {
  it('never trades at a loss against its private limit', () => {
    fc.assert(
      fc.property(anyDesk, ({ desk, seed }) => {
        const { limitTicks } = privateLimit(desk.valueTicks, seededRandom(seed, 'taste'));
        const intent = zeroIntelligence(desk, seededRandom(seed, 'taste'), seededRandom(seed));
        if (intent?.side === 'buy') expect(intent.priceTicks).toBeLessThanOrEqual(limitTicks);
        if (intent?.side === 'sell') expect(intent.priceTicks).toBeGreaterThanOrEqual(limitTicks);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a thin side of the book', () => {
  const sides = fc.constantFrom('buy' as const, 'sell' as const);

  it('is refilled by orders that rest, inside the band and beyond the private limit', () => {
    fc.assert(
      fc.property(anyDesk, sides, ({ desk, seed }, side) => {
        const intent = replenish(desk, side, seededRandom(seed, 'taste'), seededRandom(seed));
        if (!intent) return;
        const { bestAskTicks, bestBidTicks, bandLowTicks, bandHighTicks } = desk.market;
        const { limitTicks } = privateLimit(desk.valueTicks, seededRandom(seed, 'taste'));
        expect(intent.side).toBe(side);
        expect(intent.priceTicks).toBeGreaterThanOrEqual(bandLowTicks);
        expect(intent.priceTicks).toBeLessThanOrEqual(bandHighTicks);
        if (side === 'buy') {
          expect(intent.priceTicks).toBeLessThan(bestAskTicks ?? Number.POSITIVE_INFINITY);
          expect(intent.priceTicks).toBeLessThanOrEqual(limitTicks);
        } else {
          expect(intent.priceTicks).toBeGreaterThan(bestBidTicks ?? 0);
          expect(intent.priceTicks).toBeGreaterThanOrEqual(limitTicks);
          expect(intent.quantityLots).toBeLessThanOrEqual(desk.availableLots);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('gets a bid from a company that has all it needs, within its inventory', () => {
    const full = { ...desk, availableLots: 1_030_000, heldLots: 1_030_000, yearShareLeft: 0.1 };
    const order = (lots: number) =>
      replenish({ ...full, heldLots: lots }, 'buy', seededRandom(1), seededRandom(2));
    expect(order(1_030_000)).toMatchObject({ side: 'buy' });
    expect(order(1_200_000)).toBeNull();
  });

  it('is not emptied by a hedger who has time', () => {
    const takes = (askOrders: number, yearShareLeft: number) =>
      Array.from({ length: 60 }, (_, seed) =>
        hedge({ ...desk, yearShareLeft, market: { ...desk.market, askOrders } }, seededRandom(seed)),
      ).filter((intent) => intent?.priceTicks === desk.market.bestAskTicks).length;
    expect(takes(3, 0.5)).toBeGreaterThan(10);
    expect(takes(2, 0.5)).toBe(0);
    expect(takes(2, 0.1)).toBe(60);
  });

  it('never sees more than a share of what the rules still let a robot sell', () => {
    const limited = { ...desk, sellLimitLots: 100, heldLots: 1_200_000, availableLots: 1_200_000 };
    expect(replenish(limited, 'sell', seededRandom(1), seededRandom(2))?.quantityLots).toBe(25);
  });
});

describe('what robots believe', () => {
  it('follows the market half the way, and not far from the belief', () => {
    expect([
      priceIdea(1_000, 1_000),
      priceIdea(1_000, 1_050),
      priceIdea(1_000, 1_300),
      priceIdea(1_000, 700),
    ]).toEqual([1_000, 1_025, 1_060, 940]);
  });

  it('a value path is decided by its seed and stays plausible', () => {
    const course = { instrumentCode: 'CEA-2024', startTicks: 8_000, days: 366, seasonShare: 0.1 };
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const path = valuePath({ ...course, seed });
        expect(path).toHaveLength(366);
        expect(path).toEqual(valuePath({ ...course, seed }));
        for (const value of path) {
          expect(value).toBeGreaterThanOrEqual(6_800);
          expect(value).toBeLessThanOrEqual(10_000);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('a forecast is exact when the year is over', () => {
    expect(forecastLots(1_000, 0, seededRandom(3))).toBe(1_000);
    expect(forecastLots(0, 1, seededRandom(3))).toBe(0);
  });

  it('old orders go first', () => {
    const order = (orderId: string, placedOn: string): OpenBotOrder => ({
      orderId,
      side: 'buy',
      priceTicks: 1,
      leavesLots: 1,
      placedOn,
    });
    const young = ['2024-05-30', '2024-05-31', '2024-06-01'].map((date, index) => order(`Y${index}`, date));
    expect(staleOrders({ ...desk, openOrders: [...young, order('old', '2024-05-28')] })).toEqual(['old']);
    expect(staleOrders({ ...desk, openOrders: young })).toEqual([]);
  });
});
