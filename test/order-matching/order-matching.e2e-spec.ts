import { CASH } from '../../src/ledger';
import type { OrderReport, VenueEvent } from '../../src/order-matching';
import { createEmptyDatabase } from '../support';
import {
  DAY,
  deliver,
  endow,
  instruments,
  orderOf,
  SESSION,
  startVenue,
  type TestVenue,
  verdicts,
} from './test-venue';

// a machine shared with other work is slow at times
jest.setTimeout(30_000);

let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
let world: TestVenue;
beforeEach(async () => {
  database = await createEmptyDatabase();
  world = await startVenue(database.url);
});
afterEach(async () => {
  await world.stop();
  await database.drop();
});

const restart = async () => {
  await world.stop();
  world = await startVenue(database.url);
};
const place = (order: Parameters<typeof orderOf>[0]): Promise<OrderReport> =>
  world.venue.placeOrder(orderOf(order));
const expectAllHold = async () => {
  const findings = [
    ...(await world.venue.checkInvariants(SESSION)),
    ...(await world.ledger.checkInvariants(SESSION)),
  ];
  expect(findings.filter(({ holds }) => !holds)).toEqual([]);
  expect(findings.length).toBeGreaterThan(8);
};
const accountOf = (participantCode: string) => world.venue.account(SESSION, participantCode);

it('trades, settles, and keeps book, accounts and record in agreement', async () => {
  await endow(world, ['P1', 'P2']);
  const resting = await place({ participantCode: 'P1', side: 'sell', priceTicks: 10_050, quantityLots: 30 });
  expect(resting).toMatchObject({ status: 'open', leavesQuantityLots: 30, placedOn: DAY, reason: null });
  const taken = await place({ participantCode: 'P2', side: 'buy', priceTicks: 10_100, quantityLots: 20 });
  expect(taken).toMatchObject({ status: 'filled', cumulativeQuantityLots: 20 });
  expect(await world.venue.depth(SESSION, 'CEA-2024', 5)).toMatchObject({
    bids: [],
    asks: [{ priceTicks: 10_050, quantityLots: 10, orderCount: 1 }],
    lastPriceTicks: 10_050,
    bandLowTicks: 9_000,
    bandHighTicks: 11_000,
  });
  const trades = await world.venue.tradesAfter(SESSION, 0, 10);
  expect(trades).toHaveLength(1);
  expect(trades[0]).toMatchObject({
    tradeSequence: 1,
    priceTicks: 10_050,
    quantityLots: 20,
    amountCents: 201_000,
    buyerCode: 'P2',
    sellerCode: 'P1',
    sellOrderId: resting.orderId,
    aggressorSide: 'buy',
    date: DAY,
  });
  expect(await accountOf('P2')).toMatchObject({
    cashAvailableCents: 100_000_000 - 201_000,
    cashReservedCents: 0,
    cashUnsettledOutCents: 201_000,
    rights: [{ instrumentCode: 'CEA-2024', availableLots: 1_000, unsettledInLots: 20 }],
  });
  await deliver(world);
  await expectAllHold();
  await world.venue.confirmSettlement(SESSION, ['T1']);
  await world.venue.confirmSettlement(SESSION, ['T1', 'T99', 'nonsense']);
  expect(await accountOf('P2')).toMatchObject({
    cashUnsettledOutCents: 0,
    rights: [{ availableLots: 1_020, unsettledInLots: 0 }],
  });
  await expectAllHold();
});

it('I16: the same key and order gives the first answer, also after a fill and after a restart; another order is a conflict', async () => {
  await endow(world, ['P1', 'P2']);
  const order = orderOf({ participantCode: 'P1', side: 'sell', clientOrderId: 'key-1' });
  const first = await world.venue.placeOrder(order);
  await place({ participantCode: 'P2', side: 'buy' });
  expect(await world.venue.order(SESSION, first.orderId)).toMatchObject({ status: 'filled' });
  expect(await world.venue.placeOrder(order)).toEqual(first);
  const market = orderOf({ participantCode: 'P1', side: 'buy', orderType: 'market', priceTicks: null });
  expect(await world.venue.placeOrder(market)).toEqual(await world.venue.placeOrder(market));
  const answers = await Promise.all(
    [1, 2, 3].map(() => world.venue.placeOrder({ ...order, clientOrderId: 'key-2' })),
  );
  expect(new Set(answers.map(({ orderId }) => orderId)).size).toBe(1);
  await restart();
  expect(await world.venue.placeOrder(order)).toEqual(first);
  await expect(
    world.venue.placeOrder({ ...order, priceTicks: 10_001, quantityLots: 11 }),
  ).rejects.toMatchObject({
    code: 'order.client-order-id-reused',
    kind: 'conflict',
    problems: [{ field: 'price' }, { field: 'quantity' }],
  });
  expect(await world.venue.placeOrder({ ...order, participantCode: 'P2' })).not.toEqual(first);
  const rejected = orderOf({ participantCode: 'P1', side: 'sell', priceTicks: 20_000 });
  expect(await world.venue.placeOrder(rejected)).toMatchObject({ status: 'rejected' });
  expect(await world.venue.placeOrder(rejected)).toMatchObject({ reason: { code: 'order.outside-band' } });
  await expectAllHold();
});

