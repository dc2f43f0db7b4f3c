import peer from 'limit-order-book';
import { installedVersion } from './installed-version.mjs';

export const name = 'limit-order-book';
export const version = installedVersion(name);

const SIDES = ['bid', 'ask'];

/** Its numbers and ids are texts; they are made before the clock starts. */
export function prepare(flow) {
  let most = flow.maxOrderId;
  for (let row = 0; row < flow.n; row++) most = Math.max(most, flow.price[row], flow.qty[row]);
  return Array.from({ length: most + 1 }, (_, number) => String(number));
}

/** The package knows no immediate-or-cancel: it is a limit order whose rest is removed at once. */
export function create({ shared: texts, onTrade }) {
  const book = new peer.LimitOrderBook({ symbol: 'BENCH', priceStep: '1', sizeStep: '1' });

  const add = (id, side, price, qty) => {
    const order = new peer.LimitOrder(texts[id], SIDES[side], texts[price], texts[qty]);
    for (const maker of book.add(order).makers)
      onTrade(Number(maker.orderId), id, Number(maker.price), Number(maker.filled));
    return order;
  };

  return {
    limit: add,
    ioc(id, side, price, qty) {
      if (add(id, side, price, qty).sizeRemaining !== '0') book.remove(texts[id]);
    },
    cancel: (id) => book.remove(texts[id]),
    book: () => ({ bids: ordersOf(book.bidLevels), asks: ordersOf(book.askLevels) }),
  };
}

const ordersOf = (levels) =>
  levels.queue.flatMap((level) =>
    level.queue.map(({ price, orderId, sizeRemaining }) => ({
      price: Number(price),
      id: Number(orderId),
      qty: Number(sizeRemaining),
    })),
  );
