import * as fc from 'fast-check';
import type { SideCode } from '../../src/order-matching/core/book/order-book';
import {
  AUCTION_CANDIDATES,
  AUCTION_RULES,
  type AuctionLevel,
  type AuctionLevels,
  type AuctionRule,
  allocateFills,
  clearCallAuction,
  indicative,
  ListedLevels,
  TIE_CHAINS,
} from '../../src/order-matching/core/call-auction';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 1_000);
const HIGHEST = 24;

interface Order {
  readonly priceTicks: number;
  readonly quantityLots: number;
}
interface Band {
  readonly lowTicks: number;
  readonly highTicks: number;
}

const sum = (orders: readonly Order[]): number =>
  orders.reduce((total, { quantityLots }) => total + quantityLots, 0);

/** What the rules say, price by price, by counting orders. Knows nothing of levels, segments or windows. */
class Table {
  readonly #buys: readonly Order[];
  readonly #sells: readonly Order[];

  constructor(buys: readonly Order[], sells: readonly Order[], band: Band | null) {
    const { lowTicks, highTicks } = band ?? { lowTicks: 1, highTicks: HIGHEST };
    // an order that the band shuts out does not count; one beyond the near limit counts there
    this.#buys = buys
      .filter(({ priceTicks }) => priceTicks >= lowTicks)
      .map((order) => ({ ...order, priceTicks: Math.min(order.priceTicks, highTicks) }));
    this.#sells = sells
      .filter(({ priceTicks }) => priceTicks <= highTicks)
      .map((order) => ({ ...order, priceTicks: Math.max(order.priceTicks, lowTicks) }));
  }

