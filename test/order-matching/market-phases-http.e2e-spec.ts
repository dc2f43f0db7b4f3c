import type { VenueEvent } from '../../src/order-matching';
import { createEmptyDatabase } from '../support';
import { endow, instruments, request as requestOf, SESSION, startVenue, type TestVenue } from './test-venue';

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

const request = (
  method: Parameters<typeof requestOf>[1],
  path: string,
  options?: Parameters<typeof requestOf>[3],
) => requestOf(world, method, path, options);
let number = 0;
const key = () => {
  number += 1;
  return `m${number}`;
};
const post = (path: string, actor: string, body: object) =>
  request('POST', path, { actor, body: { clientOrderId: key(), ...body } });
const order = (actor: string, side: 'buy' | 'sell', price: string, quantity: string, more: object = {}) =>
  post('orders', actor, { instrumentCode: 'CEA-2024', side, orderType: 'limit', price, quantity, ...more });
const refusal = (code: string, field?: string) => ({
  status: 422,
  body: { code, ...(field && { errors: [{ field, rule: code }] }) },
});
const setPhase = (phase: string, cancels = true) =>
  request('PUT', 'markets/CEA-2024/phase', { body: { phase, cancels }, actor: 'trainer' });
const restart = async () => {
  await world.stop();
  world = await startVenue(database.url);
};
const expectAllHold = async () => {
  const findings = [
    ...(await world.venue.checkInvariants(SESSION)),
    ...(await world.ledger.checkInvariants(SESSION)),
  ];
  expect(findings.filter(({ holds }) => !holds)).toEqual([]);
};
describe('phases of one market', () => {
  it('collects orders under an indicative price, bars cancels, and trades at one price when it goes on', async () => {
    await endow(world, ['P1', 'P2']);
    const seen: VenueEvent[] = [];
    const stop = world.events.subscribe((events) => seen.push(...events));
    expect(await setPhase('call-auction', false)).toEqual({
      status: 200,
      body: { instrumentCode: 'CEA-2024', phase: 'call-auction', cancels: false },
    });
    const { body: sell } = await order('P1', 'sell', '99.00', '10');
    await order('P2', 'buy', '101.00', '7');
    expect(await world.venue.depth(SESSION, 'CEA-2024', 5)).toMatchObject({
      phase: 'call-auction',
      cancels: false,
      indicative: { quantityLots: 7, surplusLots: 3, surplusSide: 'sell' },
      lastPriceTicks: null,
    });
    expect(await world.venue.depth(SESSION, 'CCER', 5)).toMatchObject({
      phase: 'continuous',
      indicative: null,
    });
    expect(await request('DELETE', `orders/${sell.orderId}`)).toMatchObject({
      status: 409,
      body: { code: 'order.cancel-barred' },
    });
    expect(await request('PATCH', `orders/${sell.orderId}`, { body: { quantity: '5' } })).toMatchObject(
      refusal('order.cancel-barred'),
    );
    expect(await request('DELETE', 'orders')).toMatchObject({
      status: 409,
      body: { code: 'order.cancel-barred' },
    });
    expect(await order('P1', 'sell', '99.00', '1', { timeInForce: 'IOC' })).toMatchObject(
      refusal('order.not-while-collecting', 'timeInForce'),
    );
    await setPhase('continuous');
    expect(await world.venue.recentTrades(SESSION, 'CEA-2024', 5)).toMatchObject([
      { model: 'auction', quantityLots: 7 },
    ]);
    expect(await world.venue.recentAuctions(SESSION, 'CEA-2024', 5)).toMatchObject([
      {
        rule: 'sse',
        quantityLots: 7,
        surplusLots: 3,
        surplusSide: 'sell',
        steps: [{ criterion: 'maximum-volume' }, { criterion: 'better-prices-filled' }],
        date: '2024-05-17',
      },
    ]);
    stop();
    expect(seen.filter(({ type }) => type === 'auction')).toMatchObject([
      { instrumentCode: 'CEA-2024', auction: { quantityLots: 7 } },
    ]);
    const told = seen.flatMap((event) =>
      event.type === 'market-phase' ? [event.phase] : event.type === 'indicative' ? ['indicative'] : [],
    );
    expect(told).toEqual(['call-auction', 'indicative', 'continuous']);
    await expectAllHold();
  });

  it('stays where the trainer put it: over a restart, and when the venue is opened once more', async () => {
    await endow(world, ['P1', 'P2']);
    await setPhase('suspended', false);
    await restart();
    const suspended = { phase: 'suspended', cancels: false };
    expect(await world.venue.depth(SESSION, 'CEA-2024', 1)).toMatchObject(suspended);
    expect(await world.venue.depth(SESSION, 'CCER', 1)).toMatchObject({ phase: 'continuous', cancels: true });
    // as a session does that is taken up again
    await world.venue.setPhase(SESSION, 'open');
    expect(await world.venue.depth(SESSION, 'CEA-2024', 1)).toMatchObject(suspended);
    expect(await order('P1', 'sell', '99.00', '1')).toMatchObject(refusal('order.market-suspended'));
    await world.venue.setPhase(SESSION, 'closed');
    await world.venue.setPhase(SESSION, 'open');
    expect(await world.venue.depth(SESSION, 'CEA-2024', 1)).toMatchObject({ phase: 'continuous' });
  });

  it('refuses an unknown market or phase, and any but a closed one while the venue is closed', async () => {
    await endow(world, ['P1']);
    const put = (code: string, body: object) => request('PUT', `markets/${code}/phase`, { body });
    expect(await put('NONE', { phase: 'suspended' })).toMatchObject({
      status: 404,
      body: { code: 'venue.unknown-instrument' },
    });
    expect(await put('CEA-2024', { phase: 'open' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'phase' }] },
    });
    await world.venue.setPhase(SESSION, 'closed');
    expect(await put('CEA-2024', { phase: 'continuous' })).toMatchObject({
      status: 409,
      body: { code: 'venue.closed' },
    });
    expect(await put('CEA-2024', { phase: 'closed' })).toMatchObject({ status: 200 });
  });
});