it('says why an order is refused, and keeps it', async () => {
  await endow(world, ['P1']);
  const reasons = [
    await place({ participantCode: 'P1', side: 'buy', priceTicks: 11_001 }),
    await place({ participantCode: 'P1', side: 'buy', quantityLots: 10_001 }),
    await place({ participantCode: 'P1', side: 'sell', quantityLots: 1_001 }),
    await place({ participantCode: 'P1', side: 'buy', instrumentCode: 'UNKNOWN' }),
    await place({ participantCode: 'P1', side: 'buy', quantityLots: 0 }),
  ].map(({ status, reason }) => [status, reason?.code]);
  expect(reasons).toEqual([
    ['rejected', 'order.outside-band'],
    ['rejected', 'order.insufficient-cash'],
    ['rejected', 'order.insufficient-rights'],
    ['rejected', 'order.unknown-instrument'],
    ['rejected', 'order.quantity-not-positive'],
  ]);
  await world.venue.setPhase(SESSION, 'closed');
  expect(await place({ participantCode: 'P1', side: 'buy' })).toMatchObject({
    reason: { code: 'order.market-closed' },
  });
  const listed = await world.venue.orders({
    sessionId: SESSION,
    participantCode: 'P1',
    openOnly: false,
    limit: 3,
  });
  expect(listed.map(({ reason }) => reason?.code)).toEqual([
    'order.market-closed',
    'order.quantity-not-positive',
    'order.unknown-instrument',
  ]);
  expect(listed[0]?.reason?.remedy.zh).toBe('请在开市后重新委托');
});

it('asks the right family, and counts what was bought and what is open against its limit', async () => {
  await endow(world, ['P1', 'P2']);
  const refusal = {
    code: 'family.limit',
    text: { en: 'limit', zh: '上限' },
    remedy: { en: 'less', zh: '少' },
    clause: { en: 'Article 7', zh: '第七条' },
  };
  const lawful = verdicts.judge;
  try {
    verdicts.judge = () => ({ allowed: true, limitLots: 25, limitRefusal: refusal });
    await place({ participantCode: 'P1', side: 'sell', quantityLots: 10 });
    await place({ participantCode: 'P2', side: 'buy', quantityLots: 10 });
    await place({ participantCode: 'P1', side: 'sell', quantityLots: 10 });
    const beyond = { participantCode: 'P1', side: 'sell' as const, quantityLots: 6 };
    expect(await place(beyond)).toMatchObject({ status: 'rejected', reason: { code: 'family.limit' } });
    await restart();
    expect(await place(beyond)).toMatchObject({ reason: { code: 'family.limit' } });
    expect(await place({ ...beyond, quantityLots: 5 })).toMatchObject({ status: 'open' });
    verdicts.judge = () => ({ ...refusal, allowed: false, code: 'family.zone' });
    expect(await place(beyond)).toMatchObject({
      status: 'rejected',
      reason: { code: 'family.zone', text: { en: 'limit (Article 7)' } },
    });
  } finally {
    verdicts.judge = lawful;
  }
});

it('moves assets once per reference, and never what is promised', async () => {
  await endow(world, ['P1']);
  const move = { sessionId: SESSION, participantCode: 'P1', asset: CASH, amount: 5_000, reference: 'again' };
  await world.venue.moveToTrading(move);
  await world.venue.moveToTrading(move);
  expect((await accountOf('P1')).cashAvailableCents).toBe(100_005_000);
  await expect(world.venue.moveToTrading({ ...move, amount: 6_000 })).rejects.toMatchObject({
    code: 'ledger.reference-reused',
    kind: 'conflict',
  });
  await expect(
    world.venue.moveToTrading({ ...move, amount: 900_000_000, reference: 'too-much' }),
  ).rejects.toMatchObject({ code: 'ledger.insufficient-balance', kind: 'refused' });
  await expect(
    world.venue.moveToTrading({ ...move, asset: 'NOTHING', reference: 'x' }),
  ).rejects.toMatchObject({ code: 'transfer.unknown-asset' });
  const { orderId } = await place({ participantCode: 'P1', side: 'sell', quantityLots: 900 });
  const back = { ...move, asset: 'CEA-2024', amount: 101, reference: 'back' };
  await expect(world.venue.moveFromTrading(back)).rejects.toMatchObject({
    code: 'transfer.insufficient-rights',
    kind: 'refused',
  });
  await world.venue.cancelOrder({ sessionId: SESSION, participantCode: 'P1', orderId });
  await world.venue.moveFromTrading({ ...back, amount: 1_000 });
  await world.venue.moveFromTrading({ ...back, amount: 1_000 });
  await expect(world.venue.moveFromTrading({ ...back, amount: 7 })).rejects.toMatchObject({
    code: 'ledger.reference-reused',
  });
  await expect(world.venue.moveFromTrading({ ...back, amount: 7, reference: 'new' })).rejects.toMatchObject({
    code: 'transfer.insufficient-rights',
  });
  expect((await accountOf('P1')).rights).toMatchObject([{ availableLots: 0 }]);
  await world.venue.moveFromTrading({ ...move, amount: 1, reference: 'last' });
  await expect(world.venue.moveFromTrading({ ...move, amount: 2, reference: 'last' })).rejects.toMatchObject({
    code: 'ledger.reference-reused',
  });
  expect((await accountOf('P1')).cashAvailableCents).toBe(100_004_999);
  await expectAllHold();
});

