import { ALLOWED, CARBON, TradingVenue } from '../../../test/support/trading-venue';
import { MAX_COUNT, MAX_PRICE_TICKS, VENUE_LIMITS } from './limits';

const UNBOUND = { ...CARBON, priceBandBasisPoints: null };

describe('the largest numbers', () => {
  it('a price of 2^31 − 1 ticks is traded', () => {
    const venue = new TradingVenue({
      instruments: [UNBOUND],
      cashCents: MAX_PRICE_TICKS,
      traders: ['ANNA', 'BERT'],
    });
    venue.sell('ANNA', 1, MAX_PRICE_TICKS);
    expect(venue.buy('BERT', 1, MAX_PRICE_TICKS).trades).toEqual([['BERT', 'ANNA', MAX_PRICE_TICKS, 1]]);
    expect(venue.account('BERT')).toMatchObject({
      cashAvailableCents: 0,
      cashUnsettledOutCents: MAX_PRICE_TICKS,
    });
    expect(venue.buy('BERT', 1, MAX_PRICE_TICKS + 1).code).toBe('order.price-too-high');
    expect(venue.buy('BERT', 1, Number.MAX_SAFE_INTEGER).code).toBe('order.price-too-high');
    venue.day('2024-01-03');
    expect(venue.market().referencePriceTicks).toBe(MAX_PRICE_TICKS);
  });

  it('a quantity of 2^53 − 1 lots is traded', () => {
    const venue = new TradingVenue({ instruments: [UNBOUND], traders: [] });
    venue.credit('ANNA', 'CEA', MAX_COUNT);
    venue.credit('BERT', null, MAX_COUNT);
    venue.sell('ANNA', MAX_COUNT, 1);
    expect(venue.buy('BERT', MAX_COUNT, 1).trades).toEqual([['BERT', 'ANNA', 1, MAX_COUNT]]);
    venue.settle();
    expect(venue.rights('BERT').availableLots).toBe(MAX_COUNT);
    expect(venue.account('ANNA').cashAvailableCents).toBe(MAX_COUNT);
    venue.day('2024-01-03');
    expect(venue.market().referencePriceTicks).toBe(1);
  });

  it('an iceberg of that size takes part in an auction', () => {
    const venue = new TradingVenue({ instruments: [UNBOUND], traders: [] });
    venue.credit('ANNA', 'CEA', MAX_COUNT);
    venue.credit('BERT', null, MAX_COUNT);
    venue.phase('call-auction');
    venue.sell('ANNA', MAX_COUNT, 1, { displayLots: 2 ** 52 });
    venue.buy('BERT', MAX_COUNT, 1);
    expect(venue.phase('continuous').trades).toHaveLength(2);
  });

  it('a value beyond 2^53 − 1 cents is refused, and the largest below it is not', () => {
    const venue = new TradingVenue({ instruments: [{ ...UNBOUND, centsPerTickLot: 2 }], ample: true });
    const half = (MAX_COUNT - 1) / 2;
    expect(venue.buy('ANNA', half + 1, 1).order?.reason).toMatchObject({
      code: 'order.notional-too-large',
      text: {
        en: 'the venue cannot count the value of 4503599627370496 t at 0.01: at this price it counts up to 4503599627370495 t',
      },
    });
    expect(venue.buy('ANNA', half, 1).code).toBeNull();
    expect(venue.buy('BERT', 2 ** 22, MAX_PRICE_TICKS).code).toBe('order.notional-too-large');
    expect(venue.buy('BERT', 2 ** 21, MAX_PRICE_TICKS).code).toBeNull();
  });

  it('so is a tick-lot product beyond it', () => {
    const venue = new TradingVenue({ instruments: [UNBOUND], ample: true });
    expect(venue.buy('ANNA', MAX_COUNT, 2).code).toBe('order.notional-too-large');
    expect(venue.buy('ANNA', 2 ** 53, 1).code).toBe('order.quantity-not-positive');
  });

  it('the lots of all orders of one side are counted exactly, hidden and waiting ones included', () => {
    const venue = new TradingVenue({ instruments: [UNBOUND], ample: true });
    const first = venue.buy('ANNA', MAX_COUNT - 10, 1, { displayLots: 2 ** 50 });
    venue.buy('ANNA', 6, 1, { stopTicks: 5 });
    const refused = venue.buy('BERT', 5, 1);
    expect(refused.order?.reason).toMatchObject({
      code: 'order.side-full',
      text: { en: 'with this order the buy quantity of CEA would be more than the venue can count' },
    });
    expect(refused.order?.reason?.text.zh).toContain('买入');
    expect(venue.buy('BERT', 4, 1).code).toBeNull();
    expect(venue.sell('CARA', MAX_COUNT, 1_000).code).toBe('order.notional-too-large');
    expect(venue.sell('CARA', 2 ** 43, 1_000).code).toBeNull();
    expect(venue.amend('ANNA', first.number, { leavesLots: MAX_COUNT - 9 }).code).toBe('order.side-full');
    expect(venue.amend('ANNA', first.number, { leavesLots: MAX_COUNT - 11 }).code).toBeNull();
    expect(venue.buy('BERT', 1, 1).code).toBeNull();
  });

  it('an order that grows and grows has a countable quantity in all', () => {
    const venue = new TradingVenue({ instruments: [UNBOUND], ample: true });
    const { number } = venue.buy('ANNA', MAX_COUNT, 1);
    venue.sell('BERT', MAX_COUNT - 10, 1);
    expect(venue.core.openOrder(number)).toMatchObject({ leavesLots: 10, cumulativeLots: MAX_COUNT - 10 });
    expect(venue.amend('ANNA', number, { leavesLots: 11 }).code).toBe('order.notional-too-large');
    expect(venue.amend('ANNA', number, { leavesLots: 9 }).code).toBeNull();
    expect(venue.amend('ANNA', number, { leavesLots: 10 }).code).toBeNull();
  });

  it('the turnover of a day may be larger than any of them', () => {
    const venue = new TradingVenue({ instruments: [{ ...UNBOUND, referencePriceTicks: 1 }], ample: true });
    const lots = Math.floor(MAX_COUNT / MAX_PRICE_TICKS);
    for (let trade = 0; trade < 5; trade += 1) {
      venue.sell('ANNA', lots, MAX_PRICE_TICKS);
      venue.buy('BERT', lots, MAX_PRICE_TICKS);
    }
    venue.sell('ANNA', lots, MAX_PRICE_TICKS - 5);
    venue.buy('BERT', lots, MAX_PRICE_TICKS - 5);
    venue.day('2024-01-03');
    // (5 × (2^31 − 1) + 2^31 − 6) / 6 = 2^31 − 1 − 5/6
    expect(venue.market().referencePriceTicks).toBe(MAX_PRICE_TICKS - 1);
  });

  it('absurd numbers find their words', () => {
    const venue = new TradingVenue();
    expect(venue.buy('ANNA', 1, Number.MAX_SAFE_INTEGER).code).toBe('order.price-too-high');
    expect(venue.sell('ANNA', MAX_COUNT, 100).code).toBe('order.notional-too-large');
    for (const lots of [0, -1, 1.5, Number.POSITIVE_INFINITY])
      expect(venue.buy('ANNA', lots, 100).code).toBe('order.quantity-not-positive');
    for (const price of [0, -1, 1.5, Number.POSITIVE_INFINITY])
      expect(venue.buy('ANNA', 1, price).code).toBe('order.price-not-positive');
  });
});

