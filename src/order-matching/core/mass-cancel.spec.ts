import { CARBON, TradingVenue } from '../../../test/support/trading-venue';

const twoMarkets = () => {
  const venue = new TradingVenue({ instruments: [CARBON, { ...CARBON, instrumentCode: 'CCER' }] });
  const inCcer = { instrumentCode: 'CCER' };
  const numbers = {
    annaBuys: venue.buy('ANNA', 1, 95).number,
    annaSells: venue.sell('ANNA', 1, 105).number,
    bertSells: venue.sell('BERT', 1, 105).number,
    annaSellsCcer: venue.sell('ANNA', 1, 105, inCcer).number,
    annaWaits: venue.sell('ANNA', 1, 95, { stopTicks: 95 }).number,
  };
  return { venue, ...numbers };
};

describe('mass cancel', () => {
  it('of one participant, oldest first, with its stops', () => {
    const { venue, annaBuys, annaSells, bertSells, annaSellsCcer, annaWaits } = twoMarkets();
    const { reports } = venue.send({ type: 'cancel-all', participantCode: 'ANNA' });
    expect(reports).toEqual(
      [annaBuys, annaSells, annaSellsCcer, annaWaits].map((number) => [
        number,
        'cancelled',
        0,
        'order.cancelled-by-owner',
      ]),
    );
    expect(venue.open()).toEqual([[bertSells, 1]]);
    expect(venue.account('ANNA').cashReservedCents).toBe(0);
  });

  it('of one instrument', () => {
    const { venue, annaSellsCcer } = twoMarkets();
    const { reports } = venue.send({ type: 'cancel-all', participantCode: 'ANNA', instrumentCode: 'CCER' });
    expect(reports.map(([number]) => number)).toEqual([annaSellsCcer]);
  });

  it('of one side', () => {
    const { venue, annaBuys, bertSells } = twoMarkets();
    const { reports } = venue.send({ type: 'cancel-all', participantCode: 'ANNA', side: 'sell' });
    expect(reports).toHaveLength(3);
    expect(venue.open().map(([number]) => number)).toEqual([annaBuys, bertSells]);
  });

  it('of the whole venue, by the venue', () => {
    const { venue } = twoMarkets();
    const { reports } = venue.send({ type: 'cancel-all', participantCode: null });
    expect(reports).toHaveLength(5);
    expect(new Set(reports.map(([, , , code]) => code))).toEqual(new Set(['order.cancelled-by-venue']));
    expect(venue.open()).toEqual([]);
  });

  it('of one side of one instrument, by the venue', () => {
    const { venue, annaSells, bertSells, annaWaits } = twoMarkets();
    const { reports } = venue.send({
      type: 'cancel-all',
      participantCode: null,
      instrumentCode: 'CEA',
      side: 'sell',
    });
    expect(reports.map(([number]) => number)).toEqual([annaSells, bertSells, annaWaits]);
  });

  it('leaves the orders alone whose market bars cancels, unless the venue itself cancels', () => {
    const { venue, annaSellsCcer } = twoMarkets();
    venue.phase('closing-auction', false);
    const own = venue.send({ type: 'cancel-all', participantCode: 'ANNA' });
    expect(own.reports.map(([number]) => number)).toEqual([annaSellsCcer]);
    expect(venue.send({ type: 'cancel-all', participantCode: null }).reports).toHaveLength(4);
  });

  it('that leaves every order alone says why', () => {
    const { venue } = twoMarkets();
    venue.send({ type: 'set-phase', phase: 'closing-auction', instrumentCode: null, cancels: false });
    expect(venue.send({ type: 'cancel-all', participantCode: 'ANNA' })).toMatchObject({
      events: [],
      refusal: {
        code: 'order.cancel-barred',
        text: { en: 'orders of CCER, CEA cannot be cancelled or amended in this part of the trading day' },
      },
    });
    expect(
      venue.send({ type: 'cancel-all', participantCode: 'BERT', instrumentCode: 'CEA' }).refusal?.text.en,
    ).toMatch(/^orders of CEA cannot/);
    expect(venue.send({ type: 'cancel-all', participantCode: 'CARA' }).code).toBeNull();
  });

  it('with nothing to cancel is no event', () => {
    const venue = new TradingVenue();
    expect(venue.send({ type: 'cancel-all', participantCode: 'ANNA' }).events).toEqual([]);
    expect(venue.send({ type: 'cancel-all', participantCode: 'NOBODY' })).toMatchObject({
      events: [],
      code: null,
    });
    expect(venue.send({ type: 'cancel-all', participantCode: null, instrumentCode: 'X' }).code).toBe(
      'venue.unknown-instrument',
    );
  });

  it('tells each touched level once, and the indicative price anew', () => {
    const venue = new TradingVenue();
    venue.phase('call-auction');
    venue.sell('ANNA', 1, 99);
    venue.sell('ANNA', 2, 99);
    venue.buy('BERT', 5, 101);
    const { events } = venue.send({ type: 'cancel-all', participantCode: 'ANNA' });
    expect(events.map(({ type }) => type)).toEqual(['order', 'order', 'indicative', 'level', 'account']);
    expect(events[2]).toMatchObject({ priceTicks: null, quantityLots: 0, surplusLots: 0, surplusSide: null });
  });
});
