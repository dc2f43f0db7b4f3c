import { createEmptyDatabase } from '../support';
import {
  DAY,
  endow,
  request as requestOf,
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
  await endow(world, ['P1', 'P2', 'P3']);
});
afterEach(async () => {
  await world.stop();
  await database.drop();
});

type Options = Parameters<typeof requestOf>[3];
let number = 0;
const post = (fields: object, actor = 'P1') => {
  number += 1;
  const body = {
    clientOrderId: `h${number}`,
    instrumentCode: 'CEA-2024',
    side: 'sell',
    orderType: 'limit',
    price: '100.00',
    quantity: '10',
    ...fields,
  };
  return requestOf(world, 'POST', 'orders', { body, actor });
};
const request = (method: Parameters<typeof requestOf>[1], path: string, options?: Options) =>
  requestOf(world, method, path, options);
const latest = async (actor: string) => (await request('GET', 'orders?limit=1', { actor })).body[0];
const refusal = (code: string, field: string) => ({
  status: 422,
  body: { code, errors: [{ field, rule: code }] },
});
const expectAllHold = async () =>
  expect((await world.venue.checkInvariants(SESSION)).filter(({ holds }) => !holds)).toEqual([]);

describe('order types over HTTP', () => {
  it('keeps post-only, iceberg, stop and last day with the order, also after a restart', async () => {
    const wanted = [
      [
        { postOnly: true, timeInForce: 'DAY' },
        { postOnly: true, timeInForce: 'DAY', status: 'open' },
      ],
      [{ displayQuantity: '3' }, { displayQuantity: '3', status: 'open' }],
      [
        { stopPrice: '98.00', price: '97.00' },
        { stopPrice: '98.00', status: 'waiting' },
      ],
      [
        { timeInForce: 'GTD', expiresOn: '2024-05-20' },
        { expiresOn: '2024-05-20', status: 'open' },
      ],
    ] as const;
    for (const [fields, expected] of wanted)
      expect(await post(fields)).toMatchObject({ status: 201, body: expected });
    expect((await request('GET', 'markets/CEA-2024/listings')).body).toEqual([]);
    expect((await world.venue.depth(SESSION, 'CEA-2024', 5)).asks).toEqual([
      { priceTicks: 10_000, quantityLots: 23, orderCount: 3 },
    ]);
    await expectAllHold();
    await world.stop();
    world = await startVenue(database.url);
    expect((await world.venue.depth(SESSION, 'CEA-2024', 5)).asks).toEqual([
      { priceTicks: 10_000, quantityLots: 23, orderCount: 3 },
    ]);
    await expectAllHold();
    expect((await request('GET', 'orders')).body).toMatchObject([
      { status: 'open', expiresOn: '2024-05-20', timeInForce: 'GTD' },
      { status: 'waiting', stopPrice: '98.00' },
      { status: 'open', displayQuantity: '3' },
      { status: 'open', postOnly: true },
    ]);
  });

  it('ends a day order when its day is over, and lets a good-till-date order stand until its own', async () => {
    const day = await post({ timeInForce: 'DAY' });
    const dated = await post({ timeInForce: 'GTD', expiresOn: '2024-05-18' });
    const status = async () =>
      (await request('GET', 'orders?limit=2')).body.map((order: { status: string }) => order.status);
    await world.venue.startDay(SESSION, '2024-05-18');
    expect(await status()).toEqual(['open', 'expired']);
    await world.venue.startDay(SESSION, '2024-05-19');
    expect(await status()).toEqual(['expired', 'expired']);
    expect((await latest('P1')).reason).toMatchObject({ code: 'order.expired' });
    expect([day.status, dated.status]).toEqual([201, 201]);
    await expectAllHold();
  });

  it('a trade reaches a stop; a market order takes no worse price than its protection', async () => {
    await post({ price: '100.00', quantity: '5' });
    await post({ price: '101.00', quantity: '5' });
    await post({ side: 'buy', price: '102.00', quantity: '2', stopPrice: '100.00' }, 'P3');
    expect((await latest('P3')).status).toBe('waiting');
    const market = { side: 'buy', orderType: 'market', quantity: '8', price: '100.50' };
    expect(await post(market, 'P2')).toMatchObject({
      body: {
        timeInForce: 'IOC',
        price: '100.50',
        cumulativeQuantity: '5',
        status: 'cancelled',
        reason: { code: 'order.remainder-cancelled' },
      },
    });
    expect(await latest('P3')).toMatchObject({ status: 'filled', cumulativeQuantity: '2' });
    await expectAllHold();
  });

  it('meets an own order by taking its quantity off both', async () => {
    await post({ quantity: '4' });
    const buy = { side: 'buy', quantity: '10', selfTradePrevention: 'decrement-and-cancel' };
    expect(await post(buy)).toMatchObject({
      status: 201,
      body: { leavesQuantity: '6', cancelledQuantity: '4' },
    });
    const [newer, older] = (await request('GET', 'orders?limit=2')).body;
    expect([newer.status, older.status]).toEqual(['open', 'cancelled']);
    expect(older.reason.code).toBe('order.self-trade-decremented');
  });

  it('refuses with the code and the field that it speaks of', async () => {
    await post({ side: 'buy', price: '100.00', quantity: '1' }, 'P2');
    expect(await post({ postOnly: true })).toMatchObject(refusal('order.post-only-would-trade', 'price'));
    expect(await post({ postOnly: true, timeInForce: 'IOC' })).toMatchObject(
      refusal('order.post-only-terms', 'postOnly'),
    );
    expect(await post({ displayQuantity: '11' })).toMatchObject(
      refusal('order.display-not-possible', 'displayQuantity'),
    );
    expect(await post({ minimumQuantity: '2' })).toMatchObject(
      refusal('order.minimum-not-fillable', 'minimumQuantity'),
    );
    expect(await post({ minimumQuantity: '11' })).toMatchObject(
      refusal('order.minimum-not-possible', 'minimumQuantity'),
    );
    expect(await post({ stopPrice: '98.00', timeInForce: 'FOK' })).toMatchObject(
      refusal('order.stop-terms', 'stopPrice'),
    );
    expect(await post({ timeInForce: 'GTD' })).toMatchObject(refusal('order.expiry-missing', 'expiresOn'));
    expect(await post({ timeInForce: 'GTD', expiresOn: '2024-05-16' })).toMatchObject(
      refusal('order.expiry-passed', 'expiresOn'),
    );
    expect(await post({ price: '111.00' })).toMatchObject(refusal('order.outside-band', 'price'));
    const invalid = (field: string) => ({ status: 400, body: { errors: [{ field }] } });
    expect(await post({ expiresOn: DAY })).toMatchObject(invalid('expiresOn'));
    expect(await post({ timeInForce: 'GTD', expiresOn: '2024-02-30' })).toMatchObject(invalid('expiresOn'));
    expect(await post({ stopPrice: '98.001' })).toMatchObject({
      status: 400,
      body: { code: 'price.off-step', errors: [{ field: 'stopPrice', rule: 'price.off-step' }] },
    });
    expect(await post({ timeInForce: 'GTX' })).toMatchObject(invalid('timeInForce'));
    await expectAllHold();
  });

  it('I16: another condition under the same key is another order', async () => {
    const fields = { clientOrderId: 'same', displayQuantity: '3', stopPrice: '98.00', price: '97.00' };
    const first = await post(fields);
    expect(await post(fields)).toEqual(first);
    expect(await post({ ...fields, displayQuantity: '4', postOnly: true })).toMatchObject({
      status: 409,
      body: {
        code: 'order.client-order-id-reused',
        errors: [{ field: 'postOnly' }, { field: 'displayQuantity' }],
      },
    });
    await world.stop();
    world = await startVenue(database.url);
    expect(await post(fields)).toEqual(first);
  });
});

