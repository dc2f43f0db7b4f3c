const rotate = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));

/**
 * A 64-bit hash of a canonical sequence of integers and texts: an FNV-1a lane beside a MurmurHash3 lane, 32 bits each.
 * It tells two states apart; it is no defence against somebody who wants a collision.
 */
export class CanonicalHash {
  #fnv = 0x811c9dc5;
  #murmur = 0x9747b28c;
  #words = 0;

  /** Any safe integer; its low 32 bits, then the rest. */
  integer(value: number): this {
    this.#word(value | 0);
    return this.#word(Math.floor(value / 2 ** 32) | 0);
  }

  /** Length first, so that ("ab","c") differs from ("a","bc"). */
  text(value: string): this {
    this.#word(value.length);
    for (let place = 0; place < value.length; place += 1) this.#word(value.charCodeAt(place));
    return this;
  }

  /** 16 hexadecimal digits. */
  digest(): string {
    return [this.#fnv ^ this.#words, this.#murmur ^ this.#words]
      .map((lane) => (finish(lane) >>> 0).toString(16).padStart(8, '0'))
      .join('');
  }

  #word(word: number): this {
    this.#fnv = Math.imul(this.#fnv ^ word, 0x01000193);
    const mixed = Math.imul(rotate(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);
    this.#murmur = (Math.imul(rotate(this.#murmur ^ mixed, 13), 5) + 0xe6546b64) | 0;
    this.#words += 1;
    return this;
  }
}

function finish(lane: number): number {
  let word = lane;
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return word ^ (word >>> 16);
}
