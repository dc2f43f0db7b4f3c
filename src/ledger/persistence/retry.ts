import { setTimeout as pause } from 'node:timers/promises';
import { QueryFailedError } from 'typeorm';

const MAXIMUM_ATTEMPTS = 8;
const PAUSE_STEP_MS = 10;

/** serialization failure, deadlock */
const PASSING_CODES: readonly unknown[] = ['40001', '40P01'];
const UNIQUE_VIOLATION = '23505';

/** Will the same transaction do better when it is run again? */
function isPassing(error: unknown, racingConstraint: string): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const cause: { code?: unknown; constraint?: unknown } = error.driverError;
  return (
    PASSING_CODES.includes(cause.code) ||
    (cause.code === UNIQUE_VIOLATION && cause.constraint === racingConstraint)
  );
}

/**
 * Runs a transaction again when it lost a race against another one, at most MAXIMUM_ATTEMPTS times.
 * @param racingConstraint a unique constraint whose violation means "somebody was faster": the next run sees their rows
 */
export async function retryPassingFailures<Result>(
  racingConstraint: string,
  transaction: () => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (attempt >= MAXIMUM_ATTEMPTS || !isPassing(error, racingConstraint)) throw error;
    }
    await pause(attempt * PAUSE_STEP_MS);
  }
}
