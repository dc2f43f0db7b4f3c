import { averageOfMonthBefore, monthBefore } from './price-window';

describe('the month before the deadline', () => {
  it.each([
    ['2025-12-31', '2025-11-30'],
    ['2024-03-31', '2024-02-29'],
    ['2023-03-29', '2023-02-28'],
    ['2024-01-15', '2023-12-15'],
    ['2100-03-31', '2100-02-28'],
  ])('of %s begins on %s', (deadline, first) => {
    expect(monthBefore(deadline)).toBe(first);
  });

  const day = (date: string, volumeLots: number, priceTicks: number) => ({
    date,
    volumeLots,
    turnoverCents: volumeLots * priceTicks,
  });

  it('weighs by volume, and leaves out the deadline itself and what is older', () => {
    const days = [
      day('2024-11-29', 1000, 1),
      day('2024-11-30', 100, 7000),
      day('2024-12-30', 300, 8000),
      day('2024-12-31', 1000, 1),
    ];
    expect(averageOfMonthBefore(days, '2024-12-31', 1)).toBe(7750);
  });

  it('rounds half up to the tick', () => {
    expect(averageOfMonthBefore([day('2024-12-01', 1, 10), day('2024-12-02', 1, 11)], '2024-12-31', 1)).toBe(
      11,
    );
    const inLargerCents = [{ date: '2024-12-01', volumeLots: 3, turnoverCents: 1000 }];
    expect(averageOfMonthBefore(inLargerCents, '2024-12-31', 100)).toBe(3);
  });

  it('stays exact where a double would not', () => {
    const days = Array.from({ length: 20 }, (_, index) => ({
      date: `2024-12-${String(index + 1).padStart(2, '0')}`,
      volumeLots: 1_000_000_000_001,
      turnoverCents: 7_777_000_000_007_777,
    }));
    expect(averageOfMonthBefore(days, '2024-12-31', 1)).toBe(7777);
  });

  it('says so when nothing traded', () => {
    expect(averageOfMonthBefore([day('2024-10-01', 5, 5)], '2024-12-31', 1)).toBeNull();
    expect(averageOfMonthBefore([day('2024-12-01', 0, 0)], '2024-12-31', 1)).toBeNull();
  });
});
