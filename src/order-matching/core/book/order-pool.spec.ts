import { NO_SLOT } from './order-book';
import { OrderPool } from './order-pool';

describe('OrderPool', () => {
  it('hands out slots from 1 on, and the one given back last first', () => {
    const pool = new OrderPool(10, 2);
    expect([pool.take(), pool.take(), pool.take()]).toEqual([1, 2, 3]);
    pool.giveBack(1);
    pool.giveBack(3);
    expect([pool.take(), pool.take(), pool.take()]).toEqual([3, 1, 4]);
    expect(pool.highest).toBe(4);
  });

  it('is full when as many slots are in use as it may have', () => {
    const pool = new OrderPool(2, 1);
    pool.take();
    expect(pool.isFull).toBe(false);
    const last = pool.take();
    expect(pool.isFull).toBe(true);
    pool.giveBack(last);
    expect(pool.isFull).toBe(false);
  });

  it('never grows beyond its maximum', () => {
    const pool = new OrderPool(3, 8);
    const takeMany = () => {
      for (let count = 0; count < 10; count += 1) pool.take();
    };
    expect(takeMany).toThrow('stays within its maximum');
  });

  it('keeps what stands in the columns when they grow', () => {
    const pool = new OrderPool(5_000, 1);
    for (let count = 1; count <= 5_000; count += 1) {
      const slot = pool.take();
      pool.setPrice(slot, slot * 3);
      pool.setShown(slot, slot * 5);
      pool.setLeaves(slot, slot * 7);
      pool.setRow(slot, slot * 11);
      pool.index.set(slot * 13, slot);
    }
    for (const slot of [1, 2, 1_000, 4_999, 5_000])
      expect([
        pool.priceOf(slot),
        pool.shownOf(slot),
        pool.leavesOf(slot),
        pool.rowOf(slot),
        pool.index.slotOf(slot * 13),
      ]).toEqual([slot * 3, slot * 5, slot * 7, slot * 11, slot]);
    expect(pool.index.slotOf(14)).toBe(NO_SLOT);
  });

  it('keeps the facts of each order apart', () => {
    const pool = new OrderPool(4);
    const slots = [pool.take(), pool.take()];
    for (const slot of slots) {
      pool.setRow(slot, 10 * slot + 1);
      pool.setFlags(slot, 10 * slot + 2);
      pool.setQuantity(slot, 10 * slot + 3);
      pool.setLeaves(slot, 10 * slot + 4);
      pool.setCumulative(slot, 10 * slot + 5);
      pool.setUnit(slot, 10 * slot + 6);
    }
    expect(
      slots.map((slot) => [
        pool.rowOf(slot),
        pool.flagsOf(slot),
        pool.quantityOf(slot),
        pool.leavesOf(slot),
        pool.cumulativeOf(slot),
        pool.unitOf(slot),
      ]),
    ).toEqual([
      [11, 12, 13, 14, 15, 16],
      [21, 22, 23, 24, 25, 26],
    ]);
  });

  it('needs at most 128 bytes for an order, its place in the index included', () => {
    const pool = new OrderPool(200_000);
    const bytesOf = (one: object) => {
      const buffers = Object.values(one).flatMap((value: unknown) =>
        ArrayBuffer.isView(value) ? [value.buffer] : [],
      );
      return [...new Set(buffers)];
    };
    for (let count = 1; count <= 200_000; count += 1) {
      pool.index.set(count, pool.take());
      if (count < 50_000 || count % 5_000 !== 0) continue;
      const buffers = new Set([...bytesOf(pool), ...bytesOf(pool.index)]);
      const bytes = [...buffers].reduce((sum, { byteLength }) => sum + byteLength, 0);
      expect(bytes / count).toBeLessThanOrEqual(128);
    }
  });
});
