import { TradingVenue } from '../../../test/support/trading-venue';
import type { PlaceOrderCommand, SelfTradePrevention } from '.';

const MODES: readonly SelfTradePrevention[] = [
  'cancel-aggressor',
  'cancel-resting',
  'cancel-both',
  'decrement-and-cancel',
];

/** BERT 2 at 100, ANNA 5 at 101, BERT 5 at 102; ANNA buys. */
const meet = (
  selfTradePrevention: SelfTradePrevention,
  lots: number,
  more: Partial<PlaceOrderCommand> = {},
) => {
  const venue = new TradingVenue();
  venue.sell('BERT', 2, 100);
  const own = venue.sell('ANNA', 5, 101).number;
  venue.sell('BERT', 5, 102);
  const answer = venue.buy('ANNA', lots, 102, { selfTradePrevention, ...more });
  return {
    venue,
    answer,
    filled: answer.trades.map(([, , price, quantity]) => [price, quantity]),
    own: answer.reports.filter(([number]) => number === own).map(([, ...rest]) => rest),
    order: answer.order,
    asks: venue.levels('sell'),
    bids: venue.levels('buy'),
  };
};

describe('self-trade prevention (I14) in continuous trading', () => {
  it('cancel-aggressor: trades up to the own order, then stops', () => {
    const { filled, order, own, asks, bids, venue } = meet('cancel-aggressor', 7);
    expect(filled).toEqual([[100, 2]]);
    expect(order).toMatchObject({
      status: 'cancelled',
      cumulativeLots: 2,
      cancelledLots: 5,
      leavesLots: 0,
      reason: { code: 'order.self-trade-prevented' },
    });
    expect(own).toEqual([]);
    expect([asks, bids]).toEqual([
      [
        [101, 5, 1],
        [102, 5, 1],
      ],
      [],
    ]);
    expect(venue.account('ANNA').cashReservedCents).toBe(0);
  });

  it('cancel-resting: the own order makes way', () => {
    const { filled, order, own, asks } = meet('cancel-resting', 7);
    expect(filled).toEqual([
      [100, 2],
      [102, 5],
    ]);
    expect(order).toMatchObject({ status: 'filled', reason: null });
    expect(own).toEqual([['cancelled', 0, 'order.self-trade-resting-cancelled']]);
    expect(asks).toEqual([]);
  });

  it('cancel-resting: what is left rests', () => {
    expect(meet('cancel-resting', 9).bids).toEqual([[102, 2, 1]]);
  });

  it('cancel-both', () => {
    const { filled, order, own, asks, bids } = meet('cancel-both', 7);
    expect(filled).toEqual([[100, 2]]);
    expect(order).toMatchObject({
      status: 'cancelled',
      cancelledLots: 5,
      reason: { code: 'order.self-trade-prevented' },
    });
    expect(own).toEqual([['cancelled', 0, 'order.self-trade-resting-cancelled']]);
    expect([asks, bids]).toEqual([[[102, 5, 1]], []]);
  });

  it('decrement-and-cancel: both shrink by what would have traded; a smaller newcomer is over', () => {
    const { filled, order, own, asks } = meet('decrement-and-cancel', 5);
    expect(filled).toEqual([[100, 2]]);
    expect(order).toMatchObject({
      status: 'cancelled',
      cumulativeLots: 2,
      cancelledLots: 3,
      reason: { code: 'order.self-trade-decremented' },
    });
    expect(own).toEqual([['open', 2, 'order.self-trade-decremented']]);
    expect(asks).toEqual([
      [101, 2, 1],
      [102, 5, 1],
    ]);
  });

  it('decrement-and-cancel: a larger newcomer goes on', () => {
    const { filled, order, own, bids } = meet('decrement-and-cancel', 14);
    expect(filled).toEqual([
      [100, 2],
      [102, 5],
    ]);
    expect(own).toEqual([['cancelled', 0, 'order.self-trade-decremented']]);
    expect(order).toMatchObject({
      status: 'partially-filled',
      quantityLots: 14,
      cumulativeLots: 7,
      leavesLots: 2,
      cancelledLots: 5,
      reason: { code: 'order.self-trade-decremented' },
    });
    expect(bids).toEqual([[102, 2, 1]]);
  });

  it('decrement-and-cancel: equal quantities end both', () => {
    const { order, own, asks } = meet('decrement-and-cancel', 7);
    expect(order).toMatchObject({ status: 'cancelled', cumulativeLots: 2, cancelledLots: 5 });
    expect(own).toEqual([['cancelled', 0, 'order.self-trade-decremented']]);
    expect(asks).toEqual([[102, 5, 1]]);
  });

  it('decrement-and-cancel: an iceberg loses its hidden part first', () => {
    const venue = new TradingVenue();
    const own = venue.sell('ANNA', 10, 100, { displayLots: 4 });
    venue.buy('ANNA', 5, 100, { selfTradePrevention: 'decrement-and-cancel' });
    expect(venue.levels('sell')).toEqual([[100, 4, 1]]);
    venue.buy('ANNA', 3, 100, { selfTradePrevention: 'decrement-and-cancel' });
    expect(venue.levels('sell')).toEqual([[100, 2, 1]]);
    expect(venue.core.openOrder(own.number)).toMatchObject({ leavesLots: 2, cancelledLots: 8 });
  });

  it('the mode of the newcomer counts, not that of the resting order', () => {
    const venue = new TradingVenue();
    venue.sell('ANNA', 1, 100, { selfTradePrevention: 'cancel-both' });
    expect(venue.buy('ANNA', 1, 100, { selfTradePrevention: 'cancel-aggressor' }).code).toBe(
      'order.self-trade-prevented',
    );
    expect(venue.levels('sell')).toEqual([[100, 1, 1]]);
  });

  it.each(MODES)('%s: an IOC order that is prevented says so', (mode) => {
    const venue = new TradingVenue();
    venue.sell('ANNA', 2, 100);
    const { order } = venue.buy('ANNA', 5, 100, { selfTradePrevention: mode, timeInForce: 'IOC' });
    const stops = mode === 'cancel-aggressor' || mode === 'cancel-both';
    expect(order).toMatchObject({
      status: 'cancelled',
      cancelledLots: 5,
      reason: { code: stops ? 'order.self-trade-prevented' : 'order.remainder-cancelled' },
    });
  });

  it('does not touch an own order that it does not reach', () => {
    const venue = new TradingVenue();
    venue.sell('BERT', 5, 100);
    venue.sell('ANNA', 5, 101);
    for (const selfTradePrevention of MODES)
      expect(venue.buy('ANNA', 1, 102, { selfTradePrevention }).trades).toHaveLength(1);
    expect(venue.levels('sell')).toEqual([
      [100, 1, 1],
      [101, 5, 1],
    ]);
  });
});

