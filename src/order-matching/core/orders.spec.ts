import { CARBON, TradingVenue } from '../../../test/support/trading-venue';

describe('a limit order', () => {
  it('I9: trades best price first, then oldest, at the resting price, and waits with what is left', () => {
    const venue = new TradingVenue();
    venue.sell('ANNA', 10, 102);
    venue.sell('BERT', 10, 101);
    venue.sell('ANNA', 10, 101);
    const taken = venue.buy('CARA', 40, 103);
    expect(taken.trades).toEqual([
      ['CARA', 'BERT', 101, 10],
      ['CARA', 'ANNA', 101, 10],
      ['CARA', 'ANNA', 102, 10],
    ]);
    expect(taken.order).toMatchObject({
      status: 'partially-filled',
      cumulativeLots: 30,
      leavesLots: 10,
      cancelledLots: 0,
      reason: null,
    });
    expect(venue.levels('buy')).toEqual([[103, 10, 1]]);
    expect(venue.levels('sell')).toEqual([]);
    expect(venue.market()).toMatchObject({ lastPriceTicks: 102, referencePriceTicks: 100 });
  });

  it('the same from the other side', () => {
    const venue = new TradingVenue();
    venue.buy('ANNA', 4, 98);
    venue.buy('BERT', 4, 99);
    venue.buy('CARA', 4, 99);
    expect(venue.sell('DORA', 9, 98).trades).toEqual([
      ['BERT', 'DORA', 99, 4],
      ['CARA', 'DORA', 99, 4],
      ['ANNA', 'DORA', 98, 1],
    ]);
    expect(venue.levels('buy')).toEqual([[98, 3, 1]]);
  });

  it('does not trade beyond its limit, not even by a tick', () => {
    const venue = new TradingVenue();
    venue.sell('ANNA', 1, 101);
    venue.buy('BERT', 1, 99);
    expect(venue.buy('CARA', 1, 100).trades).toEqual([]);
    expect(venue.sell('DORA', 1, 101).trades).toEqual([]);
    expect([venue.levels('buy'), venue.levels('sell')]).toEqual([
      [
        [100, 1, 1],
        [99, 1, 1],
      ],
      [[101, 2, 2]],
    ]);
  });

  it('tells its trade with both orders, the aggressor and the day', () => {
    const venue = new TradingVenue({ instruments: [{ ...CARBON, centsPerTickLot: 25 }] });
    const ask = venue.sell('ANNA', 10, 99);
    const bid = venue.buy('BERT', 4, 101);
    expect(bid.events.find(({ type }) => type === 'trade')).toMatchObject({
      trade: {
        tradeSequence: 1,
        instrumentCode: 'CEA',
        model: 'continuous',
        priceTicks: 99,
        quantityLots: 4,
        amountCents: 9_900,
        buyerCode: 'BERT',
        sellerCode: 'ANNA',
        buyOrderNumber: bid.number,
        sellOrderNumber: ask.number,
        aggressorSide: 'buy',
        date: '2024-01-02',
      },
    });
    const hit = venue.sell('CARA', 1, 90);
    expect(hit.trades).toEqual([]);
    venue.buy('BERT', 1, 90);
    expect(venue.core.tradeSequence).toBe(2);
  });

  it('reports to both owners, then the levels it touched, then the accounts', () => {
    const venue = new TradingVenue();
    const ask = venue.sell('ANNA', 3, 100);
    const { events, reports, number } = venue.buy('BERT', 5, 100);
    expect(events.map(({ type }) => type)).toEqual([
      'trade',
      'order',
      'order',
      'level',
      'level',
      'account',
      'account',
    ]);
    expect(reports).toEqual([
      [ask.number, 'filled', 0, null],
      [number, 'partially-filled', 2, null],
    ]);
    expect(
      events.flatMap((event) =>
        event.type === 'level' ? [[event.side, event.quantityLots, event.orderCount]] : [],
      ),
    ).toEqual([
      ['sell', 0, 0],
      ['buy', 2, 1],
    ]);
    expect(
      events.flatMap((event) => (event.type === 'account' ? [event.account.participantCode] : [])),
    ).toEqual(['BERT', 'ANNA']);
  });

  it('says in its report everything it was sent with', () => {
    const venue = new TradingVenue();
    const { order, number } = venue.buy('ANNA', 8, 95, {
      displayLots: 3,
      timeInForce: 'GTD',
      expiresOn: '2024-02-29',
      actorKind: 'bot',
      clientOrderId: 'mine',
    });
    expect(order).toEqual({
      orderNumber: number,
      clientOrderId: 'mine',
      participantCode: 'ANNA',
      actorKind: 'bot',
      instrumentCode: 'CEA',
      side: 'buy',
      orderType: 'limit',
      timeInForce: 'GTD',
      priceTicks: 95,
      quantityLots: 8,
      cumulativeLots: 0,
      leavesLots: 8,
      cancelledLots: 0,
      status: 'open',
      reason: null,
      placedOn: '2024-01-02',
      postOnly: false,
      displayLots: 3,
      minimumLots: null,
      stopTicks: null,
      expiresOn: '2024-02-29',
    });
    expect(venue.core.openOrder(number)).toEqual(order);
    expect(venue.core.openOrders()).toEqual([order]);
    expect(venue.core.openOrder(number + 1)).toBeNull();
  });

  it('the first hundred orders of a level keep their places', () => {
    const venue = new TradingVenue();
    const numbers = Array.from({ length: 100 }, () => venue.sell('ANNA', 1, 100).number);
    const taken = venue.buy('BERT', 100, 100);
    expect(taken.reports.map(([number]) => number)).toEqual([...numbers, taken.number]);
  });
});

