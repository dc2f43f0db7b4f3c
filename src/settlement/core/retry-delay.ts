import { assert } from '../../kernel';

export interface RetryPace {
  /** delay after the first failure, before jitter */
  readonly retryBaseMs: number;
  /** no delay is longer */
  readonly retryMaximumMs: number;
}

/**
 * Exponential backoff with equal jitter: half of the delay is certain, half is chance, so that failures of one moment
 * do not come back in one moment. The delay doubles with every attempt up to the maximum.
 * @param attempts how often it was tried, ≥ 1
 * @param chance uniform in [0, 1)
 */
export function retryDelayMs(attempts: number, chance: number, pace: RetryPace): number {
  assert(attempts >= 1 && chance >= 0 && chance < 1, 'attempts from 1, chance in [0, 1)');
  // 2^30 steps are far beyond any maximum, and stay exact
  const full = Math.min(pace.retryMaximumMs, pace.retryBaseMs * 2 ** Math.min(attempts - 1, 30));
  return Math.floor(full / 2 + (full / 2) * chance);
}
