import { ALLOWED, CARBON, TradingVenue } from '../../../test/support/trading-venue';

const cashOf = (venue: TradingVenue, who: string) => {
  const { cashAvailableCents, cashReservedCents, cashUnsettledInCents, cashUnsettledOutCents } =
    venue.account(who);
  return [cashAvailableCents, cashReservedCents, cashUnsettledInCents, cashUnsettledOutCents];
};
const rightsOf = (venue: TradingVenue, who: string) => {
  const { availableLots, reservedLots, unsettledInLots, unsettledOutLots } = venue.rights(who);
  return [availableLots, reservedLots, unsettledInLots, unsettledOutLots];
};

describe('reservation (I11)', () => {
  it('a buy holds its limit × leaves, and gets back at once what it saved', () => {
    const venue = new TradingVenue({ instruments: [{ ...CARBON, centsPerTickLot: 2 }], cashCents: 10_000 });
    venue.sell('ANNA', 4, 95);
    venue.buy('BERT', 10, 105);
    expect(cashOf(venue, 'BERT')).toEqual([10_000 - 6 * 105 * 2 - 4 * 95 * 2, 6 * 105 * 2, 0, 4 * 95 * 2]);
    expect(cashOf(venue, 'ANNA')).toEqual([10_000, 0, 4 * 95 * 2, 0]);
    expect(rightsOf(venue, 'ANNA')).toEqual([996, 0, 0, 4]);
    expect(rightsOf(venue, 'BERT')).toEqual([1_000, 0, 4, 0]);
  });

  it('a sell holds its leaves', () => {
    const venue = new TradingVenue();
    const { number } = venue.sell('ANNA', 10, 100);
    expect(rightsOf(venue, 'ANNA')).toEqual([990, 10, 0, 0]);
    venue.buy('BERT', 3, 100);
    expect(rightsOf(venue, 'ANNA')).toEqual([990, 7, 0, 3]);
    venue.cancel('ANNA', number);
    expect(rightsOf(venue, 'ANNA')).toEqual([997, 0, 0, 3]);
  });

  it('delivery moves what was owed, both legs', () => {
    const venue = new TradingVenue();
    venue.sell('ANNA', 10, 100);
    venue.buy('BERT', 10, 100);
    expect(venue.core.unsettledTrades()).toEqual([1]);
    const { events } = venue.settle();
    expect(events.map(({ type }) => type)).toEqual(['settled', 'account', 'account']);
    expect(events[0]).toMatchObject({ tradeSequence: 1 });
    expect([cashOf(venue, 'BERT'), rightsOf(venue, 'BERT')]).toEqual([
      [999_000, 0, 0, 0],
      [1_010, 0, 0, 0],
    ]);
    expect([cashOf(venue, 'ANNA'), rightsOf(venue, 'ANNA')]).toEqual([
      [1_001_000, 0, 0, 0],
      [990, 0, 0, 0],
    ]);
    expect(venue.core.unsettledTrades()).toEqual([]);
  });

  it('numbers that are not unsettled, or not any more, are passed over', () => {
    const venue = new TradingVenue();
    for (let trade = 0; trade < 3; trade += 1) {
      venue.sell('ANNA', 1, 100);
      venue.buy('BERT', 1, 100);
    }
    const confirm = (...tradeSequences: number[]) =>
      venue
        .send({ type: 'confirm-settlement', tradeSequences })
        .events.flatMap((event) => (event.type === 'settled' ? [event.tradeSequence] : []));
    expect(confirm(2, 9, 2, 0, -1, 1.5, Number.NaN)).toEqual([2]);
    expect(confirm(2)).toEqual([]);
    expect(venue.core.unsettledTrades()).toEqual([1, 3]);
    expect(confirm(3, 1)).toEqual([3, 1]);
  });

  it('what is not delivered yet can neither be sold nor spent', () => {
    const venue = new TradingVenue({ cashCents: 100, rightsLots: 1 });
    venue.sell('ANNA', 1, 100);
    venue.buy('BERT', 1, 100);
    expect(venue.sell('BERT', 2, 100).code).toBe('order.insufficient-rights');
    expect(venue.buy('ANNA', 2, 100).code).toBe('order.insufficient-cash');
    venue.settle();
    expect(venue.sell('BERT', 2, 100).code).toBeNull();
    expect(venue.buy('ANNA', 2, 99).code).toBeNull();
  });

  it('the last cent and the last lot are enough, one more is not', () => {
    const venue = new TradingVenue({ cashCents: 1_000, rightsLots: 10 });
    expect(venue.buy('ANNA', 10, 101).order?.reason?.text).toEqual({
      en: 'this buy order needs 10.10 CNY; 10.00 CNY is available in the trading account',
      zh: '该买入委托需要 10.10 元；交易账户可用资金为 10.00 元',
    });
    expect(venue.buy('ANNA', 10, 100).code).toBeNull();
    expect(venue.sell('BERT', 11, 100).order?.reason?.text).toEqual({
      en: 'this sell order needs 11 t; 10 t of CEA is available in the trading account',
      zh: '该卖出委托需要 11 吨；交易账户中 CEA 可用数量为 10 吨',
    });
    expect(venue.sell('BERT', 10, 110).code).toBeNull();
    expect(cashOf(venue, 'ANNA')).toEqual([0, 1_000, 0, 0]);
    expect(rightsOf(venue, 'BERT')).toEqual([0, 10, 0, 0]);
  });

  it('somebody without an account has nothing', () => {
    const venue = new TradingVenue();
    expect(venue.buy('NOBODY', 1, 100).code).toBe('order.insufficient-cash');
    expect(venue.sell('NOBODY', 1, 100).code).toBe('order.insufficient-rights');
    expect(venue.core.account('NOBODY')).toBeNull();
  });

  it('an ample venue asks for no cover, moves nothing, and knows everybody', () => {
    const venue = new TradingVenue({ ample: true });
    venue.sell('ANNA', 10, 100);
    expect(venue.buy('BERT', 4, 100).trades).toEqual([['BERT', 'ANNA', 100, 4]]);
    expect(cashOf(venue, 'BERT')).toEqual([0, 0, 0, 0]);
    expect(venue.core.unsettledTrades()).toEqual([]);
    expect(venue.core.tradeSequence).toBe(1);
    expect(venue.amend('ANNA', 3, { leavesLots: 20, priceTicks: 110 }).code).toBeNull();
    venue.cancel('ANNA', 3);
    expect(venue.open()).toEqual([]);
  });
});

