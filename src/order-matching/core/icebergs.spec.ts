import { TradingVenue } from '../../../test/support/trading-venue';

describe('an iceberg', () => {
  it('shows its visible part and goes to the back of the queue with each refresh', () => {
    const venue = new TradingVenue();
    const iceberg = venue.sell('ANNA', 7, 100, { displayLots: 3 });
    const plain = venue.sell('BERT', 2, 100);
    expect(venue.levels('sell')).toEqual([[100, 5, 2]]);
    const taken = venue.buy('CARA', 9, 100);
    expect(taken.trades.map(([, seller, , lots]) => [seller, lots])).toEqual([
      ['ANNA', 3],
      ['BERT', 2],
      ['ANNA', 3],
      ['ANNA', 1],
    ]);
    expect(taken.reports).toEqual([
      [iceberg.number, 'partially-filled', 4, null],
      [plain.number, 'filled', 0, null],
      [iceberg.number, 'partially-filled', 1, null],
      [iceberg.number, 'filled', 0, null],
      [taken.number, 'filled', 0, null],
    ]);
  });

  it('keeps its place while a part of what it shows is left', () => {
    const venue = new TradingVenue();
    venue.sell('ANNA', 6, 100, { displayLots: 3 });
    venue.sell('BERT', 3, 100);
    venue.buy('CARA', 2, 100);
    expect(venue.levels('sell')).toEqual([[100, 4, 2]]);
    expect(venue.buy('CARA', 2, 100).trades.map(([, seller, , lots]) => [seller, lots])).toEqual([
      ['ANNA', 1],
      ['BERT', 1],
    ]);
    expect(venue.levels('sell')).toEqual([[100, 5, 2]]);
  });

  it('comes in a thousand parts at most, also when it grows', () => {
    const venue = new TradingVenue({ rightsLots: 5_000 });
    const tooSmall = venue.sell('ANNA', 2_001, 100, { displayLots: 2 });
    expect(tooSmall.order?.reason).toMatchObject({
      code: 'order.display-not-possible',
      remedy: {
        en: 'show from 3 t to 2001 t of a limit order with GTC, DAY or GTD',
      },
    });
    const { number } = venue.sell('ANNA', 2_000, 100, { displayLots: 2 });
    expect(venue.amend('ANNA', number, { leavesLots: 2_001 }).code).toBe('order.display-not-possible');
    expect(venue.amend('ANNA', number, { priceTicks: 101, leavesLots: 2_000 }).code).toBeNull();
    venue.buy('BERT', 1, 101);
    expect(venue.amend('ANNA', number, { leavesLots: 2_000 }).code).toBeNull();
    expect(venue.amend('ANNA', number, { leavesLots: 1 }).code).toBeNull();
  });

  it('is covered for all of it, not for what it shows', () => {
    const venue = new TradingVenue();
    venue.buy('ANNA', 50, 100, { displayLots: 1 });
    expect(venue.account('ANNA').cashReservedCents).toBe(5_000);
    venue.sell('BERT', 10, 100);
    expect(venue.account('ANNA').cashReservedCents).toBe(4_000);
    expect(venue.levels('buy')).toEqual([[100, 1, 1]]);
  });

  it('that shows all of itself is an ordinary order', () => {
    const venue = new TradingVenue();
    venue.sell('ANNA', 3, 100, { displayLots: 3 });
    venue.sell('BERT', 3, 100);
    expect(venue.buy('CARA', 4, 100).trades.map(([, seller]) => seller)).toEqual(['ANNA', 'BERT']);
  });

  it('comes in as an aggressor with all its lots and rests with what is left', () => {
    const venue = new TradingVenue();
    venue.sell('ANNA', 4, 100);
    const { order, trades } = venue.buy('BERT', 10, 100, { displayLots: 5 });
    expect(trades).toEqual([['BERT', 'ANNA', 100, 4]]);
    expect(order).toMatchObject({ leavesLots: 6, displayLots: 5 });
    expect(venue.levels('buy')).toEqual([[100, 5, 1]]);
  });

  it('shows less than its visible part only when less is left', () => {
    const venue = new TradingVenue();
    venue.sell('ANNA', 4, 100);
    venue.buy('BERT', 10, 100, { displayLots: 8 });
    expect(venue.levels('buy')).toEqual([[100, 6, 1]]);
  });

  it.each([
    [0, 'GTC'],
    [-1, 'GTC'],
    [1.5, 'GTC'],
    [11, 'GTC'],
    [5, 'IOC'],
    [5, 'FOK'],
  ] as const)('cannot show %p lots of ten with %s', (displayLots, timeInForce) => {
    expect(new TradingVenue().buy('ANNA', 10, 100, { displayLots, timeInForce }).code).toBe(
      'order.display-not-possible',
    );
  });

  it('is no market order, and shows from one lot to all', () => {
    const venue = new TradingVenue();
    expect(venue.buy('ANNA', 10, null, { displayLots: 5 }).code).toBe('order.display-not-possible');
    for (const displayLots of [1, 10])
      expect(venue.buy('ANNA', 10, 95, { displayLots }).order?.status).toBe('open');
  });

  it('a smaller quantity takes from the hidden part first, and keeps the place', () => {
    const venue = new TradingVenue();
    const { number } = venue.sell('ANNA', 10, 100, { displayLots: 4 });
    venue.sell('BERT', 1, 100);
    expect(venue.amend('ANNA', number, { leavesLots: 4 }).code).toBeNull();
    expect(venue.levels('sell')).toEqual([[100, 5, 2]]);
    venue.amend('ANNA', number, { leavesLots: 3 });
    expect(venue.levels('sell')).toEqual([[100, 4, 2]]);
    expect(venue.buy('CARA', 4, 100).trades.map(([, seller, , lots]) => [seller, lots])).toEqual([
      ['ANNA', 3],
      ['BERT', 1],
    ]);
  });

  it('a larger quantity sends it to the back, showing its visible part again', () => {
    const venue = new TradingVenue();
    const { number } = venue.sell('ANNA', 10, 100, { displayLots: 4 });
    venue.sell('BERT', 1, 100);
    venue.buy('CARA', 2, 100);
    venue.amend('ANNA', number, { leavesLots: 9 });
    expect(venue.levels('sell')).toEqual([[100, 5, 2]]);
    expect(venue.buy('CARA', 2, 100).trades.map(([, seller]) => seller)).toEqual(['BERT', 'ANNA']);
  });

  it('takes part in an auction with all its lots', () => {
    const venue = new TradingVenue();
    venue.phase('call-auction');
    venue.sell('ANNA', 10, 99, { displayLots: 1 });
    venue.buy('BERT', 8, 101);
    expect(venue.market()).toMatchObject({ indicativeLots: 8 });
    expect(venue.phase('continuous').trades.reduce((sum, [, , , lots]) => sum + lots, 0)).toBe(8);
    expect(venue.levels('sell')).toEqual([[99, 1, 1]]);
    expect(venue.open().map(([, leaves]) => leaves)).toEqual([2]);
  });

  it('counts per level: an iceberg of another level or side adds nothing', () => {
    const venue = new TradingVenue();
    venue.phase('call-auction');
    venue.sell('ANNA', 10, 99, { displayLots: 1 });
    venue.sell('ANNA', 3, 100);
    venue.buy('BERT', 30, 100, { displayLots: 2 });
    expect(venue.market()).toMatchObject({ indicativeLots: 13 });
    const { number } = venue.sell('CARA', 6, 98, { displayLots: 1 });
    expect(venue.market()).toMatchObject({ indicativeLots: 19 });
    venue.cancel('CARA', number);
    expect(venue.market()).toMatchObject({ indicativeLots: 13 });
  });
});
