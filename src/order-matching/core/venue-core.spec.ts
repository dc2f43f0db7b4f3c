import type { InstrumentMeasures } from '../../kernel';
import type { PlaceOrderCommand, VenueCommandBody } from './commands';
import { VENUE_LIMITS } from './limits';
import { NaiveBook } from './naive-book';
import type { InstrumentTerms } from './order-terms';
import { averagePriceTicks, priceBand } from './price-band';
import { REASONS, type ReasonCode, reasonOf } from './reasons';
import { stateHash } from './state-hash';
import { checkVenue } from './venue-check';
import { VenueCore, type VenueCoreOptions } from './venue-core';
import { VenueState } from './venue-state';

const measures: InstrumentMeasures = {
  code: 'CEA',
  unit: { en: 't', zh: '吨' },
  lotSize: '1',
  tickSize: '0.01',
};
const terms: InstrumentTerms = {
  instrumentCode: 'CEA',
  family: 'carbon-credits',
  referencePriceTicks: 100,
  priceBandBasisPoints: 1_000,
  centsPerTickLot: 2,
  measures,
};

function venue(options: VenueCoreOptions = {}) {
  const core = new VenueCore(new VenueState('2024-05-17'), options);
  const send = (body: VenueCommandBody) => {
    const sequence = core.state.commandSequence + 1;
    const { events, refusal } = core.apply({ ...body, sequence });
    const own = events.flatMap((event) =>
      event.type === 'order' && event.order.orderNumber === sequence ? [event.order] : [],
    );
    return { events, refusal: refusal?.code ?? null, order: own.at(-1), number: sequence };
  };
  send({ type: 'list-instrument', terms });
  send({ type: 'set-phase', phase: 'open' });
  for (const participantCode of ['A', 'B', 'C']) {
    send({ type: 'credit', participantCode, instrumentCode: null, amount: 100_000 });
    send({ type: 'credit', participantCode, instrumentCode: 'CEA', amount: 100 });
  }
  const place = (
    participantCode: string,
    side: 'buy' | 'sell',
    quantityLots: number,
    priceTicks: number | null,
    other: Partial<PlaceOrderCommand> = {},
  ) =>
    send({
      type: 'place-order',
      participantCode,
      actorId: 'seat',
      actorKind: 'person',
      clientOrderId: 'c',
      instrumentCode: 'CEA',
      side,
      orderType: priceTicks === null ? 'market' : 'limit',
      priceTicks,
      quantityLots,
      timeInForce: 'GTC',
      selfTradePrevention: 'cancel-aggressor',
      eligibility: { allowed: true, limitLots: null, limitReason: null },
      ...other,
    });
  const account = (participantCode: string) => core.state.account(participantCode);
  return { core, send, place, account };
}
const fillsOf = ({ events }: { events: ReturnType<VenueCore['apply']>['events'] }) =>
  events.flatMap((event) =>
    event.type === 'trade'
      ? [[event.trade.priceTicks, event.trade.quantityLots, event.trade.sellerCode]]
      : [],
  );

