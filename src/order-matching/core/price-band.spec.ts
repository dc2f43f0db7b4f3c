import { CARBON, TradingVenue } from '../../../test/support/trading-venue';
import { MAX_PRICE_TICKS } from './limits';
import { averagePriceTicks, priceBand } from './price-band';

describe('a price band', () => {
  it('is rounded inward', () => {
    expect(priceBand(105, 1_000)).toEqual({ lowTicks: 95, highTicks: 115 });
    expect(priceBand(5_817, 1_000)).toEqual({ lowTicks: 5_236, highTicks: 6_398 });
    expect(priceBand(100, 1_000)).toEqual({ lowTicks: 90, highTicks: 110 });
    expect(priceBand(7, 0)).toEqual({ lowTicks: 7, highTicks: 7 });
  });

  it('stays within the prices that there are', () => {
    expect(priceBand(1, 1_000)).toEqual({ lowTicks: 1, highTicks: 1 });
    expect(priceBand(3, 10_000)).toEqual({ lowTicks: 1, highTicks: 6 });
    expect(priceBand(MAX_PRICE_TICKS, 10_000)).toEqual({ lowTicks: 1, highTicks: MAX_PRICE_TICKS });
    expect(priceBand(MAX_PRICE_TICKS, 0)).toEqual({ lowTicks: MAX_PRICE_TICKS, highTicks: MAX_PRICE_TICKS });
  });

  it.each([
    [0, 1_000],
    [1.5, 1_000],
    [MAX_PRICE_TICKS + 1, 1_000],
    [100, -1],
    [100, 10_001],
    [100, 0.5],
  ])('does not exist around %p with %p bp', (reference, basisPoints) => {
    expect(() => priceBand(reference, basisPoints)).toThrow('assertion failed');
  });

  it('takes orders at its limits and refuses the next tick', () => {
    const venue = new TradingVenue();
    for (const [price, code] of [
      [90, null],
      [89, 'order.outside-band'],
      [110, null],
      [111, 'order.outside-band'],
    ] as const)
      expect([price, venue.buy('ANNA', 1, price).code]).toEqual([price, code]);
    expect(venue.sell('BERT', 1, 89, { orderType: 'market' }).code).toBe('order.outside-band');
  });

  it('may be fixed: then no reference price moves it', () => {
    const venue = new TradingVenue({
      instruments: [{ ...CARBON, fixedBand: { lowTicks: 50, highTicks: 200 } }],
    });
    venue.sell('ANNA', 1, 150);
    venue.buy('BERT', 1, 150);
    venue.day('2024-01-03');
    expect(venue.market()).toMatchObject({ referencePriceTicks: 150, bandLowTicks: 50, bandHighTicks: 200 });
  });

  it('may be missing', () => {
    const venue = new TradingVenue({ instruments: [{ ...CARBON, priceBandBasisPoints: null }] });
    expect(venue.market()).toMatchObject({ bandLowTicks: 1, bandHighTicks: MAX_PRICE_TICKS });
    expect(venue.sell('ANNA', 1, 1).code).toBeNull();
    expect(venue.sell('ANNA', 1, MAX_PRICE_TICKS).code).toBeNull();
    expect(venue.sell('ANNA', 1, MAX_PRICE_TICKS + 1).refusal).toBeNull();
    expect(venue.sell('ANNA', 1, MAX_PRICE_TICKS + 1).order?.reason?.text.en).toBe(
      'the price is above 2147483647 ticks, the highest that a book can hold',
    );
  });
});

