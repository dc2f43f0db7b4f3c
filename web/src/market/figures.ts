import type { Instrument } from '../api/types';
import type { Market } from '../state/market';

/** Change of the last price against the reference price, as a share; null before the first trade. */
export function changeOf({ last, reference }: Pick<Market, 'last' | 'reference'>): number | null {
  if (last === null || reference === null || Number(reference) === 0) return null;
  return Number(last) / Number(reference) - 1;
}

export const directionOf = (change: number | null): 'up' | 'down' | 'flat' =>
  change === null || Math.abs(change) < 0.000005 ? 'flat' : change > 0 ? 'up' : 'down';

/** Instruments by family, in the order in which the server lists them. */
export function byFamily(
  instruments: readonly Instrument[],
): readonly (readonly [string, readonly Instrument[]])[] {
  const groups = new Map<string, Instrument[]>();
  for (const instrument of instruments) {
    const group = groups.get(instrument.family);
    if (group) group.push(instrument);
    else groups.set(instrument.family, [instrument]);
  }
  return [...groups];
}
