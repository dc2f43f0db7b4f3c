/**
 * A set of small whole numbers as a bitmap with two summaries above it: a bit of a summary says that the word below it
 * is not zero. The next member is found by a few counts of leading zeros.
 */
export class OccupiedTicks {
  private readonly words: Int32Array;
  private readonly groups: Int32Array;
  private readonly roots: Int32Array;

  /** Members are 0 … size − 1. */
  constructor(size: number) {
    this.words = new Int32Array((size >>> 5) + 1);
    this.groups = new Int32Array((size >>> 10) + 1);
    this.roots = new Int32Array((size >>> 15) + 1);
  }

  add(tick: number): void {
    const { words, groups, roots } = this;
    const word = tick >>> 5;
    const group = tick >>> 10;
    const root = tick >>> 15;
    words[word] = (words[word] as number) | (1 << tick);
    groups[group] = (groups[group] as number) | (1 << word);
    roots[root] = (roots[root] as number) | (1 << group);
  }

  delete(tick: number): void {
    const { words } = this;
    const word = tick >>> 5;
    const left = (words[word] as number) & ~(1 << tick);
    words[word] = left;
    if (left === 0) this.deleteWord(word);
  }

  /** Smallest member above this one. There must be one: a ladder keeps a member at each end. */
  above(tick: number): number {
    const word = tick >>> 5;
    const bits = (this.words[word] as number) & (-2 << tick);
    return bits !== 0 ? (word << 5) | lowest(bits) : this.aboveWord(word);
  }

  private deleteWord(word: number): void {
    const { groups, roots } = this;
    const group = word >>> 5;
    groups[group] = (groups[group] as number) & ~(1 << word);
    if (groups[group] === 0) roots[group >>> 5] = (roots[group >>> 5] as number) & ~(1 << group);
  }

  private aboveWord(word: number): number {
    const { words, groups } = this;
    let group = word >>> 5;
    let bits = (groups[group] as number) & (-2 << word);
    if (bits === 0) {
      group = this.aboveGroup(group);
      bits = groups[group] as number;
    }
    const next = (group << 5) | lowest(bits);
    return (next << 5) | lowest(words[next] as number);
  }

  private aboveGroup(group: number): number {
    const { roots } = this;
    let root = group >>> 5;
    let bits = (roots[root] as number) & (-2 << group);
    while (bits === 0) {
      root += 1;
      bits = roots[root] as number;
    }
    return (root << 5) | lowest(bits);
  }
}

// shift counts are taken modulo 32: a whole number serves as its own position within a word
const lowest = (bits: number): number => 31 - Math.clz32(bits & (0 - bits));
