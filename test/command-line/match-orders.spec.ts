import { limit, match } from './match-runs';

describe('orders of ecobourse match', () => {
  it('lets orders without an account trade with each other', async () => {
    const { events } = await match([
      limit(1, 'sell', 5, 1),
      limit(2, 'buy', 5, 1),
      limit(3, 'sell', 5, 1),
      limit(4, 'buy', 5, 1),
    ]);
    expect(events.map(({ type }) => type)).toEqual(['trade', 'trade', 'book']);
  });

  it('finds an order for its own account only', async () => {
    const { events } = await match([
      limit('a', 'buy', 5, 2, { account: 'ann' }),
      limit('o', 'buy', 4, 2),
      { op: 'cancel', id: 'a', account: 'ben' },
      { op: 'amend', id: 'a', account: 'ben', qty: 1 },
      { op: 'cancel', id: 'o', account: 'ann' },
      { op: 'amend', id: 'a', account: 'ann', qty: 1 },
      { op: 'amend', id: 'o', qty: 1 },
      { op: 'cancel', id: 'a', account: 'ann' },
    ]);
    expect(events).toMatchObject([
      { type: 'rejected', id: 'a', code: 'order.not-open' },
      { type: 'rejected', id: 'a', code: 'order.not-open' },
      { type: 'rejected', id: 'o', code: 'order.not-open' },
      { type: 'cancelled', id: 'a', qty: 1, reason: 'order.cancelled-by-owner' },
      { type: 'book', bids: [[4, 1]] },
    ]);
  });

  it.each([[[]], [['--band', '1:2147483647']]])(
    'a large market order goes as far as its value can be counted, with %j',
    async (band) => {
      const { events } = await match(
        [
          limit('a', 'sell', 1_024, 5),
          limit('b', 'sell', 1_025, 5),
          { op: 'market', id: 'm', side: 'buy', qty: 2 ** 43 - 1 },
          { op: 'market', id: 'n', side: 'sell', qty: 2 ** 43 },
        ],
        band,
      );
      expect(events).toMatchObject([
        { type: 'trade', maker: 'a', taker: 'm', price: 1_024, qty: 5 },
        { type: 'cancelled', id: 'm', qty: 2 ** 43 - 6, reason: 'order.remainder-cancelled' },
        { type: 'cancelled', id: 'n', qty: 2 ** 43, reason: 'order.remainder-cancelled' },
        { type: 'book', asks: [[1_025, 5]] },
      ]);
    },
  );

  it('a market order whose value cannot be counted anywhere in the band is refused', async () => {
    const order = { op: 'market', id: 'm', side: 'buy', qty: 2 ** 43 };
    const { events } = await match([limit('a', 'sell', 1_024, 5), order], ['--band', '1024:2000']);
    expect(events[0]).toMatchObject({ type: 'rejected', id: 'm', code: 'order.notional-too-large' });
  });

  it('a market order goes as deep as it must, and never rests', async () => {
    const { events } = await match([
      limit(1, 'sell', 2_147_483_647, 4),
      limit(2, 'sell', 7, 1),
      { op: 'market', id: 3, side: 'buy', qty: 6 },
      { op: 'market', id: 4, side: 'sell', qty: 6, tif: 'GTC' },
    ]);
    expect(events).toMatchObject([
      { type: 'trade', maker: 2, price: 7, qty: 1 },
      { type: 'trade', maker: 1, price: 2_147_483_647, qty: 4 },
      { type: 'cancelled', id: 3, qty: 1 },
      { type: 'cancelled', id: 4, qty: 6 },
      { type: 'book', bids: [], asks: [] },
    ]);
  });
});
