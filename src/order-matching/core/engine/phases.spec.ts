import { type MarketPhase, PHASES, TRADING_DAYS, uncrossesBetween } from './phases';

const NAMES = Object.keys(PHASES) as MarketPhase[];

describe('phases as data', () => {
  it('a market that matches does not collect, and one that does either takes orders', () => {
    for (const { accepts, matches, collects } of Object.values(PHASES)) {
      expect(matches && collects).toBe(false);
      expect(accepts).toBe(matches || collects);
    }
    expect(NAMES.filter((name) => PHASES[name].uncrossesAtEnd)).toEqual([
      'call-auction',
      'volatility-halt',
      'closing-auction',
    ]);
  });

  it('a market that begins to match is uncrossed first, whatever it did before (I8)', () => {
    for (const present of NAMES) expect(uncrossesBetween(present, 'continuous')).toBe(true);
  });

  it.each(Object.entries(TRADING_DAYS))('the windows of %s follow one another within a day', (_, windows) => {
    const seconds = windows.map(({ fromSecondOfDay }) => fromSecondOfDay);
    expect(seconds).toEqual([...new Set(seconds)].sort((one, other) => one - other));
    expect(seconds.every((second) => second > 0 && second < 86_400)).toBe(true);
    expect(windows.at(-1)?.phase).toBe('closed');
  });

  it('cancels are barred where the exchanges bar them', () => {
    expect(TRADING_DAYS['sse-stock'].filter(({ cancels }) => !cancels)).toEqual([
      { fromSecondOfDay: 33_600, phase: 'call-auction', cancels: false },
      { fromSecondOfDay: 53_820, phase: 'closing-auction', cancels: false },
    ]);
    expect(TRADING_DAYS['national-ets'].every(({ cancels }) => cancels)).toBe(true);
  });
});