describe('a market order', () => {
  it('is protected by the edge of the band, holds cash for it, and never rests', () => {
    const venue = new TradingVenue({ cashCents: 1_100 });
    venue.sell('ANNA', 5, 110);
    const { order, trades } = venue.buy('BERT', 10, null);
    expect(trades).toEqual([['BERT', 'ANNA', 110, 5]]);
    expect(order).toMatchObject({
      orderType: 'market',
      timeInForce: 'IOC',
      priceTicks: null,
      status: 'cancelled',
      cumulativeLots: 5,
      cancelledLots: 5,
      reason: { code: 'order.remainder-cancelled' },
    });
    expect(venue.account('BERT')).toMatchObject({ cashAvailableCents: 550, cashReservedCents: 0 });
    expect(venue.open()).toEqual([]);
    expect(venue.buy('CARA', 11, null).code).toBe('order.insufficient-cash');
  });

  it('a sell goes down to the lower edge', () => {
    const venue = new TradingVenue();
    venue.buy('ANNA', 2, 90);
    expect(venue.sell('BERT', 3, null).trades).toEqual([['ANNA', 'BERT', 90, 2]]);
  });

  it('its own protection price limits it, and is told in the report', () => {
    const venue = new TradingVenue();
    venue.sell('ANNA', 1, 101);
    venue.sell('ANNA', 1, 103);
    const { order, trades } = venue.buy('BERT', 2, 102, { orderType: 'market' });
    expect(trades).toEqual([['BERT', 'ANNA', 101, 1]]);
    expect(order).toMatchObject({ priceTicks: 102, cancelledLots: 1, status: 'cancelled' });
    venue.buy('CARA', 1, 99);
    venue.buy('CARA', 1, 97);
    expect(venue.sell('BERT', 2, 98, { orderType: 'market' }).trades).toEqual([['CARA', 'BERT', 99, 1]]);
  });

  it('keeps FOK, and takes GTC, DAY and GTD as IOC', () => {
    const venue = new TradingVenue();
    venue.sell('ANNA', 1, 101);
    expect(venue.buy('BERT', 2, null, { timeInForce: 'FOK' })).toMatchObject({
      code: 'order.fok-not-fillable',
      order: { timeInForce: 'FOK', status: 'rejected' },
    });
    for (const timeInForce of ['GTC', 'DAY', 'GTD'] as const)
      expect(
        venue.buy('BERT', 1, null, { timeInForce, expiresOn: '2024-01-02', priceTicks: 100 }).order,
      ).toMatchObject({ timeInForce: 'IOC', status: 'cancelled' });
    expect(venue.buy('BERT', 1, null, { timeInForce: 'IOC' }).order?.status).toBe('filled');
  });

  describe('where there is no band', () => {
    const unbound = { ...CARBON, priceBandBasisPoints: null };

    it('reaches as deep as its quantity does now, and is covered for that', () => {
      const venue = new TradingVenue({ instruments: [unbound], cashCents: 3_000 });
      venue.sell('ANNA', 1, 500);
      venue.sell('ANNA', 1, 900);
      venue.sell('ANNA', 1, 2_000);
      expect(venue.buy('BERT', 2, null).trades).toEqual([
        ['BERT', 'ANNA', 500, 1],
        ['BERT', 'ANNA', 900, 1],
      ]);
      expect(venue.buy('CARA', 2, null).code).toBe('order.insufficient-cash');
    });

    it('reaches into the lowest bids', () => {
      const venue = new TradingVenue({ instruments: [unbound] });
      venue.buy('ANNA', 1, 50);
      venue.buy('ANNA', 1, 3);
      expect(venue.sell('BERT', 2, null).trades).toEqual([
        ['ANNA', 'BERT', 50, 1],
        ['ANNA', 'BERT', 3, 1],
      ]);
    });

    it('holds on to the reference price when nothing is there, or to nothing at all', () => {
      const venue = new TradingVenue({ instruments: [unbound], cashCents: 100 });
      expect(venue.buy('ANNA', 1, null)).toMatchObject({ code: 'order.remainder-cancelled' });
      expect(venue.buy('ANNA', 2, null)).toMatchObject({ code: 'order.insufficient-cash' });
      const blank = new TradingVenue({ instruments: [{ ...unbound, referencePriceTicks: 0 }] });
      expect(blank.sell('ANNA', 1, null).code).toBe('order.remainder-cancelled');
    });
  });
});

