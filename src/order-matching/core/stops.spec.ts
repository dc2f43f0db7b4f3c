import { CARBON, TradingVenue } from '../../../test/support/trading-venue';

/** A trade between two who have nothing else to do, so that the last price is `price`. */
const tradeAt = (venue: TradingVenue, price: number) => {
  venue.sell('CARA', 1, price);
  return venue.buy('DORA', 1, price);
};

describe('a stop order', () => {
  it('waits outside the book until a trade reaches its price, then becomes an order like any other', () => {
    const venue = new TradingVenue();
    const stop = venue.buy('ANNA', 5, 104, { stopTicks: 102 });
    expect(stop.order).toMatchObject({ status: 'waiting', stopTicks: 102, leavesLots: 5 });
    expect(venue.levels('buy')).toEqual([]);
    expect(tradeAt(venue, 101).reports.map(([number]) => number)).not.toContain(stop.number);
    const trigger = tradeAt(venue, 102);
    expect(trigger.reports.filter(([number]) => number === stop.number)).toEqual([
      [stop.number, 'open', 5, 'order.stop-triggered'],
      [stop.number, 'open', 5, null],
    ]);
    expect(venue.levels('buy')).toEqual([[104, 5, 1]]);
  });

  it('a sell stop is reached from above', () => {
    const venue = new TradingVenue();
    tradeAt(venue, 100);
    const stop = venue.sell('ANNA', 5, 95, { stopTicks: 98 });
    tradeAt(venue, 99);
    expect(venue.core.openOrder(stop.number)?.status).toBe('waiting');
    tradeAt(venue, 97);
    expect(venue.levels('sell')).toEqual([[95, 5, 1]]);
  });

  it('with a market order trades at once what is there, and the rest is cancelled', () => {
    const venue = new TradingVenue();
    const stop = venue.buy('ANNA', 3, null, { stopTicks: 101 });
    expect(venue.account('ANNA').cashReservedCents).toBe(330);
    venue.sell('BERT', 2, 105);
    const { trades, reports } = tradeAt(venue, 101);
    expect(trades).toEqual([
      ['DORA', 'CARA', 101, 1],
      ['ANNA', 'BERT', 105, 2],
    ]);
    expect(reports.at(-1)).toEqual([stop.number, 'cancelled', 0, 'order.remainder-cancelled']);
    expect(venue.account('ANNA').cashReservedCents).toBe(0);
  });

  it('with IOC does not rest', () => {
    const venue = new TradingVenue();
    const stop = venue.buy('ANNA', 3, 103, { stopTicks: 101, timeInForce: 'IOC' });
    expect(tradeAt(venue, 101).reports.at(-1)).toEqual([
      stop.number,
      'cancelled',
      0,
      'order.remainder-cancelled',
    ]);
  });

  it('whose price is reached already enters at once', () => {
    const venue = new TradingVenue();
    tradeAt(venue, 102);
    const { reports, number } = venue.buy('ANNA', 1, 100, { stopTicks: 102 });
    expect(reports).toEqual([
      [number, 'open', 1, 'order.stop-triggered'],
      [number, 'open', 1, null],
    ]);
    expect(venue.sell('BERT', 1, 105, { stopTicks: 102 }).order?.status).toBe('open');
    expect(venue.buy('ANNA', 1, 100, { stopTicks: 103 }).order?.status).toBe('waiting');
    expect(venue.sell('BERT', 1, 105, { stopTicks: 101 }).order?.status).toBe('waiting');
  });

  it('is reached by the lowest price that there is', () => {
    const venue = new TradingVenue({ instruments: [{ ...CARBON, priceBandBasisPoints: null }] });
    const stop = venue.sell('ANNA', 1, 5, { stopTicks: 1 });
    tradeAt(venue, 1);
    expect(venue.core.openOrder(stop.number)?.status).toBe('open');
  });

  it('before the first trade nothing is reached', () => {
    const venue = new TradingVenue();
    expect(venue.sell('ANNA', 1, 100, { stopTicks: 110 }).order?.status).toBe('waiting');
    expect(venue.buy('ANNA', 1, 100, { stopTicks: 90 }).order?.status).toBe('waiting');
  });

  it('a price that was passed between two looks counts, also when the last trade was back', () => {
    const venue = new TradingVenue();
    const up = venue.buy('ANNA', 1, 95, { stopTicks: 104 });
    const down = venue.sell('ANNA', 1, 108, { stopTicks: 96 });
    venue.buy('BERT', 1, 104, { stopTicks: 105 });
    // one sweep touches 104 and 99; nothing is left of it
    venue.phase('call-auction');
    venue.sell('CARA', 1, 104);
    venue.phase('continuous');
    venue.buy('DORA', 1, 104);
    expect(venue.core.openOrder(up.number)?.status).toBe('open');
    venue.buy('CARA', 1, 96);
    const { reports } = venue.sell('DORA', 1, 96);
    expect(reports.map(([number]) => number)).toContain(down.number);
  });

  it('is not reached by what was traded before it came', () => {
    const venue = new TradingVenue();
    venue.buy('BERT', 1, 92, { stopTicks: 110 });
    tradeAt(venue, 105);
    tradeAt(venue, 100);
    expect(venue.buy('ANNA', 1, 95, { stopTicks: 104 }).order?.status).toBe('waiting');
    venue.cancel('NOBODY', 1);
    tradeAt(venue, 103);
    expect(venue.open()).toHaveLength(2);
    expect(venue.core.openOrders().map(({ status }) => status)).toEqual(['waiting', 'waiting']);
  });

  it('several enter one after the other: of the nearest ones the older first', () => {
    const venue = new TradingVenue();
    const far = venue.buy('ANNA', 1, 91, { stopTicks: 103 });
    const near = venue.buy('ANNA', 1, 92, { stopTicks: 102 });
    const equal = venue.buy('BERT', 1, 93, { stopTicks: 102 });
    const { reports } = tradeAt(venue, 103);
    expect(
      reports.filter(([, , , code]) => code === 'order.stop-triggered').map(([number]) => number),
    ).toEqual([near.number, equal.number, far.number]);
  });

  it('a buy and a sell stop at once: the older of the two nearest', () => {
    for (const isSellFirst of [true, false]) {
      const venue = new TradingVenue();
      tradeAt(venue, 100);
      const sell = () => venue.sell('ANNA', 1, 110, { stopTicks: 98 }).number;
      const buy = () => venue.buy('BERT', 1, 90, { stopTicks: 102 }).number;
      const numbers = isSellFirst ? [sell(), buy()] : [buy(), sell()];
      venue.sell('CARA', 1, 102);
      venue.buy('CARA', 1, 98);
      venue.phase('call-auction');
      venue.phase('continuous');
      // both extremes in one command: a stop of DORA trades at 98 when 102 has been traded
      const own = venue.sell('DORA', 1, 98, { stopTicks: 101 });
      expect(own.order?.status).toBe('filled');
      expect(venue.core.openOrder(numbers[0] as number)).not.toBeNull();
    }
  });

  it('sets off the next one: a chain ends when every stop has entered', () => {
    const venue = new TradingVenue();
    const first = venue.buy('ANNA', 1, null, { stopTicks: 101 });
    const second = venue.buy('BERT', 1, null, { stopTicks: 102 });
    const third = venue.buy('BERT', 1, null, { stopTicks: 103 });
    for (const price of [102, 103, 104]) venue.sell('CARA', 1, price);
    venue.sell('CARA', 1, 101);
    const { trades, number } = venue.buy('DORA', 1, 101);
    expect(trades.map(([buyer, , price]) => [buyer, price])).toEqual([
      ['DORA', 101],
      ['ANNA', 102],
      ['BERT', 103],
      ['BERT', 104],
    ]);
    expect(venue.open()).toEqual([]);
    expect([first.number, second.number, third.number].every((one) => one < number)).toBe(true);
  });

  it('waits through phases that do not match, and is looked at when matching begins', () => {
    const venue = new TradingVenue();
    tradeAt(venue, 100);
    venue.phase('call-auction');
    const stop = venue.buy('ANNA', 1, 95, { stopTicks: 100 });
    expect(stop.order?.status).toBe('waiting');
    expect(venue.levels('buy')).toEqual([]);
    const { reports } = venue.phase('continuous');
    expect(reports[0]).toEqual([stop.number, 'open', 1, 'order.stop-triggered']);
    expect(venue.levels('buy')).toEqual([[95, 1, 1]]);
  });

  it('is set off by the price of an auction', () => {
    const venue = new TradingVenue();
    const stop = venue.sell('ANNA', 1, 109, { stopTicks: 99 });
    venue.phase('call-auction');
    venue.sell('CARA', 1, 99);
    venue.buy('DORA', 1, 99);
    expect(venue.phase('continuous').reports.map(([number, , , code]) => [number, code])).toContainEqual([
      stop.number,
      'order.stop-triggered',
    ]);
  });

  it('holds its cover while it waits, and gives it back', () => {
    const venue = new TradingVenue();
    const buy = venue.buy('ANNA', 2, 104, { stopTicks: 102 });
    const sell = venue.sell('ANNA', 3, 95, { stopTicks: 96 });
    expect(venue.account('ANNA')).toMatchObject({ cashReservedCents: 208 });
    expect(venue.rights('ANNA')).toMatchObject({ reservedLots: 3 });
    venue.cancel('ANNA', buy.number);
    venue.cancel('ANNA', sell.number);
    expect(venue.account('ANNA')).toMatchObject({ cashReservedCents: 0 });
    expect(venue.rights('ANNA')).toMatchObject({ reservedLots: 0 });
    expect(tradeAt(venue, 102).reports).toHaveLength(2);
  });

  it('may be an iceberg', () => {
    const venue = new TradingVenue();
    venue.sell('ANNA', 10, 104, { stopTicks: 99, displayLots: 2 });
    tradeAt(venue, 99);
    expect(venue.levels('sell')).toEqual([[104, 2, 1]]);
  });

  it('meets self-trade prevention when it enters', () => {
    const venue = new TradingVenue();
    venue.sell('ANNA', 5, 103);
    const stop = venue.buy('ANNA', 2, 104, { stopTicks: 101, selfTradePrevention: 'cancel-aggressor' });
    expect(tradeAt(venue, 101).reports.at(-1)).toEqual([
      stop.number,
      'cancelled',
      0,
      'order.self-trade-prevented',
    ]);
    expect(venue.levels('sell')).toEqual([[103, 5, 1]]);
  });

  it.each([
    { stopTicks: 0 },
    { stopTicks: -1 },
    { stopTicks: 1.5 },
    { stopTicks: 100, minimumLots: 1 },
    { stopTicks: 100, timeInForce: 'FOK' },
  ] as const)('cannot be %p', (terms) => {
    expect(new TradingVenue().buy('ANNA', 5, 100, terms).code).toBe('order.stop-terms');
  });

  it('neither post-only nor outside the band', () => {
    const venue = new TradingVenue();
    expect(venue.buy('ANNA', 1, 100, { stopTicks: 100, postOnly: true }).code).toBe('order.post-only-terms');
    const { order } = venue.buy('ANNA', 1, 100, { stopTicks: 111 });
    expect(order?.reason).toMatchObject({
      code: 'order.outside-band',
      text: { en: 'price 1.11 is outside the price band 0.90 to 1.10 of CEA' },
    });
    expect(venue.sell('ANNA', 1, 100, { stopTicks: 89 }).code).toBe('order.outside-band');
    expect(venue.sell('ANNA', 1, 100, { stopTicks: 90 }).order?.status).toBe('waiting');
    expect(venue.buy('ANNA', 1, 100, { stopTicks: 110 }).order?.status).toBe('waiting');
  });

  it('ends when its price or its trigger is outside the new band', () => {
    const venue = new TradingVenue();
    tradeAt(venue, 105);
    const low = venue.sell('ANNA', 1, 100, { stopTicks: 90 });
    const cheap = venue.buy('ANNA', 1, 94, { stopTicks: 110 });
    const fine = venue.buy('ANNA', 1, 95, { stopTicks: 110 });
    const { reports } = venue.day('2024-01-03');
    expect(reports).toEqual([
      [low.number, 'cancelled', 0, 'order.outside-new-band'],
      [cheap.number, 'cancelled', 0, 'order.outside-new-band'],
    ]);
    expect(venue.open()).toEqual([[fine.number, 1]]);
  });

  it('that finds no room among the price levels ends with its reason, and nothing breaks', () => {
    const venue = new TradingVenue({ limits: { levelsPerBook: 2 } });
    const stop = venue.buy('ANNA', 1, 92, { stopTicks: 110 });
    venue.buy('BERT', 1, 90);
    venue.sell('BERT', 2, 110);
    const { reports, events } = venue.buy('DORA', 1, 110, { timeInForce: 'IOC' });
    expect(reports.at(-1)).toEqual([stop.number, 'cancelled', 0, 'order.too-many-levels']);
    expect(
      events.flatMap((event) => (event.type === 'order' ? [event.order.reason?.text.en] : [])).at(-1),
    ).toBe('the book holds its maximum of 2 price levels');
    expect(venue.account('ANNA').cashReservedCents).toBe(0);
  });
});