  wanted = (price: number): number => sum(this.#buys.filter(({ priceTicks }) => priceTicks >= price));
  offered = (price: number): number => sum(this.#sells.filter(({ priceTicks }) => priceTicks <= price));
  volume = (price: number): number => Math.min(this.wanted(price), this.offered(price));
  surplus = (price: number): number => this.wanted(price) - this.offered(price);
  fillsBetter = (price: number): boolean =>
    this.wanted(price + 1) <= this.volume(price) && this.offered(price - 1) <= this.volume(price);
  isDeclared = (price: number): boolean =>
    [...this.#buys, ...this.#sells].some(({ priceTicks }) => priceTicks === price);
}

const keepMost = (prices: readonly number[], measure: (price: number) => number): number[] => {
  const most = Math.max(...prices.map(measure));
  return prices.filter((price) => measure(price) === most);
};

function bruteForce(
  table: Table,
  rule: AuctionRule,
  everyTick: boolean,
  reference: number | null,
): number | null {
  const all = Array.from({ length: HIGHEST }, (_, place) => place + 1);
  let left = all.filter((price) => table.volume(price) > 0 && (everyTick || table.isDeclared(price)));
  if (left.length === 0) return null;
  left = keepMost(left, table.volume);
  if (rule === 'sse' || rule === 'szse') left = left.filter(table.fillsBetter);
  left = keepMost(left, (price) => -Math.abs(table.surplus(price)));
  if (rule === 'asx') {
    if (left.every((price) => table.surplus(price) > 0)) left = [Math.max(...left)];
    else if (left.every((price) => table.surplus(price) < 0)) left = [Math.min(...left)];
  }
  if (rule !== 'sse' && reference !== null) left = keepMost(left, (price) => -Math.abs(price - reference));
  return Math.ceil((Math.min(...left) + Math.max(...left)) / 2);
}

function levelsOf(orders: readonly Order[], direction: number): AuctionLevel[] {
  const lots = new Map<number, number>();
  for (const { priceTicks, quantityLots } of orders)
    lots.set(priceTicks, (lots.get(priceTicks) ?? 0) + quantityLots);
  return [...lots].sort(([one], [other]) => direction * (one - other));
}

const order = fc.record({
  priceTicks: fc.integer({ min: 1, max: HIGHEST }),
  quantityLots: fc.integer({ min: 1, max: 6 }),
});
const band = fc
  .tuple(fc.integer({ min: 1, max: HIGHEST }), fc.integer({ min: 1, max: HIGHEST }))
  .map(([one, other]) => ({ lowTicks: Math.min(one, other), highTicks: Math.max(one, other) }));
const auction = fc.record({
  buys: fc.array(order, { maxLength: 9 }),
  sells: fc.array(order, { maxLength: 9 }),
  referenceTicks: fc.option(fc.integer({ min: 1, max: HIGHEST })),
  band: fc.option(band, { freq: 3 }),
});

const inOrder = (orders: readonly Order[], direction: number): Order[] =>
  orders.toSorted((one, other) => direction * (one.priceTicks - other.priceTicks));

describe.each(AUCTION_RULES)('a call auction by the rule %s', (rule) => {
  it.each(AUCTION_CANDIDATES)('finds what counting at every tick finds, among %s prices', (candidates) => {
    void fc.assert(
      fc.property(auction, ({ buys, sells, referenceTicks, band: limits }) => {
        const table = new Table(buys, sells, limits);
        const question = {
          rule,
          candidates,
          referenceTicks,
          levels: new ListedLevels(levelsOf(buys, -1), levelsOf(sells, 1)),
          ...(limits && { band: limits }),
        };
        const price = bruteForce(table, rule, candidates === 'every-tick', referenceTicks);
        const result = clearCallAuction(question);
        expect(result.priceTicks).toBe(price);
        if (price === null) {
          expect(indicative(question)).toBeNull();
          return;
        }
        expect(result.volumeLots).toBe(table.volume(price));
        expect(indicative(question)).toEqual({
          priceTicks: price,
          volumeLots: table.volume(price),
          surplusLots: table.surplus(price),
        });
        expect(result.surplusSide === 'sell' ? -result.surplusLots : result.surplusLots).toBe(
          table.surplus(price),
        );
        const { steps } = result;
        for (const [place, { before, after }] of steps.entries()) {
          expect(before).toEqual(steps[place - 1]?.after ?? before);
          expect(after.prices).toBeLessThanOrEqual(before.prices);
          expect(after.lowTicks).toBeGreaterThanOrEqual(before.lowTicks);
          expect(after.highTicks).toBeLessThanOrEqual(before.highTicks);
        }
        expect(steps.at(-1)?.after).toMatchObject({ lowTicks: price, highTicks: price, prices: 1 });
      }),
      { numRuns: RUNS },
    );
  });

  it.each(AUCTION_CANDIDATES)('trades fairly and leaves no crossed book, among %s prices', (candidates) => {
    void fc.assert(
      fc.property(auction, ({ buys, sells, referenceTicks }) => {
        const [bids, asks] = [inOrder(buys, -1), inOrder(sells, 1)];
        const result = clearCallAuction({
          rule,
          candidates,
          referenceTicks,
          levels: new ListedLevels(levelsOf(buys, -1), levelsOf(sells, 1)),
        });
        const fills = allocateFills(bids, asks, result);
        const table = new Table(buys, sells, null);
        const most = Math.max(...Array.from({ length: HIGHEST }, (_, place) => table.volume(place + 1)));
        const total = (lots: readonly number[]): number => lots.reduce((one, other) => one + other, 0);
        expect([result.volumeLots, total(fills.buys), total(fills.sells)]).toEqual([most, most, most]);
        const { priceTicks } = result;
        const remaining = [bids, asks].map((orders, side) =>
          orders.filter((one, place) => {
            const filled = (side === 0 ? fills.buys : fills.sells)[place] ?? 0;
            const better = priceTicks === null ? 0 : (one.priceTicks - priceTicks) * (side === 0 ? 1 : -1);
            if (better < 0) expect(filled).toBe(0);
            // a rule in China; ASX and NSE only promise the least surplus
            if (better > 0 && TIE_CHAINS[rule].criteria.includes('better-prices-filled'))
              expect(filled).toBe(one.quantityLots);
            return filled < one.quantityLots;
          }),
        );
        const [bid, ask] = remaining.map((orders) => orders[0]?.priceTicks);
        if (bid !== undefined && ask !== undefined) expect(bid).toBeLessThan(ask);
      }),
      { numRuns: RUNS },
    );
  });
});

it('walks only over levels that overlap, each a fixed number of times', () => {
  const calls = { lots: 0, worse: 0 };
  const listed = new ListedLevels(
    Array.from({ length: 1_000 }, (_, place) => [2_000 - place, 1] as const),
    Array.from({ length: 1_000 }, (_, place) => [1_991 + place, 1] as const),
  );
  const counting: AuctionLevels = {
    best: (side: SideCode) => listed.best(side),
    worse: (side, price) => {
      calls.worse += 1;
      return listed.worse(side, price);
    },
    lotsAt: (side, price) => {
      calls.lots += 1;
      return listed.lotsAt(side, price);
    },
  };
  expect(indicative({ levels: counting, rule: 'sse', referenceTicks: null })).toMatchObject({
    priceTicks: 1_996,
    volumeLots: 5,
  });
  expect(calls.lots).toBeLessThan(20);
  expect(calls.worse).toBeLessThan(20);
});
