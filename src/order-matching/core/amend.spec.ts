import { ALLOWED, CARBON, TradingVenue } from '../../../test/support/trading-venue';

const queueOf = (venue: TradingVenue, lots: number) =>
  venue.buy('DORA', lots, 110).trades.map(([, seller, , filled]) => [seller, filled]);

describe('amend', () => {
  it('a smaller quantity keeps its place', () => {
    const venue = new TradingVenue();
    const { number } = venue.sell('ANNA', 10, 100);
    venue.sell('BERT', 5, 100);
    const { events, refusal } = venue.amend('ANNA', number, { leavesLots: 4 });
    expect(refusal).toBeNull();
    expect(events[0]).toMatchObject({
      order: { quantityLots: 4, leavesLots: 4, cancelledLots: 0, status: 'open', reason: null },
    });
    expect(venue.levels('sell')).toEqual([[100, 9, 2]]);
    expect(queueOf(venue, 6)).toEqual([
      ['ANNA', 4],
      ['BERT', 2],
    ]);
  });

  it('the same again changes nothing but tells so', () => {
    const venue = new TradingVenue();
    const { number } = venue.sell('ANNA', 10, 100);
    venue.sell('BERT', 5, 100);
    expect(venue.amend('ANNA', number, {}).reports).toEqual([[number, 'open', 10, null]]);
    expect(venue.amend('ANNA', number, { priceTicks: 100, leavesLots: 10 }).reports).toEqual([
      [number, 'open', 10, null],
    ]);
    expect(queueOf(venue, 1)).toEqual([['ANNA', 1]]);
  });

  it('a larger quantity goes to the back of the queue', () => {
    const venue = new TradingVenue();
    const { number } = venue.sell('ANNA', 10, 100);
    venue.sell('BERT', 5, 100);
    venue.amend('ANNA', number, { leavesLots: 11 });
    expect(venue.levels('sell')).toEqual([[100, 16, 2]]);
    expect(queueOf(venue, 6)).toEqual([
      ['BERT', 5],
      ['ANNA', 1],
    ]);
  });

  it('another price goes to the back of the queue there', () => {
    const venue = new TradingVenue();
    const { number } = venue.sell('ANNA', 10, 100);
    venue.sell('BERT', 5, 101);
    venue.amend('ANNA', number, { priceTicks: 101 });
    expect(venue.levels('sell')).toEqual([[101, 15, 2]]);
    expect(queueOf(venue, 6)).toEqual([
      ['BERT', 5],
      ['ANNA', 1],
    ]);
  });

  it('a price that crosses trades at once, at the resting price', () => {
    const venue = new TradingVenue();
    venue.sell('ANNA', 3, 102);
    const { number } = venue.buy('BERT', 10, 99);
    const { trades, reports } = venue.amend('BERT', number, { priceTicks: 103 });
    expect(trades).toEqual([['BERT', 'ANNA', 102, 3]]);
    expect(reports.at(-1)).toEqual([number, 'partially-filled', 7, null]);
    expect(venue.levels('buy')).toEqual([[103, 7, 1]]);
    expect(venue.account('BERT').cashReservedCents).toBe(721);
  });

  it('counts open quantity: what was filled stays filled', () => {
    const venue = new TradingVenue();
    const { number } = venue.buy('ANNA', 10, 100);
    venue.sell('BERT', 4, 100);
    venue.amend('ANNA', number, { leavesLots: 8 });
    expect(venue.core.openOrder(number)).toMatchObject({
      quantityLots: 12,
      cumulativeLots: 4,
      leavesLots: 8,
      cancelledLots: 0,
    });
    venue.amend('ANNA', number, { leavesLots: 1 });
    expect(venue.core.openOrder(number)).toMatchObject({ quantityLots: 5, cumulativeLots: 4, leavesLots: 1 });
  });

  it('moves the cover with price and quantity', () => {
    const venue = new TradingVenue({ cashCents: 1_000, rightsLots: 10 });
    const buy = venue.buy('ANNA', 10, 100);
    expect(venue.amend('ANNA', buy.number, { priceTicks: 101 }).code).toBe('order.insufficient-cash');
    expect(venue.amend('ANNA', buy.number, { priceTicks: 99 }).code).toBeNull();
    expect(venue.account('ANNA')).toMatchObject({ cashReservedCents: 990, cashAvailableCents: 10 });
    venue.amend('ANNA', buy.number, { priceTicks: 100, leavesLots: 5 });
    expect(venue.account('ANNA')).toMatchObject({ cashReservedCents: 500, cashAvailableCents: 500 });
    const sell = venue.sell('BERT', 6, 105);
    expect(venue.amend('BERT', sell.number, { leavesLots: 11 }).code).toBe('order.insufficient-rights');
    expect(venue.amend('BERT', sell.number, { leavesLots: 10 }).code).toBeNull();
    expect(venue.rights('BERT')).toMatchObject({ reservedLots: 10, availableLots: 0 });
  });

  it('says how much is there for it, its own cover included', () => {
    const venue = new TradingVenue({ cashCents: 1_000, rightsLots: 10 });
    const buy = venue.buy('ANNA', 9, 100);
    expect(venue.amend('ANNA', buy.number, { priceTicks: 110, leavesLots: 10 }).refusal?.text.en).toBe(
      'this buy order needs 11.00 CNY; 10.00 CNY is available in the trading account',
    );
    const sell = venue.sell('ANNA', 4, 105);
    expect(venue.amend('ANNA', sell.number, { leavesLots: 12 }).refusal?.text.en).toBe(
      'this sell order needs 12 t; 10 t of CEA is available in the trading account',
    );
  });

  it('a refused amendment changes nothing', () => {
    const venue = new TradingVenue({ cashCents: 1_000 });
    venue.sell('BERT', 5, 105);
    const { number } = venue.buy('ANNA', 5, 100, { postOnly: true });
    const before = venue.core.openOrder(number);
    for (const [change, code] of [
      [{ priceTicks: 111 }, 'order.outside-band'],
      [{ priceTicks: 89 }, 'order.outside-band'],
      [{ priceTicks: 2 ** 31 }, 'order.price-too-high'],
      [{ priceTicks: 105 }, 'order.post-only-would-trade'],
      [{ leavesLots: 11 }, 'order.insufficient-cash'],
      [{ leavesLots: 2 ** 50 }, 'order.notional-too-large'],
      [{ leavesLots: 0 }, 'order.quantity-not-positive'],
      [{ leavesLots: -1 }, 'order.quantity-not-positive'],
      [{ leavesLots: 1.5 }, 'order.quantity-not-positive'],
      [{ priceTicks: 0 }, 'order.price-not-positive'],
      [{ priceTicks: -1 }, 'order.price-not-positive'],
      [{ priceTicks: 99.5 }, 'order.price-not-positive'],
      [{ stopTicks: 0 }, 'order.price-not-positive'],
      [{ stopTicks: 104 }, 'order.stop-terms'],
    ] as const) {
      const answer = venue.amend('ANNA', number, change);
      expect([change, answer.code, answer.events]).toEqual([change, code, []]);
    }
    expect(venue.core.openOrder(number)).toEqual(before);
    expect(venue.account('ANNA').cashReservedCents).toBe(500);
  });

  it('finds neither orders of others nor those that are over', () => {
    const venue = new TradingVenue();
    const { number } = venue.buy('ANNA', 5, 100);
    expect(venue.amend('BERT', number, { leavesLots: 1 }).code).toBe('order.not-open');
    expect(venue.amend('ANNA', number + 1, { leavesLots: 1 }).code).toBe('order.not-open');
    venue.cancel('ANNA', number);
    expect(venue.amend('ANNA', number, { leavesLots: 1 }).code).toBe('order.not-open');
  });

  it('is refused where the market takes nothing, and in windows without cancels', () => {
    const venue = new TradingVenue();
    const { number } = venue.buy('ANNA', 5, 100);
    const code = () => venue.amend('ANNA', number, { leavesLots: 1 }).code;
    venue.phase('closed');
    expect(code()).toBe('order.market-closed');
    venue.phase('suspended');
    expect(code()).toBe('order.market-suspended');
    venue.phase('call-auction', false);
    expect(code()).toBe('order.cancel-barred');
    venue.phase('call-auction');
    expect(code()).toBeNull();
  });

  it('asks the family again, and counts only what is more', () => {
    const venue = new TradingVenue();
    const { number } = venue.buy('ANNA', 5, 100);
    const amend = (
      leavesLots: number,
      eligibility: typeof ALLOWED | { allowed: true; limitLots: number; limitReason: null },
    ) =>
      venue.send({
        type: 'amend-order',
        participantCode: 'ANNA',
        orderNumber: number,
        priceTicks: null,
        leavesLots,
        eligibility,
      }).code;
    const limit = (limitLots: number) => ({ allowed: true, limitLots, limitReason: null }) as const;
    expect(amend(6, limit(5))).toBe('order.limit-reached');
    expect(amend(6, limit(6))).toBeNull();
    expect(amend(4, limit(1))).toBeNull();
    const reason = {
      code: 'water.other-basin',
      text: { en: 'no', zh: '不可' },
      remedy: { en: 'look', zh: '请看' },
    };
    expect(
      venue.send({
        type: 'amend-order',
        participantCode: 'ANNA',
        orderNumber: number,
        priceTicks: 101,
        leavesLots: null,
        eligibility: { allowed: false, reason },
      }).refusal,
    ).toEqual(reason);
    expect(
      venue.send({
        type: 'amend-order',
        participantCode: 'ANNA',
        orderNumber: number,
        priceTicks: null,
        leavesLots: 9,
        eligibility: { allowed: true, limitLots: 5, limitReason: reason },
      }).refusal,
    ).toEqual(reason);
  });

  it('counts against the holding limit only what is more', () => {
    const venue = new TradingVenue({ instruments: [{ ...CARBON, holdingLimitLots: 1_010 }] });
    const { number } = venue.buy('ANNA', 10, 100);
    expect(venue.amend('ANNA', number, { priceTicks: 101 }).code).toBeNull();
    expect(venue.amend('ANNA', number, { leavesLots: 11 }).refusal).toMatchObject({
      code: 'order.holding-limit',
      text: { en: 'with this order the participant could hold 1011 t of CEA; the holding limit is 1010 t' },
    });
  });

  it('while orders are collected, it moves without trading', () => {
    const venue = new TradingVenue();
    venue.phase('call-auction');
    venue.sell('ANNA', 5, 100);
    const { number } = venue.buy('BERT', 5, 95);
    expect(venue.amend('BERT', number, { priceTicks: 104 }).trades).toEqual([]);
    expect(venue.market()).toMatchObject({ indicativePriceTicks: 102, indicativeLots: 5 });
  });

  it('a post-only order moves to where it does not trade', () => {
    const venue = new TradingVenue();
    venue.sell('ANNA', 5, 105);
    const { number } = venue.buy('BERT', 5, 100, { postOnly: true });
    expect(venue.amend('BERT', number, { priceTicks: 104 }).code).toBeNull();
    expect(venue.levels('buy')).toEqual([[104, 5, 1]]);
  });

  it('a post-only order does not move into a cross, also while orders are collected', () => {
    const venue = new TradingVenue();
    venue.sell('ANNA', 5, 105);
    const { number } = venue.buy('BERT', 5, 100, { postOnly: true });
    venue.phase('call-auction');
    expect(venue.amend('BERT', number, { priceTicks: 105 }).refusal).toMatchObject({
      code: 'order.post-only-would-trade',
      text: { en: 'post-only: at 1.05 the order would trade at once with 1.05' },
    });
    expect(venue.amend('BERT', number, { priceTicks: 104, leavesLots: 6 }).code).toBeNull();
    expect(venue.levels('buy')).toEqual([[104, 6, 1]]);
  });

  it.each(['continuous', 'call-auction'] as const)('needs a price level for the order (%s)', (phase) => {
    const venue = new TradingVenue({ limits: { levelsPerBook: 2 } });
    const { number } = venue.buy('ANNA', 5, 100);
    const beside = venue.buy('BERT', 5, 100);
    venue.buy('BERT', 5, 101);
    venue.phase(phase);
    expect(venue.amend('ANNA', number, { priceTicks: 99 }).code).toBe('order.too-many-levels');
    expect(venue.amend('ANNA', number, { priceTicks: 102 }).code).toBe('order.too-many-levels');
    expect(venue.core.openOrder(number)).toMatchObject({ priceTicks: 100, leavesLots: 5 });
    expect(venue.amend('ANNA', number, { leavesLots: 6 }).code).toBeNull();
    venue.cancel('BERT', beside.number);
    // its own level is free when it leaves
    expect(venue.amend('ANNA', number, { priceTicks: 99 }).code).toBeNull();
    expect(venue.amend('ANNA', number, { priceTicks: 101 }).code).toBeNull();
    expect(venue.levels('buy')).toEqual([[101, 11, 2]]);
  });

  it('a listing cannot be made too large, nor to cross', () => {
    const venue = new TradingVenue({
      instruments: [{ ...CARBON, model: 'listing', blockThresholdLots: 10 }],
    });
    venue.sell('ANNA', 5, 105);
    const { number } = venue.buy('BERT', 5, 100);
    expect(venue.amend('BERT', number, { leavesLots: 10 }).code).toBe('order.listing-too-large');
    expect(venue.amend('BERT', number, { priceTicks: 105 }).code).toBe('order.listing-crosses');
    expect(venue.amend('BERT', number, { priceTicks: 104, leavesLots: 9 }).code).toBeNull();
  });
});
