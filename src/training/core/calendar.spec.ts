import fc from 'fast-check';
import { addDays, dateOfDay, dayNumber, daysBetween, nextDay } from './calendar';

describe('simulated calendar', () => {
  it('agrees with the calendar that everybody uses', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (number) => {
        const date = dateOfDay(number);
        expect(date).toBe(new Date(number * 86_400_000).toISOString().slice(0, 10));
        expect(dayNumber(date)).toBe(number);
      }),
    );
  });

  it('knows leap years and year ends', () => {
    expect(nextDay('2024-02-28')).toBe('2024-02-29');
    expect(nextDay('2023-02-28')).toBe('2023-03-01');
    expect(nextDay('2024-12-31')).toBe('2025-01-01');
    expect(addDays('2024-01-01', 365)).toBe('2024-12-31');
    expect(daysBetween('2024-01-01', '2025-01-01')).toBe(366);
  });

  it('refuses what is not a date', () => {
    expect(() => nextDay('17.5.2024')).toThrow('a date is written');
  });
});
