/** A stream of numbers in [0, 1) that is wholly decided by its key. */
export interface Random {
  next(): number;
}

/**
 * sfc32, seeded by a hash of the key parts: the same parts give the same stream in any process. A decision asks for
 * its own stream (seed, date, window, participant), so that what others drew before does not change what it draws.
 */
export function seededRandom(...key: readonly (string | number)[]): Random {
  const seed = hasher(key.join('\n'));
  let [a, b, c, counter] = [seed(), seed(), seed(), 1];
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 12; round += 1) next();
  return { next };
}

/** xmur3: a well-mixed 32-bit hash that can be asked for more than once. */
function hasher(text: string): () => number {
  let state = 1_779_033_703 ^ text.length;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 3_432_918_353);
    state = (state << 13) | (state >>> 19);
  }
  return () => {
    state = Math.imul(state ^ (state >>> 16), 2_246_822_507);
    state = Math.imul(state ^ (state >>> 13), 3_266_489_909);
    state ^= state >>> 16;
    return state | 0;
  };
}

/** Whole number in [low, high], both possible. */
export const integerBetween = (random: Random, low: number, high: number): number =>
  low + Math.floor(random.next() * (high - low + 1));

export const between = (random: Random, low: number, high: number): number =>
  low + random.next() * (high - low);

/** Nearly normal, mean 0, deviation 1: the sum of twelve uniforms, exact on every machine (no logarithm or cosine). */
export function nearlyNormal(random: Random): number {
  let sum = -6;
  for (let draw = 0; draw < 12; draw += 1) sum += random.next();
  return sum;
}

/** A new list in drawn order. */
export function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  return items
    .map((item) => ({ item, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
