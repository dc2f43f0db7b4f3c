import type { LocalizedText } from '../../kernel';
import { lastDayOf, type StageDays, stagePlan } from './stage-plan';

type RegisterFile = 'zones' | 'participants' | 'caps' | 'savings' | 'attainment';

/** One initial allocation of a scenario: a family's method over an input file. */
export interface ScenarioPlan {
  readonly family: string;
  readonly method: string;
  readonly file: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Everything that makes one kind of session, as data. File names are relative to the scenario's folder in `examples/`. */
export interface Scenario {
  readonly code: string;
  /** `itself`: built from its files and live at once · `trainer`: people bring the files, a trainer opens the market */
  readonly opensBy: 'itself' | 'trainer';
  readonly titles: LocalizedText;
  readonly folder: string;
  readonly period: string;
  /** ISO date; the last trading day is the last day of the period */
  readonly firstDay: string;
  readonly days: StageDays;
  readonly families: readonly string[];
  /** imported before the instruments of the period exist */
  readonly registerFiles: readonly RegisterFile[];
  /** imported when they do */
  readonly laterFiles: readonly RegisterFile[];
  readonly plans: readonly ScenarioPlan[];
  readonly monitoring: readonly { readonly family: string; readonly file: string }[];
  /** kinds of participants whose rights and cash stay in registration: they do not trade in this session */
  readonly kindsOutsideTheMarket: readonly string[];
  /** by how much high season lies above the yearly mean, as robots believe; families that are not named have none */
  readonly seasonShares: Readonly<Record<string, number>>;
}

export const DEMO: Scenario = {
  code: 'demo',
  opensBy: 'itself',
  titles: {
    en: 'Demonstration: carbon, water and emission permits, from cap to surrender',
    zh: '演示场次：碳、水、排污三个市场，从总量到清缴',
  },
  folder: 'demo',
  period: '2024',
  firstDay: '2024-01-01',
  // 20 January: the month before the deadline, whose average price sets the penalty, still has trading days.
  days: { trading: 366, monitoring: 5, surrender: 15, debrief: 60 },
  families: ['carbon-credits', 'water-rights', 'emission-permits'],
  registerFiles: ['zones', 'participants', 'caps'],
  laterFiles: ['savings'],
  plans: [
    {
      family: 'carbon-credits',
      method: 'cn-power-benchmark-2023-2024',
      file: 'carbon-units-2024.csv',
      parameters: {},
    },
    { family: 'carbon-credits', method: 'ccer-registration', file: 'ccer-2024.csv', parameters: {} },
    {
      family: 'water-rights',
      method: 'yellow-river-plan-pro-rata',
      file: 'river-plan-2024.csv',
      // a dry year: 33.3 of the plan's 37.0 billion m³, in 10⁸ m³
      parameters: { inflow_total: '333' },
    },
    {
      family: 'water-rights',
      method: 'withdrawal-permit-quota',
      file: 'water-permits-2024.csv',
      parameters: {},
    },
    {
      family: 'emission-permits',
      method: 'cod-paid-use-fixed-price',
      file: 'cod-permits-2024.csv',
      parameters: {},
    },
  ],
  monitoring: [
    { family: 'carbon-credits', file: 'monitoring-carbon-credits-2024.csv' },
    { family: 'water-rights', file: 'monitoring-water-rights-2024.csv' },
    { family: 'emission-permits', file: 'monitoring-emission-permits-2024.csv' },
  ],
  kindsOutsideTheMarket: ['region-authority'],
  seasonShares: { 'water-rights': 0.16 },
};

/** Nothing is there but two seats for regulators: a class brings its own files, plans and reports. */
const BLANK: Scenario = {
  ...DEMO,
  code: 'blank',
  opensBy: 'trainer',
  titles: { en: 'Blank session: bring your own files', zh: '空白场次：自备文件' },
  days: { trading: 366, monitoring: null, surrender: null, debrief: 60 },
  registerFiles: [],
  laterFiles: [],
  plans: [],
  monitoring: [],
};

/** All scenarios that a trainer may start. */
export const SCENARIOS: readonly Scenario[] = [DEMO, BLANK];

/** The last day on which the obligation of the period can be paid; today, where a trainer sets the deadline by hand. */
export const deadlineOf = (scenario: Scenario, today: string): string =>
  lastDayOf(stagePlan(scenario.days), 'surrender', scenario.firstDay) ?? today;
