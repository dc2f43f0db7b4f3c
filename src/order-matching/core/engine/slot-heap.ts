import { assert } from '../../../kernel/errors';
import { NO_SLOT } from '../book/order-book';

/** Slots by key, smallest first, ties by `tie`: what waits for a price or for an hour. Any slot can be taken out. */
export class SlotHeap {
  #slots = new Int32Array(16);
  #keys = new Float64Array(16);
  #ties = new Float64Array(16);
  /** where a slot stands, counted from 1; 0 = not here */
  #places = new Int32Array(16);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(slot: number): boolean {
    return slot < this.#places.length && this.#places[slot] !== 0;
  }

  /** NO_SLOT when empty. */
  first(): number {
    return this.#size === 0 ? NO_SLOT : (this.#slots[1] as number);
  }

  firstKey(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : (this.#keys[1] as number);
  }

  firstTie(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : (this.#ties[1] as number);
  }

  /** Everything that waits, in the order in which it would be taken. */
  slots(): number[] {
    const places = Array.from({ length: this.#size }, (_, place) => place + 1);
    return places
      .sort((one, other) => (this.#before(one, other) ? -1 : 1))
      .map((place) => this.#slots[place] as number);
  }

  tieOf(slot: number): number {
    assert(this.has(slot), 'a slot in the heap has its tie');
    return this.#ties[this.#places[slot] as number] as number;
  }

  push(slot: number, key: number, tie: number): void {
    assert(slot > NO_SLOT && !this.has(slot), 'a slot waits once');
    this.#size += 1;
    this.#makeRoom(slot);
    this.#put(this.#size, slot, key, tie);
    this.#rise(this.#size);
  }

  remove(slot: number): void {
    assert(this.has(slot), 'a slot that is taken out was waiting');
    const place = this.#places[slot] as number;
    const last = this.#size;
    this.#places[slot] = 0;
    this.#size -= 1;
    if (place === last) return;
    this.#put(place, this.#slots[last] as number, this.#keys[last] as number, this.#ties[last] as number);
    this.#rise(place);
    this.#sink(this.#places[this.#slots[place] as number] as number);
  }

  #put(place: number, slot: number, key: number, tie: number): void {
    this.#slots[place] = slot;
    this.#keys[place] = key;
    this.#ties[place] = tie;
    this.#places[slot] = place;
  }

  #before(one: number, other: number): boolean {
    const difference = (this.#keys[one] as number) - (this.#keys[other] as number);
    return difference !== 0 ? difference < 0 : (this.#ties[one] as number) < (this.#ties[other] as number);
  }

  #swap(one: number, other: number): void {
    const slot = this.#slots[one] as number;
    const key = this.#keys[one] as number;
    const tie = this.#ties[one] as number;
    this.#put(one, this.#slots[other] as number, this.#keys[other] as number, this.#ties[other] as number);
    this.#put(other, slot, key, tie);
  }

  #rise(from: number): void {
    for (let place = from; place > 1 && this.#before(place, place >> 1); place >>= 1)
      this.#swap(place, place >> 1);
  }

  #sink(from: number): void {
    for (let place = from; place * 2 <= this.#size; ) {
      const left = place * 2;
      const child = left < this.#size && this.#before(left + 1, left) ? left + 1 : left;
      if (!this.#before(child, place)) return;
      this.#swap(child, place);
      place = child;
    }
  }

  #makeRoom(slot: number): void {
    if (this.#size >= this.#slots.length) {
      const length = this.#slots.length * 2;
      const grow = <T extends Int32Array | Float64Array>(from: T, to: T): T => {
        to.set(from as Int32Array & Float64Array);
        return to;
      };
      this.#slots = grow(this.#slots, new Int32Array(length));
      this.#keys = grow(this.#keys, new Float64Array(length));
      this.#ties = grow(this.#ties, new Float64Array(length));
    }
    if (slot < this.#places.length) return;
    const places = new Int32Array(Math.max(slot + 1, this.#places.length * 2));
    places.set(this.#places);
    this.#places = places;
  }
}
