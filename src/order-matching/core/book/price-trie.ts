import { assert } from '../../../kernel/errors';

/** The prices by level handle, which the trie compares against. */
export interface PriceColumn {
  readonly priceTicks: Int32Array;
}

const BITS = 4;
const FAN_OUT = 1 << BITS;
const DIGIT = FAN_OUT - 1;
const NOTHING = 0;
const AT_ROOT = -1;
const FIRST_NODES = 16;

/**
 * Occupied prices in order, as a radix trie of 16-way nodes that are there only where prices part (path compression):
 * never more nodes than prices, never more than eight steps for 31 bits, whatever the prices are. A reference is a
 * node (> 0), a level (its handle, negated) or nothing (0). Nodes are pooled and reused.
 */
export class PriceTrie {
  private root = NOTHING;
  private children = new Int32Array(FIRST_NODES * FAN_OUT);
  /** which children are there, as bits */
  private present = new Uint16Array(FIRST_NODES);
  /** position of the digit at which the prices below the node part */
  private shift = new Uint8Array(FIRST_NODES);
  /** any price below the node; of a free node the next free one */
  private sample = new Int32Array(FIRST_NODES);
  private used = 0;
  private firstFree = NOTHING;

  constructor(private readonly levels: PriceColumn) {}

  /** Level at this price, 0 when there is none. */
  at(price: number): number {
    const { children, shift } = this;
    let reference = this.root;
    while (reference > NOTHING)
      reference = children[
        reference * FAN_OUT + ((price >>> (shift[reference] as number)) & DIGIT)
      ] as number;
    const level = 0 - reference;
    return this.levels.priceTicks[level] === price ? level : NOTHING;
  }

  /** The level's price stands in the column already. */
  add(level: number): void {
    const price = this.levels.priceTicks[level] as number;
    let place = AT_ROOT;
    let reference = this.root;
    while (reference !== NOTHING) {
      const differing = this.sampleOf(reference) ^ price;
      if (reference < NOTHING || differing >>> (this.shift[reference] as number) > DIGIT) {
        assert(differing !== 0, 'I10: a price has one level');
        this.put(place, this.join(reference, level, price, differing));
        return;
      }
      place = this.placeOf(reference, price);
      reference = this.children[place] as number;
    }
    this.put(place, -level);
    if (place !== AT_ROOT) this.setPresent(place >> BITS, place & DIGIT);
  }

  delete(level: number): void {
    const price = this.levels.priceTicks[level] as number;
    let placeOfNode = AT_ROOT;
    let place = AT_ROOT;
    let reference = this.root;
    while (reference > NOTHING) {
      placeOfNode = place;
      place = this.placeOf(reference, price);
      reference = this.children[place] as number;
    }
    assert(reference === -level, 'I10: an open level stands in the index');
    this.put(place, NOTHING);
    if (place === AT_ROOT) return;
    const node = place >> BITS;
    const left = (this.present[node] as number) & ~(1 << (place & DIGIT));
    this.present[node] = left;
    if ((left & (left - 1)) !== 0) return;
    const lastPlace = node * FAN_OUT + highest(left);
    this.put(placeOfNode, this.children[lastPlace] as number);
    this.children[lastPlace] = NOTHING;
    this.freeNode(node);
  }

  /** Level of the greatest price below this one, 0 when there is none. */
  below(price: number): number {
    let lower = NOTHING;
    let reference = this.root;
    while (reference !== NOTHING) {
      const sample = this.sampleOf(reference);
      if (reference < NOTHING || (sample ^ price) >>> (this.shift[reference] as number) > DIGIT) {
        if (sample < price) lower = reference;
        break;
      }
      const place = this.placeOf(reference, price);
      const bits = (this.present[reference] as number) & ((1 << (place & DIGIT)) - 1);
      if (bits !== 0) lower = this.children[reference * FAN_OUT + highest(bits)] as number;
      reference = this.children[place] as number;
    }
    while (lower > NOTHING)
      lower = this.children[lower * FAN_OUT + highest(this.present[lower] as number)] as number;
    return 0 - lower;
  }

  /** Level of the smallest price above this one, 0 when there is none. */
  above(price: number): number {
    let higher = NOTHING;
    let reference = this.root;
    while (reference !== NOTHING) {
      const sample = this.sampleOf(reference);
      if (reference < NOTHING || (sample ^ price) >>> (this.shift[reference] as number) > DIGIT) {
        if (sample > price) higher = reference;
        break;
      }
      const place = this.placeOf(reference, price);
      const bits = (this.present[reference] as number) & (-2 << (place & DIGIT));
      if (bits !== 0) higher = this.children[reference * FAN_OUT + lowest(bits)] as number;
      reference = this.children[place] as number;
    }
    while (higher > NOTHING)
      higher = this.children[higher * FAN_OUT + lowest(this.present[higher] as number)] as number;
    return 0 - higher;
  }

  /** A node for what stood at a place and the new level, which part at the highest digit that differs. */
  private join(reference: number, level: number, price: number, differing: number): number {
    const node = this.takeNode();
    const shift = highest(differing) & -BITS;
    this.shift[node] = shift;
    const sample = this.sampleOf(reference);
    this.sample[node] = sample;
    this.present[node] = 0;
    this.putChild(node, (sample >>> shift) & DIGIT, reference);
    this.putChild(node, (price >>> shift) & DIGIT, -level);
    return node;
  }

  private sampleOf(reference: number): number {
    return (reference < NOTHING ? this.levels.priceTicks[0 - reference] : this.sample[reference]) as number;
  }

  private placeOf(node: number, price: number): number {
    return node * FAN_OUT + ((price >>> (this.shift[node] as number)) & DIGIT);
  }

  private put(place: number, reference: number): void {
    if (place === AT_ROOT) this.root = reference;
    else this.children[place] = reference;
  }

  private putChild(node: number, digit: number, reference: number): void {
    this.children[node * FAN_OUT + digit] = reference;
    this.setPresent(node, digit);
  }

  private setPresent(node: number, digit: number): void {
    this.present[node] = (this.present[node] as number) | (1 << digit);
  }

  private takeNode(): number {
    const free = this.firstFree;
    if (free !== NOTHING) {
      this.firstFree = this.sample[free] as number;
      return free;
    }
    this.used += 1;
    if (this.used >= this.shift.length) this.grow(this.shift.length * 2);
    return this.used;
  }

  private freeNode(node: number): void {
    this.sample[node] = this.firstFree;
    this.firstFree = node;
  }

  private grow(nodes: number): void {
    const { children, present, shift, sample } = this;
    this.children = new Int32Array(nodes * FAN_OUT);
    this.children.set(children);
    this.present = new Uint16Array(nodes);
    this.present.set(present);
    this.shift = new Uint8Array(nodes);
    this.shift.set(shift);
    this.sample = new Int32Array(nodes);
    this.sample.set(sample);
  }
}

const highest = (bits: number): number => 31 - Math.clz32(bits);
const lowest = (bits: number): number => 31 - Math.clz32(bits & -bits);
