import {
  type AuctionLevel,
  type AuctionQuestion,
  type AuctionRule,
  clearCallAuction,
  indicative,
  ListedLevels,
  TIE_CHAINS,
} from '.';

const question = (
  rule: AuctionRule,
  bids: readonly AuctionLevel[],
  asks: readonly AuctionLevel[],
  more: Partial<AuctionQuestion> = {},
): AuctionQuestion => ({ rule, levels: new ListedLevels(bids, asks), referenceTicks: null, ...more });

const priceOf = (...input: Parameters<typeof question>): number | null =>
  clearCallAuction(question(...input)).priceTicks;

const criteriaOf = (...input: Parameters<typeof question>): string[] =>
  clearCallAuction(question(...input)).steps.map(({ criterion }) => criterion);

describe('each criterion', () => {
  it('maximum volume: the one price that allows the most', () =>
    expect(
      clearCallAuction(
        question(
          'sse',
          [
            [12, 5],
            [10, 5],
          ],
          [
            [9, 4],
            [10, 6],
            [12, 1],
          ],
        ),
      ),
    ).toMatchObject({ priceTicks: 10, volumeLots: 10, surplusLots: 0 }));

  it('better prices filled: a price that leaves a cheaper sell unfilled is out', () => {
    // 100 can trade at 8, 9 and 10; at 10 the sells below it want 150
    const levels: [AuctionLevel[], AuctionLevel[]] = [
      [[10, 100]],
      [
        [8, 100],
        [9, 50],
      ],
    ];
    const result = clearCallAuction(question('szse', ...levels, { referenceTicks: 10 }));
    expect(result.steps[1]).toMatchObject({
      criterion: 'better-prices-filled',
      before: { lowTicks: 8, highTicks: 10 },
      after: { lowTicks: 8, highTicks: 9 },
      value: null,
    });
    expect(result.priceTicks).toBe(8);
    // the chain of NSE does not ask for it, and finds the least surplus at 8 alone
    expect(priceOf('nse', ...levels, { referenceTicks: 10 })).toBe(8);
  });

  it('better prices filled: a price that leaves a higher buy unfilled is out', () =>
    expect(
      clearCallAuction(
        question(
          'sse',
          [
            [10, 100],
            [9, 50],
          ],
          [[8, 100]],
          { candidates: 'every-tick' },
        ),
      ).steps[1]?.after,
    ).toMatchObject({ lowTicks: 9, highTicks: 10 }));

  it('better prices filled: Indian rules do not ask for it, so a cheaper sell may stay', () => {
    const levels: [AuctionLevel[], AuctionLevel[]] = [[[10, 100]], [[8, 150]]];
    expect(priceOf('nse', ...levels, { referenceTicks: 10 })).toBe(10);
    expect(priceOf('szse', ...levels, { referenceTicks: 10 })).toBe(8);
  });

  it('least surplus: the fewest stay unfilled', () => {
    const levels: [AuctionLevel[], AuctionLevel[]] = [
      [
        [12, 10],
        [11, 3],
      ],
      [
        [10, 10],
        [12, 7],
      ],
    ];
    expect(criteriaOf('sse', ...levels)).toEqual(['maximum-volume', 'better-prices-filled', 'least-surplus']);
    // declared: 7 sells are left over at 12, 3 buys at 11
    expect(clearCallAuction(question('sse', ...levels))).toMatchObject({
      priceTicks: 11,
      surplusLots: 3,
      surplusSide: 'buy',
    });
  });

  it('least surplus: a tick between two orders may leave nobody unfilled', () =>
    expect(
      clearCallAuction(
        question(
          'sse',
          [
            [15, 10],
            [11, 3],
          ],
          [
            [10, 10],
            [15, 7],
          ],
          { candidates: 'every-tick' },
        ),
      ),
    ).toMatchObject({ priceTicks: 13, surplusLots: 0, steps: [{}, {}, { after: { prices: 3 } }, {}] }));

  it.each<[string, AuctionLevel[], AuctionLevel[], number]>([
    ['only buys are left over: the highest price', [[20, 9]], [[10, 4]], 20],
    ['only sells are left over: the lowest price', [[20, 4]], [[10, 9]], 10],
  ])('market pressure: %s', (_, bids, asks, price) => {
    expect(priceOf('asx', bids, asks, { referenceTicks: 15 })).toBe(price);
    expect(criteriaOf('asx', bids, asks)).toEqual(['maximum-volume', 'least-surplus', 'market-pressure']);
  });

  it.each<[string, AuctionLevel[], AuctionLevel[], number, number]>([
    ['nothing is left over', [[20, 4]], [[10, 4]], 13, 13],
    [
      'buys at one price and sells at the next',
      [
        [11, 4],
        [10, 2],
      ],
      [
        [10, 4],
        [11, 2],
      ],
      300,
      11,
    ],
  ])('market pressure: %s, so the reference price decides', (_, bids, asks, referenceTicks, price) => {
    const result = clearCallAuction(question('asx', bids, asks, { referenceTicks }));
    expect(result.steps[2]).toMatchObject({ criterion: 'market-pressure', value: null, side: null });
    expect(result.steps[3]?.criterion).toBe('closest-to-reference');
    expect(result.priceTicks).toBe(price);
  });

  it.each([
    [5, 10],
    [10, 10],
    [14, 14],
    [20, 20],
    [99, 20],
  ])('closest to the reference price: %i of any tick from 10 to 20 gives %i', (referenceTicks, price) =>
    expect(priceOf('szse', [[20, 4]], [[10, 4]], { referenceTicks })).toBe(price),
  );

  it.each([
    [14, 10],
    [16, 20],
    // midway: NSE takes the previous close itself
    [15, 15],
  ])('closest to the reference price: %i of the declared 10 and 20 gives %i', (referenceTicks, price) =>
    expect(priceOf('nse', [[20, 4]], [[10, 4]], { referenceTicks })).toBe(price),
  );

  it('without a reference price the middle decides', () => {
    const result = clearCallAuction(question('szse', [[20, 4]], [[10, 4]]));
    expect(result.steps.at(-2)).toMatchObject({ criterion: 'closest-to-reference', value: null });
    expect(result.steps.at(-1)).toMatchObject({ criterion: 'middle-price', value: 15, unit: 'ticks' });
    expect(result.priceTicks).toBe(15);
  });

  it.each([
    [10, 13, 12],
    [10, 14, 12],
    [10, 11, 11],
  ])('middle price: %i and %i give %i, half a tick up', (ask, bid, price) =>
    expect(priceOf('sse', [[bid, 4]], [[ask, 4]])).toBe(price),
  );

  it('declares chains that begin alike and always end with one price', () => {
    for (const { criteria } of Object.values(TIE_CHAINS)) {
      expect(criteria[0]).toBe('maximum-volume');
      expect(criteria.at(-1)).toBe('middle-price');
    }
  });
});

