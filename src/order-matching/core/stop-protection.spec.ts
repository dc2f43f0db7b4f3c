import { CARBON, TradingVenue } from '../../../test/support/trading-venue';

const UNBANDED = { ...CARBON, priceBandBasisPoints: null };

const tradeAt = (venue: TradingVenue, price: number) => {
  venue.sell('CARA', 1, price);
  return venue.buy('DORA', 1, price);
};

describe('a stop order without a limit', () => {
  it('where there is no band, needs a protection price: the book of today says nothing about its hour', () => {
    const venue = new TradingVenue({ instruments: [UNBANDED] });
    venue.sell('BERT', 5, 105);
    expect(venue.buy('ANNA', 1, null, { stopTicks: 101 }).code).toBe('order.stop-protection-missing');
    expect(venue.sell('ANNA', 1, null, { stopTicks: 99, timeInForce: 'IOC' }).code).toBe(
      'order.stop-protection-missing',
    );
    const stop = venue.buy('ANNA', 1, 106, { stopTicks: 101, orderType: 'market' });
    expect(stop.order).toMatchObject({ status: 'waiting', priceTicks: 106 });
    expect(tradeAt(venue, 102).trades).toEqual([
      ['DORA', 'CARA', 102, 1],
      ['ANNA', 'BERT', 105, 1],
    ]);
    expect(venue.buy('ANNA', 1, null).order?.status).toBe('filled');
    expect(venue.buy('ANNA', 1, 106, { stopTicks: 110 }).order?.status).toBe('waiting');
  });

  it('is drawn into a band that comes down, and gives back the cover', () => {
    const venue = new TradingVenue();
    const stop = venue.buy('ANNA', 2, null, { stopTicks: 100 });
    expect(venue.account('ANNA').cashReservedCents).toBe(220);
    tradeAt(venue, 95);
    expect(venue.day('2024-01-03').reports).toEqual([]);
    expect(venue.market()).toMatchObject({ bandLowTicks: 86, bandHighTicks: 104 });
    expect(venue.core.openOrder(stop.number)).toMatchObject({ status: 'waiting', priceTicks: null });
    expect(venue.account('ANNA').cashReservedCents).toBe(208);
    venue.sell('BERT', 5, 104);
    expect(tradeAt(venue, 100).trades).toContainEqual(['ANNA', 'BERT', 104, 2]);
  });

  it('keeps its limit when the band goes away from it', () => {
    const venue = new TradingVenue();
    venue.buy('ANNA', 2, null, { stopTicks: 110 });
    tradeAt(venue, 105);
    expect(venue.day('2024-01-03').reports).toEqual([]);
    expect(venue.market().bandHighTicks).toBe(115);
    expect(venue.account('ANNA').cashReservedCents).toBe(220);
  });

  it('a sell is drawn upwards, and keeps its turn among equal triggers', () => {
    const venue = new TradingVenue();
    const first = venue.sell('ANNA', 1, null, { stopTicks: 100 });
    const second = venue.sell('BERT', 1, 99, { stopTicks: 100 });
    tradeAt(venue, 108);
    expect(venue.day('2024-01-03').reports).toEqual([]);
    expect(venue.market().bandLowTicks).toBe(98);
    const { reports } = tradeAt(venue, 100);
    expect(
      reports.filter(([, , , code]) => code === 'order.stop-triggered').map(([number]) => number),
    ).toEqual([first.number, second.number]);
    expect(venue.rights('ANNA').reservedLots).toBe(0);
  });

  it('ends when its trigger is outside the new band, which the sentence names', () => {
    const venue = new TradingVenue();
    const stop = venue.buy('ANNA', 1, null, { stopTicks: 106 });
    tradeAt(venue, 95);
    const { reports, events } = venue.day('2024-01-03');
    expect(reports).toEqual([[stop.number, 'cancelled', 0, 'order.outside-new-band']]);
    expect(events.flatMap((event) => (event.type === 'order' ? [event.order.reason?.text] : []))).toEqual([
      {
        en: 'cancelled, because its trigger price 1.06 is outside the new price band 0.86 to 1.04',
        zh: '因触发价 1.06 超出新的涨跌幅范围 0.86 至 1.04，该委托已撤销',
      },
    ]);
    expect(venue.account('ANNA').cashReservedCents).toBe(0);
  });

  it('with a protection price of its own ends like a limit order', () => {
    const venue = new TradingVenue();
    venue.buy('ANNA', 1, 109, { stopTicks: 100, orderType: 'market' });
    tradeAt(venue, 95);
    const { events } = venue.day('2024-01-03');
    expect(events.flatMap((event) => (event.type === 'order' ? [event.order.reason?.text.en] : []))).toEqual([
      'cancelled, because its price 1.09 is outside the new price band 0.86 to 1.04',
    ]);
  });

  it('a stop-limit order tells which of its prices is outside', () => {
    const venue = new TradingVenue();
    venue.buy('ANNA', 1, 100, { stopTicks: 106 });
    venue.buy('ANNA', 1, 107, { stopTicks: 106 });
    tradeAt(venue, 95);
    const { events } = venue.day('2024-01-03');
    expect(events.flatMap((event) => (event.type === 'order' ? [event.order.reason?.text.en] : []))).toEqual([
      'cancelled, because its trigger price 1.06 is outside the new price band 0.86 to 1.04',
      'cancelled, because its price 1.07 is outside the new price band 0.86 to 1.04',
    ]);
  });

  it('whose trigger is moved reaches to the edge of the present band', () => {
    const venue = new TradingVenue();
    const stop = venue.buy('ANNA', 2, null, { stopTicks: 110 });
    tradeAt(venue, 105);
    venue.day('2024-01-03');
    expect(venue.amend('ANNA', stop.number, { leavesLots: 1 }).code).toBeNull();
    expect(venue.account('ANNA').cashReservedCents).toBe(110);
    expect(venue.amend('ANNA', stop.number, { stopTicks: 114 }).code).toBeNull();
    expect(venue.account('ANNA').cashReservedCents).toBe(115);
    expect(venue.core.openOrder(stop.number)).toMatchObject({ stopTicks: 114, priceTicks: null });
    tradeAt(venue, 104);
    tradeAt(venue, 115);
    expect(venue.core.openOrder(stop.number)).toBeNull();
  });
});

describe('the number of open orders of a participant', () => {
  it.each([
    ['a market order', { orderType: 'market' }],
    ['IOC', { timeInForce: 'IOC' }],
    ['a limit order', {}],
  ] as const)('counts stop orders that wait, also as %s', (_, terms) => {
    const venue = new TradingVenue({ limits: { openOrdersPerParticipant: 2 } });
    for (const stopTicks of [105, 106])
      expect(venue.buy('ANNA', 1, 108, { stopTicks, ...terms }).order?.status).toBe('waiting');
    expect(venue.buy('ANNA', 1, 108, { stopTicks: 105, ...terms }).code).toBe('order.too-many-open-orders');
    expect(venue.buy('ANNA', 1, 100, { timeInForce: 'IOC' }).code).toBe('order.remainder-cancelled');
  });
});
