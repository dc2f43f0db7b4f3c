import { createEmptyDatabase } from '../support';
import {
  DAY,
  deliver,
  endow,
  instruments,
  request as requestOf,
  SESSION,
  startVenue,
  type TestVenue,
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
/** CEA-2024 under the rules of the national carbon market, in small numbers. */
const listingMarket = instruments.map((instrument) =>
  instrument.instrumentCode === 'CEA-2024'
    ? ({ ...instrument, model: 'listing', blockThresholdLots: 100, blockBandBasisPoints: 3_000 } as const)
    : instrument,
);
const openListingMarket = () => endow(world, ['P1', 'P2', 'P3'], undefined, listingMarket);

describe('listing mode', () => {
  it('shows listings without their owners, and trades with the one that is picked, once per key', async () => {
    await openListingMarket();
    const dear = (await order('P1', 'sell', '100.50', '20')).body.orderId;
    const cheap = (await order('P3', 'sell', '100.00', '20')).body.orderId;
    await order('P2', 'buy', '99.00', '5');
    const listings = (await request('GET', 'markets/CEA-2024/listings', { actor: 'P2' })).body;
    expect(listings).toEqual([
      { listingId: expect.any(String), side: 'buy', price: '99.00', quantity: '5' },
      { listingId: cheap, side: 'sell', price: '100.00', quantity: '20' },
      { listingId: dear, side: 'sell', price: '100.50', quantity: '20' },
    ]);
    const path = `markets/CEA-2024/listings/${dear}/take`;
    const body = { clientOrderId: 'take', quantity: '20' };
    const taken = await request('POST', path, { actor: 'P2', body });
    expect(taken).toMatchObject({
      status: 201,
      body: { side: 'buy', price: '100.50', cumulativeQuantity: '20', status: 'filled' },
    });
    // the listing is gone by now; the answer is not
    expect(await request('POST', path, { actor: 'P2', body })).toEqual(taken);
    expect(await request('POST', path, { actor: 'P2', body: { ...body, quantity: '3' } })).toMatchObject({
      status: 409,
      body: { code: 'order.client-order-id-reused', errors: [{ field: 'quantity' }] },
    });
    expect(await world.venue.recentTrades(SESSION, 'CEA-2024', 9)).toMatchObject([
      { model: 'listing', priceTicks: 10_050, sellOrderId: dear, quantityLots: 20 },
    ]);
    await deliver(world);
    await expectAllHold();
  });

  it('is never collected for one price', async () => {
    await openListingMarket();
    for (const phase of ['pre-open', 'call-auction', 'closing-auction', 'volatility-halt'])
      expect(
        await request('PUT', 'markets/CEA-2024/phase', { body: { phase }, actor: 'trainer' }),
      ).toMatchObject(refusal('venue.no-call-auction'));
    expect(await world.venue.depth(SESSION, 'CEA-2024', 1)).toMatchObject({ phase: 'continuous' });
  });

  it('refuses what is not a listing, too much of it, or one’s own', async () => {
    await openListingMarket();
    const { body: listing } = await order('P1', 'sell', '100.00', '20');
    const take = (id: string, quantity: string, actor = 'P2', code = 'CEA-2024') =>
      post(`markets/${code}/listings/${id}/take`, actor, { quantity });
    expect(await take('O999', '5')).toMatchObject(refusal('listing.not-open'));
    expect(await take('nonsense', '5')).toMatchObject(refusal('listing.not-open'));
    expect(await take(listing.orderId, '5', 'P2', 'CCER')).toMatchObject(refusal('listing.not-open'));
    expect(await take(listing.orderId, '21')).toMatchObject(
      refusal('listing.quantity-not-there', 'quantity'),
    );
    expect(await take(listing.orderId, '5', 'P1')).toMatchObject(refusal('listing.own'));
    expect(await take(listing.orderId, '0')).toMatchObject(
      refusal('order.quantity-not-positive', 'quantity'),
    );
    expect(await take(listing.orderId, '1.5')).toMatchObject({
      status: 400,
      body: { code: 'quantity.off-step' },
    });
    expect(await order('P2', 'buy', '100.00', '5')).toMatchObject(refusal('order.listing-crosses', 'price'));
    expect(await order('P2', 'buy', '99.00', '100')).toMatchObject(
      refusal('order.listing-too-large', 'quantity'),
    );
    expect(await order('P2', 'buy', '99.00', '5', { timeInForce: 'IOC' })).toMatchObject(
      refusal('order.not-in-listing-mode'),
    );
    // a resting order of the central book is no listing
    const { body: plain } = await post('orders', 'P1', {
      instrumentCode: 'CCER',
      side: 'buy',
      orderType: 'limit',
      price: '99.00',
      quantity: '5',
    });
    expect(await take(plain.orderId, '5', 'P2', 'CCER')).toMatchObject(refusal('listing.not-open'));
    expect(await request('GET', 'markets/NONE/listings')).toMatchObject({ status: 404 });
    await expectAllHold();
  });
});

describe('block trades', () => {
  const propose = (more: object = {}, actor = 'P1') =>
    post('blocks', actor, {
      instrumentCode: 'CEA-2024',
      side: 'sell',
      counterparty: 'P2',
      price: '75.00',
      quantity: '200',
      ...more,
    });

  it('are proposed to one, accepted by that one, and count neither for the last price nor for the daily close', async () => {
    await openListingMarket();
    await order('P1', 'sell', '100.00', '10');
    const [listing] = (await request('GET', 'markets/CEA-2024/listings')).body;
    await post(`markets/CEA-2024/listings/${listing.listingId}/take`, 'P2', { quantity: '10' });
    const { body: proposal } = await propose();
    expect(proposal).toMatchObject({ status: 'open', price: '75.00', leavesQuantity: '200' });
    const shown = {
      proposalId: proposal.orderId,
      instrumentCode: 'CEA-2024',
      side: 'sell',
      proposer: 'P1',
      counterparty: 'P2',
      price: '75.00',
      quantity: '200',
    };
    for (const actor of ['P1', 'P2'])
      expect((await request('GET', 'blocks', { actor })).body).toEqual([shown]);
    expect((await request('GET', 'blocks', { actor: 'P3' })).body).toEqual([]);
    const accept = `blocks/${proposal.orderId}/accept`;
    expect(await post(accept, 'P3', {})).toMatchObject(refusal('block.not-offered'));
    // I18: nothing of the proposal is kept with whom it does not concern
    expect((await request('GET', 'orders', { actor: 'P3' })).body).toEqual([]);
    const body = { clientOrderId: 'accept' };
    const accepted = await request('POST', accept, { actor: 'P2', body });
    expect(accepted).toMatchObject({ status: 201, body: { side: 'buy', status: 'filled', quantity: '200' } });
    expect(await request('POST', accept, { actor: 'P2', body })).toEqual(accepted);
    expect((await world.venue.recentTrades(SESSION, 'CEA-2024', 1))[0]).toMatchObject({ model: 'block' });
    const once = { lastPriceTicks: 10_000 };
    expect(await world.venue.depth(SESSION, 'CEA-2024', 1)).toMatchObject(once);
    await restart();
    expect(await world.venue.depth(SESSION, 'CEA-2024', 1)).toMatchObject(once);
    expect(await world.venue.dailyPrices(SESSION, 'CEA-2024')).toMatchObject([
      { date: DAY, lowTicks: 10_000, averageTicks: 10_000, volumeLots: 10 },
    ]);
    await world.venue.startDay(SESSION, '2024-05-20');
    expect(await world.venue.depth(SESSION, 'CEA-2024', 1)).toMatchObject({ referencePriceTicks: 10_000 });
    await deliver(world);
    await expectAllHold();
  });

  it('are refused when they are too small, too far from the market, or without a counterparty', async () => {
    await openListingMarket();
    expect(await propose({ quantity: '99' })).toMatchObject(refusal('block.too-small', 'quantity'));
    expect(await propose({ price: '69.99' })).toMatchObject(refusal('block.outside-band', 'price'));
    expect(await propose({ counterparty: 'P1' })).toMatchObject(
      refusal('block.counterparty', 'counterparty'),
    );
    expect(await propose({ counterparty: 'P9' })).toMatchObject(
      refusal('block.counterparty', 'counterparty'),
    );
    expect(await propose({ quantity: '1001' })).toMatchObject(
      refusal('order.insufficient-rights', 'quantity'),
    );
    expect(await propose({ instrumentCode: 'CCER' })).toMatchObject(refusal('order.no-large-lots'));
    const { body: proposal } = await propose();
    expect(await request('PATCH', `orders/${proposal.orderId}`, { body: { quantity: '150' } })).toMatchObject(
      refusal('order.amend-not-possible'),
    );
    expect(await request('DELETE', `orders/${proposal.orderId}`)).toMatchObject({ status: 200 });
    expect(await post(`blocks/${proposal.orderId}/accept`, 'P2', {})).toMatchObject(
      refusal('block.not-offered'),
    );
    await expectAllHold();
  });
});

describe('one-way bidding', () => {
  const BIDDINGS = 'markets/CEA-2024/biddings';
  const open = (more: object = {}) =>
    post(BIDDINGS, 'P1', {
      quantity: '200',
      floorPrice: '95.00',
      capPrice: '105.00',
      pricing: 'uniform',
      ...more,
    });
  const close = (id: string, code = 'CEA-2024') =>
    request('POST', `markets/${code}/biddings/${id}/close`, { actor: 'trainer' });

  it('sells a lot to the best bids at one price; what does not win ends', async () => {
    await openListingMarket();
    const { body: lot } = await open();
    const bid = (actor: string, price: string, quantity: string) =>
      post(`${BIDDINGS}/${lot.orderId}/bids`, actor, { price, quantity });
    expect((await request('GET', BIDDINGS, { actor: 'P2' })).body).toEqual([
      {
        biddingId: lot.orderId,
        instrumentCode: 'CEA-2024',
        quantity: '200',
        floorPrice: '95.00',
        capPrice: '105.00',
        pricing: 'uniform',
      },
    ]);
    expect(await bid('P2', '100.00', '150')).toMatchObject({
      status: 201,
      body: { side: 'buy', status: 'open' },
    });
    await bid('P3', '99.00', '60');
    await bid('P2', '96.00', '10');
    expect(await close(lot.orderId)).toEqual({ status: 200, body: { biddingId: lot.orderId } });
    expect(await close(lot.orderId)).toMatchObject({ status: 409, body: { code: 'bidding.not-open' } });
    expect(await world.venue.tradesAfter(SESSION, 0, 9)).toMatchObject([
      { model: 'bidding', priceTicks: 9_900, quantityLots: 150, buyerCode: 'P2' },
      { model: 'bidding', priceTicks: 9_900, quantityLots: 50, buyerCode: 'P3' },
    ]);
    expect((await request('GET', 'orders', { actor: 'P2' })).body).toMatchObject([
      { status: 'cancelled', reason: { code: 'order.bidding-not-won' } },
      { status: 'filled', cumulativeQuantity: '150' },
    ]);
    expect((await request('GET', BIDDINGS)).body).toEqual([]);
    expect(await world.venue.dailyPrices(SESSION, 'CEA-2024')).toEqual([]);
    await deliver(world);
    await expectAllHold();
  });

  it('refuses lots and bids that do not fit', async () => {
    await openListingMarket();
    expect(await open({ quantity: '50' })).toMatchObject(refusal('bidding.too-small', 'quantity'));
    expect(await open({ floorPrice: '106.00' })).toMatchObject(refusal('bidding.range', 'floorPrice'));
    expect(await open({ capPrice: '105.001' })).toMatchObject({
      status: 400,
      body: { code: 'price.off-step', errors: [{ field: 'capPrice' }] },
    });
    const { body: lot } = await open();
    const bid = (id: string, price: string, actor = 'P2', code = 'CEA-2024') =>
      post(`markets/${code}/biddings/${id}/bids`, actor, { price, quantity: '10' });
    expect(await bid(lot.orderId, '94.99')).toMatchObject(refusal('bidding.outside-range', 'price'));
    expect(await bid(lot.orderId, '100.00', 'P1')).toMatchObject(refusal('bidding.own'));
    expect(await bid('O999', '100.00')).toMatchObject(refusal('bidding.not-open'));
    expect(await bid(lot.orderId, '100.00', 'P2', 'CCER')).toMatchObject(refusal('bidding.not-open'));
    expect(await close(lot.orderId, 'CCER')).toMatchObject({
      status: 409,
      body: { code: 'bidding.not-open' },
    });
    await restart();
    // the lot is still offered
    expect(await bid(lot.orderId, '100.00')).toMatchObject({ status: 201, body: { status: 'open' } });
    expect(await close(lot.orderId)).toMatchObject({ status: 200 });
    await expectAllHold();
  });
});
