import { CARBON, TradingVenue } from '../../../test/support/trading-venue';

const withAsks = (): TradingVenue => {
  const venue = new TradingVenue();
  venue.sell('ANNA', 5, 100);
  venue.sell('BERT', 5, 101);
  return venue;
};

describe('IOC', () => {
  it('trades what it can at once and cancels the rest', () => {
    const venue = withAsks();
    const { order, trades } = venue.buy('CARA', 8, 100, { timeInForce: 'IOC' });
    expect(trades).toEqual([['CARA', 'ANNA', 100, 5]]);
    expect(order).toMatchObject({
      status: 'cancelled',
      cumulativeLots: 5,
      cancelledLots: 3,
      leavesLots: 0,
      reason: { code: 'order.remainder-cancelled' },
    });
    expect(venue.levels('buy')).toEqual([]);
    expect(venue.account('CARA').cashReservedCents).toBe(0);
  });

  it('is filled like any other', () => {
    expect(withAsks().buy('CARA', 5, 100, { timeInForce: 'IOC' }).order).toMatchObject({
      status: 'filled',
      reason: null,
    });
  });
});

describe('FOK', () => {
  it.each([
    [10, 101, 'filled'],
    [11, 101, 'rejected'],
    [5, 100, 'filled'],
    [6, 100, 'rejected'],
    [1, 99, 'rejected'],
  ])('%i lots at %i: %s', (lots, price, status) => {
    const venue = withAsks();
    const { order, trades } = venue.buy('CARA', lots, price, { timeInForce: 'FOK' });
    expect(order?.status).toBe(status);
    expect(trades.reduce((sum, [, , , filled]) => sum + filled, 0)).toBe(status === 'filled' ? lots : 0);
    if (status === 'rejected') expect(order?.reason?.code).toBe('order.fok-not-fillable');
  });

  it('from the selling side', () => {
    const venue = new TradingVenue();
    venue.buy('ANNA', 5, 100);
    venue.buy('BERT', 5, 99);
    expect(venue.sell('CARA', 6, 100, { timeInForce: 'FOK' }).code).toBe('order.fok-not-fillable');
    expect(venue.sell('CARA', 10, 99, { timeInForce: 'FOK' }).order?.status).toBe('filled');
  });

  it('counts the hidden part of icebergs', () => {
    const venue = new TradingVenue();
    venue.sell('ANNA', 20, 100, { displayLots: 2 });
    expect(venue.buy('BERT', 21, 100, { timeInForce: 'FOK' }).code).toBe('order.fok-not-fillable');
    expect(venue.buy('BERT', 20, 100, { timeInForce: 'FOK' }).order?.status).toBe('filled');
  });

  it('but not what would come up behind an own order', () => {
    const venue = new TradingVenue();
    venue.sell('ANNA', 20, 100, { displayLots: 2 });
    venue.sell('BERT', 1, 100);
    expect(venue.buy('BERT', 3, 100, { timeInForce: 'FOK' }).code).toBe('order.fok-not-fillable');
    expect(venue.buy('BERT', 2, 100, { timeInForce: 'FOK' }).order?.status).toBe('filled');
    venue.sell('CARA', 4, 101);
    expect(
      venue.buy('BERT', 22, 101, { timeInForce: 'FOK', selfTradePrevention: 'cancel-resting' }).order?.status,
    ).toBe('filled');
  });
});

describe('DAY and GTD', () => {
  it('DAY ends with its day', () => {
    const venue = new TradingVenue();
    const { number } = venue.buy('ANNA', 1, 100, { timeInForce: 'DAY' });
    const kept = venue.buy('ANNA', 1, 99);
    venue.clock('23:59:59');
    expect(venue.open()).toHaveLength(2);
    expect(venue.day('2024-01-03').reports).toEqual([[number, 'expired', 0, 'order.expired']]);
    expect(venue.open()).toEqual([[kept.number, 1]]);
    expect(venue.account('ANNA').cashReservedCents).toBe(99);
  });

  it('GTD is good on its last day and no longer', () => {
    const venue = new TradingVenue();
    const gtd = { timeInForce: 'GTD', expiresOn: '2024-01-04' } as const;
    const { number } = venue.sell('ANNA', 1, 100, gtd);
    const today = venue.sell('BERT', 1, 100, { ...gtd, expiresOn: '2024-01-02' });
    expect(venue.day('2024-01-04').reports).toEqual([[today.number, 'expired', 0, 'order.expired']]);
    venue.clock('23:59:59');
    expect(venue.open()).toEqual([[number, 1]]);
    expect(venue.day('2024-01-05').reports).toEqual([[number, 'expired', 0, 'order.expired']]);
  });

  it('expire in the order of their hour, then of their numbers', () => {
    const venue = new TradingVenue();
    const late = venue.buy('ANNA', 1, 95, { timeInForce: 'GTD', expiresOn: '2024-01-03' });
    const first = venue.buy('ANNA', 1, 96, { timeInForce: 'DAY' });
    const second = venue.buy('BERT', 1, 97, { timeInForce: 'DAY' });
    expect(venue.day('2024-01-09').reports.map(([number]) => number)).toEqual([
      first.number,
      second.number,
      late.number,
    ]);
  });

  it('a filled or cancelled order does not expire again', () => {
    const venue = new TradingVenue();
    venue.buy('ANNA', 1, 100, { timeInForce: 'DAY' });
    const { number } = venue.buy('ANNA', 1, 99, { timeInForce: 'DAY' });
    venue.sell('BERT', 1, 100);
    venue.cancel('ANNA', number);
    expect(venue.day('2024-01-03').reports).toEqual([]);
  });

  it('GTD needs a real day that is not over', () => {
    const venue = new TradingVenue();
    const code = (expiresOn: string | null) =>
      venue.buy('ANNA', 1, 100, { timeInForce: 'GTD', expiresOn }).code;
    expect(code(null)).toBe('order.expiry-missing');
    expect(code('soon')).toBe('order.expiry-missing');
    expect(code('2024-02-30')).toBe('order.expiry-missing');
    expect(code('2024-01-01')).toBe('order.expiry-passed');
    expect(code('2024-01-02')).toBeNull();
  });

  it('a triggered or amended order keeps its day', () => {
    const venue = new TradingVenue();
    const stop = venue.buy('ANNA', 1, 101, { timeInForce: 'DAY', stopTicks: 101 });
    const moved = venue.buy('ANNA', 1, 95, { timeInForce: 'DAY' });
    venue.amend('ANNA', moved.number, { priceTicks: 96 });
    venue.sell('BERT', 1, 101);
    venue.buy('CARA', 1, 101);
    expect(venue.open().map(([number]) => number)).toEqual([stop.number, moved.number]);
    expect(venue.day('2024-01-03').reports.map(([number, status]) => [number, status])).toEqual([
      [stop.number, 'expired'],
      [moved.number, 'expired'],
    ]);
  });

  it('the day of an order does not matter where bands are wide', () => {
    const venue = new TradingVenue({ instruments: [{ ...CARBON, priceBandBasisPoints: null }] });
    expect(venue.buy('ANNA', 1, 1, { timeInForce: 'DAY' }).order).toMatchObject({
      status: 'open',
      expiresOn: null,
    });
  });
});