describe('when nothing can be traded', () => {
  it.each<[AuctionLevel[], AuctionLevel[], Partial<AuctionQuestion>, string, string]>([
    [[], [], {}, 'nothing trades: there are no orders', '无成交：没有申报'],
    [[], [[10, 1]], {}, 'nothing trades: there are no buys', '无成交：没有买入申报'],
    [[[10, 1]], [], {}, 'nothing trades: there are no sells', '无成交：没有卖出申报'],
    [
      [[9, 1]],
      [[10, 1]],
      {},
      'nothing trades: the best buy 9 is below the best sell 10',
      '无成交：最高买入价 9 低于最低卖出价 10',
    ],
    [
      [[30, 1]],
      [[25, 1]],
      { band: { lowTicks: 10, highTicks: 20 } },
      'nothing trades: the orders meet outside the price band only, at 25',
      '无成交：买卖申报仅在涨跌幅范围之外（25）交叉',
    ],
    [
      [[8, 1]],
      [[7, 1]],
      { band: { lowTicks: 10, highTicks: 20 } },
      'nothing trades: the orders meet outside the price band only, at 8',
      '无成交：买卖申报仅在涨跌幅范围之外（8）交叉',
    ],
  ])('%j and %j %j: says why', (bids, asks, more, en, zh) => {
    expect(clearCallAuction(question('sse', bids, asks, more))).toEqual({
      priceTicks: null,
      volumeLots: 0,
      surplusLots: 0,
      surplusSide: null,
      steps: [],
      summary: { en, zh },
    });
    expect(indicative(question('sse', bids, asks, more))).toBeNull();
  });
});

