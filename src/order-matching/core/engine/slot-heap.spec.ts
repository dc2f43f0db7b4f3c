import * as fc from 'fast-check';
import { SlotHeap } from './slot-heap';

describe('a heap of slots', () => {
  it('gives the smallest key first, then the smallest tie', () => {
    const heap = new SlotHeap();
    expect([heap.first(), heap.firstKey(), heap.firstTie(), heap.size]).toEqual([0, Infinity, Infinity, 0]);
    heap.push(7, 30, 1);
    heap.push(8, 10, 5);
    heap.push(9, 10, 4);
    expect([heap.first(), heap.firstKey(), heap.firstTie(), heap.size]).toEqual([9, 10, 4, 3]);
    expect(heap.slots()).toEqual([9, 8, 7]);
    heap.remove(9);
    expect([heap.first(), heap.has(9), heap.has(8), heap.has(1_000), heap.tieOf(7)]).toEqual([
      8,
      false,
      true,
      false,
      1,
    ]);
  });

  it('takes a slot once and gives only what it has', () => {
    const heap = new SlotHeap();
    heap.push(3, 1, 1);
    expect(() => heap.push(3, 2, 2)).toThrow('a slot waits once');
    expect(() => heap.push(0, 2, 2)).toThrow('a slot waits once');
    expect(() => heap.remove(4)).toThrow('was waiting');
    expect(() => heap.tieOf(4)).toThrow('has its tie');
    heap.remove(3);
    heap.push(3, 2, 2);
    expect(heap.firstKey()).toBe(2);
  });

  it('is a sorted list, whatever is pushed and removed', () => {
    const step = fc.record({ key: fc.integer({ min: -5, max: 5 }), slot: fc.integer({ min: 1, max: 60 }) });
    void fc.assert(
      fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
        const heap = new SlotHeap();
        let list: { key: number; tie: number; slot: number }[] = [];
        for (const [tie, { key, slot }] of steps.entries()) {
          if (heap.has(slot)) {
            heap.remove(slot);
            list = list.filter((one) => one.slot !== slot);
          } else {
            heap.push(slot, key, tie);
            list.push({ key, tie, slot });
            list.sort((one, other) => one.key - other.key || one.tie - other.tie);
          }
          expect(heap.size).toBe(list.length);
          expect(heap.first()).toBe(list[0]?.slot ?? 0);
          expect(heap.firstKey()).toBe(list[0]?.key ?? Infinity);
          expect(heap.firstTie()).toBe(list[0]?.tie ?? Infinity);
        }
        expect(heap.slots()).toEqual(list.map(({ slot }) => slot));
        for (const { slot, tie } of list) expect(heap.tieOf(slot)).toBe(tie);
        const taken: number[] = [];
        while (heap.size > 0) {
          taken.push(heap.first());
          heap.remove(heap.first());
        }
        expect(taken).toEqual(list.map(({ slot }) => slot));
      }),
    );
  });

  it('one that takes the place of another may have to rise', () => {
    const heap = new SlotHeap();
    // 0 above 10 and 1; below them 11, 12 and 2, 3
    for (const [slot, key] of [0, 10, 1, 11, 12, 2, 3].entries()) heap.push(slot + 1, key, slot);
    heap.remove(4);
    const keys: number[] = [];
    while (heap.size > 0) {
      keys.push(heap.firstKey());
      heap.remove(heap.first());
    }
    expect(keys).toEqual([0, 1, 2, 3, 10, 12]);
  });

  it('grows with its slots', () => {
    const heap = new SlotHeap();
    for (let slot = 1; slot <= 1_000; slot += 1) heap.push(slot * 3, 1_000 - slot, slot);
    const order: number[] = [];
    while (heap.size > 0) {
      order.push(heap.first() / 3);
      heap.remove(heap.first());
    }
    expect(order).toEqual(Array.from({ length: 1_000 }, (_, place) => 1_000 - place));
  });
});