describe('amending over HTTP', () => {
  const patch = (orderId: string, body: object, actor = 'P1') =>
    request('PATCH', `orders/${orderId}`, { body, actor });

  it('changes quantity, price and trigger; the record follows, and it may trade at once', async () => {
    const { body: order } = await post({ quantity: '10' });
    expect(await patch(order.orderId, { quantity: '4' })).toMatchObject({
      status: 200,
      body: { orderId: order.orderId, quantity: '4', leavesQuantity: '4', status: 'open' },
    });
    const { body: waiting } = await post({ stopPrice: '95.00', price: '94.00', quantity: '5' });
    expect(await patch(waiting.orderId, { stopPrice: '96.00', price: '95.50' })).toMatchObject({
      body: { stopPrice: '96.00', price: '95.50', status: 'waiting' },
    });
    await post({ side: 'buy', price: '99.00', quantity: '3' }, 'P2');
    expect(await patch(order.orderId, { price: '99.00', quantity: '5' })).toMatchObject({
      body: {
        price: '99.00',
        quantity: '5',
        cumulativeQuantity: '3',
        leavesQuantity: '2',
        status: 'partially-filled',
      },
    });
    expect((await request('GET', 'orders')).body).toMatchObject([
      { orderId: waiting.orderId, stopPrice: '96.00', price: '95.50' },
      { orderId: order.orderId, price: '99.00', quantity: '5', cumulativeQuantity: '3' },
    ]);
    await expectAllHold();
  });

  it('asks the family again, and refuses what does not fit without changing anything', async () => {
    const { body: order } = await post({ side: 'buy', price: '99.00' });
    const refusing = { code: 'family.zone', text: { en: 'no', zh: '否' }, remedy: { en: 'n', zh: '否' } };
    const lawful = verdicts.judge;
    try {
      verdicts.judge = () => ({ ...refusing, allowed: false, clause: { en: 'Article 7', zh: '第七条' } });
      expect(await patch(order.orderId, { quantity: '11' })).toMatchObject({
        status: 422,
        body: { code: 'family.zone' },
      });
      verdicts.judge = () => ({ allowed: true, limitLots: 12, limitRefusal: null });
      expect(await patch(order.orderId, { quantity: '13' })).toMatchObject(
        refusal('order.limit-reached', 'quantity'),
      );
    } finally {
      verdicts.judge = lawful;
    }
    expect(await patch(order.orderId, { price: '111.00' })).toMatchObject(
      refusal('order.outside-band', 'price'),
    );
    expect(await patch(order.orderId, { stopPrice: '99.00' })).toMatchObject(
      refusal('order.stop-terms', 'stopPrice'),
    );
    expect(await patch(order.orderId, { quantity: '0' })).toMatchObject(
      refusal('order.quantity-not-positive', 'quantity'),
    );
    expect(await patch(order.orderId, { quantity: '99999' })).toMatchObject(
      refusal('order.insufficient-cash', 'quantity'),
    );
    expect(await patch(order.orderId, { quantity: '1.5' })).toMatchObject({
      status: 400,
      body: { code: 'quantity.off-step', errors: [{ field: 'quantity' }] },
    });
    expect(await patch(order.orderId, {})).toMatchObject({ status: 400 });
    expect(await latest('P1')).toEqual(order);
    await expectAllHold();
  });

  it('I18: somebody else’s order is none; an order that is done is a conflict', async () => {
    const { body: order } = await post({});
    expect(await patch(order.orderId, { quantity: '5' }, 'P2')).toMatchObject({
      status: 404,
      body: { code: 'order.unknown' },
    });
    expect(await patch('O999', { quantity: '5' })).toMatchObject({
      status: 404,
      body: { code: 'order.unknown' },
    });
    await request('DELETE', `orders/${order.orderId}`);
    expect(await patch(order.orderId, { quantity: '5' })).toMatchObject({
      status: 409,
      body: { code: 'order.not-open' },
    });
  });
});

it('cancels the orders of one instrument or side only', async () => {
  await post({ price: '101.00' });
  await post({ side: 'buy', price: '99.00' });
  await post({ side: 'buy', price: '98.00' });
  await post({ side: 'buy', price: '97.00', instrumentCode: 'CCER' });
  expect(await request('DELETE', 'orders?instrument=CEA-2024&side=buy')).toEqual({
    status: 200,
    body: { cancelled: 2 },
  });
  expect(await request('DELETE', 'orders?side=sell')).toMatchObject({ body: { cancelled: 1 } });
  expect(await request('DELETE', 'orders?instrument=CCER')).toMatchObject({ body: { cancelled: 1 } });
  expect(await request('DELETE', 'orders?instrument=NONE')).toMatchObject({
    status: 404,
    body: { code: 'venue.unknown-instrument' },
  });
  expect(await request('DELETE', 'orders?side=both')).toMatchObject({
    status: 400,
    body: { errors: [{ field: 'side' }] },
  });
});
