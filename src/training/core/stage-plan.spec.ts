import { firstDayOf, isOver, lastDayOf, ruleOf, type Stage, stagePlan } from './stage-plan';

const plan = stagePlan({ trading: 366, monitoring: 5, surrender: 15, debrief: 60 });
const FIRST = '2024-01-01';

describe('stage plan', () => {
  it('goes once through every stage, in order, and ends in the debrief', () => {
    const course: Stage[] = [];
    for (let stage: Stage | null = 'setup'; stage !== null; stage = ruleOf(plan, stage).next)
      course.push(stage);
    expect(course).toEqual(['setup', 'trading', 'monitoring', 'surrender', 'debrief']);
    expect(course).toEqual(plan.map((rule) => rule.stage));
  });

  it('has the days of the calendar', () => {
    expect([firstDayOf(plan, 'trading', FIRST), lastDayOf(plan, 'trading', FIRST)]).toEqual([
      '2024-01-01',
      '2024-12-31',
    ]);
    expect(lastDayOf(plan, 'monitoring', FIRST)).toBe('2025-01-05');
    expect(lastDayOf(plan, 'surrender', FIRST)).toBe('2025-01-20');
    expect(lastDayOf(plan, 'setup', FIRST)).toBeNull();
  });

  it('ends a stage on the day after its last', () => {
    expect(isOver(plan, 'trading', FIRST, '2024-12-31')).toBe(false);
    expect(isOver(plan, 'trading', FIRST, '2025-01-01')).toBe(true);
    expect(isOver(plan, 'setup', FIRST, '2030-01-01')).toBe(false);
  });

  it('drains settlement only in a closed and empty market, and before rights go home', () => {
    const steps = ruleOf(plan, 'trading').onExit;
    expect(steps).toEqual(['close-market', 'cancel-orders', 'drain-settlement', 'return-rights']);
  });
});
