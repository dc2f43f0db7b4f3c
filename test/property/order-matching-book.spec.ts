import * as fc from 'fast-check';
import { FastBook } from '../../src/order-matching/core/book/fast-book';
import { NaiveBook } from '../../src/order-matching/core/book/naive-book';
import {
  BUY,
  NO_PRICE,
  NO_SLOT,
  type OrderBook,
  SELL,
  type SideCode,
} from '../../src/order-matching/core/book/order-book';
import { OrderPool } from '../../src/order-matching/core/book/order-pool';
import { SlotIndex } from '../../src/order-matching/core/book/slot-index';

const settings: fc.Parameters<unknown> = {
  numRuns: Number(process.env['PROPERTY_RUNS'] ?? 200),
  ...(process.env['PROPERTY_SEED'] === undefined ? {} : { seed: Number(process.env['PROPERTY_SEED']) }),
};
const HIGHEST_PRICE = 2 ** 31 - 1;
const MOST_LOTS = Number.MAX_SAFE_INTEGER;

/** One order of the model: a plain record in a list that is sorted anew for each question. */
interface Resting {
  readonly slot: number;
  readonly place: number;
  readonly side: SideCode;
  readonly price: number;
  lots: number;
}

class SortedModel {
  orders: Resting[] = [];

  inOrder(side: SideCode): Resting[] {
    return this.orders
      .filter((one) => one.side === side)
      .sort(
        (one, other) =>
          (side === BUY ? other.price - one.price : one.price - other.price) || one.place - other.place,
      );
  }

  lots(side: SideCode): number {
    return this.inOrder(side).reduce((sum, { lots }) => sum + lots, 0);
  }

  pick(number: number): Resting | undefined {
    return this.orders[number % Math.max(1, this.orders.length)];
  }

  remove(order: Resting): void {
    this.orders = this.orders.filter((one) => one !== order);
  }
}

/** Where the prices of a run lie, and which ranges the book is told in between. */
interface Terrain {
  readonly name: string;
  readonly price: fc.Arbitrary<number>;
  /** null: the book is never told a range */
  readonly ranges: readonly (readonly [number, number])[] | null;
}
const near = (price: number, distance: number) =>
  fc.integer({ min: Math.max(1, price - distance), max: Math.min(HIGHEST_PRICE, price + distance) });
const TERRAINS: readonly Terrain[] = [
  { name: 'a short ladder', price: fc.integer({ min: 1, max: 8 }), ranges: [[1, 8]] },
  {
    name: 'a wide ladder far from zero',
    price: near(2_000_000_000, 60_000),
    ranges: [[1_999_940_000, 2_000_060_000]],
  },
  {
    name: 'no range, huge prices',
    price: fc.oneof(near(1, 3), near(HIGHEST_PRICE, 3), fc.integer({ min: 1, max: HIGHEST_PRICE })),
    ranges: null,
  },
  {
    name: 'no range, prices that part at every digit',
    price: fc.nat(30).map((bit) => 2 ** bit),
    ranges: null,
  },
  {
    name: 'ranges that change, ladder to trie and back',
    price: near(5_000, 40),
    ranges: [
      [4_960, 5_040],
      [1, HIGHEST_PRICE],
      [4_000, 6_000],
      [4_960, 2 ** 20],
      [1, 2 ** 17],
      [4_960, 5_040],
    ],
  },
];

const stepOf = (terrain: Terrain) =>
  fc.record({
    kind: fc.constantFrom('add', 'add', 'add', 'remove', 'remove', 'reduce', 'front', 'range'),
    side: fc.constantFrom<SideCode>(BUY, SELL),
    price: terrain.price,
    lots: fc.oneof(
      fc.integer({ min: 1, max: 9 }),
      fc.maxSafeInteger().map((lots) => Math.abs(lots) + 1),
    ),
    pick: fc.nat(),
  });

function walk(book: OrderBook, side: SideCode): number[] {
  const slots: number[] = [];
  for (let slot = book.front(side); slot !== NO_SLOT; slot = book.next(slot)) slots.push(slot);
  return slots;
}

