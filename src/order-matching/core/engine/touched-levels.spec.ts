import * as fc from 'fast-check';
import { TouchedLevels } from './touched-levels';

const entriesOf = ({ count, markets, keys }: TouchedLevels) =>
  Array.from({ length: count }, (_, entry) => `${markets[entry]} ${keys[entry]}`);

describe('touched levels', () => {
  it('stand once each, in the order of first touch, whatever is touched and however many', () => {
    const touch = fc.record({
      market: fc.integer({ min: 1, max: 4 }),
      side: fc.constantFrom(0 as const, 1 as const),
      price: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 2 ** 31 - 20, max: 2 ** 31 - 1 })),
    });
    const levels = new TouchedLevels();
    void fc.assert(
      fc.property(fc.array(touch, { maxLength: 400 }), (touches) => {
        for (const { market, side, price } of touches) levels.touch(market, side, price);
        const wanted = [
          ...new Set(touches.map(({ market, side, price }) => `${market} ${price * 2 + side}`)),
        ];
        expect(entriesOf(levels)).toEqual(wanted);
        levels.clear();
        expect(levels.count).toBe(0);
      }),
    );
  });

  it('are many at once', () => {
    const levels = new TouchedLevels();
    for (const round of [1, 2])
      for (let price = 1; price <= 5_000; price += 1) levels.touch(1, (price % 2) as 0 | 1, price * round);
    expect(levels.count).toBe(new Set(entriesOf(levels)).size);
    expect(levels.count).toBe(8_750);
  });
});