describe('matching', () => {
  it('I9: best price first, then oldest, at the resting price; the rest of a limit order waits', () => {
    const { place, core } = venue();
    place('A', 'sell', 10, 102);
    place('B', 'sell', 10, 101);
    place('A', 'sell', 10, 101);
    const taken = place('C', 'buy', 40, 103);
    expect(fillsOf(taken)).toEqual([
      [101, 10, 'B'],
      [101, 10, 'A'],
      [102, 10, 'A'],
    ]);
    expect(taken.order).toMatchObject({ status: 'partially-filled', cumulativeLots: 30, leavesLots: 10 });
    expect(core.state.instrument('CEA').book.levels('buy', 5)).toEqual([
      { priceTicks: 103, quantityLots: 10, orderCount: 1 },
    ]);
    expect(core.state.instrument('CEA').lastPriceTicks).toBe(102);
  });

  it('I11: a buy holds its limit × leaves, and gets back at once what it saved', () => {
    const { place, account } = venue();
    place('A', 'sell', 4, 95);
    const { number } = place('B', 'buy', 10, 105);
    const { cash } = account('B');
    expect([cash.available, cash.reserved, cash.unsettledOut]).toEqual([
      100_000 - 6 * 105 * 2 - 4 * 95 * 2,
      6 * 105 * 2,
      4 * 95 * 2,
    ]);
    expect(account('A').position('CEA').holding).toMatchObject({
      available: 96,
      reserved: 0,
      unsettledOut: 4,
    });
    expect(account('B').position('CEA')).toMatchObject({ boughtLots: 4, openBuyLots: 6 });
    expect(number).toBeGreaterThan(0);
  });

  it('a market order reserves at the far edge of the band and never rests', () => {
    const { place, account, core } = venue();
    place('A', 'sell', 5, 110);
    const order = place('B', 'buy', 10, null).order;
    expect(order).toMatchObject({
      timeInForce: 'IOC',
      status: 'cancelled',
      cumulativeLots: 5,
      cancelledLots: 5,
      reason: { code: 'order.remainder-cancelled' },
    });
    expect(account('B').cash.reserved).toBe(0);
    expect(core.state.openOrders.size).toBe(0);
    expect(place('B', 'buy', 455, null).order?.reason?.code).toBe('order.insufficient-cash');
    expect(place('C', 'sell', 100, null).order?.status).toBe('cancelled');
  });

  it('IOC trades what it can; FOK all or nothing', () => {
    const { place, core } = venue();
    place('A', 'sell', 5, 100);
    const before = stateHash(core.state);
    const killed = place('B', 'buy', 6, 100, { timeInForce: 'FOK' });
    expect(killed.order).toMatchObject({
      status: 'rejected',
      cancelledLots: 6,
      reason: { code: 'order.fok-not-fillable' },
    });
    expect(fillsOf(killed)).toEqual([]);
    expect(stateHash(core.state)).not.toBe(before);
    expect(fillsOf(place('B', 'buy', 4, 100, { timeInForce: 'FOK' }))).toEqual([[100, 4, 'A']]);
    expect(place('B', 'buy', 4, 100, { timeInForce: 'IOC' }).order).toMatchObject({
      cumulativeLots: 1,
      cancelledLots: 3,
      status: 'cancelled',
    });
  });
});

describe('self-trade prevention (I14)', () => {
  const meet = (
    selfTradePrevention: PlaceOrderCommand['selfTradePrevention'],
    timeInForce = 'GTC' as const,
  ) => {
    const { place, core } = venue();
    place('B', 'sell', 2, 100);
    place('A', 'sell', 5, 101);
    place('B', 'sell', 5, 102);
    const outcome = place('A', 'buy', 7, 102, { selfTradePrevention, timeInForce });
    const open = [...core.state.openOrders.values()];
    return {
      fills: fillsOf(outcome),
      status: outcome.order?.status,
      reason: outcome.order?.reason?.code,
      open: open.map((order) => `${order.participantCode} ${order.side} ${order.leavesLots}`),
    };
  };

  it('cancel-aggressor: trades up to the own order, then stops', () => {
    expect(meet('cancel-aggressor')).toEqual({
      fills: [[100, 2, 'B']],
      status: 'cancelled',
      reason: 'order.self-trade-prevented',
      open: ['A sell 5', 'B sell 5'],
    });
  });
  it('cancel-resting: the own order makes way', () => {
    expect(meet('cancel-resting')).toEqual({
      fills: [
        [100, 2, 'B'],
        [102, 5, 'B'],
      ],
      status: 'filled',
      reason: undefined,
      open: [],
    });
  });
  it('cancel-both', () => {
    expect(meet('cancel-both')).toMatchObject({
      fills: [[100, 2, 'B']],
      reason: 'order.self-trade-prevented',
      open: ['B sell 5'],
    });
  });

  it.each([
    ['cancel-aggressor', 3, 'rejected'],
    ['cancel-aggressor', 2, 'filled'],
    ['cancel-both', 3, 'rejected'],
    ['cancel-resting', 7, 'filled'],
    ['cancel-resting', 8, 'rejected'],
  ] as const)('fill-or-kill with %s does not count own orders: %i lots → %s', (mode, lots, status) => {
    const { place } = venue();
    place('B', 'sell', 2, 100);
    place('A', 'sell', 5, 101);
    place('B', 'sell', 5, 102);
    const { order } = place('A', 'buy', lots, 102, { selfTradePrevention: mode, timeInForce: 'FOK' });
    expect(order?.status).toBe(status);
  });
});