it('is taken up again after a restart: orders stand where they stood, delivered trades are in, others stay unsettled', async () => {
  await endow(world, ['P1', 'P2']);
  const resting = await place({ participantCode: 'P1', side: 'sell', quantityLots: 30 });
  for (const quantityLots of [5, 6, 7]) await place({ participantCode: 'P2', side: 'buy', quantityLots });
  await deliver(world, ['T1', 'T3']);
  await world.venue.confirmSettlement(SESSION, ['T1']);
  const before = await world.venue.accounts(SESSION);
  await restart();
  const p1 = await accountOf('P1');
  expect(p1).toMatchObject({
    cashAvailableCents: 100_000_000 + 12 * 10_000,
    cashUnsettledInCents: 60_000,
    rights: [{ availableLots: 1_000 - 30, reservedLots: 12, unsettledOutLots: 6 }],
  });
  expect(before[0]).toMatchObject({ rights: [{ reservedLots: 12 }] });
  expect(await world.venue.order(SESSION, resting.orderId)).toMatchObject({
    status: 'partially-filled',
    cumulativeQuantityLots: 18,
    leavesQuantityLots: 12,
  });
  expect((await world.venue.depth(SESSION, 'CEA-2024', 5)).asks).toEqual([
    { priceTicks: 10_000, quantityLots: 12, orderCount: 1 },
  ]);
  await expectAllHold();
  await world.venue.openVenue({ sessionId: SESSION, instruments, date: '2030-01-01' });
  await world.venue.confirmSettlement(SESSION, ['T1', 'T3']);
  expect(await accountOf('P1')).toEqual(p1);
  await deliver(world);
  await expectAllHold();
  await world.venue.confirmSettlement(SESSION, ['T2']);
  expect(await accountOf('P1')).toMatchObject({ cashUnsettledInCents: 0, cashAvailableCents: 100_180_000 });
  expect(await place({ participantCode: 'P1', side: 'sell' })).toMatchObject({
    status: 'open',
    placedOn: DAY,
  });
  await expectAllHold();
});

it('turns the average of the day into the reference price, and cancels what is outside the new band', async () => {
  await endow(world, ['P1', 'P2']);
  await place({ participantCode: 'P1', side: 'sell', priceTicks: 10_900, quantityLots: 1 });
  await place({ participantCode: 'P2', side: 'buy', priceTicks: 10_900, quantityLots: 1 });
  await place({ participantCode: 'P1', side: 'sell', priceTicks: 10_901, quantityLots: 1 });
  await place({ participantCode: 'P2', side: 'buy', priceTicks: 10_901, quantityLots: 1 });
  const low = await place({ participantCode: 'P2', side: 'buy', priceTicks: 9_810 });
  const kept = await place({ participantCode: 'P2', side: 'buy', priceTicks: 9_811 });
  await restart();
  await place({ participantCode: 'P2', side: 'buy', priceTicks: 9_810, clientOrderId: 'low' });
  await place({ participantCode: 'P2', side: 'buy', priceTicks: 9_811, clientOrderId: 'kept' });
  await world.venue.startDay(SESSION, '2024-05-20');
  await world.venue.startDay(SESSION, '2024-05-20');
  expect(await world.venue.depth(SESSION, 'CEA-2024', 5)).toMatchObject({
    referencePriceTicks: 10_901,
    bandLowTicks: 9_811,
    bandHighTicks: 11_991,
    bids: [{ priceTicks: 9_811 }],
  });
  const [newest, other] = await world.venue.orders({
    sessionId: SESSION,
    participantCode: 'P2',
    openOnly: false,
    limit: 2,
  });
  expect([newest?.status, other?.reason?.code]).toEqual(['open', 'order.outside-new-band']);
  expect(other?.reason?.remedy.en).toBe('place it again with a price from 98.11 to 119.91');
  await expect(world.venue.startDay(SESSION, DAY)).rejects.toMatchObject({ code: 'venue.date-goes-back' });
  expect(await world.venue.dailyPrices(SESSION, 'CEA-2024')).toEqual([
    {
      date: DAY,
      openTicks: 10_900,
      highTicks: 10_901,
      lowTicks: 10_900,
      closeTicks: 10_901,
      averageTicks: 10_901,
      volumeLots: 2,
      turnoverCents: 21_801,
    },
  ]);
  expect(low.status + kept.status).toBe('openopen');
  await world.venue.startDay(SESSION, '2024-05-21');
  expect((await world.venue.depth(SESSION, 'CEA-2024', 1)).referencePriceTicks).toBe(10_901);
  await restart();
  expect((await world.venue.depth(SESSION, 'CEA-2024', 1)).referencePriceTicks).toBe(10_901);
});

