// nodejs-order-book and its forerunner hft-limit-order-book have one interface.

const SIDES = ['buy', 'sell'];

/** Their ids are strings; making them is not the engines' work, so it is done before the clock starts. */
export const orderIdTexts = (flow) => Array.from({ length: flow.maxOrderId + 1 }, (_, id) => String(id));

/** @param OrderBook the package's class */
export function createWith(OrderBook, { shared: texts, onTrade }) {
  const book = new OrderBook();

  /** `done` lists the filled orders, the taker's own among them; `partial` is a maker's or the taker's rest. */
  const report = (result, id, text) => {
    if (result.err !== null) throw result.err;
    for (const filled of result.done) {
      if (filled.id !== text) onTrade(Number(filled.id), id, filled.price, filled.size);
    }
    const { partial } = result;
    if (partial === null || partial.id === text) return;
    onTrade(Number(partial.id), id, partial.price, result.partialQuantityProcessed);
  };

  return {
    limit(id, side, price, size) {
      const text = texts[id];
      report(book.limit({ side: SIDES[side], id: text, size, price }), id, text);
    },
    ioc(id, side, price, size) {
      const text = texts[id];
      report(book.limit({ side: SIDES[side], id: text, size, price, timeInForce: 'IOC' }), id, text);
    },
    cancel(id) {
      book.cancel(texts[id]);
    },
    book() {
      const { bids, asks } = book.snapshot();
      return {
        bids: ordersOf(bids.toSorted((a, b) => b.price - a.price)),
        asks: ordersOf(asks.toSorted((a, b) => a.price - b.price)),
      };
    },
  };
}

const ordersOf = (levels) =>
  levels.flatMap(({ orders }) => orders.map(({ price, id, size }) => ({ price, id: Number(id), qty: size })));
