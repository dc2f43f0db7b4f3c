const rotateLeft = (word, bits) => (word << bits) | (word >>> (32 - bits));

/** Four words of state from one seed (splitmix32), so that neighbouring seeds give unlike streams. */
function stateFrom(seed) {
  let word = seed | 0;
  return Uint32Array.from({ length: 4 }, () => {
    word = (word + 0x9e3779b9) | 0;
    let mixed = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  });
}

/** A stream of chance that is the same on every machine (xoshiro128**, Blackman and Vigna 2018). */
export class SeededRandom {
  #state;

  constructor(seed) {
    this.#state = stateFrom(seed);
  }

  /** 0 ≤ answer < 1 */
  fraction() {
    const state = this.#state;
    const word = Math.imul(rotateLeft(Math.imul(state[1], 5), 7), 9) >>> 0;
    const shifted = state[1] << 9;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotateLeft(state[3], 11);
    return word / 2 ** 32;
  }

  chance(share) {
    return this.fraction() < share;
  }

  /** 0, 1 … count − 1 */
  below(count) {
    return Math.floor(this.fraction() * count);
  }

  /** 1, 2, 3 … with this mean, which is above 1 */
  geometric(mean) {
    return 1 + Math.floor(Math.log(1 - this.fraction()) / Math.log(1 - 1 / mean));
  }

  exponential(mean) {
    return -mean * Math.log(1 - this.fraction());
  }
}
