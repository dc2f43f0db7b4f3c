import { hedge } from './compliance-hedger';
import type { Desk, PlaceIntent } from './desk';
import type { Random } from './random';
import { zeroIntelligence } from './zero-intelligence';

const CHANCE_TO_HEDGE = 0.5;
/** In the last days nobody plays any more: only what is owed counts. */
const EARNEST_SHARE = 0.02;

/**
 * A company's robot: half the time it works on its compliance, half the time it makes a market around its own limit.
 * @param taste a stream that stays the same for some days, so that an opinion lasts longer than one quote
 */
export function decide(desk: Desk, taste: Random, random: Random): PlaceIntent | null {
  const hedges = random.next() < CHANCE_TO_HEDGE || desk.yearShareLeft < EARNEST_SHARE;
  const hedged = hedges ? hedge(desk, random) : null;
  if (hedged || desk.yearShareLeft < EARNEST_SHARE) return hedged;
  return zeroIntelligence(desk, taste, random) ?? (hedges ? null : hedge(desk, random));
}
