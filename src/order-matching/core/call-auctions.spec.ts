import { CARBON, TradingVenue } from '../../../test/support/trading-venue';

const collecting = (terms = {}) => {
  const venue = new TradingVenue({ instruments: [{ ...CARBON, ...terms }] });
  venue.phase('call-auction');
  return venue;
};
const indicativeOf = (events: ReturnType<TradingVenue['send']>['events']) =>
  events.flatMap((event) =>
    event.type === 'indicative'
      ? [[event.priceTicks, event.quantityLots, event.surplusLots, event.surplusSide]]
      : [],
  );

describe('while orders are collected', () => {
  it('tells what they would trade at now, and only when it changes', () => {
    const venue = collecting();
    expect(indicativeOf(venue.buy('ANNA', 5, 104).events)).toEqual([]);
    expect(indicativeOf(venue.sell('BERT', 3, 100).events)).toEqual([[104, 3, 2, 'buy']]);
    expect(indicativeOf(venue.sell('BERT', 1, 110).events)).toEqual([]);
    const large = venue.sell('CARA', 4, 100);
    expect(indicativeOf(large.events)).toEqual([[100, 5, 2, 'sell']]);
    expect(venue.market()).toMatchObject({ indicativePriceTicks: 100, indicativeLots: 5 });
    expect(indicativeOf(venue.amend('CARA', large.number, { leavesLots: 2 }).events)).toEqual([
      [102, 5, 0, null],
    ]);
    expect(indicativeOf(venue.cancel('CARA', large.number).events)).toEqual([[104, 3, 2, 'buy']]);
  });

  it('says when nothing crosses any more', () => {
    const venue = collecting();
    const { number } = venue.buy('ANNA', 5, 104);
    venue.sell('BERT', 3, 100);
    expect(indicativeOf(venue.cancel('ANNA', number).events)).toEqual([[null, 0, 0, null]]);
    expect(venue.market()).toMatchObject({ indicativePriceTicks: null, indicativeLots: 0 });
  });

  it('forgets the indicative price outside of it, and tells the next call anew', () => {
    const venue = collecting();
    venue.buy('ANNA', 5, 104);
    venue.sell('BERT', 3, 100);
    venue.phase('continuous');
    expect(venue.market()).toMatchObject({
      indicativePriceTicks: null,
      indicativeLots: 0,
      indicativeSurplusLots: 0,
    });
    expect(indicativeOf(venue.phase('call-auction').events)).toEqual([]);
  });

  it('tells it again after a suspension, and not when one call goes over into another', () => {
    const venue = collecting();
    venue.buy('ANNA', 5, 104);
    venue.sell('BERT', 3, 100);
    expect(indicativeOf(venue.phase('closing-auction').events)).toEqual([]);
    expect(indicativeOf(venue.phase('suspended').events)).toEqual([]);
    expect(venue.market()).toMatchObject({ indicativePriceTicks: null, indicativeLots: 0 });
    expect(indicativeOf(venue.phase('call-auction').events)).toEqual([[104, 3, 2, 'buy']]);
  });

  it('an expiry changes it', () => {
    const venue = collecting();
    venue.buy('ANNA', 5, 104, { timeInForce: 'DAY' });
    venue.sell('BERT', 3, 100);
    expect(indicativeOf(venue.day('2024-01-03').events)).toEqual([[null, 0, 0, null]]);
  });
});

