import { CARBON, TradingVenue } from '../../../test/support/trading-venue';

/** 2 % around the last price, or the reference price before the first trade: 98 … 102. */
const guarded = (more = {}) =>
  new TradingVenue({ instruments: [{ ...CARBON, dynamicBandBasisPoints: 200, haltSeconds: 60, ...more }] });

describe('the dynamic band', () => {
  it('is inclusive: a trade at its edge is made, one beyond it stops the market', () => {
    const venue = guarded();
    venue.sell('ANNA', 1, 102);
    venue.sell('ANNA', 1, 103);
    expect(venue.buy('BERT', 1, 102).trades).toHaveLength(1);
    expect(venue.market().phase).toBe('continuous');
    const above = guarded();
    above.sell('ANNA', 1, 103);
    const { trades, events, order } = above.buy('BERT', 1, 103);
    expect(trades).toEqual([]);
    expect(events.find(({ type }) => type === 'market-phase')).toMatchObject({
      phase: 'volatility-halt',
      cancels: true,
    });
    expect(order).toMatchObject({ status: 'open', leavesLots: 1 });
  });

  it('downwards, too', () => {
    const venue = guarded();
    venue.buy('ANNA', 1, 98);
    venue.buy('ANNA', 1, 97);
    expect(venue.sell('BERT', 1, 98).trades).toHaveLength(1);
    expect(venue.market().phase).toBe('continuous');
    const below = guarded();
    below.buy('ANNA', 1, 97);
    expect(below.sell('BERT', 1, 97).trades).toEqual([]);
    expect(below.market().phase).toBe('volatility-halt');
  });

  it('rounds its edges inward', () => {
    const venue = guarded({ dynamicBandBasisPoints: 250 });
    venue.sell('ANNA', 1, 103);
    venue.buy('BERT', 1, 103);
    expect(venue.market().phase).toBe('volatility-halt');
    const below = guarded({ dynamicBandBasisPoints: 250 });
    below.buy('ANNA', 1, 97);
    below.sell('BERT', 1, 97);
    expect(below.market().phase).toBe('volatility-halt');
  });

  it('is centred on the last price before the order: one order cannot drag it along', () => {
    const venue = guarded();
    for (const price of [102, 103, 104]) venue.sell('ANNA', 1, price);
    expect(venue.buy('BERT', 3, 104).trades).toEqual([['BERT', 'ANNA', 102, 1]]);
    expect(venue.market().phase).toBe('volatility-halt');
  });

  it('moves with the last price from order to order', () => {
    const venue = guarded();
    for (const price of [102, 104]) {
      venue.sell('ANNA', 1, price);
      expect(venue.buy('BERT', 1, price).trades).toEqual([['BERT', 'ANNA', price, 1]]);
    }
    venue.buy('CARA', 1, 101);
    venue.sell('DORA', 1, 101);
    expect(venue.market().phase).toBe('volatility-halt');
  });

  it('lies around the new reference price until the first trade of the day', () => {
    const venue = guarded();
    const tradeAt = (price: number) => {
      venue.sell('ANNA', 9, price);
      return venue.buy('BERT', 9, price).trades.length;
    };
    expect([tradeAt(102), tradeAt(104)]).toEqual([1, 1]);
    venue.day('2024-01-03');
    expect(venue.market()).toMatchObject({ referencePriceTicks: 103, lastPriceTicks: 104 });
    // 101 … 105, not 102 … 106
    expect(tradeAt(101)).toBe(1);
    venue.day('2024-01-04');
    venue.day('2024-01-05');
    // 99 … 103: the reference is the close of the last day that had one
    expect(tradeAt(99)).toBe(1);
    expect(tradeAt(98)).toBe(1);
    expect(tradeAt(94)).toBe(0);
    expect(venue.market().phase).toBe('volatility-halt');
  });

  it('keeps fill-or-kill within it', () => {
    const venue = guarded();
    venue.sell('ANNA', 1, 102);
    venue.sell('ANNA', 1, 103);
    expect(venue.buy('BERT', 2, 103, { timeInForce: 'FOK' }).code).toBe('order.fok-not-fillable');
    venue.buy('ANNA', 1, 97);
    expect(venue.sell('BERT', 1, 97, { timeInForce: 'FOK' }).code).toBe('order.fok-not-fillable');
    expect(venue.market().phase).toBe('continuous');
  });
});

