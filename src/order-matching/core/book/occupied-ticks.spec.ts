import { OccupiedTicks } from './occupied-ticks';

const members = (ticks: OccupiedTicks, last: number): number[] => {
  const found: number[] = [];
  for (let tick = ticks.above(0); tick !== last; tick = ticks.above(tick)) found.push(tick);
  return found;
};

describe('OccupiedTicks', () => {
  const last = 200_000;
  const withMembers = (...wanted: number[]): OccupiedTicks => {
    const ticks = new OccupiedTicks(last + 1);
    for (const tick of [...wanted, last]) ticks.add(tick);
    return ticks;
  };

  it.each([
    ['in one word', [33, 34, 62, 63]],
    ['in neighbouring words', [31, 32, 63, 64, 95, 96]],
    ['across the 1,024 of a group', [1_023, 1_024, 2_047, 2_048]],
    ['across the 32,768 of a root', [32_767, 32_768, 65_535, 65_536, 131_071, 131_072]],
    ['far apart', [1, 199_999]],
  ])('walks over members %s', (_, wanted) => {
    expect(members(withMembers(...wanted), last)).toEqual(wanted);
  });

  it('forgets what is deleted, and the summaries above it with it', () => {
    const wanted = [40, 41, 1_500, 1_501, 33_000, 70_000];
    const ticks = withMembers(...wanted);
    const left = new Set(wanted);
    for (const tick of wanted) {
      ticks.delete(tick);
      left.delete(tick);
      expect(members(ticks, last)).toEqual([...left]);
    }
  });

  it('may be told the same twice', () => {
    const ticks = withMembers(70, 70);
    ticks.delete(70);
    ticks.delete(70);
    expect(members(ticks, last)).toEqual([]);
  });
});