describe('the uncrossing', () => {
  it('serves better prices first, then the older order, at one price; what is left waits', () => {
    const venue = collecting();
    const bids = [venue.buy('ANNA', 3, 103), venue.buy('BERT', 3, 105), venue.buy('CARA', 3, 103)];
    const ask = venue.sell('DORA', 8, 101);
    const { trades, reports, events } = venue.phase('continuous');
    expect(trades).toEqual([
      ['BERT', 'DORA', 103, 3],
      ['ANNA', 'DORA', 103, 3],
      ['CARA', 'DORA', 103, 2],
    ]);
    expect(reports.filter(([, status]) => status === 'filled').map(([number]) => number)).toEqual([
      bids[1]?.number,
      bids[0]?.number,
      ask.number,
    ]);
    expect(venue.levels('buy')).toEqual([[103, 1, 1]]);
    const traded = events.flatMap((event) => (event.type === 'trade' ? [event.trade] : []));
    expect(new Set(traded.map(({ model, aggressorSide }) => `${model} ${aggressorSide}`))).toEqual(
      new Set(['auction sell']),
    );
  });

  it('the younger order counts as the aggressor', () => {
    const venue = collecting();
    venue.sell('ANNA', 1, 99);
    venue.buy('BERT', 1, 101);
    expect(venue.phase('continuous').events[1]).toMatchObject({ trade: { aggressorSide: 'buy' } });
  });

  it('explains its price once, before its trades', () => {
    const venue = collecting({ auctionRule: 'szse' });
    venue.buy('ANNA', 5, 105, { displayLots: 1 });
    venue.sell('BERT', 3, 101);
    venue.sell('CARA', 1, 106);
    const { events } = venue.phase('continuous');
    expect(events.map(({ type }) => type).slice(0, 3)).toEqual(['auction', 'trade', 'order']);
    const told = events.flatMap((event) => (event.type === 'auction' ? [event.auction] : []));
    expect(told).toEqual([
      {
        instrumentCode: 'CEA',
        rule: 'szse',
        referencePriceTicks: 100,
        priceTicks: 105,
        quantityLots: 3,
        surplusLots: 2,
        surplusSide: 'buy',
        steps: [
          expect.objectContaining({
            criterion: 'maximum-volume',
            before: { lowTicks: 101, highTicks: 105, prices: 5, declaredOnly: false },
            after: { lowTicks: 101, highTicks: 105, prices: 5, declaredOnly: false },
          }),
          expect.objectContaining({
            criterion: 'better-prices-filled',
            after: { lowTicks: 105, highTicks: 105, prices: 1, declaredOnly: false },
          }),
        ],
        summary: {
          en: 'price 1.05, volume 3; buys of 2 are left over at this price',
          zh: '成交价 1.05，成交量 3，买方在该价格上剩余 2',
        },
        date: '2024-01-02',
      },
    ]);
    expect(told[0]?.steps[0]?.text.en).toBe('the most that can be traded is 3, at 1.01 to 1.05 (5 prices)');
  });

  it('compares with the last price of the day, or with nothing', () => {
    const auctionOf = (venue: TradingVenue) => {
      venue.buy('ANNA', 1, 105);
      venue.sell('BERT', 1, 103);
      return venue
        .phase('continuous')
        .events.flatMap((event) => (event.type === 'auction' ? [event.auction.referencePriceTicks] : []));
    };
    const traded = new TradingVenue();
    traded.sell('CARA', 1, 104);
    traded.buy('DORA', 1, 104);
    traded.phase('call-auction');
    expect(auctionOf(traded)).toEqual([104]);
    expect(auctionOf(collecting({ referencePriceTicks: 0, priceBandBasisPoints: null }))).toEqual([null]);
  });

  it('gives the buyer back what the price saved', () => {
    const venue = collecting();
    venue.buy('ANNA', 2, 110);
    venue.sell('BERT', 2, 90);
    expect(venue.account('ANNA').cashReservedCents).toBe(220);
    venue.phase('continuous');
    expect(venue.account('ANNA')).toMatchObject({
      cashReservedCents: 0,
      cashUnsettledOutCents: 200,
      cashAvailableCents: 999_800,
    });
    expect(venue.market().lastPriceTicks).toBe(100);
  });

  it('of nothing is no trade', () => {
    const venue = collecting();
    venue.buy('ANNA', 2, 99);
    venue.sell('BERT', 2, 100);
    expect(venue.phase('continuous').events.map(({ type }) => type)).toEqual(['market-phase']);
    const empty = collecting();
    empty.sell('BERT', 2, 100);
    expect(empty.phase('continuous').trades).toEqual([]);
  });

  it.each([
    ['sse', 103],
    ['szse', 101],
    ['asx', 101],
    ['nse', 101],
  ] as const)('follows the rule of the instrument: %s at %i', (auctionRule, priceTicks) => {
    const venue = collecting({ auctionRule });
    venue.buy('ANNA', 5, 105);
    venue.sell('BERT', 5, 101);
    expect(venue.phase('continuous').trades).toEqual([['ANNA', 'BERT', priceTicks, 5]]);
  });

  it('later in the day the last price is the reference', () => {
    const venue = new TradingVenue({ instruments: [{ ...CARBON, auctionRule: 'szse' }] });
    venue.sell('CARA', 1, 104);
    venue.buy('DORA', 1, 104);
    venue.phase('closing-auction');
    venue.buy('ANNA', 5, 105);
    venue.sell('BERT', 5, 101);
    expect(venue.phase('closed').trades).toEqual([['ANNA', 'BERT', 104, 5]]);
  });

  it('works without a reference price', () => {
    const venue = collecting({ referencePriceTicks: 0, priceBandBasisPoints: null });
    venue.buy('ANNA', 5, 105);
    venue.sell('BERT', 5, 101);
    expect(venue.phase('continuous').trades).toEqual([['ANNA', 'BERT', 103, 5]]);
  });

  it('sweeps many levels and icebergs at once and leaves the book uncrossed', () => {
    const venue = collecting();
    for (let step = 0; step < 10; step += 1) {
      venue.buy('ANNA', 3, 100 + step, step % 2 === 0 ? { displayLots: 1 } : {});
      venue.sell('BERT', 3, 109 - step, step % 3 === 0 ? { displayLots: 2 } : {});
    }
    const { trades } = venue.phase('continuous');
    expect(new Set(trades.map(([, , price]) => price)).size).toBe(1);
    expect(trades.reduce((sum, [, , , lots]) => sum + lots, 0)).toBe(15);
    const [bid, ask] = [venue.levels('buy')[0], venue.levels('sell')[0]];
    expect((bid?.[0] ?? 0) < (ask?.[0] ?? 0)).toBe(true);
  });
});