describe('limits of a participant', () => {
  const withLimit = (limitLots: number) => ({ eligibility: { ...ALLOWED, limitLots } });

  it('what a family allows in all counts bought and open, never what was cancelled', () => {
    const venue = new TradingVenue();
    const open = venue.buy('ANNA', 3, 99, withLimit(10));
    venue.sell('BERT', 4, 100);
    venue.buy('ANNA', 4, 100, withLimit(10));
    expect(venue.buy('ANNA', 4, 98, withLimit(10)).order?.reason).toMatchObject({
      code: 'order.limit-reached',
      text: { en: 'the limit of 10 t of CEA for this participant is reached' },
    });
    expect(venue.buy('ANNA', 3, 98, withLimit(10)).code).toBeNull();
    venue.cancel('ANNA', open.number);
    expect(venue.buy('ANNA', 3, 98, withLimit(10)).code).toBeNull();
    expect(venue.sell('ANNA', 10, 105, withLimit(10)).code).toBeNull();
    expect(venue.sell('ANNA', 1, 105, withLimit(10)).code).toBe('order.limit-reached');
  });

  it('sold stays sold: the limit of a seller counts deliveries, too', () => {
    const venue = new TradingVenue();
    venue.buy('BERT', 6, 100);
    venue.sell('ANNA', 6, 100, withLimit(10));
    venue.settle();
    expect(venue.sell('ANNA', 5, 100, withLimit(10)).code).toBe('order.limit-reached');
    expect(venue.sell('ANNA', 4, 100, withLimit(10)).code).toBeNull();
  });

  it("the family's own words are used where there are some", () => {
    const reason = {
      code: 'water.only-saved-volume',
      text: { en: 'no', zh: '不可' },
      remedy: { en: 'look', zh: '请看' },
    };
    const venue = new TradingVenue();
    expect(
      venue.sell('ANNA', 2, 100, { eligibility: { allowed: true, limitLots: 1, limitReason: reason } }).order
        ?.reason,
    ).toEqual(reason);
  });

  it("a family's refusal counts once the order itself and the hour are right", () => {
    const reason = {
      code: 'water.other-basin',
      text: { en: 'no', zh: '不可' },
      remedy: { en: 'look', zh: '请看' },
    };
    const eligibility = { allowed: false, reason } as const;
    const venue = new TradingVenue();
    expect(venue.buy('ANNA', 0, 100, { eligibility }).code).toBe('order.quantity-not-positive');
    expect(venue.buy('ANNA', 1, 100, { eligibility }).order?.reason).toEqual(reason);
    venue.phase('closed');
    expect(venue.buy('ANNA', 1, 100, { eligibility }).code).toBe('order.market-closed');
  });

  it('the holding limit counts what is held, coming and bid for', () => {
    const venue = new TradingVenue({ instruments: [{ ...CARBON, holdingLimitLots: 1_020 }] });
    venue.buy('ANNA', 5, 99);
    venue.sell('BERT', 10, 100);
    venue.buy('ANNA', 10, 100);
    expect(venue.buy('ANNA', 6, 98).order?.reason).toMatchObject({
      code: 'order.holding-limit',
      text: { en: 'with this order the participant could hold 1021 t of CEA; the holding limit is 1020 t' },
    });
    expect(venue.buy('ANNA', 5, 98).code).toBeNull();
    venue.settle();
    expect(venue.buy('ANNA', 1, 97).code).toBe('order.holding-limit');
    // an offer is still a holding; a sale is none
    venue.sell('ANNA', 10, 100);
    expect(venue.buy('ANNA', 1, 97).code).toBe('order.holding-limit');
    venue.buy('CARA', 10, 100);
    expect(venue.buy('ANNA', 10, 97).code).toBeNull();
  });

  it('the limit of one participant goes before that of the instrument, until it is removed', () => {
    const venue = new TradingVenue({ instruments: [{ ...CARBON, holdingLimitLots: 1_020 }] });
    const limit = (participantCode: string, limitLots: number | null, instrumentCode = 'CEA') =>
      venue.send({ type: 'set-holding-limit', participantCode, instrumentCode, limitLots });
    expect(limit('ANNA', 1_005)).toMatchObject({ code: null, events: [] });
    expect(venue.buy('ANNA', 6, 98).order?.reason?.text.en).toContain('the holding limit is 1005 t');
    expect(venue.buy('BERT', 20, 98).code).toBeNull();
    limit('ANNA', 2_000);
    expect(venue.buy('ANNA', 900, 98).code).toBeNull();
    limit('ANNA', null);
    expect(venue.buy('ANNA', 1, 98).code).toBe('order.holding-limit');
    for (const wrong of [0, -1, 1.5, Number.NaN]) expect(limit('ANNA', wrong).code).toBe('venue.bad-limit');
    expect(limit('ANNA', 5, 'X').code).toBe('venue.unknown-instrument');
    const free = new TradingVenue();
    free.send({ type: 'set-holding-limit', participantCode: 'NEW', instrumentCode: 'CEA', limitLots: 1 });
    expect(free.core.account('NEW')?.rights).toHaveLength(1);
  });

  it('a large holder is told when it passes the threshold, upwards and downwards', () => {
    const venue = new TradingVenue({ instruments: [{ ...CARBON, largeHolderLots: 1_005 }] });
    const holders = (answer: ReturnType<TradingVenue['send']>) =>
      answer.events.flatMap((event) =>
        event.type === 'large-holder'
          ? [[event.participantCode, event.positionLots, event.thresholdLots, event.above]]
          : [],
      );
    venue.sell('ANNA', 4, 100);
    expect(holders(venue.buy('BERT', 4, 100))).toEqual([]);
    venue.sell('ANNA', 1, 100);
    expect(holders(venue.buy('BERT', 1, 100))).toEqual([['BERT', 1_005, 1_005, true]]);
    venue.sell('ANNA', 1, 100);
    expect(holders(venue.buy('BERT', 1, 100))).toEqual([]);
    venue.settle();
    venue.buy('CARA', 1, 100);
    expect(holders(venue.sell('BERT', 1, 100))).toEqual([]);
    venue.buy('CARA', 1, 100);
    expect(holders(venue.sell('BERT', 1, 100))).toEqual([['BERT', 1_004, 1_005, false]]);
    venue.buy('CARA', 1, 100);
    expect(holders(venue.sell('BERT', 1, 100))).toEqual([]);
  });
});

