// An engine for the benchmark's own test: the reference, but it gives up at its first cancel.
import { create as createReference } from '../../bench/matching/reference.mjs';

export const name = 'broken-engine';
export const version = 'broken on purpose';

export function create(parts) {
  const cancel = () => {
    throw new Error('no such order');
  };
  return { ...createReference(parts), cancel };
}
