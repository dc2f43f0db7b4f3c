import { type Answer, CARBON, TradingVenue } from '../../../test/support/trading-venue';

const debit = (venue: TradingVenue, participantCode: string, instrumentCode: string | null, amount: number) =>
  venue.send({ type: 'debit', participantCode, instrumentCode, amount });

describe('transfers into and out of trading accounts', () => {
  it('open the account, move what is free, and tell it', () => {
    const venue = new TradingVenue({ traders: [] });
    expect(venue.credit('ANNA', null, 500).events).toEqual([
      expect.objectContaining({
        type: 'account',
        account: {
          participantCode: 'ANNA',
          cashAvailableCents: 500,
          cashReservedCents: 0,
          cashUnsettledInCents: 0,
          cashUnsettledOutCents: 0,
          rights: [],
        },
      }),
    ]);
    venue.credit('ANNA', 'CEA', 7);
    expect(venue.rights('ANNA')).toEqual({
      instrumentCode: 'CEA',
      availableLots: 7,
      reservedLots: 0,
      unsettledInLots: 0,
      unsettledOutLots: 0,
    });
    expect(debit(venue, 'ANNA', null, 200).code).toBeNull();
    expect(debit(venue, 'ANNA', 'CEA', 7).code).toBeNull();
    expect(venue.account('ANNA').cashAvailableCents).toBe(300);
    expect(venue.rights('ANNA').availableLots).toBe(0);
  });

  it('only what is free leaves', () => {
    const venue = new TradingVenue({ cashCents: 1_000, rightsLots: 10 });
    venue.buy('ANNA', 4, 100);
    venue.sell('ANNA', 3, 105);
    expect(debit(venue, 'ANNA', null, 601).refusal).toMatchObject({
      code: 'transfer.insufficient-cash',
      text: {
        en: '6.00 CNY is free in the trading account; the rest is reserved by open orders or not settled yet',
      },
    });
    expect(debit(venue, 'ANNA', 'CEA', 8).refusal).toMatchObject({
      code: 'transfer.insufficient-rights',
      text: {
        en: '7 t of CEA is free in the trading account; the rest is reserved by open orders or not settled yet',
      },
    });
    expect(debit(venue, 'ANNA', null, 600).code).toBeNull();
    expect(debit(venue, 'ANNA', 'CEA', 7).code).toBeNull();
  });

  it('know cash and the instruments of the venue', () => {
    const venue = new TradingVenue();
    expect(venue.credit('ANNA', 'GOLD', 1).refusal).toMatchObject({
      code: 'transfer.unknown-asset',
      text: { en: 'GOLD is neither cash nor an instrument of this venue' },
    });
  });

  it('of nothing, or of parts, change nothing', () => {
    const venue = new TradingVenue();
    for (const amount of [0, -5, 1.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1])
      for (const answer of [venue.credit('EMIL', null, amount), debit(venue, 'ANNA', 'CEA', amount)])
        expect([answer.code, answer.events]).toEqual(['transfer.amount-not-positive', []]);
    expect(venue.core.account('EMIL')).toBeNull();
  });

  it('never add up to more than can be counted', () => {
    const venue = new TradingVenue({ traders: [] });
    venue.credit('ANNA', null, Number.MAX_SAFE_INTEGER - 5);
    venue.credit('ANNA', 'CEA', 2 ** 52);
    expect(venue.credit('BERT', null, 6).refusal).toMatchObject({
      code: 'transfer.too-large',
      text: { en: '0.06 CNY of cash is more than the venue can count: 0.05 CNY can still come in' },
    });
    expect(venue.credit('ANNA', 'CEA', 2 ** 52).refusal).toMatchObject({
      code: 'transfer.too-large',
      remedy: { en: 'move at most 4503599627370495 t' },
    });
    expect(venue.core.account('BERT')).toBeNull();
    expect(venue.credit('BERT', null, 5).code).toBeNull();
    expect(venue.credit('BERT', null, 1).code).toBe('transfer.too-large');
    debit(venue, 'ANNA', null, 1);
    expect(venue.credit('BERT', null, 1).code).toBeNull();
  });

  it('that carry a position past the threshold of large holders are told, in both directions', () => {
    const venue = new TradingVenue({ instruments: [{ ...CARBON, largeHolderLots: 1_010 }] });
    const holders = ({ events }: Answer) =>
      events.flatMap((event) =>
        event.type === 'large-holder' ? [[event.participantCode, event.positionLots, event.above]] : [],
      );
    // what is sold is gone, what is bought counts, delivered or not
    venue.sell('BERT', 5, 100);
    venue.buy('ANNA', 5, 100);
    expect(holders(venue.credit('ANNA', 'CEA', 4))).toEqual([]);
    expect(holders(venue.credit('ANNA', null, 1_000))).toEqual([]);
    expect(holders(venue.credit('ANNA', 'CEA', 1))).toEqual([['ANNA', 1_010, true]]);
    expect(holders(venue.credit('ANNA', 'CEA', 10))).toEqual([]);
    expect(holders(debit(venue, 'ANNA', 'CEA', 10))).toEqual([]);
    expect(holders(debit(venue, 'ANNA', 'CEA', 1))).toEqual([['ANNA', 1_009, false]]);
    expect(holders(venue.credit('EMIL', 'CEA', 1_010))).toEqual([['EMIL', 1_010, true]]);
  });
});

describe('account pictures', () => {
  it('are sorted by participant and instrument, with the positions that there are', () => {
    const venue = new TradingVenue({
      instruments: [CARBON, { ...CARBON, instrumentCode: 'CCER' }],
      traders: ['BERT', 'ANNA'],
    });
    venue.send({ type: 'list-instrument', terms: { ...CARBON, instrumentCode: 'NEW' } });
    const pictures = venue.core.accountPictures();
    expect(pictures.map(({ participantCode }) => participantCode)).toEqual(['ANNA', 'BERT']);
    expect(pictures[0]?.rights.map(({ instrumentCode }) => instrumentCode)).toEqual(['CCER', 'CEA']);
  });

  it('each touched account is told once for a command, after it', () => {
    const venue = new TradingVenue();
    for (const who of ['ANNA', 'BERT', 'ANNA'] as const) venue.sell(who, 1, 100);
    const { events } = venue.buy('CARA', 3, 100);
    const told = events.flatMap((event) => (event.type === 'account' ? [event.account.participantCode] : []));
    expect([...told].sort()).toEqual(['ANNA', 'BERT', 'CARA']);
    expect(events.slice(-3).every(({ type }) => type === 'account')).toBe(true);
  });

  it('a command that touches many accounts tells all of them', () => {
    const traders = Array.from({ length: 150 }, (_, place) => `T${String(place).padStart(3, '0')}`);
    const venue = new TradingVenue({ traders });
    for (const who of traders) venue.buy(who, 1, 100 - (traders.indexOf(who) % 10));
    const { events } = venue.send({ type: 'cancel-all', participantCode: null });
    expect(events.filter(({ type }) => type === 'account')).toHaveLength(150);
    expect(events.filter(({ type }) => type === 'level')).toHaveLength(10);
  });
});
