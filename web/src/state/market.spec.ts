import { forgetMarkets, marketOf } from './market';

const trade = (tradeId: string, price: string, date: string, executedAt: string, model = 'continuous') => ({
  tradeId,
  model,
  price,
  quantity: '10',
  side: 'buy' as const,
  date,
  executedAt,
});

describe('market state', () => {
  beforeAll(() => {
    Object.assign(globalThis, { requestAnimationFrame: (run: () => void) => setTimeout(run, 0) });
  });
  beforeEach(() => forgetMarkets());

  const start = () => {
    const market = marketOf('CEA-2024');
    market.setCandles([
      { date: '2024-03-01', open: '58.00', high: '58.50', low: '57.90', close: '58.20', volume: '100' },
    ]);
    market.apply({
      type: 'snapshot',
      sequence: 1,
      bids: [['58.10', '20', 1]],
      asks: [['58.30', '5', 1]],
      last: '58.20',
      reference: '58.00',
      bandLow: '52.20',
      bandHigh: '63.80',
      trades: [],
    } as never);
    return market;
  };

  it('keeps both halves of the book with the best price first', () => {
    const market = start();
    market.apply({
      type: 'delta',
      sequence: 2,
      levels: [
        ['buy', '58.20', '7', 2],
        ['sell', '58.30', '0', 0],
        ['sell', '58.40', '9', 1],
      ],
      trades: [],
    } as never);
    expect(market.view().bids.map(([price]) => price)).toEqual(['58.20', '58.10']);
    expect(market.view().asks.map(([price]) => price)).toEqual(['58.40']);
  });

  it('puts the last fill of a sweep on top, though all fills have the same instant', () => {
    const market = start();
    const at = '2024-01-01T00:00:01Z';
    const fills = [trade('t1', '58.30', '2024-03-01', at), trade('t2', '58.40', '2024-03-01', at)];
    market.apply({ type: 'delta', sequence: 2, trades: fills } as never);
    expect(market.view().trades.map(({ tradeId }) => tradeId)).toEqual(['t2', 't1']);
    expect(market.view().last).toBe('58.40');
  });

  it('draws a trade into the candle of its day, once', () => {
    const market = start();
    const first = trade('t1', '58.60', '2024-03-01', '2024-01-01T00:00:01Z');
    market.apply({ type: 'delta', sequence: 2, trades: [first] } as never);
    market.apply({ type: 'delta', sequence: 3, trades: [first] } as never);
    const next = trade('t2', '58.10', '2024-03-02', '2024-01-01T00:00:02Z');
    market.apply({ type: 'delta', sequence: 4, trades: [next] } as never);
    const { candles, last, trades } = market.view();
    expect(candles[0]).toMatchObject({ high: '58.60', close: '58.60', volume: '110' });
    expect(candles[1]).toMatchObject({ date: '2024-03-02', open: '58.10', volume: '10' });
    expect(last).toBe('58.10');
    expect(trades.map(({ tradeId }) => tradeId)).toEqual(['t2', 't1']);
  });

  it('shows a block trade on the tape and nowhere else', () => {
    const market = start();
    const block = trade('t1', '70.00', '2024-03-01', '2024-01-01T00:00:01Z', 'block');
    market.apply({ type: 'delta', sequence: 2, trades: [block] } as never);
    const { candles, last, trades } = market.view();
    expect([last, candles[0]?.high, trades.length]).toEqual(['58.20', '58.50', 1]);
  });

  it('follows the phase and the indicative price', () => {
    const market = start();
    expect(market.view().phase).toBeNull();
    const indicative = { price: '58.25', quantity: '30' };
    market.apply({ type: 'delta', sequence: 2, phase: 'call-auction', indicative } as never);
    market.apply({ type: 'delta', sequence: 3, trades: [] } as never);
    expect(market.view()).toMatchObject({ phase: 'call-auction', indicative });
    market.apply({ type: 'delta', sequence: 4, phase: 'continuous', indicative: null } as never);
    expect(market.view()).toMatchObject({ phase: 'continuous', indicative: null });
  });

  it('keeps why the auction found its price until the next phase', () => {
    const market = start();
    const auction = { steps: [], summary: { en: 'price 58.20', zh: '成交价 58.20' } };
    market.apply({ type: 'delta', sequence: 2, phase: 'call-auction' } as never);
    market.apply({ type: 'delta', sequence: 3, phase: 'continuous', auction } as never);
    market.apply({ type: 'delta', sequence: 4, phase: 'continuous', trades: [] } as never);
    expect(market.view().auction).toEqual(auction);
    market.apply({ type: 'delta', sequence: 5, phase: 'closed' } as never);
    expect(market.view().auction).toBeNull();
  });
});