describe('the time of the day', () => {
  const advance = (time: string) => request('PUT', 'clock', { body: { time }, actor: 'trainer' });
  const phase = async () => (await world.venue.depth(SESSION, 'CEA-2024', 0)).phase;

  it('leads a market through its trading day, and goes on from there after a restart', async () => {
    const traded = instruments.map((one) => ({ ...one, tradingDay: 'sse-stock' }) as const);
    await endow(world, ['P1'], undefined, traded);
    expect(await advance('9:30')).toMatchObject({ status: 400, body: { errors: [{ field: 'time' }] } });
    expect(await advance('09:21')).toEqual({ status: 200, body: { time: '09:21' } });
    expect(await world.venue.depth(SESSION, 'CEA-2024', 0)).toMatchObject({
      phase: 'call-auction',
      cancels: false,
    });
    await restart();
    expect(await phase()).toBe('call-auction');
    expect(await advance('09:20')).toMatchObject({
      status: 422,
      body: { code: 'venue.time-goes-back' },
    });
    await advance('09:30:00');
    expect(await phase()).toBe('continuous');
    await world.venue.setPhase(SESSION, 'closed');
    expect(await advance('14:00')).toMatchObject({ status: 409, body: { code: 'venue.closed' } });
  });

  it('ends a volatility halt, also one that a restart interrupted', async () => {
    const traded = instruments.map((one) => ({ ...one, dynamicBandBasisPoints: 100, haltSeconds: 60 }));
    await endow(world, ['P1', 'P2'], undefined, traded);
    await advance('10:00');
    await order('P1', 'sell', '103.00', '5');
    await order('P2', 'buy', '104.00', '5');
    expect(await phase()).toBe('volatility-halt');
    await restart();
    expect(await phase()).toBe('volatility-halt');
    await advance('10:00:59');
    expect(await phase()).toBe('volatility-halt');
    await advance('10:01:00');
    expect(await phase()).toBe('continuous');
  });
});