describe('named maxima', () => {
  it('open orders of one participant', () => {
    const venue = new TradingVenue({ limits: { openOrdersPerParticipant: 2 } });
    const first = venue.buy('ANNA', 1, 99);
    venue.buy('ANNA', 1, 98, { stopTicks: 105 });
    const refused = venue.buy('ANNA', 1, 99);
    expect(refused.order?.reason).toMatchObject({
      code: 'order.too-many-open-orders',
      text: { en: 'a participant may have at most 2 open orders' },
    });
    expect(venue.buy('ANNA', 1, 99, { timeInForce: 'IOC' }).code).toBe('order.remainder-cancelled');
    expect(venue.buy('BERT', 1, 99).code).toBeNull();
    venue.cancel('ANNA', first.number);
    expect(venue.buy('ANNA', 1, 99).code).toBeNull();
  });

  it('open orders of the venue', () => {
    const venue = new TradingVenue({ limits: { openOrders: 2 } });
    const first = venue.buy('ANNA', 1, 99);
    venue.buy('BERT', 1, 99);
    expect(venue.buy('CARA', 1, 99).order?.reason).toMatchObject({
      code: 'order.book-full',
      text: { en: 'the venue holds its maximum of 2 open orders' },
    });
    venue.cancel('ANNA', first.number);
    expect(venue.buy('CARA', 1, 99).code).toBeNull();
  });

  it('open orders of the venue, however many trades went through the slot beside them', () => {
    const terms = { ...CARBON, model: 'listing' as const, blockThresholdLots: null };
    const venue = new TradingVenue({ instruments: [terms], limits: { openOrders: 2 } });
    const { number } = venue.sell('ANNA', 9, 100);
    venue.sell('ANNA', 9, 101);
    for (let taken = 0; taken < 3; taken += 1)
      expect(
        venue.send({
          type: 'take-listing',
          participantCode: 'BERT',
          actorId: 'seat-1',
          actorKind: 'person',
          clientOrderId: 't',
          listingNumber: number,
          quantityLots: 1,
          eligibility: ALLOWED,
        }).trades,
      ).toHaveLength(1);
    expect(venue.sell('CARA', 1, 101).code).toBe('order.book-full');
    venue.cancel('ANNA', number);
    expect(venue.sell('CARA', 1, 101).code).toBeNull();
    expect(venue.sell('CARA', 1, 101).code).toBe('order.book-full');
  });

  it('count proposals and bids, too', () => {
    const send = (venue: TradingVenue) =>
      venue.send({
        type: 'propose-block',
        participantCode: 'ANNA',
        actorId: 'seat-1',
        actorKind: 'person',
        clientOrderId: 'b',
        instrumentCode: 'CEA',
        side: 'sell',
        counterpartyCode: 'BERT',
        priceTicks: 100,
        quantityLots: 10,
        eligibility: ALLOWED,
      }).code;
    const instruments = [{ ...CARBON, blockThresholdLots: 10 }];
    const few = new TradingVenue({ instruments, limits: { openOrdersPerParticipant: 1 } });
    few.buy('ANNA', 1, 99);
    expect(send(few)).toBe('order.too-many-open-orders');
    const full = new TradingVenue({ instruments, limits: { openOrders: 1 } });
    expect(send(full)).toBeNull();
    expect(send(full)).toBe('order.book-full');
    expect(full.buy('BERT', 1, 99).code).toBe('order.book-full');
  });

  it('price levels of a book: orders join the levels that are there', () => {
    const venue = new TradingVenue({ limits: { levelsPerBook: 2 } });
    venue.buy('ANNA', 1, 99);
    const other = venue.sell('ANNA', 1, 101);
    expect(venue.buy('BERT', 1, 98).order?.reason).toMatchObject({
      code: 'order.too-many-levels',
      text: { en: 'the book holds its maximum of 2 price levels' },
    });
    expect(venue.buy('BERT', 1, 99).code).toBeNull();
    expect(venue.buy('BERT', 1, 98, { timeInForce: 'IOC' }).code).toBe('order.remainder-cancelled');
    venue.cancel('ANNA', other.number);
    expect(venue.buy('BERT', 1, 98).code).toBeNull();
  });

  it('participants', () => {
    const venue = new TradingVenue({ limits: { participants: 2 }, traders: ['ANNA', 'BERT'] });
    const refusal = venue.credit('CARA', null, 1).refusal;
    expect(refusal).toMatchObject({
      code: 'venue.too-many-participants',
      text: { en: 'the venue holds its maximum of 2 trading accounts' },
    });
    expect(
      venue.send({ type: 'set-holding-limit', participantCode: 'CARA', instrumentCode: 'CEA', limitLots: 1 })
        .code,
    ).toBe('venue.too-many-participants');
    expect(venue.credit('ANNA', null, 1).code).toBeNull();
    const ample = new TradingVenue({ limits: { participants: 1 }, ample: true });
    ample.buy('ANNA', 1, 100);
    expect(ample.buy('BERT', 1, 100)).toMatchObject({ code: 'venue.too-many-participants' });
    expect(ample.buy('ANNA', 1, 100).code).toBeNull();
  });

  it('instruments', () => {
    const venue = new TradingVenue({ limits: { instruments: 1 } });
    expect(
      venue.send({ type: 'list-instrument', terms: { ...CARBON, instrumentCode: 'TWO' } }).refusal,
    ).toMatchObject({
      code: 'venue.too-many-instruments',
      text: { en: 'a venue lists at most 1 instruments' },
    });
    expect(venue.send({ type: 'list-instrument', terms: CARBON }).code).toBeNull();
  });

  it('many instruments and participants find their places', () => {
    const instruments = Array.from({ length: 40 }, (_, place) => ({
      ...CARBON,
      instrumentCode: `I${place}`,
    }));
    const traders = Array.from({ length: 70 }, (_, place) => `T${place}`);
    const venue = new TradingVenue({ instruments, traders: traders.slice(0, 2), rightsLots: 50 });
    for (const who of traders.slice(2)) venue.credit(who, 'I39', 1);
    venue.sell('T0', 3, 100, { instrumentCode: 'I39' });
    venue.sell('T69', 1, 100, { instrumentCode: 'I39' });
    expect(venue.buy('T1', 4, 100, { instrumentCode: 'I39' }).trades).toHaveLength(2);
    expect(venue.rights('T1', 'I39')).toMatchObject({ unsettledInLots: 4 });
    expect(venue.rights('T1', 'I0')).toMatchObject({ availableLots: 50 });
    expect(venue.core.accountPictures()).toHaveLength(70);
  });

  it('are those that the documentation names', () => {
    expect(VENUE_LIMITS).toEqual({
      instruments: 256,
      participants: 65_536,
      openOrders: 1_048_576,
      openOrdersPerParticipant: 1_000,
      levelsPerBook: 262_144,
    });
    expect([MAX_PRICE_TICKS, MAX_COUNT]).toEqual([2_147_483_647, 9_007_199_254_740_991]);
  });
});
