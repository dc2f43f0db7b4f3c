import { Measure } from '../measure';
import { CommandReader } from './command-reader';

const reader = () =>
  new CommandReader(new Measure('tick', '0.01', '--tick'), new Measure('lot', '1', '--lot'));
const read = (line: unknown) => reader().read(typeof line === 'string' ? line : JSON.stringify(line));

describe('a line of the stream', () => {
  it('is a limit order', () =>
    expect(
      read({
        op: 'limit',
        id: 'a',
        account: 7,
        side: 'buy',
        price: '58.20',
        qty: 100,
        tif: 'FOK',
        postOnly: false,
        displayQty: 10,
        minQty: '20',
        stopPrice: '58.10',
        stp: 'cancel-both',
      }),
    ).toEqual({
      op: 'limit',
      id: { key: 'a', json: '"a"' },
      account: '7',
      side: 'buy',
      priceTicks: 5_820,
      quantityLots: 100,
      timeInForce: 'FOK',
      postOnly: false,
      displayLots: 10,
      minimumLots: 20,
      stopTicks: 5_810,
      prevention: 'cancel-both',
    }));

  it('is a market order', () => {
    expect(read({ op: 'market', id: 1, side: 'sell', qty: '5' })).toMatchObject({
      id: { key: '1', json: '1' },
      account: null,
      priceTicks: null,
      quantityLots: 5,
      timeInForce: 'IOC',
      prevention: null,
    });
    expect(read({ op: 'market', id: 1, side: 'sell', qty: 5, price: '57.00' })).toMatchObject({
      priceTicks: 5_700,
    });
  });

  it('cancels or amends, and may repeat whose order it is', () => {
    expect(read({ op: 'cancel', id: 'a', account: 'ann', side: 'buy' })).toEqual({
      op: 'cancel',
      id: { key: 'a', json: '"a"' },
      account: 'ann',
    });
    expect(read({ op: 'amend', id: 'a', qty: 5, side: 'buy' })).toMatchObject({
      account: null,
      priceTicks: null,
      leavesLots: 5,
      stopTicks: null,
    });
  });

  it('may write null for what it leaves out', () =>
    expect(
      read({ op: 'limit', id: 1, account: null, side: 'buy', price: 1, qty: 1, tif: null }),
    ).toMatchObject({
      account: null,
      timeInForce: 'GTC',
    }));

  it('leaves to the market what only it can judge', () =>
    expect(read({ op: 'limit', id: 1, side: 'buy', price: '-0.01', qty: 0 })).toMatchObject({
      priceTicks: -1,
      quantityLots: 0,
    }));

  const order = { op: 'limit', id: 1, side: 'buy', price: 58, qty: 1 };
  it.each<[unknown, string]>([
    ['{"op":', 'is not JSON: "{\\"op\\":"'],
    ['[1]', 'the input: [1] is not a JSON object {…}'],
    ['7', 'the input: 7 is not a JSON object {…}'],
    ['null', 'the input: null is not a JSON object {…}'],
    [{ id: 1 }, 'op: is missing; one of limit, market, cancel, amend'],
    [{ op: 'stop', id: 1 }, 'op: "stop" is not one of limit, market, cancel, amend'],
    [{ op: 'cancel' }, 'id: is missing; a string or an integer'],
    [
      { op: 'cancel', id: '' },
      'id: "" is neither a string of 1 to 256 characters nor an integer within ±(2^53 − 1)',
    ],
    [{ op: 'cancel', id: 1.5 }, 'id: 1.5 is neither'],
    [{ op: 'cancel', id: 'x'.repeat(257) }, `id: "${'x'.repeat(59)}… is neither`],
    [{ op: 'cancel', id: 1, stp: 'cancel-both' }, 'stp: is not known here; fields: op, id, account, side'],
    [
      { op: 'amend', id: 1, stp: 'cancel-both' },
      'stp: is not known here; fields: op, id, account, side, price, qty, tif, postOnly',
    ],
    [{ ...order, quantity: 5 }, 'quantity: is not known here; fields: op, id, account'],
    [{ ...order, op: 'market', displayQty: 1 }, 'displayQty: is not known here; fields: op, id, account'],
    [{ ...order, side: undefined }, 'side: is missing; buy or sell'],
    [{ ...order, side: 'BUY' }, 'side: "BUY" is not one of buy, sell'],
    [{ ...order, price: undefined }, 'price: is missing; a decimal string or an integer'],
    [{ ...order, qty: undefined }, 'qty: is missing; a decimal string or an integer'],
    [{ ...order, price: '58.205' }, 'price: "58.205" is not a multiple of the tick 0.01'],
    [{ ...order, qty: 1.5 }, 'qty: 1.5 is not an integer'],
    [
      '{"op":"limit","id":1,"side":"buy","price":1,"qty":9007199254740993}',
      'qty: 9007199254740992 is beyond ±(2^53 − 1)',
    ],
    [{ ...order, tif: 'GFD' }, 'tif: "GFD" is not one of GTC, DAY, GTD, IOC, FOK'],
    [{ ...order, postOnly: 'yes' }, 'postOnly: "yes" is neither true nor false'],
    [{ ...order, stp: 'none' }, 'stp: "none" is not one of cancel-aggressor'],
    [{ ...order, account: {} }, 'account: {} is neither a string'],
    ['{"op":"cancel","id":1,"__proto__":1}', '__proto__: is not known here'],
  ])('%j is refused', (line, message) => expect(() => read(line)).toThrow(message));
});
