import { assert } from '../../kernel';
import { addDays, daysBetween } from './calendar';

/**
 * The course of a session as data. A stage lasts `days` simulated days; when they are over, its `onExit` steps are
 * done, then the `onEnter` steps of the next stage, and only then the change is recorded. Every step is harmless when
 * repeated, so a stop in the middle is mended by doing the change again.
 */
export type Stage = 'setup' | 'trading' | 'monitoring' | 'surrender' | 'debrief';

export type StageStep =
  | 'open-market'
  | 'close-market'
  | 'cancel-orders'
  | 'drain-settlement'
  | 'return-rights'
  | 'import-reports'
  | 'verify-reports'
  | 'surrender-for-bots'
  | 'close-period'
  | 'end-session';

export interface StageRule {
  readonly stage: Stage;
  readonly next: Stage | null;
  /** simulated days; null = ends when its work is done, not by the calendar */
  readonly days: number | null;
  readonly onEnter: readonly StageStep[];
  readonly onExit: readonly StageStep[];
}

export type StagePlan = readonly StageRule[];

/** Simulated days of each stage of a session over one compliance period; null = until a trainer ends it. */
export interface StageDays {
  readonly trading: number;
  readonly monitoring: number | null;
  readonly surrender: number | null;
  readonly debrief: number;
}

export const stagePlan = (days: StageDays): StagePlan => [
  { stage: 'setup', next: 'trading', days: null, onEnter: [], onExit: [] },
  {
    stage: 'trading',
    next: 'monitoring',
    days: days.trading,
    onEnter: ['open-market'],
    // Surrender is paid from the registration account, so what was bought must be delivered and go home first.
    onExit: ['close-market', 'cancel-orders', 'drain-settlement', 'return-rights'],
  },
  {
    stage: 'monitoring',
    next: 'surrender',
    days: days.monitoring,
    onEnter: ['import-reports'],
    onExit: ['verify-reports'],
  },
  {
    stage: 'surrender',
    next: 'debrief',
    days: days.surrender,
    onEnter: [],
    onExit: ['surrender-for-bots', 'close-period'],
  },
  { stage: 'debrief', next: null, days: days.debrief, onEnter: [], onExit: ['end-session'] },
];

export function ruleOf(plan: StagePlan, stage: Stage): StageRule {
  const rule = plan.find((candidate) => candidate.stage === stage);
  assert(rule, `the plan has a rule for stage ${stage}`);
  return rule;
}

/** First day of a stage, when the first day of trading is known. */
export function firstDayOf(plan: StagePlan, stage: Stage, firstTradingDay: string): string {
  let date = firstTradingDay;
  for (const rule of plan) {
    if (rule.stage === stage) return date;
    date = addDays(date, rule.days ?? 0);
  }
  return date;
}

/** Last day of a stage; null for one that no calendar ends. */
export function lastDayOf(plan: StagePlan, stage: Stage, firstTradingDay: string): string | null {
  const { days } = ruleOf(plan, stage);
  return days === null ? null : addDays(firstDayOf(plan, stage, firstTradingDay), days - 1);
}

/** Is the stage over when the clock shows this date? */
export function isOver(plan: StagePlan, stage: Stage, firstTradingDay: string, date: string): boolean {
  const lastDay = lastDayOf(plan, stage, firstTradingDay);
  return lastDay !== null && daysBetween(lastDay, date) > 0;
}
