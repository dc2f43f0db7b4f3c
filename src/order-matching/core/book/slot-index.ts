import { assert } from '../../../kernel/errors';
import { breach } from './breach';
import { NO_SLOT } from './order-book';

const PLACES_PER_SLOT = 2;
const FEWEST_PLACES = 4_096;
/** A queue longer than this shows that the numbers do not rise one by one. */
const LONGEST_QUEUE = 32;
const TWO_TO_32 = 2 ** 32;

// swc writes the numbers into the code, see fast-book.ts
const enum Word {
  shift = 4,
  /** the next older order whose number has the same place */
  older = 3,
}
const enum Amount {
  shift = 3,
  number = 6,
}

/**
 * Which slot holds which order number. Numbers are positive safe integers that mostly rise, so a ring addressed by the
 * low bits of the number answers most questions with one read, beside its neighbours in time. Numbers that share a
 * place queue there, the youngest first, linked through the fourth word of the records: nothing is moved or
 * allocated (the ring grows with the slots). When a queue gets long, because numbers come in strides, all places are
 * scattered by a hash from then on.
 */
export class SlotIndex {
  /** Of each place the youngest slot. The place of a number is its low bits, or those of its hash when `scattered`. */
  ring = new Int32Array(FEWEST_PLACES);
  mask = FEWEST_PLACES - 1;
  scattered = false;

  /**
   * @param words the records of the pool by slot
   * @param amounts the same memory; the numbers in it are the one copy, which the index fills and checks its answers against
   */
  constructor(
    private words: Int32Array,
    private amounts: Float64Array,
  ) {
    this.moveTo(words, amounts);
  }

  /** Numbers in the index, counted on demand. */
  get size(): number {
    let count = 0;
    for (const youngest of this.ring)
      for (let slot = youngest; slot !== NO_SLOT; slot = this.olderThan(slot)) count += 1;
    return count;
  }

  /** Longer records with the same content take the place of the old ones; the ring grows with them. */
  moveTo(words: Int32Array, amounts: Float64Array): void {
    this.words = words;
    this.amounts = amounts;
    const slots = words.length >>> Word.shift;
    let places = this.ring.length;
    while (places < slots * PLACES_PER_SLOT) places *= 2;
    if (places > this.ring.length) this.rebuild(places);
  }

  /** NO_SLOT when the number is not there. */
  slotOf(number: number): number {
    let slot = this.ring[this.placeOf(number)] as number;
    for (let passed = 0; slot !== 0 && this.numberOf(slot) !== number; passed += 1) {
      if (passed === LONGEST_QUEUE && !this.scattered) return this.scatter().slotOf(number);
      slot = this.olderThan(slot);
    }
    return slot;
  }

  /** Writes the number into the record too. The number must not be there yet. */
  set(number: number, slot: number): void {
    const { ring } = this;
    const place = this.placeOf(number);
    if (slot <= 0) breach('an order has a slot');
    this.words[(slot << Word.shift) | Word.older] = ring[place] as number;
    ring[place] = slot;
    this.amounts[(slot << Amount.shift) | Amount.number] = number;
  }

  /** Deletes the number. Answers the slot that it had, NO_SLOT when it was not there. */
  take(number: number): number {
    const { ring } = this;
    const place = this.placeOf(number);
    const slot = ring[place] as number;
    if (this.numberOf(slot) !== number) return this.takeQueued(number);
    ring[place] = this.words[(slot << Word.shift) | Word.older] as number;
    return slot;
  }

  /** The number of this slot, which must be there, leaves. */
  release(slot: number): void {
    const { ring } = this;
    const number = this.numberOf(slot);
    const place = this.placeOf(number);
    if (ring[place] === slot) ring[place] = this.words[(slot << Word.shift) | Word.older] as number;
    else this.delete(number);
  }

  /** The number must be there, and still stand in the record. */
  delete(number: number): void {
    assert(this.take(number) !== NO_SLOT, 'I10: an order number that is deleted stands in the index');
  }

  private takeQueued(number: number): number {
    const slot = this.slotOf(number);
    if (slot === NO_SLOT) return NO_SLOT;
    const place = this.placeOf(number);
    let younger = this.ring[place] as number;
    if (younger === slot) this.ring[place] = this.olderThan(slot);
    else {
      while (this.olderThan(younger) !== slot) younger = this.olderThan(younger);
      this.words[(younger << Word.shift) | Word.older] = this.olderThan(slot);
    }
    return slot;
  }

  private scatter(): this {
    this.scattered = true;
    this.rebuild(this.ring.length);
    return this;
  }

  /** All numbers into a new ring, each queue from its oldest to its youngest. */
  private rebuild(places: number): void {
    const { ring, words } = this;
    this.ring = new Int32Array(places);
    this.mask = places - 1;
    for (const youngest of ring) {
      let younger = NO_SLOT;
      for (let slot = youngest; slot !== NO_SLOT; ) {
        const older = this.olderThan(slot);
        words[(slot << Word.shift) | Word.older] = younger;
        younger = slot;
        slot = older;
      }
      for (let slot = younger; slot !== NO_SLOT; ) {
        const next = this.olderThan(slot);
        this.set(this.numberOf(slot), slot);
        slot = next;
      }
    }
  }

  private numberOf(slot: number): number {
    return this.amounts[(slot << Amount.shift) | Amount.number] as number;
  }

  private olderThan(slot: number): number {
    return this.words[(slot << Word.shift) | Word.older] as number;
  }

  private placeOf(number: number): number {
    return (this.scattered ? mixed(number) : number) & this.mask;
  }
}

/** All 53 bits decide (the finalizer of MurmurHash3), so that no stride of numbers piles up. */
function mixed(number: number): number {
  let bits = (number | 0) ^ Math.imul(Math.floor(number / TWO_TO_32), 0x9e3779b1);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
