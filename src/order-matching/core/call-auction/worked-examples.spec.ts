import {
  type AuctionCandidates,
  type AuctionLevel,
  type AuctionQuestion,
  type AuctionRule,
  clearCallAuction,
  ListedLevels,
} from '.';

const question = (
  rule: AuctionRule,
  bids: readonly AuctionLevel[],
  asks: readonly AuctionLevel[],
  more: Partial<AuctionQuestion> = {},
): AuctionQuestion => ({ rule, levels: new ListedLevels(bids, asks), referenceTicks: null, ...more });

describe('worked examples of real markets', () => {
  // NSE India's own table: 27,500 trade at 105, 8,800 of the sells stay
  const b1: [AuctionLevel[], AuctionLevel[]] = [
    [
      [107, 9_000],
      [106, 6_500],
      [105, 12_000],
      [104, 9_500],
      [103, 13_500],
    ],
    [
      [103, 11_500],
      [104, 9_800],
      [105, 15_000],
      [106, 12_000],
      [107, 12_500],
    ],
  ];

  it.each(['sse', 'szse', 'asx', 'nse'] as const)('B1 by the rule %s: 105, one price only', (rule) => {
    for (const candidates of ['declared', 'every-tick'] as const) {
      const result = clearCallAuction(question(rule, ...b1, { candidates }));
      expect(result).toMatchObject({
        priceTicks: 105,
        volumeLots: 27_500,
        surplusLots: 8_800,
        surplusSide: 'sell',
      });
      expect(result.steps).toHaveLength(1);
      expect(result.summary.en).toBe('price 105, volume 27500; sells of 8800 are left over at this price');
    }
  });

  it('B2 by the ASX rule: 6.39', () => {
    const result = clearCallAuction(
      question(
        'asx',
        [
          [640, 500],
          [639, 1_000],
          [634, 1_000],
          [633, 500],
        ],
        [
          [610, 1_000],
          [640, 500],
          [641, 520],
          [642, 550],
          [643, 519],
        ],
      ),
    );
    expect(result).toMatchObject({
      priceTicks: 639,
      volumeLots: 1_000,
      surplusLots: 500,
      surplusSide: 'buy',
    });
    expect(result.steps).toMatchObject([
      {
        criterion: 'maximum-volume',
        before: { lowTicks: 610, highTicks: 640, prices: 31 },
        after: { lowTicks: 610, highTicks: 639, prices: 30 },
        value: 1_000,
        unit: 'lots',
      },
      { criterion: 'least-surplus', after: { lowTicks: 635, highTicks: 639, prices: 5 }, value: 500 },
      { criterion: 'market-pressure', after: { lowTicks: 639, highTicks: 639, prices: 1 }, side: 'buy' },
    ]);
  });

  const b13: [AuctionLevel[], AuctionLevel[]] = [
    [
      [2040, 200],
      [2000, 100],
    ],
    [
      [2020, 200],
      [2060, 300],
    ],
  ];
  it.each<[AuctionRule, AuctionCandidates | undefined, number]>([
    ['sse', undefined, 2030],
    ['sse', 'declared', 2030],
    ['sse', 'every-tick', 2030],
    ['szse', undefined, 2025],
    ['szse', 'declared', 2020],
    ['szse', 'every-tick', 2025],
    ['asx', undefined, 2025],
    ['nse', undefined, 2020],
    ['nse', 'every-tick', 2025],
  ])('B13 by the rule %s among %s prices: %i', (rule, candidates, price) => {
    const result = clearCallAuction(
      question(rule, ...b13, { referenceTicks: 2025, ...(candidates && { candidates }) }),
    );
    expect(result).toMatchObject({
      priceTicks: price,
      volumeLots: 200,
      surplusLots: 0,
      surplusSide: null,
    });
  });

  it('B13 explains itself in both languages, in the units of the reader', () => {
    const { steps, summary } = clearCallAuction(
      question('szse', ...b13, { referenceTicks: 2025, candidates: 'declared' }),
      { price: (ticks) => (ticks / 100).toFixed(2), quantity: (lots) => `${lots} t` },
    );
    expect(steps.map(({ text }) => text.en)).toEqual([
      'the most that can be traded is 200 t, at 20.20 to 20.40 (2 prices of orders)',
      'every buy above and every sell below the price is filled, and one side at the price is filled whole, at 20.20 to 20.40 (2 prices of orders)',
      'buys at this price or above and sells at this price or below differ least, by 0 t, at 20.20 to 20.40 (2 prices of orders)',
      'closest to the reference price 20.25, 0.05 away: 20.20',
    ]);
    expect(steps.at(-1)?.text.zh).toBe('最接近参考价 20.25（相差 0.05）的价格：20.20');
    expect(summary).toEqual({
      en: 'price 20.20, volume 200 t; nothing is left over at this price',
      zh: '成交价 20.20，成交量 200 t，该价格上没有剩余',
    });
  });
});
