import type { ValueTransformer } from 'typeorm';

function checked(value: number, original: unknown): number {
  if (!Number.isSafeInteger(value))
    throw new RangeError(`${String(original)} is not a whole number within ±(2^53 − 1)`);
  return value;
}

/**
 * `bigint` column ⇄ number. The driver returns `bigint` as text; a value beyond ±(2^53 − 1) is refused rather
 * than rounded. What is not a plain value (a TypeORM find operator) passes through.
 */
export const safeInteger: ValueTransformer = {
  to: (value: unknown) => (typeof value === 'number' ? checked(value, value) : value),
  from: (value: unknown) => (typeof value === 'string' ? checked(Number(value), value) : value),
};