interface Level {
  readonly price: number;
  lots: number;
  orders: number;
  readonly oldest: number;
}

function levelsOf(book: OrderBook, side: SideCode): Level[] {
  const levels: Level[] = [];
  for (let price = book.best(side); price !== NO_PRICE; price = book.worse(side, price))
    levels.push({
      price,
      lots: book.lotsAt(side, price),
      orders: book.ordersAt(side, price),
      oldest: book.oldestAt(side, price),
    });
  return levels;
}

function wantedLevels(orders: readonly Resting[]): Level[] {
  const levels: Level[] = [];
  for (const { price, lots, slot } of orders) {
    const last = levels.at(-1);
    if (last?.price !== price) levels.push({ price, lots, orders: 1, oldest: slot });
    else {
      last.lots += lots;
      last.orders += 1;
    }
  }
  return levels;
}

function compare(book: OrderBook, model: SortedModel, probe: number): void {
  book.check();
  let levelCount = 0;
  for (const side of [BUY, SELL] as const) {
    const wanted = model.inOrder(side);
    expect(walk(book, side)).toEqual(wanted.map(({ slot }) => slot));
    const levels = wantedLevels(wanted);
    expect(levelsOf(book, side)).toEqual(levels);
    levelCount += levels.length;
    const isWorse = (price: number) => (side === BUY ? price < probe : price > probe);
    expect(book.worse(side, probe)).toBe(levels.find(({ price }) => isWorse(price))?.price ?? NO_PRICE);
    const here = levels.find(({ price }) => price === probe);
    expect([book.lotsAt(side, probe), book.ordersAt(side, probe), book.oldestAt(side, probe)]).toEqual([
      here?.lots ?? 0,
      here?.orders ?? 0,
      here?.oldest ?? NO_SLOT,
    ]);
  }
  expect([book.orderCount, book.levelCount]).toEqual([model.orders.length, levelCount]);
}

type Step = ReturnType<typeof stepOf> extends fc.Arbitrary<infer Value> ? Value : never;

/** One book, its pool and its model; two of them that are led alike must answer alike. */
class Trial {
  readonly pool = new OrderPool(1_000, 4);
  readonly model = new SortedModel();
  readonly book: OrderBook;
  #place = 0;
  #range = 0;

  constructor(
    make: (pool: OrderPool) => OrderBook,
    readonly terrain: Terrain,
  ) {
    this.book = make(this.pool);
    this.#nextRange();
  }

  do(step: Step): void {
    const chosen = this.model.pick(step.pick);
    if (step.kind === 'range') this.#nextRange();
    else if (step.kind === 'add' || !chosen) this.#add(step);
    else if (step.kind === 'front') this.#takeFront(step.side);
    else if (step.kind === 'remove') this.#remove(chosen);
    else this.#reduce(chosen, step.lots);
    compare(this.book, this.model, step.price);
  }

  #nextRange(): void {
    const { ranges } = this.terrain;
    if (!ranges) return;
    const [low, high] = ranges[this.#range % ranges.length] ?? [1, HIGHEST_PRICE];
    this.book.setRange(low, high);
    this.#range += 1;
  }

  #add({ side, price, lots: wanted }: Step): void {
    // the venue keeps the lots of a side within 2^53 − 1
    const lots = Math.min(wanted, MOST_LOTS - this.model.lots(side));
    if (lots < 1) return;
    const slot = this.pool.take();
    this.pool.setSide(slot, side);
    this.pool.setPrice(slot, price);
    this.pool.setShown(slot, lots);
    this.book.add(slot);
    this.#place += 1;
    this.model.orders.push({ slot, place: this.#place, side, price, lots });
  }

  #takeFront(side: SideCode): void {
    const front = this.model.inOrder(side)[0];
    if (front) this.#remove(front);
  }