describe('admission', () => {
  const codeOf = (outcome: ReturnType<ReturnType<typeof venue>['place']>) => outcome.order?.reason?.code;

  it('gives each refusal its code', () => {
    const { place, send } = venue({
      limits: { ...VENUE_LIMITS, openOrdersPerParticipant: 1, openOrders: 2 },
    });
    const refusals: Partial<Record<ReasonCode, string | undefined>> = {
      'order.unknown-instrument': codeOf(place('A', 'buy', 1, 100, { instrumentCode: 'X' })),
      'order.quantity-not-positive': codeOf(place('A', 'buy', -1, 100)),
      'order.price-not-positive': codeOf(place('A', 'buy', 1, 0)),
      'order.price-missing': codeOf(place('A', 'buy', 1, null, { orderType: 'limit' })),
      'order.price-not-allowed': codeOf(place('A', 'buy', 1, 100, { orderType: 'market' })),
      'order.outside-band': codeOf(place('A', 'buy', 1, 111)),
      'order.notional-too-large': codeOf(place('A', 'buy', 2 ** 52, 100)),
      'order.insufficient-cash': codeOf(place('A', 'buy', 501, 100)),
      'order.insufficient-rights': codeOf(place('NOBODY', 'sell', 1, 100)),
      'order.limit-reached': codeOf(
        place('A', 'buy', 2, 100, { eligibility: { allowed: true, limitLots: 1, limitReason: null } }),
      ),
    };
    place('A', 'buy', 1, 99);
    refusals['order.too-many-open-orders'] = codeOf(place('A', 'buy', 1, 99));
    place('B', 'buy', 1, 99);
    refusals['order.book-full'] = codeOf(place('C', 'buy', 1, 99));
    expect(codeOf(place('C', 'buy', 1, 99, { timeInForce: 'IOC' }))).toBe('order.remainder-cancelled');
    send({ type: 'set-phase', phase: 'closed' });
    refusals['order.market-closed'] = codeOf(place('A', 'buy', 1, 99));
    for (const [wanted, given] of Object.entries(refusals)) expect(given).toBe(wanted);
    expect(Object.keys(refusals)).toHaveLength(13);
  });

  it('names amounts in the units of the instrument, and finds words for absurd ones', () => {
    const { place } = venue();
    expect(place('A', 'sell', 101, 100).order?.reason?.text).toEqual({
      en: 'this sell order needs 101 t; 100 t of CEA is available in the trading account',
      zh: '该卖出委托需要 101 吨；交易账户中 CEA 可用数量为 100 吨',
    });
    expect(place('A', 'buy', 1, Number.MAX_SAFE_INTEGER).order?.reason?.code).toBe('order.outside-band');
    expect(place('A', 'sell', Number.MAX_SAFE_INTEGER, 100).order?.reason?.code).toBe(
      'order.notional-too-large',
    );
  });

  it('refuses the commands that change nothing', () => {
    const { send, place } = venue({ limits: { ...VENUE_LIMITS, instruments: 1 } });
    const { number } = place('A', 'buy', 1, 99);
    expect(send({ type: 'cancel-order', participantCode: 'B', orderNumber: number }).refusal).toBe(
      'order.not-open',
    );
    expect(send({ type: 'start-day', date: '2024-05-16' }).refusal).toBe('venue.date-goes-back');
    expect(send({ type: 'list-instrument', terms: { ...terms, instrumentCode: 'TWO' } }).refusal).toBe(
      'venue.too-many-instruments',
    );
    const transfer = { type: 'debit', participantCode: 'A', amount: 99_900 } as const;
    expect(send({ ...transfer, instrumentCode: null }).refusal).toBe('transfer.insufficient-cash');
    expect(send({ ...transfer, instrumentCode: 'CEA' }).refusal).toBe('transfer.insufficient-rights');
    expect(send({ ...transfer, instrumentCode: 'X' }).refusal).toBe('transfer.unknown-asset');
  });

  it('I12: a command out of sequence is a defect', () => {
    const { core } = venue();
    expect(() => core.apply({ type: 'set-phase', phase: 'closed', sequence: 1 })).toThrow('I12');
  });
});

