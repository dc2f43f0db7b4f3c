import { readAuction } from './auction-input';

const levels = { rule: 'sse', tick: '0.01', bids: [['10.05', 300]], asks: [['10.00', 250]] };
const one = { id: 'b1', side: 'buy', price: '10.05', qty: 300 };
const orders = (...list: unknown[]) => ({ rule: 'sse', tick: '0.01', orders: list });

describe('the input of a call auction', () => {
  it('is lots by price', () =>
    expect(
      readAuction({
        ...levels,
        referencePrice: '10.02',
        band: { low: '9.00', high: '11.00' },
        candidates: null,
      }),
    ).toMatchObject({
      rule: 'sse',
      candidates: null,
      bids: [{ priceTicks: 1_005, quantityLots: 300 }],
      asks: [{ priceTicks: 1_000, quantityLots: 250 }],
      orders: null,
      referenceTicks: 1_002,
      band: { lowTicks: 900, highTicks: 1_100 },
    }));

  it('is single orders', () =>
    expect(readAuction(orders(one, { ...one, id: 2, side: 'sell' }))).toMatchObject({
      bids: [{ priceTicks: 1_005, quantityLots: 300 }],
      asks: [{ priceTicks: 1_005, quantityLots: 300 }],
      orders: [{ id: { key: 'b1' } }, { id: { json: '2' } }],
      referenceTicks: null,
      band: null,
    }));

  it.each<[unknown, string]>([
    [[], 'the input: [] is not a JSON object'],
    [{ ...levels, rule: undefined }, 'rule: is missing; one of sse, szse, asx, nse'],
    [{ ...levels, rule: 'lse' }, 'rule: "lse" is not one of sse, szse, asx, nse'],
    [{ ...levels, candidates: 'all' }, 'candidates: "all" is not one of declared, every-tick'],
    [{ ...levels, tick: '0' }, 'tick: "0" is not a positive number with up to 12 decimals'],
    [{ ...levels, lot: 0.5 }, 'lot: 0.5 is neither a decimal string nor an integer'],
    [{ ...levels, previousClose: 1 }, 'previousClose: is not known here; fields: rule, candidates, tick'],
    [
      { ...levels, bids: undefined },
      'bids: is missing; a list of [price, qty], or give single orders as "orders"',
    ],
    [{ ...levels, bids: 5 }, 'bids: 5 is not a list'],
    [{ ...levels, asks: [['10.00']] }, 'asks[0]: ["10.00"] is not [price, qty]'],
    [{ ...levels, asks: [{ price: 1 }] }, 'asks[0]: {"price":1} is not [price, qty]'],
    [{ ...levels, asks: [['10.00', null]] }, 'asks[0].qty: is missing'],
    [
      {
        ...levels,
        asks: [
          ['10.00', 1],
          ['10.005', 1],
        ],
      },
      'asks[1].price: "10.005" is not a multiple of the tick 0.01',
    ],
    [{ ...levels, asks: [['10.00', 0]] }, 'asks[0].qty: 0 is not a quantity; at least one lot (1)'],
    [
      { ...levels, asks: [['0', 5]] },
      'asks[0].price: "0" is not a price; from one tick (0.01) to 21474836.47',
    ],
    [{ ...levels, asks: [['21474836.48', 5]] }, 'asks[0].price: "21474836.48" is not a price'],
    [
      {
        ...levels,
        bids: [
          [1, Number.MAX_SAFE_INTEGER],
          [2, 1],
        ],
      },
      'bids[1].qty: brings the lots of its side beyond 2^53 − 1',
    ],
    [{ ...levels, referencePrice: '-1' }, 'referencePrice: "-1" is not a price'],
    [{ ...levels, band: { low: 5 } }, 'band.high: is missing'],
    [{ ...levels, band: { low: 5, high: 4 } }, 'band.low: is above band.high'],
    [{ ...levels, band: { low: 5, high: 6, mid: 5 } }, 'band.mid: is not known here; fields: low, high'],
    [{ ...orders(one), bids: [] }, 'bids: stands beside orders'],
    [orders(one, one), 'orders[1].id: "b1" stands above already'],
    [orders({ ...one, id: undefined }), 'orders[0].id: is missing'],
    [orders({ ...one, side: undefined }), 'orders[0].side: is missing; buy or sell'],
    [orders({ ...one, tif: 'GTC' }), 'orders[0].tif: is not known here; fields: id, side, price, qty'],
    [
      orders({ ...one, qty: Number.MAX_SAFE_INTEGER }, { ...one, id: 2, side: 'sell' }, { ...one, id: 3 }),
      'orders[2].qty: brings the lots of its side beyond',
    ],
  ])('%j is refused', (input, message) => expect(() => readAuction(input)).toThrow(message));
});