describe('amending a stop order', () => {
  it('moves its trigger; among equal ones it is the last', () => {
    const venue = new TradingVenue();
    const moved = venue.buy('ANNA', 1, 91, { stopTicks: 104 });
    const other = venue.buy('BERT', 1, 91, { stopTicks: 102 });
    expect(venue.amend('ANNA', moved.number, { stopTicks: 102 }).reports).toEqual([
      [moved.number, 'waiting', 1, null],
    ]);
    expect(venue.core.openOrder(moved.number)).toMatchObject({ stopTicks: 102 });
    expect(
      tradeAt(venue, 102)
        .reports.filter(([, , , code]) => code !== null)
        .map(([number]) => number),
    ).toEqual([other.number, moved.number]);
  });

  it('onto a price that is reached lets it enter', () => {
    const venue = new TradingVenue();
    tradeAt(venue, 101);
    const { number } = venue.buy('ANNA', 1, 95, { stopTicks: 104 });
    expect(venue.amend('ANNA', number, { stopTicks: 101 }).reports).toEqual([
      [number, 'open', 1, 'order.stop-triggered'],
      [number, 'open', 1, null],
    ]);
  });

  it('changes price and quantity with its cover', () => {
    const venue = new TradingVenue();
    const { number } = venue.buy('ANNA', 4, 95, { stopTicks: 104 });
    venue.amend('ANNA', number, { priceTicks: 100, leavesLots: 6 });
    expect(venue.account('ANNA').cashReservedCents).toBe(600);
    expect(venue.core.openOrder(number)).toMatchObject({
      status: 'waiting',
      priceTicks: 100,
      quantityLots: 6,
    });
    venue.amend('ANNA', number, { leavesLots: 1 });
    expect(venue.account('ANNA').cashReservedCents).toBe(100);
    expect(venue.amend('ANNA', number, { stopTicks: 111 }).code).toBe('order.outside-band');
    expect(venue.core.openOrder(number)).toMatchObject({ stopTicks: 104, quantityLots: 1 });
  });

  it('a smaller quantity keeps its place among equal triggers', () => {
    const venue = new TradingVenue();
    const first = venue.buy('ANNA', 4, 95, { stopTicks: 104 });
    const second = venue.buy('BERT', 4, 95, { stopTicks: 104 });
    venue.amend('ANNA', first.number, { leavesLots: 2 });
    expect(
      tradeAt(venue, 104)
        .reports.filter(([, , , code]) => code !== null)
        .map(([number]) => number),
    ).toEqual([first.number, second.number]);
  });

  it('is not possible for an order that does not wait', () => {
    const venue = new TradingVenue();
    const plain = venue.buy('ANNA', 1, 95);
    const stop = venue.buy('ANNA', 1, 95, { stopTicks: 101 });
    tradeAt(venue, 101);
    for (const { number } of [plain, stop])
      expect(venue.amend('ANNA', number, { stopTicks: 103 }).code).toBe('order.stop-terms');
  });

  it('does not set off a halted market', () => {
    const venue = new TradingVenue({ instruments: [{ ...CARBON, dynamicBandBasisPoints: 200 }] });
    tradeAt(venue, 100);
    const stop = venue.buy('ANNA', 1, 95, { stopTicks: 101 });
    venue.sell('CARA', 1, 101);
    venue.sell('CARA', 1, 104);
    const { reports } = venue.buy('DORA', 2, 104);
    expect(venue.market().phase).toBe('volatility-halt');
    expect(reports.map(([number]) => number)).not.toContain(stop.number);
    venue.clock('1:00');
    expect(venue.core.openOrder(stop.number)?.status).toBe('open');
  });
});
