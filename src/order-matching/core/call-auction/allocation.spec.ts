import { allocateFills, clearCallAuction, ListedLevels } from '.';

describe('fills of a call auction', () => {
  const buys = [
    { priceTicks: 12, quantityLots: 4 },
    { priceTicks: 10, quantityLots: 5 },
    { priceTicks: 10, quantityLots: 3 },
    { priceTicks: 9, quantityLots: 8 },
  ];
  const sells = [
    { priceTicks: 8, quantityLots: 6 },
    { priceTicks: 10, quantityLots: 5 },
  ];
  const levels = new ListedLevels(
    [
      [12, 4],
      [10, 8],
      [9, 8],
    ],
    [
      [8, 6],
      [10, 5],
    ],
  );

  it('go to better prices first, then to earlier orders', () => {
    const outcome = clearCallAuction({ rule: 'sse', levels, referenceTicks: null });
    expect(outcome).toMatchObject({ priceTicks: 10, volumeLots: 11, surplusLots: 1, surplusSide: 'buy' });
    expect(allocateFills(buys, sells, outcome)).toEqual({ buys: [4, 5, 2, 0], sells: [6, 5] });
  });

  it('are nothing when nothing trades', () =>
    expect(allocateFills(buys, [], { priceTicks: null, volumeLots: 0 })).toEqual({
      buys: [0, 0, 0, 0],
      sells: [],
    }));

  it('must be possible', () => {
    expect(() => allocateFills(buys, sells, { priceTicks: 11, volumeLots: 9 })).toThrow('worse price');
    expect(() => allocateFills(buys, sells, { priceTicks: 8, volumeLots: 12 })).toThrow('worse price');
    expect(() => allocateFills([], [], { priceTicks: 8, volumeLots: 1 })).toThrow('both sides');
  });
});