describe('the daily close', () => {
  it('averages half-up to the tick', () => {
    expect(averagePriceTicks(201n, 2n)).toBe(101);
    expect(averagePriceTicks(301n, 3n)).toBe(100);
    expect(averagePriceTicks(0n, 0n)).toBeNull();
    expect(averagePriceTicks(2n ** 70n, 2n ** 60n)).toBe(1_024);
  });

  it('B12: 976 at 52.00 and 3,025 at 50.00 close at 50.49', () => {
    const venue = new TradingVenue({
      instruments: [{ ...CARBON, referencePriceTicks: 5_100 }],
      cashCents: 100_000_000,
      rightsLots: 10_000,
    });
    venue.sell('ANNA', 976, 5_200);
    venue.buy('BERT', 976, 5_200);
    venue.buy('CARA', 3_025, 5_000);
    venue.sell('DORA', 3_025, 5_000);
    const { events } = venue.day('2024-01-03');
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'reference',
        instrumentCode: 'CEA',
        referencePriceTicks: 5_049,
        // 45.441 and 55.539, rounded inward
        bandLowTicks: 4_545,
        bandHighTicks: 5_553,
      }),
    );
    expect(venue.market().referencePriceTicks).toBe(5_049);
  });

  it('B12: block trades are not part of it', () => {
    const venue = new TradingVenue({
      instruments: [{ ...CARBON, blockThresholdLots: 100 }],
    });
    venue.sell('ANNA', 1, 104);
    venue.buy('BERT', 1, 104);
    const { number } = venue.send({
      type: 'propose-block',
      participantCode: 'ANNA',
      actorId: 'seat-1',
      actorKind: 'person',
      clientOrderId: 'b',
      instrumentCode: 'CEA',
      side: 'sell',
      counterpartyCode: 'BERT',
      priceTicks: 130,
      quantityLots: 500,
      eligibility: { allowed: true, limitLots: null, limitReason: null },
    });
    expect(
      venue.send({
        type: 'accept-block',
        participantCode: 'BERT',
        actorId: 'seat-2',
        actorKind: 'person',
        clientOrderId: 'b',
        proposalNumber: number,
        eligibility: { allowed: true, limitLots: null, limitReason: null },
      }).trades,
    ).toEqual([['BERT', 'ANNA', 130, 500]]);
    expect(venue.market().lastPriceTicks).toBe(104);
    venue.day('2024-01-03');
    expect(venue.market().referencePriceTicks).toBe(104);
  });

  it('without a trade stays where it was, and each day starts from nothing', () => {
    const venue = new TradingVenue();
    expect(venue.day('2024-01-03').events.map(({ type }) => type)).toEqual(['day']);
    venue.sell('ANNA', 1, 105);
    venue.buy('BERT', 1, 105);
    venue.day('2024-01-04');
    expect(venue.market().referencePriceTicks).toBe(105);
    expect(venue.day('2024-01-05').events.map(({ type }) => type)).toEqual(['day']);
    venue.sell('ANNA', 1, 101);
    venue.buy('BERT', 1, 101);
    venue.day('2024-01-06');
    expect(venue.market().referencePriceTicks).toBe(101);
  });

  it('counts what was traded in auctions', () => {
    const venue = new TradingVenue();
    venue.phase('call-auction');
    venue.sell('ANNA', 1, 106);
    venue.buy('BERT', 1, 106);
    venue.phase('continuous');
    venue.day('2024-01-03');
    expect(venue.market().referencePriceTicks).toBe(106);
  });

  it('orders outside the new band are cancelled with their cover, the others keep their places', () => {
    const venue = new TradingVenue();
    venue.sell('ANNA', 1, 110);
    venue.buy('BERT', 1, 110);
    const low = venue.buy('CARA', 3, 98);
    const kept = venue.buy('CARA', 3, 99);
    venue.buy('DORA', 3, 99);
    const { events, reports } = venue.day('2024-01-03');
    expect(events.map(({ type }) => type)).toEqual(['day', 'reference', 'order', 'level', 'account']);
    expect(events[1]).toMatchObject({ referencePriceTicks: 110, bandLowTicks: 99, bandHighTicks: 121 });
    expect(reports).toEqual([[low.number, 'cancelled', 0, 'order.outside-new-band']]);
    expect(events[2]).toMatchObject({
      order: {
        reason: {
          text: { en: 'cancelled, because its price 0.98 is outside the new price band 0.99 to 1.21' },
        },
      },
    });
    expect(venue.account('CARA').cashReservedCents).toBe(297);
    expect(venue.sell('ANNA', 1, 99).reports[0]?.[0]).toBe(kept.number);
    expect(venue.sell('ANNA', 1, 121).code).toBeNull();
  });

  it('a market without a band loses no order by it', () => {
    const venue = new TradingVenue({ instruments: [{ ...CARBON, priceBandBasisPoints: null }] });
    venue.buy('CARA', 1, 1);
    venue.sell('ANNA', 1, 5_000);
    venue.buy('BERT', 1, 5_000);
    expect(venue.day('2024-01-03').reports).toEqual([]);
    expect(venue.levels('buy')).toEqual([[1, 1, 1]]);
  });
});