  #remove(order: Resting): void {
    this.book.remove(order.slot);
    this.pool.giveBack(order.slot);
    this.model.remove(order);
  }

  #reduce(order: Resting, wanted: number): void {
    const lots = Math.min(wanted, order.lots - 1);
    if (lots < 1) return;
    this.book.reduce(order.slot, lots);
    order.lots -= lots;
    expect(this.pool.shownOf(order.slot)).toBe(order.lots);
  }
}

describe.each(TERRAINS)('$name', (terrain) => {
  it.each([
    ['NaiveBook', (pool: OrderPool) => new NaiveBook(pool)],
    ['FastBook', (pool: OrderPool) => new FastBook(pool)],
  ] as const)('%s is a sorted list of orders, whatever is added, reduced and removed', (_, make) => {
    void fc.assert(
      fc.property(fc.array(stepOf(terrain), { maxLength: 60 }), (steps) => {
        const trial = new Trial(make, terrain);
        for (const step of steps) trial.do(step);
      }),
      settings,
    );
  });

  it('both books answer alike, order by order', () => {
    void fc.assert(
      fc.property(fc.array(stepOf(terrain), { maxLength: 120 }), (steps) => {
        const naive = new Trial((pool) => new NaiveBook(pool), terrain);
        const fast = new Trial((pool) => new FastBook(pool), terrain);
        for (const step of steps) {
          naive.do(step);
          fast.do(step);
          for (const side of [BUY, SELL] as const) {
            expect(walk(fast.book, side)).toEqual(walk(naive.book, side));
            expect(levelsOf(fast.book, side)).toEqual(levelsOf(naive.book, side));
          }
        }
      }),
      settings,
    );
  });
});

/** Ways to number orders: as a venue does, and as an enemy of the index would. */
const NUMBERINGS: readonly (readonly [string, (place: number) => number])[] = [
  ['one after the other', (place) => place + 1],
  ['with gaps', (place) => place * 7 + 1],
  ['all on one place of a ring', (place) => (place + 1) * 2 ** 20],
  ['alike in their lower 32 bits', (place) => place * 2 ** 32 + 5],
  ['at the end of the safe range', (place) => Number.MAX_SAFE_INTEGER - place],
  ['falling', (place) => 1_000_000 - place],
  ['scattered', (place) => Math.floor(((place * 0.618_033_988_7) % 1) * 2 ** 52) + 1],
];

const indexStep = fc.record({
  kind: fc.constantFrom('set', 'set', 'set', 'delete', 'release', 'take', 'miss'),
  place: fc.nat(400),
  recent: fc.boolean(),
});

describe.each(NUMBERINGS)('a SlotIndex of numbers %s', (_, numberOf) => {
  it('is a map', () => {
    void fc.assert(
      fc.property(fc.array(indexStep, { maxLength: 300 }), (steps) => {
        const index = new SlotIndex(new Float64Array(402), new Int32Array(402 * 4));
        const map = new Map<number, number>();
        const free = Array.from({ length: 401 }, (_, slot) => slot + 1);
        for (const { kind, place, recent } of steps) {
          const numbers = [...map.keys()];
          const number =
            kind === 'set' || kind === 'miss' || numbers.length === 0
              ? numberOf(place)
              : (numbers.at(recent ? -1 : place % numbers.length) ?? 0);
          const slot = map.get(number) ?? NO_SLOT;
          if (kind === 'set' && slot === NO_SLOT) {
            const taken = free.pop() ?? 0;
            index.set(number, taken);
            map.set(number, taken);
          } else if (kind === 'take' || (kind !== 'miss' && kind !== 'set' && slot !== NO_SLOT)) {
            if (kind === 'take') expect(index.take(number)).toBe(slot);
            else if (kind === 'delete') index.delete(number);
            else index.release(slot);
            if (map.delete(number)) free.push(slot);
          }
          expect(index.size).toBe(map.size);
          expect(index.slotOf(number)).toBe(map.get(number) ?? NO_SLOT);
        }
        for (const [number, slot] of map) expect(index.slotOf(number)).toBe(slot);
      }),
      settings,
    );
  });
});