it('cancels only what belongs to the caller', async () => {
  await endow(world, ['P1', 'P2']);
  const { orderId } = await place({ participantCode: 'P1', side: 'sell' });
  const cancel = (participantCode: string, id: string) =>
    world.venue.cancelOrder({ sessionId: SESSION, participantCode, orderId: id });
  await expect(cancel('P2', orderId)).rejects.toMatchObject({ code: 'order.unknown' });
  await expect(cancel('P1', 'O999')).rejects.toMatchObject({ code: 'order.unknown' });
  await expect(cancel('P1', 'what')).rejects.toMatchObject({ code: 'order.unknown' });
  expect(await cancel('P1', orderId)).toMatchObject({
    status: 'cancelled',
    reason: { code: 'order.cancelled-by-owner' },
  });
  await expect(cancel('P1', orderId)).rejects.toMatchObject({ code: 'order.not-open', kind: 'conflict' });
  await place({ participantCode: 'P1', side: 'sell' });
  await place({ participantCode: 'P2', side: 'buy', priceTicks: 9_900 });
  await place({ participantCode: 'P2', side: 'buy', priceTicks: 9_900 });
  expect(await world.venue.cancelAll({ sessionId: SESSION, participantCode: 'P2' })).toBe(2);
  expect(await world.venue.cancelAll({ sessionId: SESSION, participantCode: null })).toBe(1);
  await expectAllHold();
});

it('takes 500 orders of 20 participants at once; events come in sequence, after they are recorded', async () => {
  const participants = Array.from({ length: 20 }, (_, place) => `P${place + 1}`);
  await endow(world, participants);
  const seen: VenueEvent[] = [];
  const stop = world.events.subscribe((events) => seen.push(...events));
  const answers = await Promise.all(
    Array.from({ length: 500 }, (_, place) => place).map((number) =>
      place({
        participantCode: `P${(number % 20) + 1}`,
        side: number % 3 === 0 ? 'sell' : 'buy',
        priceTicks: 9_950 + ((number * 37) % 100),
        quantityLots: 1 + ((number * 13) % 9),
        timeInForce: number % 11 === 0 ? 'IOC' : 'GTC',
      }),
    ),
  );
  stop();
  expect(answers.filter(({ status }) => status === 'rejected')).toEqual([]);
  expect(seen.every((event, place) => place === 0 || event.sequence > (seen[place - 1]?.sequence ?? 0))).toBe(
    true,
  );
  const trades = await world.venue.tradesAfter(SESSION, 0, 1_000);
  expect(trades.length).toBeGreaterThan(50);
  expect(trades.map(({ tradeSequence }) => tradeSequence)).toEqual(trades.map((_, place) => place + 1));
  const published = seen.flatMap((event) => (event.type === 'trade' ? [event.trade] : []));
  expect(published).toEqual(trades);
  await expectAllHold();
  await deliver(world);
  await world.venue.confirmSettlement(
    SESSION,
    trades.map(({ tradeId }) => tradeId),
  );
  await expectAllHold();
  const open = await world.venue.accounts(SESSION);
  await restart();
  const total = (accounts: typeof open) =>
    accounts.map((one) => [
      one.cashAvailableCents + one.cashReservedCents,
      one.rights.map(({ availableLots, reservedLots }) => availableLots + reservedLots),
    ]);
  expect(total(await world.venue.accounts(SESSION))).toEqual(total(open));
});

it('has the tables that its entities describe', async () => {
  const { upQueries } = await world.database.driver.createSchemaBuilder().log();
  expect(upQueries.filter(({ query }) => query.includes('venue_'))).toEqual([]);
});
