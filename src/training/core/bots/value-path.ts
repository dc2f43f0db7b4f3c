import { between, nearlyNormal, seededRandom } from './random';

/** How strongly a day's value is pulled back to its trend, and how far a day's news moves it. */
const MEMORY = 0.97;
const DAILY_NEWS = 0.011;
/** The value stays within these shares of its start: a plausible market, not a runaway. */
const LOWEST = 0.85;
const HIGHEST = 1.25;

export interface ValueCourse {
  readonly seed: number;
  readonly instrumentCode: string;
  readonly startTicks: number;
  readonly days: number;
  /** share of the value by which high season lies above the yearly mean; 0 = no season */
  readonly seasonShare: number;
}

/**
 * What a unit is worth on each day of the year, as robots see it: a trend drawn once, a season (a parabola over the
 * middle of the year: no sine, so that every machine gives the same bits), and news that fade. Decided by the seed alone.
 */
export function valuePath(course: ValueCourse): readonly number[] {
  const random = seededRandom(course.seed, 'value', course.instrumentCode);
  const trend = between(random, -0.06, 0.16);
  const path: number[] = [];
  let news = 0;
  for (let day = 0; day < course.days; day += 1) {
    const share = course.days > 1 ? day / (course.days - 1) : 0;
    const season = course.seasonShare * (4 * share * (1 - share) - 0.5);
    const factor = 1 + trend * share + season + news;
    path.push(Math.max(1, Math.round(course.startTicks * Math.min(HIGHEST, Math.max(LOWEST, factor)))));
    news = news * MEMORY + DAILY_NEWS * nearlyNormal(random);
  }
  return path;
}

/** How far the market may lead a robot away from what it believes. */
const LEAD = 0.06;

/**
 * What a robot goes by today: halfway between its belief and the market's reference price, so that its quotes follow
 * the market and stay inside the band, which moves with the reference.
 */
export function priceIdea(valueTicks: number, referenceTicks: number): number {
  const halfway = (valueTicks + referenceTicks) / 2;
  return Math.max(
    1,
    Math.round(Math.min(valueTicks * (1 + LEAD), Math.max(valueTicks * (1 - LEAD), halfway))),
  );
}