describe('a volatility halt', () => {
  const halted = () => {
    const venue = guarded();
    venue.clock('10:00');
    venue.sell('ANNA', 5, 104);
    venue.buy('BERT', 5, 104);
    return venue;
  };

  it('collects orders, and ends after its time with an uncrossing and a new centre', () => {
    const venue = halted();
    expect(venue.market()).toMatchObject({
      phase: 'volatility-halt',
      indicativePriceTicks: 104,
      indicativeLots: 5,
    });
    expect(venue.clock('10:00:59').events).toEqual([]);
    const { trades, events } = venue.clock('10:01');
    expect(trades).toEqual([['BERT', 'ANNA', 104, 5]]);
    expect(events.find(({ type }) => type === 'market-phase')).toMatchObject({
      phase: 'continuous',
      cancels: true,
    });
    venue.sell('ANNA', 1, 106);
    expect(venue.buy('BERT', 1, 106).trades).toHaveLength(1);
  });

  it('cancels what is left of orders that cannot wait', () => {
    const venue = guarded();
    venue.sell('ANNA', 1, 102);
    venue.sell('ANNA', 1, 103);
    const { order } = venue.buy('BERT', 2, 103, { timeInForce: 'IOC' });
    expect(order).toMatchObject({
      cumulativeLots: 1,
      cancelledLots: 1,
      reason: { code: 'order.market-halted' },
    });
    expect(venue.buy('CARA', 1, null).code).toBe('order.not-while-collecting');
  });

  it('ends earlier by command; then its hour means nothing', () => {
    const venue = halted();
    venue.phase('continuous');
    venue.phase('closed');
    expect(venue.clock('10:05').events).toEqual([]);
    expect(venue.market().phase).toBe('closed');
  });

  it('that was ordered has no end of its own', () => {
    const venue = guarded();
    venue.phase('volatility-halt');
    venue.clock('20:00');
    expect(venue.market().phase).toBe('volatility-halt');
  });

  it('keeps its end when cancels are barred meanwhile', () => {
    const venue = halted();
    expect(venue.phase('volatility-halt', false).events).toMatchObject([
      { type: 'market-phase', phase: 'volatility-halt', cancels: false },
    ]);
    expect(venue.clock('10:00:59').events).toEqual([]);
    expect(venue.clock('10:01').trades).toHaveLength(1);
    expect(venue.market()).toMatchObject({ phase: 'continuous', cancels: true });
  });

  it('gives way to the end of the trading day', () => {
    const venue = guarded({ tradingDay: 'national-ets', haltSeconds: 600 });
    venue.clock('11:25');
    venue.sell('ANNA', 5, 104);
    venue.buy('BERT', 5, 104);
    expect(venue.clock('11:30').trades).toHaveLength(1);
    expect(venue.market().phase).toBe('closed');
    venue.clock('11:40');
    expect(venue.market().phase).toBe('closed');
  });

  it('ends with its day at the latest, and its trades belong to that day', () => {
    const venue = guarded({ haltSeconds: 3_600, resaleBarredToday: true });
    venue.clock('23:30');
    venue.sell('ANNA', 5, 104);
    venue.buy('BERT', 5, 104);
    const { events } = venue.day('2024-01-03');
    expect(events.flatMap((event) => (event.type === 'trade' ? [event.trade.date] : []))).toEqual([]);
    expect(venue.market().phase).toBe('volatility-halt');
    const trade = venue.clock('0:30').events.find(({ type }) => type === 'trade');
    expect(trade).toMatchObject({ trade: { date: '2024-01-03' } });
  });

  it('that ends at midnight is uncrossed on the new day, without orders that ended with the old one', () => {
    const venue = guarded({ haltSeconds: 1_800 });
    venue.clock('23:30');
    venue.sell('ANNA', 5, 104);
    venue.buy('BERT', 2, 104, { timeInForce: 'DAY' });
    venue.buy('CARA', 1, 104);
    expect(venue.market()).toMatchObject({ phase: 'volatility-halt', indicativeLots: 3 });
    const { events, trades } = venue.day('2024-01-03');
    expect(trades).toEqual([['CARA', 'ANNA', 104, 1]]);
    expect(events.map(({ type }) => type).slice(0, 4)).toEqual(['day', 'order', 'auction', 'trade']);
    expect(events[1]).toMatchObject({ order: { status: 'expired', leavesLots: 0 } });
    expect(events[2]).toMatchObject({ auction: { date: '2024-01-03' } });
    expect(events[3]).toMatchObject({ trade: { date: '2024-01-03' } });
  });

  it('five minutes unless the terms say otherwise', () => {
    const venue = new TradingVenue({ instruments: [{ ...CARBON, dynamicBandBasisPoints: 200 }] });
    venue.sell('ANNA', 5, 104);
    venue.buy('BERT', 5, 104);
    venue.clock('0:04:59');
    expect(venue.market().phase).toBe('volatility-halt');
    venue.clock('0:05');
    expect(venue.market().phase).toBe('continuous');
  });

  it('after an own order made way the rest may still stop the market', () => {
    const venue = guarded();
    venue.sell('ANNA', 1, 101);
    venue.sell('BERT', 1, 104);
    const { reports, number } = venue.buy('ANNA', 2, 104, { selfTradePrevention: 'cancel-resting' });
    expect(reports.map(([, status]) => status)).toEqual(['cancelled', 'open']);
    expect(venue.core.openOrder(number)).toMatchObject({ leavesLots: 2 });
    expect(venue.market().phase).toBe('volatility-halt');
  });

  it('the band lies around the last price again when trading goes on, also when nothing was uncrossed', () => {
    const venue = guarded();
    for (const price of [102, 105]) venue.sell('ANNA', 1, price);
    // trades at 102, which is outside of nothing; 105 is outside of 98 … 102
    venue.buy('BERT', 2, 105, { timeInForce: 'IOC' });
    expect(venue.market()).toMatchObject({ phase: 'volatility-halt', lastPriceTicks: 102 });
    venue.phase('continuous');
    venue.sell('CARA', 1, 104);
    expect(venue.buy('DORA', 1, 104).trades).toEqual([['DORA', 'CARA', 104, 1]]);
  });

  it('leaves nobody facing an own order', () => {
    const venue = guarded();
    venue.sell('BERT', 1, 103);
    venue.sell('ANNA', 1, 104);
    // stops before it meets the own order, which then stands in its way in the auction
    expect(venue.buy('ANNA', 2, 104).code).toBe('order.self-trade-prevented');
    expect(venue.market().phase).toBe('volatility-halt');
  });
});