describe('resale on the day of purchase', () => {
  it('is free unless the terms bar it', () => {
    const venue = new TradingVenue({ rightsLots: 10 });
    venue.sell('ANNA', 10, 100);
    venue.buy('BERT', 10, 100);
    venue.settle();
    expect(venue.sell('BERT', 20, 100).code).toBeNull();
  });

  it('barred: what was bought and delivered today is locked until tomorrow, in amendments, too', () => {
    const venue = new TradingVenue({ instruments: [{ ...CARBON, resaleBarredToday: true }], rightsLots: 10 });
    venue.sell('ANNA', 4, 100);
    venue.buy('BERT', 4, 100);
    venue.settle();
    const { number } = venue.sell('BERT', 10, 105);
    expect(venue.amend('BERT', number, { leavesLots: 11 }).refusal).toMatchObject({
      code: 'order.bought-today',
      text: { en: 'what was bought today cannot be sold today; 0 t of CEA may be sold' },
    });
    expect(venue.sell('BERT', 1, 105).code).toBe('order.bought-today');
    expect(venue.amend('BERT', number, { leavesLots: 9 }).code).toBeNull();
    expect(venue.sell('BERT', 1, 105).code).toBeNull();
    expect(venue.sell('BERT', 5, 105).code).toBe('order.insufficient-rights');
    venue.day('2024-01-03');
    expect(venue.sell('BERT', 4, 105).code).toBeNull();
  });

  it("barred: yesterday's purchase, delivered today, is free", () => {
    const venue = new TradingVenue({ instruments: [{ ...CARBON, resaleBarredToday: true }], rightsLots: 10 });
    venue.sell('ANNA', 4, 100);
    venue.buy('BERT', 4, 100);
    venue.day('2024-01-03');
    venue.settle();
    expect(venue.sell('BERT', 14, 100).code).toBeNull();
  });
});
