import { FastBook } from './fast-book';
import { NaiveBook } from './naive-book';
import {
  BUY,
  NO_PRICE,
  NO_SLOT,
  type OrderBook,
  opposite,
  SELL,
  type SideCode,
  sideCode,
  sideName,
} from './order-book';
import { OrderPool } from './order-pool';

const HIGHEST = 2 ** 31 - 1;

function setUp(make: (pool: OrderPool) => OrderBook) {
  const pool = new OrderPool(100, 2);
  const book = make(pool);
  const rest = (side: SideCode, priceTicks: number, lots: number): number => {
    const slot = pool.take();
    pool.setSide(slot, side);
    pool.setPrice(slot, priceTicks);
    pool.setShown(slot, lots);
    book.add(slot);
    return slot;
  };
  const walk = (side: SideCode): number[] => {
    const slots: number[] = [];
    for (let slot = book.front(side); slot !== NO_SLOT; slot = book.next(slot)) slots.push(slot);
    return slots;
  };
  return { pool, book, rest, walk };
}

it('a side has a name and a code', () => {
  expect([sideCode('buy'), sideCode('sell')]).toEqual([BUY, SELL]);
  expect([sideName(BUY), sideName(SELL)]).toEqual(['buy', 'sell']);
  expect([opposite(BUY), opposite(SELL)]).toEqual([SELL, BUY]);
});

describe.each([
  ['NaiveBook', (pool: OrderPool) => new NaiveBook(pool)],
  ['FastBook', (pool: OrderPool) => new FastBook(pool)],
  [
    'FastBook on a ladder',
    (pool: OrderPool) => {
      const book = new FastBook(pool);
      book.setRange(1, 1_000);
      return book;
    },
  ],
] as const)('%s', (_, make) => {
  it('is empty at first', () => {
    const { book } = setUp(make);
    book.check();
    for (const side of [BUY, SELL] as const)
      expect([book.front(side), book.best(side), book.worse(side, 500), book.oldestAt(side, 5)]).toEqual([
        NO_SLOT,
        NO_PRICE,
        NO_PRICE,
        NO_SLOT,
      ]);
    expect([book.orderCount, book.levelCount]).toEqual([0, 0]);
  });

  it('I9: goes by price, then by time', () => {
    const { book, rest, walk } = setUp(make);
    const bids = [rest(BUY, 10, 1), rest(BUY, 12, 1), rest(BUY, 10, 1), rest(BUY, 11, 1)];
    const asks = [rest(SELL, 15, 1), rest(SELL, 13, 1), rest(SELL, 15, 1), rest(SELL, 14, 1)];
    expect(walk(BUY)).toEqual([bids[1], bids[3], bids[0], bids[2]]);
    expect(walk(SELL)).toEqual([asks[1], asks[3], asks[0], asks[2]]);
    expect([book.best(BUY), book.worse(BUY, 12), book.worse(BUY, 10)]).toEqual([12, 11, NO_PRICE]);
    expect([book.best(SELL), book.worse(SELL, 12), book.worse(SELL, 15)]).toEqual([13, 13, NO_PRICE]);
    book.check();
  });

  it('lets a crossed book stand, as an auction collects it', () => {
    const { book, rest } = setUp(make);
    rest(BUY, 20, 1);
    rest(SELL, 10, 1);
    book.check();
    expect([book.best(BUY), book.best(SELL)]).toEqual([20, 10]);
  });

  it('keeps the place of an order that is reduced', () => {
    const { pool, book, rest, walk } = setUp(make);
    const [first, second] = [rest(SELL, 10, 5), rest(SELL, 10, 7)];
    book.reduce(first, 4);
    expect(walk(SELL)).toEqual([first, second]);
    expect([pool.shownOf(first), book.lotsAt(SELL, 10), book.ordersAt(SELL, 10)]).toEqual([1, 8, 2]);
  });

  it('counts lots up to 2^53 − 1 exactly', () => {
    const { book, rest } = setUp(make);
    const most = rest(BUY, 10, Number.MAX_SAFE_INTEGER - 1);
    const least = rest(BUY, 10, 1);
    expect(book.lotsAt(BUY, 10)).toBe(Number.MAX_SAFE_INTEGER);
    book.reduce(most, Number.MAX_SAFE_INTEGER - 2);
    expect(book.lotsAt(BUY, 10)).toBe(2);
    book.remove(least);
    expect(book.lotsAt(BUY, 10)).toBe(1);
    book.check();
  });

  it('closes the gap wherever an order leaves', () => {
    for (const gone of [0, 1, 2]) {
      const { book, rest, walk } = setUp(make);
      const slots = [rest(BUY, 10, 1), rest(BUY, 10, 1), rest(BUY, 10, 1)];
      book.remove(slots[gone] as number);
      slots.splice(gone, 1);
      book.check();
      expect(walk(BUY)).toEqual(slots);
      slots.push(rest(BUY, 10, 1));
      expect(walk(BUY)).toEqual(slots);
    }
  });

  it('refuses an order twice, an order without lots, and what is not in the book', () => {
    const { pool, book, rest } = setUp(make);
    const slot = rest(BUY, 10, 3);
    expect(() => book.add(slot)).toThrow('I10');
    book.remove(slot);
    expect(() => book.remove(slot)).toThrow('I10');
    expect(() => book.reduce(slot, 1)).toThrow('I10');
    pool.setShown(slot, 0);
    expect(() => book.add(slot)).toThrow('I10');
  });

  it('I7: a reduction takes something and leaves something', () => {
    const { book, rest } = setUp(make);
    const slot = rest(SELL, 10, 3);
    for (const lots of [0, -1, 3, 4]) expect(() => book.reduce(slot, lots)).toThrow('I7');
  });

  it('I15: has no order outside its range', () => {
    const { book, rest } = setUp(make);
    book.setRange(10, 20);
    for (const price of [9, 21]) expect(() => rest(BUY, price, 1)).toThrow('I15');
    rest(BUY, 10, 1);
    rest(SELL, 20, 1);
    expect(() => book.setRange(11, 20)).toThrow('I15');
    expect(() => book.setRange(10, 19)).toThrow('I15');
    book.check();
  });

  it.each([
    [0, 10],
    [11, 10],
    [1, HIGHEST + 1],
  ])('refuses a range from %d to %d', (low, high) => {
    expect(() => setUp(make).book.setRange(low, high)).toThrow('2^31 − 1');
  });

  it('keeps its queues when the range changes, whatever the widths', () => {
    const { book, rest, walk } = setUp(make);
    book.setRange(1, 100);
    const bids = [rest(BUY, 50, 1), rest(BUY, 50, 2), rest(BUY, 49, 4)];
    const asks = [rest(SELL, 60, 8), rest(SELL, 51, 16), rest(SELL, 60, 32)];
    const picture = () => ({
      bids: walk(BUY),
      asks: walk(SELL),
      levels: [49, 50].map((price) => [book.lotsAt(BUY, price), book.ordersAt(BUY, price)]),
      counts: [book.orderCount, book.levelCount],
    });
    const before = picture();
    expect(before.bids).toEqual(bids);
    for (const [low, high] of [
      [40, 70],
      [1, HIGHEST],
      [49, 60],
      [1, 2 ** 17],
      [1, 2 ** 17 + 1],
    ] as const) {
      book.setRange(low, high);
      book.check();
      expect(picture()).toEqual(before);
    }
    for (const slot of [...bids, ...asks]) book.remove(slot);
    book.check();
    expect([book.orderCount, book.levelCount]).toEqual([0, 0]);
  });
});