describe('a post-only order', () => {
  it('waits, or is rejected rather than traded', () => {
    const venue = new TradingVenue();
    venue.sell('ANNA', 5, 101);
    const refused = venue.buy('BERT', 1, 101, { postOnly: true });
    expect(refused).toMatchObject({ code: 'order.post-only-would-trade', trades: [] });
    expect(refused.order?.reason?.text.en).toBe('post-only: at 1.01 the order would trade at once with 1.01');
    expect(venue.buy('BERT', 1, 100, { postOnly: true }).order).toMatchObject({
      status: 'open',
      postOnly: true,
    });
    expect(venue.sell('CARA', 1, 100, { postOnly: true }).code).toBe('order.post-only-would-trade');
    expect(venue.sell('CARA', 1, 101, { postOnly: true }).order?.status).toBe('open');
  });
});

describe('a minimum quantity', () => {
  const withAsks = () => {
    const venue = new TradingVenue();
    venue.sell('ANNA', 3, 100);
    venue.sell('BERT', 3, 101);
    venue.sell('ANNA', 3, 103);
    return venue;
  };

  it('must trade at once; the rest waits', () => {
    const venue = withAsks();
    expect(venue.buy('CARA', 10, 102, { minimumLots: 7 }).code).toBe('order.minimum-not-fillable');
    const { order, trades } = venue.buy('CARA', 10, 102, { minimumLots: 6 });
    expect(trades).toHaveLength(2);
    expect(order).toMatchObject({ status: 'partially-filled', leavesLots: 4, minimumLots: 6 });
  });

  it('does not count own orders', () => {
    expect(withAsks().buy('BERT', 6, 102, { minimumLots: 4 }).code).toBe('order.minimum-not-fillable');
    expect(
      withAsks().buy('BERT', 6, 103, { minimumLots: 6, selfTradePrevention: 'cancel-resting' }).trades,
    ).toHaveLength(2);
  });

  it('with decrement-and-cancel an own order takes its lots off both, and others behind it count', () => {
    const own = { selfTradePrevention: 'decrement-and-cancel' } as const;
    const withOwn = () => {
      const venue = new TradingVenue();
      venue.sell('ANNA', 2, 100);
      venue.sell('BERT', 5, 101);
      venue.sell('ANNA', 5, 102);
      return venue;
    };
    expect(withOwn().buy('BERT', 10, 102, { ...own, minimumLots: 6 }).code).toBe(
      'order.minimum-not-fillable',
    );
    expect(
      withOwn()
        .buy('BERT', 10, 102, { ...own, minimumLots: 5 })
        .trades.map(([, , price, lots]) => [price, lots]),
    ).toEqual([
      [100, 2],
      [102, 3],
    ]);
  });

  it('goes with IOC: so much or nothing, the rest is cancelled', () => {
    expect(withAsks().buy('CARA', 9, 101, { minimumLots: 6, timeInForce: 'IOC' }).order).toMatchObject({
      cumulativeLots: 6,
      cancelledLots: 3,
    });
  });
});

describe('cancel', () => {
  it('takes an own open order off and frees its cover', () => {
    const venue = new TradingVenue();
    const { number } = venue.buy('ANNA', 10, 100);
    expect(venue.account('ANNA').cashReservedCents).toBe(1_000);
    const { order, events, refusal } = venue.cancel('ANNA', number);
    expect(refusal).toBeNull();
    expect(order).toBeUndefined();
    expect(events[0]).toMatchObject({
      type: 'order',
      order: {
        orderNumber: number,
        status: 'cancelled',
        cancelledLots: 10,
        reason: { code: 'order.cancelled-by-owner' },
      },
    });
    expect(venue.account('ANNA')).toMatchObject({ cashAvailableCents: 1_000_000, cashReservedCents: 0 });
    expect(venue.core.openOrder(number)).toBeNull();
  });

  it('finds neither orders of others nor those that are over', () => {
    const venue = new TradingVenue();
    const { number } = venue.sell('ANNA', 1, 100);
    for (const [who, which] of [
      ['BERT', number],
      ['NOBODY', number],
      ['ANNA', number + 100],
    ] as const)
      expect(venue.cancel(who, which)).toMatchObject({ code: 'order.not-open', events: [] });
    venue.buy('BERT', 1, 100);
    expect(venue.cancel('ANNA', number).code).toBe('order.not-open');
  });
});