describe('self-trade prevention and fill-or-kill', () => {
  it.each([
    ['cancel-aggressor', 3, 'rejected'],
    ['cancel-aggressor', 2, 'filled'],
    ['cancel-both', 3, 'rejected'],
    ['cancel-both', 2, 'filled'],
    ['decrement-and-cancel', 3, 'rejected'],
    ['decrement-and-cancel', 2, 'filled'],
    ['cancel-resting', 7, 'filled'],
    ['cancel-resting', 8, 'rejected'],
  ] as const)('%s: %i lots: %s, without counting own orders', (mode, lots, status) => {
    const { order, own, asks } = meet(mode, lots, { timeInForce: 'FOK' });
    expect(order?.status).toBe(status);
    if (status === 'rejected') {
      expect(own).toEqual([]);
      expect(asks).toHaveLength(3);
    }
  });

  it('where cancels are barred, own orders do not make way', () => {
    const venue = new TradingVenue();
    venue.sell('ANNA', 1, 100);
    venue.sell('BERT', 5, 101);
    venue.phase('continuous', false);
    const fok = { timeInForce: 'FOK', selfTradePrevention: 'cancel-resting' } as const;
    expect(venue.buy('ANNA', 2, 101, fok).code).toBe('order.fok-not-fillable');
    expect(venue.buy('ANNA', 2, 101, { selfTradePrevention: 'cancel-resting' }).code).toBe(
      'order.self-trade-cancel-barred',
    );
    venue.phase('continuous');
    expect(venue.buy('ANNA', 2, 101, fok).order?.status).toBe('filled');
  });
});