describe('the check of a FastBook', () => {
  const withOrders = (range: boolean) => {
    const setting = setUp((pool) => new FastBook(pool));
    if (range) setting.book.setRange(1, 100);
    const slots = [setting.rest(BUY, 10, 3), setting.rest(BUY, 10, 4), setting.rest(SELL, 12, 5)] as const;
    setting.book.check();
    return { ...setting, slots };
  };

  it.each<[string, (pool: OrderPool, slots: readonly [number, number, number]) => void]>([
    ['a changed price', (pool, [slot]) => pool.priceTicks.fill(11, slot, slot + 1)],
    ['a changed side', (pool, [slot]) => pool.side.fill(SELL, slot, slot + 1)],
    ['changed lots', (pool, [slot]) => pool.displayedLots.fill(2, slot, slot + 1)],
    ['no lots', (pool, [slot]) => pool.displayedLots.fill(0, slot, slot + 1)],
    ['a cut queue', (pool, [slot]) => pool.links.fill(0, slot * 4, slot * 4 + 1)],
    ['a queue in a circle', (pool, [slot, next]) => pool.links.fill(slot, next * 4, next * 4 + 1)],
    ['a wrong way back', (pool, [, next]) => pool.links.fill(0, next * 4 + 1, next * 4 + 2)],
    ['a wrong level', (pool, [, next]) => pool.links.fill(1, next * 4 + 2, next * 4 + 3)],
  ])('finds %s', (_, harm) => {
    for (const range of [false, true]) {
      const { pool, book, slots } = withOrders(range);
      harm(pool, slots);
      expect(() => book.check()).toThrow('I10');
    }
  });
});

describe('the check of a NaiveBook', () => {
  it.each<[string, (pool: OrderPool, slot: number) => void]>([
    ['a changed price', (pool, slot) => pool.priceTicks.fill(11, slot, slot + 1)],
    ['a changed side', (pool, slot) => pool.side.fill(SELL, slot, slot + 1)],
    ['no lots', (pool, slot) => pool.displayedLots.fill(0, slot, slot + 1)],
  ])('finds %s', (_, harm) => {
    const { pool, book, rest } = setUp((made) => new NaiveBook(made));
    harm(pool, rest(BUY, 10, 3));
    expect(() => book.check()).toThrow('I10');
  });
});
