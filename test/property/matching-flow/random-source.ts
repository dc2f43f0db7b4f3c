/** Where a flow takes its choices from. */
export interface Source {
  /** a whole number from 0 to bound − 1 */
  below(bound: number): number;
}

/** Mulberry32: small, fast, and the same numbers in every process. */
export class SeededSource implements Source {
  #state: number;

  constructor(seed: number) {
    // neighbouring seeds must not give neighbouring flows
    this.#state = Math.imul((seed ^ (seed >>> 16)) | 0, 0x45d9f3b) | 0;
  }

  below(bound: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let word = this.#state;
    word = Math.imul(word ^ (word >>> 15), 1 | word);
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
    return Math.floor((((word ^ (word >>> 14)) >>> 0) / 2 ** 32) * bound);
  }
}

export function pick<T>(source: Source, items: readonly T[]): T {
  const item = items[source.below(items.length)];
  if (item === undefined) throw new Error('there is nothing to pick from');
  return item;
}

/** So many times in a hundred. */
export const chance = (source: Source, percent: number): boolean => source.below(100) >= 100 - percent;

/** @param weights how often each comes, beside the others */
export function weighted<T extends string>(source: Source, weights: Readonly<Partial<Record<T, number>>>): T {
  const entries = Object.entries(weights) as [T, number][];
  let place = source.below(entries.reduce((total, [, weight]) => total + weight, 0));
  for (const [name, weight] of entries) {
    if (place < weight) return name;
    place -= weight;
  }
  throw new Error('weights are positive whole numbers');
}

export const between = (source: Source, low: number, high: number): number =>
  low + source.below(high - low + 1);
