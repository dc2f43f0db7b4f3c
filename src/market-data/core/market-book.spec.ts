import fc from 'fast-check';
import {
  type BookSide,
  type Level,
  MarketBook,
  type MarketEvent,
  type MarketPicture,
  type TapeTrade,
} from './market-book';

const empty: MarketPicture = {
  sequence: 0,
  bids: [],
  asks: [],
  lastPriceTicks: null,
  referencePriceTicks: 100,
  bandLowTicks: 90,
  bandHighTicks: 110,
  phase: 'continuous',
  cancels: true,
  indicative: null,
};

/** A client as the browser builds it: a snapshot, then deltas. */
class Follower {
  readonly sides: Record<BookSide, Map<number, Level>> = { buy: new Map(), sell: new Map() };
  constructor(picture: MarketPicture) {
    for (const level of picture.bids) this.sides.buy.set(level.priceTicks, level);
    for (const level of picture.asks) this.sides.sell.set(level.priceTicks, level);
  }
  follow(book: MarketBook, events: readonly MarketEvent[]): void {
    for (const { side, ...level } of book.apply(events)?.levels ?? [])
      if (level.quantityLots === 0) this.sides[side].delete(level.priceTicks);
      else this.sides[side].set(level.priceTicks, level);
  }
  picture() {
    return {
      bids: [...this.sides.buy.values()].sort((a, b) => b.priceTicks - a.priceTicks),
      asks: [...this.sides.sell.values()].sort((a, b) => a.priceTicks - b.priceTicks),
    };
  }
}

const trade = (
  tradeSequence: number,
  sequence: number,
  model: TapeTrade['model'] = 'continuous',
): MarketEvent => ({
  type: 'trade',
  sequence,
  trade: {
    tradeSequence,
    tradeId: `T${tradeSequence}`,
    model,
    priceTicks: 100 + tradeSequence,
    quantityLots: 1,
    aggressorSide: 'buy',
    date: '2024-01-02',
    executedAt: '2024-01-02T00:00:00.000Z',
  },
});

const levelChanges = fc.array(
  fc.record({
    side: fc.constantFrom<BookSide>('buy', 'sell'),
    priceTicks: fc.integer({ min: 90, max: 110 }),
    quantityLots: fc.integer({ min: 0, max: 9 }),
  }),
  { maxLength: 60 },
);

describe('MarketBook', () => {
  it('a snapshot taken at any moment plus the deltas after it equals the depth', () => {
    fc.assert(
      fc.property(levelChanges, fc.nat(60), fc.integer({ min: 1, max: 7 }), (changes, cut, batchSize) => {
        const events = changes.map(
          (change, index): MarketEvent => ({
            type: 'level',
            sequence: index + 1,
            ...change,
            orderCount: change.quantityLots === 0 ? 0 : 1,
          }),
        );
        const book = new MarketBook(empty, []);
        book.apply(events.slice(0, cut));
        const follower = new Follower(book.picture());
        for (let start = cut; start < events.length; start += batchSize)
          follower.follow(book, events.slice(start, start + batchSize));
        const { bids, asks } = book.picture();
        expect(follower.picture()).toEqual({ bids, asks });
        const whole = new MarketBook(empty, []);
        whole.apply(events);
        expect(whole.picture()).toEqual(book.picture());
      }),
    );
  });

  it('skips events that the first picture already holds', () => {
    const picture = { ...empty, sequence: 5, bids: [{ priceTicks: 99, quantityLots: 7, orderCount: 1 }] };
    const book = new MarketBook(picture, []);
    const late: MarketEvent = {
      type: 'level',
      sequence: 5,
      side: 'buy',
      priceTicks: 99,
      quantityLots: 3,
      orderCount: 1,
    };
    expect(book.apply([late])).toBeNull();
    expect(book.picture().bids[0]?.quantityLots).toBe(7);
  });

  it('shows every trade once, also one that the picture counted but the list of trades did not have yet', () => {
    const book = new MarketBook({ ...empty, sequence: 9 }, []);
    expect(book.apply([trade(1, 4), trade(2, 9)])?.trades.map((t) => t.tradeId)).toEqual(['T1', 'T2']);
    expect(book.apply([trade(2, 9)])).toBeNull();
    expect(book.tape().map((t) => t.tradeId)).toEqual(['T2', 'T1']);
    expect(book.picture().lastPriceTicks).toBe(102);
  });

  it('tells a new reference price with its band', () => {
    const reference = { referencePriceTicks: 104, bandLowTicks: 94, bandHighTicks: 114 };
    const book = new MarketBook(empty, []);
    expect(book.apply([{ type: 'reference', sequence: 1, ...reference }])?.reference).toEqual(reference);
    expect(book.picture()).toMatchObject(reference);
  });

  it('a block trade and a bidding stand on the tape and leave the last price alone', () => {
    const book = new MarketBook(empty, []);
    book.apply([trade(1, 1), trade(2, 2, 'block'), trade(3, 3, 'bidding')]);
    expect(book.tape().map(({ model }) => model)).toEqual(['bidding', 'block', 'continuous']);
    expect(book.picture().lastPriceTicks).toBe(101);
  });

  it('tells phase and indicative price together, the price only while orders are collected', () => {
    const indicative = { priceTicks: 103, quantityLots: 5, surplusLots: 2, surplusSide: 'sell' } as const;
    const book = new MarketBook(empty, []);
    expect(
      book.apply([{ type: 'market-phase', sequence: 1, phase: 'call-auction', cancels: false }])?.standing,
    ).toEqual({ phase: 'call-auction', cancels: false, indicative: null });
    expect(book.apply([{ type: 'indicative', sequence: 2, indicative }])?.standing?.indicative).toEqual(
      indicative,
    );
    expect(book.apply([{ type: 'indicative', sequence: 2, indicative: null }])).toBeNull();
    book.apply([{ type: 'market-phase', sequence: 3, phase: 'suspended', cancels: true }]);
    expect(book.picture()).toMatchObject({ phase: 'suspended', indicative: null });
    // the venue tells it anew
    book.apply([{ type: 'market-phase', sequence: 4, phase: 'call-auction', cancels: true }]);
    expect(book.picture()).toMatchObject({ cancels: true, indicative: null });
    book.apply([{ type: 'indicative', sequence: 5, indicative }]);
    book.apply([{ type: 'market-phase', sequence: 6, phase: 'closing-auction', cancels: true }]);
    expect(book.picture()).toMatchObject({ indicative });
  });
});
