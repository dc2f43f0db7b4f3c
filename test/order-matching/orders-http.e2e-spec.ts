import { participantAccount } from '../../src/ledger';
import { createEmptyDatabase } from '../support';
import { DAY, endow, request as requestOf, SESSION, startVenue, type TestVenue } from './test-venue';

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

describe('over HTTP', () => {
  const request = (
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    options?: Parameters<typeof requestOf>[3],
  ) => requestOf(world, method, path, options);
  const body = {
    clientOrderId: 'http-1',
    instrumentCode: 'CEA-2024',
    side: 'sell',
    orderType: 'limit',
    price: '100.50',
    quantity: '12',
  };

  it('places, lists and cancels in decimal strings; everybody sees their own only (I18)', async () => {
    await endow(world, ['P1', 'P2']);
    const placed = await request('POST', 'orders', { body });
    expect(placed).toEqual({
      status: 201,
      body: {
        orderId: expect.stringMatching(/^O\d+$/),
        clientOrderId: 'http-1',
        instrumentCode: 'CEA-2024',
        side: 'sell',
        orderType: 'limit',
        timeInForce: 'GTC',
        price: '100.50',
        quantity: '12',
        cumulativeQuantity: '0',
        leavesQuantity: '12',
        cancelledQuantity: '0',
        status: 'open',
        reason: null,
        placedOn: DAY,
        postOnly: false,
        displayQuantity: null,
        minimumQuantity: null,
        stopPrice: null,
        expiresOn: null,
      },
    });
    expect(await request('POST', 'orders', { body })).toEqual(placed);
    expect(await request('POST', 'orders', { body: { ...body, price: '100.51' } })).toMatchObject({
      status: 409,
      body: { code: 'order.client-order-id-reused', errors: [{ field: 'price' }] },
    });
    expect((await request('GET', 'orders?open=true')).body).toEqual([placed.body]);
    expect((await request('GET', 'orders', { actor: 'P2' })).body).toEqual([]);
    const path = `orders/${placed.body.orderId}`;
    expect(await request('DELETE', path, { actor: 'P2' })).toMatchObject({
      status: 404,
      body: { code: 'order.unknown' },
    });
    expect(await request('DELETE', path)).toMatchObject({ status: 200, body: { status: 'cancelled' } });
    expect(await request('DELETE', path)).toMatchObject({ status: 409, body: { code: 'order.not-open' } });
    expect(await request('DELETE', 'orders')).toEqual({ status: 200, body: { cancelled: 0 } });
  });

  it('answers a refused order with the reason and the remedy in the language of the caller', async () => {
    await endow(world, ['P1']);
    expect(
      await request('POST', 'orders', { body: { ...body, price: '150.00' }, language: 'zh' }),
    ).toMatchObject({
      status: 422,
      body: {
        code: 'order.outside-band',
        detail: '价格 150.00 超出 CEA-2024 的涨跌幅范围 90.00 至 110.00',
        remedy: '请输入 90.00 至 110.00 之间的价格',
      },
    });
    expect((await request('GET', 'orders')).body).toMatchObject([{ status: 'rejected' }]);
    expect(await request('POST', 'orders', { body: { ...body, price: '100.505' } })).toMatchObject({
      status: 400,
      body: { code: 'price.off-step' },
    });
    expect(await request('POST', 'orders', { body: { ...body, nonsense: 1 } })).toMatchObject({
      status: 400,
    });
    expect(await request('POST', 'orders', { body: { ...body, instrumentCode: 'X' } })).toMatchObject({
      status: 404,
    });
  });

  it('shows the account beside bank and registration, and moves between them', async () => {
    await endow(world, ['P1']);
    const transfer = { direction: 'from-trading', asset: 'CNY', amount: '250.50', reference: 'r1' };
    for (let time = 0; time < 2; time += 1)
      expect(await request('POST', 'account/transfers', { body: transfer })).toMatchObject({
        status: 200,
        body: { cash: { available: '999749.50', bank: '1000250.50' } },
      });
    const rights = { direction: 'to-trading', asset: 'CEA-2024', amount: '5' };
    await request('POST', 'account/transfers', { body: rights });
    expect(await request('GET', 'account')).toMatchObject({
      status: 200,
      body: {
        participantCode: 'P1',
        rights: [{ instrumentCode: 'CEA-2024', available: '1005', reserved: '0', registered: '995' }],
      },
    });
    expect(await request('POST', 'account/transfers', { body: { ...rights, amount: '5000' } })).toMatchObject(
      {
        status: 422,
        body: { code: 'ledger.insufficient-balance' },
      },
    );
    const bank = await world.ledger.balances(SESSION, { participantCode: 'P1' });
    expect(bank.find(({ account }) => account === participantAccount('P1', 'bank'))?.amount).toBe(
      100_025_050,
    );
  });
});
