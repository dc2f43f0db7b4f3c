import { UnsettledTrades } from './unsettled-trades';

const add = (trades: UnsettledTrades, sequence: number): void =>
  trades.add(sequence, sequence + 1, sequence + 2, sequence + 3, sequence + 4, sequence + 5);

/** What a trade is delivered with; null when it is not there. */
function take(trades: UnsettledTrades, sequence: number): number[] | null {
  const trade = trades.take(sequence);
  return trade && [trade.buyRow, trade.sellRow, trade.priceTicks, trade.quantityLots, trade.day];
}
const whole = (sequence: number) => [1, 2, 3, 4, 5].map((more) => sequence + more);
const sequencesOf = (trades: UnsettledTrades) => trades.list().map(({ tradeSequence }) => tradeSequence);

describe('unsettled trades', () => {
  it('keep what they were added with, until they are taken', () => {
    const trades = new UnsettledTrades();
    add(trades, 100);
    expect([trades.count, trades.list()]).toEqual([
      1,
      [{ tradeSequence: 100, buyRow: 101, sellRow: 102, priceTicks: 103, quantityLots: 104, day: 105 }],
    ]);
    for (const other of [0, 99, 101, 100 + 1_024, 100 + 65_536]) expect(take(trades, other)).toBeNull();
    expect(take(trades, 100)).toEqual(whole(100));
    expect([trades.count, trades.list(), take(trades, 100)]).toEqual([0, [], null]);
  });

  it('stay in the order of their sequence, for thousands', () => {
    const trades = new UnsettledTrades();
    for (let sequence = 1; sequence <= 5_000; sequence += 1) add(trades, sequence);
    for (let sequence = 2; sequence <= 5_000; sequence += 2)
      expect(take(trades, sequence)).toEqual(whole(sequence));
    for (let sequence = 5_001; sequence <= 8_000; sequence += 1) add(trades, sequence);
    expect(trades.count).toBe(5_500);
    expect(sequencesOf(trades)).toHaveLength(5_500);
    expect(sequencesOf(trades)).toEqual([...sequencesOf(trades)].sort((one, other) => one - other));
    for (const sequence of [1, 4_999, 5_001, 8_000]) expect(take(trades, sequence)).toEqual(whole(sequence));
    expect(take(trades, 2)).toBeNull();
    expect(trades.count).toBe(5_496);
  });

  it('of which one waits longer than a hundred thousand others is still there', () => {
    const trades = new UnsettledTrades();
    for (const old of [5, 6, 70_000]) add(trades, old);
    for (let sequence = 70_001; sequence <= 210_000; sequence += 1) {
      add(trades, sequence);
      if (sequence % 1_000 !== 0) trades.take(sequence);
    }
    expect(trades.count).toBe(143);
    expect(sequencesOf(trades).slice(0, 5)).toEqual([5, 6, 70_000, 71_000, 72_000]);
    for (const old of [5, 70_000, 210_000]) expect(take(trades, old)).toEqual(whole(old));
    expect([take(trades, 5), trades.count, sequencesOf(trades)[0]]).toEqual([null, 140, 6]);
  });

  it('all of them at once, more than the ring has places', () => {
    const trades = new UnsettledTrades();
    for (let sequence = 1; sequence <= 70_000; sequence += 1) add(trades, sequence);
    expect(trades.count).toBe(70_000);
    for (const sequence of [1, 4_464, 4_465, 65_536, 70_000])
      expect(take(trades, sequence)).toEqual(whole(sequence));
    expect(trades.list()).toHaveLength(69_995);
  });
});

it('a page that was given up, and looked at last, hides no later one of its place', () => {
  const trades = new UnsettledTrades();
  const sequences = Array.from({ length: 70 }, (_, page) => page * 1_024 + 1);
  for (const sequence of sequences) add(trades, sequence);
  // more empty pages than are kept: the last ones are given up
  for (const sequence of sequences.slice(0, -1)) expect(take(trades, sequence)).toEqual(whole(sequence));
  const again = sequences[68] as number;
  add(trades, again);
  expect([take(trades, again), trades.count]).toEqual([whole(again), 1]);
});