describe('self-trade prevention while orders are collected', () => {
  const collect = (selfTradePrevention: SelfTradePrevention, lots: number, cancels = true) => {
    const venue = new TradingVenue();
    venue.phase('call-auction', true);
    const first = venue.sell('ANNA', 3, 99).number;
    const second = venue.sell('ANNA', 3, 100).number;
    const beyond = venue.sell('ANNA', 3, 103).number;
    venue.sell('BERT', 3, 98);
    venue.phase('call-auction', cancels);
    const answer = venue.buy('ANNA', lots, 101, { selfTradePrevention });
    return { venue, answer, first, second, beyond };
  };

  it('cancel-aggressor: the newcomer is cancelled at entry', () => {
    const { answer, venue } = collect('cancel-aggressor', 4);
    expect(answer.code).toBe('order.self-trade-prevented');
    expect(venue.open()).toHaveLength(4);
  });

  it('cancel-resting: own orders that could meet it make way, others stay', () => {
    const { answer, venue, first, second, beyond } = collect('cancel-resting', 4);
    expect(answer.reports).toEqual([
      [first, 'cancelled', 0, 'order.self-trade-resting-cancelled'],
      [second, 'cancelled', 0, 'order.self-trade-resting-cancelled'],
      [answer.number, 'open', 4, null],
    ]);
    expect(venue.open().map(([number]) => number)).toContain(beyond);
    expect(venue.phase('continuous').trades).toEqual([['ANNA', 'BERT', 101, 3]]);
  });

  it('cancel-both: the oldest of them and the newcomer', () => {
    const { answer, first } = collect('cancel-both', 4);
    expect(answer.reports).toEqual([
      [first, 'cancelled', 0, 'order.self-trade-resting-cancelled'],
      [answer.number, 'cancelled', 0, 'order.self-trade-prevented'],
    ]);
  });

  it('decrement-and-cancel: one after the other until the newcomer is used up', () => {
    const { answer, first, second } = collect('decrement-and-cancel', 4);
    expect(answer.reports).toEqual([
      [first, 'cancelled', 0, 'order.self-trade-decremented'],
      [second, 'open', 2, 'order.self-trade-decremented'],
      [answer.number, 'cancelled', 0, 'order.self-trade-decremented'],
    ]);
  });

  it.each(MODES)('%s: in a window without cancels the newcomer gives way', (mode) => {
    const { answer, venue } = collect(mode, 4, false);
    expect(answer.reports).toEqual([[answer.number, 'cancelled', 0, 'order.self-trade-cancel-barred']]);
    expect(answer.order?.reason?.remedy.en).toMatch(/^enter a price that does not reach the own order/);
    expect(venue.open()).toHaveLength(4);
  });

  it('a sell that meets own bids', () => {
    const venue = new TradingVenue();
    venue.phase('pre-open');
    venue.buy('ANNA', 3, 100);
    const high = venue.buy('ANNA', 3, 102).number;
    const answer = venue.sell('ANNA', 1, 101, { selfTradePrevention: 'cancel-resting' });
    expect(answer.reports.map(([number]) => number)).toEqual([high, answer.number]);
    expect(venue.sell('ANNA', 1, 100).code).toBe('order.self-trade-prevented');
  });

  it('waiting stops, block proposals and other markets are no own orders that could meet', () => {
    const venue = new TradingVenue();
    venue.sell('ANNA', 1, 95, { stopTicks: 95 });
    venue.phase('call-auction');
    expect(venue.buy('ANNA', 1, 105).order?.status).toBe('open');
  });

  it('an amendment is checked like a new order', () => {
    const venue = new TradingVenue();
    venue.phase('call-auction');
    venue.sell('ANNA', 1, 105);
    const { number } = venue.buy('ANNA', 1, 100);
    expect(venue.amend('ANNA', number, { priceTicks: 105 }).reports).toEqual([
      [number, 'cancelled', 0, 'order.self-trade-prevented'],
    ]);
  });
});
