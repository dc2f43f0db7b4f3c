import { ALLOWED, CARBON, NATIONAL_ETS, TradingVenue } from '../../../test/support/trading-venue';
import type { InstrumentTerms } from '.';

/** 50.00 ± 10 %: 45.00 … 55.00. */
const national = (terms: Partial<InstrumentTerms> = {}) => {
  const venue = new TradingVenue({
    instruments: [{ ...NATIONAL_ETS, ...terms }],
    cashCents: 10_000_000_000,
    rightsLots: 500_000,
  });
  const take = (participantCode: string, listingNumber: number, quantityLots: number, eligibility = {}) =>
    venue.send({
      type: 'take-listing',
      participantCode,
      actorId: 'seat-1',
      actorKind: 'person',
      clientOrderId: 'take',
      listingNumber,
      quantityLots,
      eligibility: { ...ALLOWED, ...eligibility },
    });
  return { venue, take };
};

describe('listing mode (挂牌协议)', () => {
  it('the taker chooses the listing, not the clock: same price, any counterparty', () => {
    const { venue, take } = national();
    venue.sell('ANNA', 100, 5_000);
    const second = venue.sell('BERT', 100, 5_000);
    const taken = take('CARA', second.number, 60);
    expect(taken.trades).toEqual([['CARA', 'BERT', 5_000, 60]]);
    expect(taken.order).toMatchObject({
      side: 'buy',
      timeInForce: 'FOK',
      priceTicks: 5_000,
      status: 'filled',
      cumulativeLots: 60,
    });
    expect(taken.events.find(({ type }) => type === 'trade')).toMatchObject({
      trade: { model: 'listing', aggressorSide: 'buy' },
    });
    expect(venue.levels('sell')).toEqual([[5_000, 140, 2]]);
    expect(venue.core.openOrder(second.number)).toMatchObject({ leavesLots: 40, status: 'partially-filled' });
  });

  it('trades at the listed price, whatever better price stands beside it', () => {
    const { venue, take } = national();
    venue.buy('ANNA', 10, 5_100);
    const { number } = venue.buy('BERT', 10, 5_000);
    expect(take('CARA', number, 10).trades).toEqual([['BERT', 'CARA', 5_000, 10]]);
    expect(venue.market().lastPriceTicks).toBe(5_000);
  });

  it('listings never meet by themselves', () => {
    const { venue } = national();
    venue.sell('ANNA', 10, 5_000);
    const crossing = venue.buy('BERT', 10, 5_000);
    expect(crossing.order?.reason).toMatchObject({
      code: 'order.listing-crosses',
      text: { en: 'an opposite listing at 50.00 is at least as good as this price 50.00' },
    });
    expect(venue.buy('BERT', 10, 4_999).order?.status).toBe('open');
  });

  it('takes plain limit orders that can wait, and nothing else', () => {
    const { venue } = national();
    for (const more of [
      { timeInForce: 'IOC' },
      { timeInForce: 'FOK' },
      { postOnly: true },
      { displayLots: 5 },
      { minimumLots: 5 },
      { stopTicks: 5_000 },
      { orderType: 'market' },
    ] as const)
      expect([more, venue.buy('ANNA', 10, 5_000, more).code]).toEqual([more, 'order.not-in-listing-mode']);
    expect(venue.buy('ANNA', 10, 4_900, { timeInForce: 'DAY' }).order?.status).toBe('open');
  });

  it('below 100,000 t: 99,999 t and not one more', () => {
    const { venue, take } = national();
    expect(venue.sell('ANNA', 100_000, 5_000).order?.reason).toMatchObject({
      code: 'order.listing-too-large',
      text: { en: 'a listing, and what is taken of one, is smaller than 100000 t' },
    });
    const { number } = venue.sell('ANNA', 99_999, 5_000);
    expect(take('BERT', number, 100_000).code).toBe('order.listing-too-large');
    expect(take('BERT', number, 99_999).trades).toEqual([['BERT', 'ANNA', 5_000, 99_999]]);
    const unlimited = national({ blockThresholdLots: null });
    expect(unlimited.venue.sell('ANNA', 100_000, 5_000).order?.status).toBe('open');
  });

  it('the best five opposite levels can be taken, the sixth not', () => {
    const { venue, take } = national();
    const asks = [1, 2, 3, 4, 5, 6].map((step) => venue.sell('ANNA', 10, 5_000 + step).number);
    const bids = [1, 2, 3, 4, 5, 6].map((step) => venue.buy('ANNA', 10, 5_000 - step).number);
    for (const numbers of [asks, bids]) {
      expect(take('BERT', numbers[5] as number, 1).order?.reason).toMatchObject({
        code: 'listing.not-among-best',
        text: { en: 'only listings at the best 5 price levels can be taken' },
      });
      expect(take('BERT', numbers[4] as number, 1).trades).toHaveLength(1);
    }
    take('BERT', asks[0] as number, 10);
    expect(take('BERT', asks[5] as number, 1).trades).toHaveLength(1);
  });

  it('what was bought today cannot be sold today', () => {
    const { venue, take } = national();
    const { number } = venue.sell('ANNA', 1_000, 5_000);
    take('CARA', number, 1_000);
    venue.settle();
    expect(venue.rights('CARA').availableLots).toBe(501_000);
    const bid = venue.buy('ANNA', 90_000, 4_900).number;
    for (let block = 0; block < 5; block += 1) venue.sell('CARA', 90_000, 5_100);
    expect(venue.sell('CARA', 50_001, 5_200).order?.reason).toMatchObject({
      code: 'order.bought-today',
      text: { en: 'what was bought today cannot be sold today; 50000 t of CEA may be sold' },
    });
    expect(take('CARA', bid, 50_001).code).toBe('order.bought-today');
    expect(venue.sell('CARA', 51_001, 5_200).code).toBe('order.insufficient-rights');
    expect(take('CARA', bid, 50_000).trades).toHaveLength(1);
    venue.day('2024-01-03');
    venue.phase('continuous');
    expect(venue.sell('CARA', 1_000, 5_200).code).toBeNull();
  });

  it('what is not delivered yet was never for sale; delivered a day later it is free at once', () => {
    const { venue, take } = national();
    const { number } = venue.sell('ANNA', 1_000, 5_000);
    take('CARA', number, 1_000);
    venue.day('2024-01-03');
    venue.phase('continuous');
    venue.settle();
    for (let block = 0; block < 5; block += 1) venue.sell('CARA', 99_999, 5_100);
    expect(venue.sell('CARA', 1_005, 5_100).code).toBeNull();
  });

  it('says why a listing cannot be taken', () => {
    const { venue, take } = national();
    const { number } = venue.sell('ANNA', 10, 5_000);
    expect(take('BERT', number + 50, 1).code).toBe('listing.not-open');
    expect(take('ANNA', number, 1).code).toBe('listing.own');
    expect(take('BERT', number, 11).order?.reason).toMatchObject({
      code: 'listing.quantity-not-there',
      text: { en: 'the listing has 10 t left' },
      remedy: { en: 'take at most 10 t' },
    });
    for (const lots of [0, -1, 1.5])
      expect(take('BERT', number, lots).code).toBe('order.quantity-not-positive');
    expect(take('NOBODY', number, 1).code).toBe('order.insufficient-cash');
    expect(take('BERT', number, 1, { limitLots: 0 }).code).toBe('order.limit-reached');
    venue.phase('closed');
    expect(take('BERT', number, 1).code).toBe('order.market-closed');
    venue.phase('suspended');
    expect(take('BERT', number, 1).code).toBe('order.market-suspended');
    venue.phase('continuous');
    venue.cancel('ANNA', number);
    expect(take('BERT', number, 1)).toMatchObject({ code: 'listing.not-open', trades: [] });
    expect(take('BERT', number, 1).order).toMatchObject({
      instrumentCode: '',
      priceTicks: null,
      status: 'rejected',
    });
  });

  it('passes on what the family says', () => {
    const { venue, take } = national();
    const { number } = venue.sell('ANNA', 10, 5_000);
    const reason = {
      code: 'carbon.barred-participant',
      text: { en: 'no', zh: '不可' },
      remedy: { en: 'look', zh: '请看' },
    };
    expect(take('BERT', number, 1, { allowed: false, reason }).order?.reason).toEqual(reason);
    expect(take('BERT', number, 2, { limitLots: 1, limitReason: reason }).order?.reason).toEqual(reason);
  });

  it('orders of a central book, proposals and bids are no listings', () => {
    const venue = new TradingVenue();
    const { number } = venue.sell('ANNA', 10, 100);
    const taken = venue.send({
      type: 'take-listing',
      participantCode: 'BERT',
      actorId: 'seat-1',
      actorKind: 'person',
      clientOrderId: 'take',
      listingNumber: number,
      quantityLots: 1,
      eligibility: ALLOWED,
    });
    expect(taken.code).toBe('listing.not-open');
  });

  it('the daily close is the average of the listing trades', () => {
    const { venue, take } = national();
    const high = venue.sell('ANNA', 976, 5_200).number;
    const low = venue.buy('BERT', 3_025, 5_000).number;
    take('CARA', high, 976);
    take('CARA', low, 3_025);
    expect(venue.day('2024-01-03').events).toContainEqual(
      expect.objectContaining({ type: 'reference', referencePriceTicks: 5_049 }),
    );
  });

  it.each(['pre-open', 'call-auction', 'closing-auction', 'volatility-halt'] as const)(
    'listings are not collected: no %s, neither here nor for the venue as a whole',
    (phase) => {
      const venue = new TradingVenue({ instruments: [CARBON, { ...NATIONAL_ETS, instrumentCode: 'ETS' }] });
      for (const instrumentCode of ['ETS', null])
        expect(venue.send({ type: 'set-phase', phase, instrumentCode })).toMatchObject({
          events: [],
          refusal: {
            code: 'venue.no-call-auction',
            text: { en: 'ETS is traded by listing agreements, which are never collected for one price' },
          },
        });
      expect(venue.phase(phase).code).toBeNull();
      expect(venue.market('ETS').phase).toBe('continuous');
    },
  );

  it('may be suspended and closed like any market', () => {
    const { venue } = national();
    for (const phase of ['suspended', 'closed', 'continuous'] as const)
      expect(venue.phase(phase).code).toBeNull();
  });

  it('is not listed with a dynamic band or a trading day with call auctions', () => {
    const venue = new TradingVenue();
    const list = (more: object) =>
      venue.send({ type: 'list-instrument', terms: { ...NATIONAL_ETS, instrumentCode: 'ETS', ...more } });
    for (const more of [{ dynamicBandBasisPoints: 200 }, { tradingDay: 'sse-stock' }])
      expect(list(more)).toMatchObject({ events: [], code: 'venue.terms-not-possible' });
    expect(venue.core.has('ETS')).toBe(false);
    expect(list({ dynamicBandBasisPoints: 0, tradingDay: null }).code).toBeNull();
  });
});
