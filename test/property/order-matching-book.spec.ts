import * as fc from 'fast-check';
import { NaiveBook } from '../../src/order-matching/core/naive-book';
import type { OrderBook, Side } from '../../src/order-matching/core/order-book';

/** Every book behind the interface runs through the same test. */
const books: readonly (readonly [string, () => OrderBook])[] = [['NaiveBook', () => new NaiveBook()]];
const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 200);

interface Resting {
  readonly number: number;
  readonly side: Side;
  readonly price: number;
  leaves: number;
}
const step = fc.record({
  add: fc.boolean(),
  side: fc.constantFrom<Side>('buy', 'sell'),
  price: fc.integer({ min: 1, max: 8 }),
  lots: fc.integer({ min: 1, max: 9 }),
  pick: fc.nat(),
});

const inOrder = (orders: readonly Resting[], side: Side): Resting[] =>
  orders
    .filter((one) => one.side === side)
    .sort(
      (one, other) =>
        (side === 'buy' ? other.price - one.price : one.price - other.price) || one.number - other.number,
    );

function walk(book: OrderBook, side: Side): number[] {
  const numbers: number[] = [];
  for (let number = book.front(side); number !== 0; number = book.next(number)) numbers.push(number);
  return numbers;
}

function compare(book: OrderBook, orders: readonly Resting[]): void {
  book.check();
  expect(book.orderCount).toBe(orders.length);
  for (const side of ['buy', 'sell'] as const) {
    const wanted = inOrder(orders, side);
    expect(walk(book, side)).toEqual(wanted.map(({ number }) => number));
    for (const { number, price, leaves } of wanted)
      expect([book.priceOf(number), book.leavesOf(number)]).toEqual([price, leaves]);
    const levels = new Map<number, { priceTicks: number; quantityLots: number; orderCount: number }>();
    for (const { price, leaves } of wanted) {
      const level = levels.get(price) ?? { priceTicks: price, quantityLots: 0, orderCount: 0 };
      levels.set(price, {
        priceTicks: price,
        quantityLots: level.quantityLots + leaves,
        orderCount: level.orderCount + 1,
      });
    }
    expect(book.levels(side, 3)).toEqual([...levels.values()].slice(0, 3));
  }
}

describe.each(books)('%s', (_, make) => {
  it('is a sorted list of orders, whatever is added, reduced and removed', () => {
    void fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const book = make();
        let orders: Resting[] = [];
        for (const [place, { add, side, price, lots, pick }] of steps.entries()) {
          const chosen = orders[pick % Math.max(1, orders.length)];
          if (add || !chosen) {
            book.add(place + 1, side, price, lots);
            orders.push({ number: place + 1, side, price, leaves: lots });
          } else if (pick % 2 === 0) book.remove(chosen.number);
          else {
            const taken = Math.min(lots, chosen.leaves);
            book.reduce(chosen.number, taken);
            chosen.leaves -= taken;
          }
          if (!add && chosen) orders = orders.filter((one) => book.has(one.number));
          compare(book, orders);
        }
      }),
      { numRuns: RUNS },
    );
  });
});