describe('price band and reference price', () => {
  it('rounds the limits inward and includes them', () => {
    expect(priceBand(105, 1_000)).toEqual({ lowTicks: 95, highTicks: 115 });
    expect(priceBand(5_817, 1_000)).toEqual({ lowTicks: 5_236, highTicks: 6_398 });
    expect(priceBand(100, 1_000)).toEqual({ lowTicks: 90, highTicks: 110 });
    expect(priceBand(1, 1_000)).toEqual({ lowTicks: 1, highTicks: 1 });
    expect(priceBand(2 ** 31 - 1, 10_000)).toEqual({ lowTicks: 1, highTicks: 2 ** 31 - 1 });
    const { place } = venue();
    expect(place('A', 'buy', 1, 110).order?.status).toBe('open');
    expect(place('A', 'sell', 1, 90, { timeInForce: 'IOC' }).order?.status).toBe('cancelled');
    expect(place('A', 'buy', 1, 89).order?.status).toBe('rejected');
  });

  it('averages half-up to the tick', () => {
    expect(averagePriceTicks(201n, 2n)).toBe(101);
    expect(averagePriceTicks(301n, 3n)).toBe(100);
    expect(averagePriceTicks(0n, 0n)).toBeNull();
  });

  it('an order outside the new band is cancelled and its cover freed', () => {
    const { place, send, account } = venue();
    place('A', 'sell', 1, 110);
    place('B', 'buy', 1, 110);
    place('C', 'buy', 3, 90);
    const { events } = send({ type: 'start-day', date: '2024-05-20' });
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'reference',
        referencePriceTicks: 110,
        bandLowTicks: 99,
        bandHighTicks: 121,
      }),
    );
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'order',
        order: expect.objectContaining({
          reason: expect.objectContaining({ code: 'order.outside-new-band' }),
        }),
      }),
    );
    expect(account('C').cash.reserved).toBe(0);
  });
});

describe('the checks of a whole venue', () => {
  const breaches = (harm: (core: VenueCore) => void) => {
    const { place, core } = venue();
    place('A', 'sell', 5, 105);
    place('B', 'buy', 2, 105);
    place('B', 'buy', 5, 95);
    expect(checkVenue(core.state).filter(({ holds }) => !holds)).toEqual([]);
    harm(core);
    return checkVenue(core.state)
      .filter(({ holds }) => !holds)
      .map(({ invariant }) => invariant);
  };
  const someOrder = (core: VenueCore) => {
    const [order] = core.state.openOrders.values();
    if (!order) throw new Error('no order');
    return order;
  };

  it('find what is wrong', () => {
    expect(breaches((core) => core.state.account('A').cash.credit(1))).toEqual(['conservation']);
    expect(breaches((core) => core.state.account('A').cash.reserve(1))).toEqual(['I11']);
    expect(breaches((core) => core.state.account('A').cash.expect(1))).toEqual(['conservation']);
    expect(breaches((core) => (someOrder(core).cancelledLots += 1))).toEqual(['I7']);
    expect(breaches((core) => core.state.openOrders.delete(someOrder(core).orderNumber))).toEqual([
      'I10',
      'I11',
    ]);
    expect(
      breaches((core) => core.state.instrument('CEA').book.reduce(someOrder(core).orderNumber, 1)),
    ).toEqual(['I10']);
    expect(breaches((core) => core.state.instrument('CEA').book.add(9_999, 'buy', 105, 1))).toEqual([
      'I8',
      'I10',
    ]);
    expect(breaches((core) => (core.state.account('A').openOrderCount += 1))).toEqual(['I11']);
  });
});

describe('the naive book', () => {
  it('I10: takes an order once, and knows what it does not have', () => {
    const book = new NaiveBook();
    book.add(1, 'buy', 100, 5);
    expect(() => book.add(1, 'buy', 101, 5)).toThrow('I10');
    expect(() => book.add(2, 'buy', 101, 0)).toThrow('I10');
    expect(() => book.reduce(1, 6)).toThrow('I7');
    expect(() => book.remove(7)).toThrow('I10');
    expect([book.has(1), book.has(7), book.leavesOf(1), book.priceOf(1)]).toEqual([true, false, 5, 100]);
    book.add(2, 'buy', 102, 1);
    book.add(3, 'buy', 100, 1);
    expect([book.front('buy'), book.next(2), book.next(1), book.next(3), book.front('sell')]).toEqual([
      2, 1, 3, 0, 0,
    ]);
    expect(book.levels('buy', 1)).toEqual([{ priceTicks: 102, quantityLots: 1, orderCount: 1 }]);
    expect(book.level('sell', 100)).toEqual({ priceTicks: 100, quantityLots: 0, orderCount: 0 });
    book.remove(2);
    book.check();
    expect(book.levels('buy', 9)).toEqual([{ priceTicks: 100, quantityLots: 6, orderCount: 2 }]);
  });
});

it('every reason has both languages and a remedy, and says so without its numbers missing', () => {
  for (const [code, { text, remedy }] of Object.entries(REASONS)) {
    for (const sentence of [text.en, text.zh, remedy.en, remedy.zh])
      expect(sentence.length).toBeGreaterThan(4);
    expect(code).toMatch(/^(order|transfer|venue)\.[a-z-]+$/);
  }
  expect(() => reasonOf('order.outside-band')).toThrow('{price}');
});