describe('extremes', () => {
  const TOP = 2 ** 31 - 1;

  it('treats two thousand million ticks as three segments', () => {
    const result = clearCallAuction(
      question('szse', [[TOP, Number.MAX_SAFE_INTEGER]], [[1, Number.MAX_SAFE_INTEGER]], {
        referenceTicks: 1_234_567_890,
      }),
    );
    expect(result).toMatchObject({ priceTicks: 1_234_567_890, volumeLots: Number.MAX_SAFE_INTEGER });
    expect(result.steps[0]?.after.prices).toBe(TOP);
    expect(priceOf('sse', [[TOP, 1]], [[1, 1]])).toBe(2 ** 30);
  });

  it('counts quantities to the last lot', () => {
    const lots = Number.MAX_SAFE_INTEGER;
    expect(indicative(question('asx', [[20, lots]], [[10, lots - 1]]))).toEqual({
      priceTicks: 20,
      volumeLots: lots - 1,
      surplusLots: 1,
    });
    expect(indicative(question('asx', [[20, lots - 1]], [[10, lots]]))).toEqual({
      priceTicks: 10,
      volumeLots: lots - 1,
      surplusLots: -1,
    });
  });

  it('holds thousands of levels inside the window', () => {
    const many = Array.from({ length: 3_000 }, (_, place) => place + 1);
    // one lot meets the highest bid; all other bids are left over at lower prices
    const bids = many.map((place): AuctionLevel => [TOP - place * 1_000, 1]);
    expect(
      clearCallAuction(question('szse', bids, [[5, 1]], { referenceTicks: 5, candidates: 'declared' })),
    ).toMatchObject({
      priceTicks: TOP - 1_000,
      steps: [
        { before: { prices: 3_001 }, after: { prices: 3_001, highTicks: TOP - 1_000 } },
        { after: { lowTicks: TOP - 2_000, prices: 2 } },
        { after: { lowTicks: TOP - 1_000, prices: 1 } },
      ],
    });
    expect(indicative(question('szse', bids, [[5, 1]], { referenceTicks: 5 }))?.priceTicks).toBe(TOP - 1_999);
    const asks = many.map((place): AuctionLevel => [place * 1_000, 1]);
    expect(indicative(question('szse', [[TOP, 1]], asks, { referenceTicks: TOP }))).toEqual({
      priceTicks: 1_999,
      volumeLots: 1,
      surplusLots: 0,
    });
  });

  it('orders beyond the band count at its limit', () => {
    const band = { lowTicks: 10, highTicks: 20 };
    const levels: [AuctionLevel[], AuctionLevel[]] = [
      [
        [90, 3],
        [80, 3],
        [15, 2],
      ],
      [
        [2, 4],
        [5, 4],
        [12, 1],
      ],
    ];
    const result = clearCallAuction(question('szse', ...levels, { band, referenceTicks: 300 }));
    expect(result).toMatchObject({ priceTicks: 11, volumeLots: 8, surplusLots: 0 });
    expect(result.steps[0]?.before).toMatchObject({ lowTicks: 10, highTicks: 20 });
    const declared = clearCallAuction(
      question('nse', ...levels, { band, referenceTicks: 300, candidates: 'declared' }),
    );
    expect(declared.steps[0]).toMatchObject({ before: { prices: 4 }, after: { lowTicks: 10, prices: 3 } });
  });

  it('refuses what no caller may ask', () => {
    expect(() => priceOf('sse', [], [], { referenceTicks: 0 })).toThrow('reference price');
    expect(() => priceOf('sse', [], [], { band: { lowTicks: 5, highTicks: 4 } })).toThrow('price band');
    expect(() =>
      priceOf(
        'sse',
        [
          [1, 1],
          [2, 1],
        ],
        [],
      ),
    ).toThrow('best first');
    expect(() => priceOf('sse', [[1, 0]], [])).toThrow('number of lots');
    expect(() => priceOf('sse', [[1.5, 1]], [])).toThrow('number of ticks');
    expect(() =>
      priceOf(
        'sse',
        [
          [2, Number.MAX_SAFE_INTEGER],
          [1, 1],
        ],
        [],
      ),
    ).toThrow('counted');
  });
});
