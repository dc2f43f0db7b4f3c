import { NO_SLOT } from './order-book';
import { SlotIndex } from './slot-index';

const SLOTS = 300_000;

/** Records of so many slots, as the pool keeps them: sixteen words, eight amounts. */
function recordsOf(slots: number) {
  const words = new Int32Array(16 * (slots + 1));
  return { words, amounts: new Float64Array(words.buffer) };
}
/** An index of its own, and the slots taken one after the other. */
function indexOf(numbers: Iterable<number>, slots = SLOTS): SlotIndex {
  const { words, amounts } = recordsOf(slots);
  const index = new SlotIndex(words, amounts);
  let slot = 0;
  for (const number of numbers) {
    slot += 1;
    index.set(number, slot);
  }
  return index;
}
const rising = (count: number, first = 1, step = 1): number[] =>
  Array.from({ length: count }, (_, place) => first + place * step);

describe('SlotIndex', () => {
  it('finds what was set, and nothing else', () => {
    const index = indexOf([7, 8, 9]);
    expect([7, 8, 9, 10, 0].map((number) => index.slotOf(number))).toEqual([1, 2, 3, NO_SLOT, NO_SLOT]);
    expect(index.size).toBe(3);
  });

  it('writes the number into the record of the slot', () => {
    const { words, amounts } = recordsOf(2);
    new SlotIndex(words, amounts).set(2 ** 53 - 1, 2);
    expect([8 + 6, 16 + 6].map((place) => amounts[place])).toEqual([0, 2 ** 53 - 1]);
  });

  it('takes a number out once', () => {
    const index = indexOf([7]);
    expect(index.take(7)).toBe(1);
    expect(index.take(7)).toBe(NO_SLOT);
    expect(index.slotOf(7)).toBe(NO_SLOT);
    expect(index.size).toBe(0);
  });

  it('deletes only what is there', () => {
    const index = indexOf([7]);
    index.delete(7);
    expect(() => index.delete(7)).toThrow('I10');
  });

  it('releases a slot only while its number is there', () => {
    const index = indexOf([7]);
    index.release(1);
    expect(() => index.release(1)).toThrow('I10');
  });

  it('asks for a slot', () => {
    expect(() => indexOf([]).set(7, NO_SLOT)).toThrow('an order has a slot');
  });

  it('keeps apart numbers that share a place of the ring', () => {
    const places = 2 ** 20;
    const alike = [5, 5 + places, 5 + 2 * places, 5 + 3 * places];
    for (const gone of alike) {
      const index = indexOf(alike);
      index.release(alike.indexOf(gone) + 1);
      expect(alike.map((number) => index.slotOf(number))).toEqual(
        alike.map((number, place) => (number === gone ? NO_SLOT : place + 1)),
      );
      expect(index.take(gone)).toBe(NO_SLOT);
      for (const [place, number] of alike.entries())
        if (number !== gone) expect(index.take(number)).toBe(place + 1);
      expect(index.size).toBe(0);
    }
  });

  it.each([
    ['rise one by one', rising(SLOTS)],
    ['start late', rising(SLOTS, 2 ** 40)],
    ['are a power of two apart', rising(SLOTS, 1, 2 ** 20)],
    ['agree in their lower 32 bits', rising(SLOTS, 9, 2 ** 32).filter((number) => number < 2 ** 53)],
    ['end with the greatest safe integer', rising(SLOTS, 2 ** 53 - SLOTS)],
  ])('finds each of many numbers that %s without a long search', (_, numbers) => {
    const index = indexOf(numbers);
    expect(numbers.every((number, place) => index.slotOf(number) === place + 1)).toBe(true);
    // taken from the oldest, which stands last in its queue
    expect(numbers.every((number, place) => index.take(number) === place + 1)).toBe(true);
    expect(index.size).toBe(0);
  });

  it('scatters the places when a number is asked for whose queue is long', () => {
    const numbers = rising(100, 7, 2 ** 30);
    const index = indexOf(numbers);
    expect(index.take(7)).toBe(1);
    expect(index.take(7)).toBe(NO_SLOT);
    expect(numbers.map((number) => index.slotOf(number))).toEqual([NO_SLOT, ...rising(99, 2)]);
    expect(index.size).toBe(99);
  });

  it('keeps everything when it moves to longer records', () => {
    const { words, amounts } = recordsOf(2_000);
    const index = new SlotIndex(words, amounts);
    const known = rising(2_000, 1, 777);
    for (const [place, number] of known.entries()) index.set(number, place + 1);
    const longer = recordsOf(99_999);
    longer.words.set(words);
    index.moveTo(longer.words, longer.amounts);
    index.set(5, 99_999);
    for (const [place, number] of known.entries()) expect(index.slotOf(number)).toBe(place + 1);
    expect(index.slotOf(5)).toBe(99_999);
    expect(index.size).toBe(2_001);
  });

  it('leaves the other words of a record alone', () => {
    const { words, amounts } = recordsOf(1);
    words.fill(6);
    const index = new SlotIndex(words, amounts);
    index.set(3, 1);
    index.take(3);
    expect([...words.subarray(16, 19), ...words.subarray(20, 28), ...words.subarray(30)]).toEqual(
      Array(13).fill(6),
    );
  });
});
