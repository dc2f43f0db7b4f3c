import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { limit, match } from './match-runs';
import { linesOf, runCommand, startCommand } from './run-command';

const EMPTY = { type: 'book', bids: [], asks: [], stateHash: expect.stringMatching(/^[0-9a-f]{16}$/) };

describe('ecobourse match', () => {
  it('tells trades at the resting price, cancels and rejections in order, then the book', async () => {
    const { code, errors, events } = await match([
      limit(1, 'sell', 12, 5),
      limit(2, 'sell', 11, 5),
      limit(3, 'buy', 12, 7),
      limit(4, 'buy', 12, 9, { tif: 'IOC' }),
      limit(5, 'buy', 12, 1, { tif: 'FOK' }),
      limit(6, 'buy', 10, 4),
      limit(7, 'buy', 10, 3),
      limit(8, 'buy', 9, 2),
      { op: 'cancel', id: 6 },
    ]);
    expect([code, errors]).toEqual([0, '']);
    expect(events).toEqual([
      { type: 'trade', maker: 2, taker: 3, price: 11, qty: 5 },
      { type: 'trade', maker: 1, taker: 3, price: 12, qty: 2 },
      { type: 'trade', maker: 1, taker: 4, price: 12, qty: 3 },
      { type: 'cancelled', id: 4, qty: 6, reason: 'order.remainder-cancelled' },
      {
        type: 'rejected',
        id: 5,
        code: 'order.fok-not-fillable',
        detail: expect.stringContaining('fill-or-kill'),
      },
      { type: 'cancelled', id: 6, qty: 4, reason: 'order.cancelled-by-owner' },
      {
        ...EMPTY,
        bids: [
          [10, 3],
          [9, 2],
        ],
      },
    ]);
  });

  it.each([
    ['no input', ''],
    ['empty lines', '\n \n\t\r\n'],
    ['a byte order mark', '\uFEFF'],
  ])('gives just the empty book for %s', async (_, input) => {
    const { code, output } = await runCommand(['match'], input);
    expect([code, linesOf(output)]).toEqual([0, [EMPTY]]);
  });

  it('reads lines with either end, the last one with none', async () => {
    const lines = [limit(1, 'buy', 5, 1), limit(2, 'buy', 5, 1)].map((one) => JSON.stringify(one));
    const { output } = await runCommand(['match'], `${lines[0]}\r\n\n${lines[1]}`);
    expect(linesOf(output)).toEqual([{ ...EMPTY, bids: [[5, 2]] }]);
  });

  it('reads a file, or standard input for -', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ecobourse-'));
    try {
      const file = join(folder, 'orders.ndjson');
      writeFileSync(file, JSON.stringify(limit(1, 'buy', 5, 1)));
      const fromFile = await runCommand(['match', file], 'never read');
      const fromInput = await runCommand(['match', '-'], JSON.stringify(limit(1, 'buy', 5, 1)));
      expect(fromFile).toEqual(fromInput);
      expect(linesOf(fromFile.output)).toEqual([{ ...EMPTY, bids: [[5, 1]] }]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each<[string, string[], [unknown, unknown], [unknown, unknown], unknown[][]]>([
    [
      'integers as integers',
      [],
      [58, 10],
      ['59', '1'],
      [
        [58, 10],
        [59, 1],
      ],
    ],
    [
      'decimal strings as decimal strings',
      ['--tick', '0.01'],
      ['58.2', '10'],
      [59, 1],
      [
        ['58.20', '10'],
        ['59.00', '1'],
      ],
    ],
    [
      'integers as decimal strings where the tick is not whole',
      ['--tick', '0.01'],
      [58, 10],
      ['59.5', 1],
      [
        ['58.00', 10],
        ['59.50', 1],
      ],
    ],
    ['multiples of a large lot', ['--lot', '1000'], ['1', 250_000], ['1', 1_000], [['1', 251_000]]],
    ['fractions of a lot', ['--lot', '0.1'], [20_000, '12.3'], [20_000, 1], [[20_000, '13.3']]],
  ])('writes %s', async (_, args, first, second, asks) => {
    const { events } = await match([limit(1, 'sell', ...first), limit(2, 'sell', ...second)], args);
    expect(events).toEqual([{ ...EMPTY, asks }]);
  });

  it('stops at a line that it cannot use: what was right before stays, nothing follows', async () => {
    const { code, errors, events } = await match([
      limit(1, 'sell', 5, 1),
      limit(2, 'buy', 5, 1),
      '',
      '{"op":"limit","id":3,',
      limit(4, 'sell', 5, 1),
    ]);
    expect(code).toBe(2);
    expect(errors).toBe('ecobourse match: line 4: is not JSON: "{\\"op\\":\\"limit\\",\\"id\\":3,"\n');
    expect(events).toEqual([{ type: 'trade', maker: 1, taker: 2, price: 5, qty: 1 }]);
  });

  it.each<[string, string | Buffer, string]>([
    [
      'off the tick',
      '{"op":"limit","id":1,"side":"buy","price":"5.5","qty":1}',
      'line 1: price: "5.5" is not a multiple of the tick 1',
    ],
    [
      'with an unsafe number',
      '\n{"op":"limit","id":1,"side":"buy","price":5,"qty":9007199254740993}',
      'line 2: qty: 9007199254740992 is beyond ±(2^53 − 1)',
    ],
    [
      'too long',
      `{"op":"cancel","id":"${'x'.repeat(1024 * 1024)}"}\n`,
      'line 1: is longer than 1048576 bytes',
    ],
    ['no text', Buffer.from([0x0a, 0x22, 0xc3, 0x28, 0x22]), 'line 2: is not UTF-8 text'],
  ])('refuses a line that is %s', async (_, input, message) => {
    const { code, output, errors } = await runCommand(['match'], input);
    expect([code, output]).toEqual([2, '']);
    expect(errors.startsWith(`ecobourse match: ${message}`)).toBe(true);
    expect(errors).toMatch(/^[^\n]+\n$/);
  });

  it('rejects by code what is well written but cannot be done', async () => {
    const { code, events } = await match(
      [
        limit('a', 'buy', 50, 5),
        limit('a', 'buy', 49, 5),
        { op: 'cancel', id: 'x' },
        { op: 'amend', id: 'x', qty: 5 },
        limit('b', 'buy', 50, 0),
        limit('c', 'buy', 50, -1),
        limit('d', 'buy', 0, 1),
        limit('e', 'buy', 61, 1),
        limit('f', 'sell', 50, 1, { postOnly: true }),
        limit('g', 'buy', 50, Number.MAX_SAFE_INTEGER),
        { op: 'amend', id: 'a', qty: 0 },
        { op: 'amend', id: 'a', price: 39 },
      ],
      ['--band', '40:60'],
    );
    expect(code).toBe(0);
    expect(events.slice(0, -1).map(({ type, id, code }) => [type, id, code])).toEqual([
      ['rejected', 'a', 'order.duplicate-id'],
      ['rejected', 'x', 'order.not-open'],
      ['rejected', 'x', 'order.not-open'],
      ['rejected', 'b', 'order.quantity-not-positive'],
      ['rejected', 'c', 'order.quantity-not-positive'],
      ['rejected', 'd', 'order.price-not-positive'],
      ['rejected', 'e', 'order.outside-band'],
      ['rejected', 'f', 'order.post-only-would-trade'],
      ['rejected', 'g', 'order.notional-too-large'],
      ['rejected', 'a', 'order.quantity-not-positive'],
      ['rejected', 'a', 'order.outside-band'],
    ]);
    for (const { detail } of events.slice(0, -1)) expect(detail).toMatch(/\w+.*; \w+/);
    expect(events.at(-1)).toMatchObject({ bids: [[50, 5]] });
  });

  it('knows an id again however it is written, and frees it when its order is over', async () => {
    const { events } = await match([
      limit(7, 'sell', 5, 1),
      limit('7', 'sell', 5, 1),
      limit(8, 'buy', 5, 1),
      limit('7', 'buy', 4, 1),
      { op: 'cancel', id: 7 },
    ]);
    expect(events.slice(0, -1)).toMatchObject([
      { type: 'rejected', id: '7', code: 'order.duplicate-id' },
      { type: 'trade', maker: 7, taker: 8 },
      { type: 'cancelled', id: '7', qty: 1 },
    ]);
  });

  it('amends: less keeps the place, more or another price goes to the back and may trade', async () => {
    const { events } = await match([
      limit('a', 'sell', 10, 5),
      limit('b', 'sell', 10, 5),
      { op: 'amend', id: 'a', qty: 3 },
      limit('c', 'buy', 10, 1),
      { op: 'amend', id: 'a', qty: 4 },
      limit('d', 'buy', 10, 1),
      limit('e', 'buy', 9, 2),
      { op: 'amend', id: 'a', price: 9 },
    ]);
    expect(events).toEqual([
      { type: 'trade', maker: 'a', taker: 'c', price: 10, qty: 1 },
      { type: 'trade', maker: 'b', taker: 'd', price: 10, qty: 1 },
      { type: 'trade', maker: 'e', taker: 'a', price: 9, qty: 2 },
      {
        ...EMPTY,
        asks: [
          [9, 2],
          [10, 4],
        ],
      },
    ]);
  });

  it.each<[string, object[]]>([
    ['cancel-aggressor', [{ type: 'cancelled', id: 'c', qty: 6, reason: 'order.self-trade-prevented' }]],
    [
      'cancel-resting',
      [
        { type: 'cancelled', id: 'a', qty: 4, reason: 'order.self-trade-resting-cancelled' },
        { type: 'trade', maker: 'b', taker: 'c', price: 10, qty: 4 },
      ],
    ],
    [
      'cancel-both',
      [
        { type: 'cancelled', id: 'a', qty: 4, reason: 'order.self-trade-resting-cancelled' },
        { type: 'cancelled', id: 'c', qty: 6, reason: 'order.self-trade-prevented' },
      ],
    ],
    [
      'decrement-and-cancel',
      [
        { type: 'cancelled', id: 'a', qty: 4, reason: 'order.self-trade-decremented' },
        { type: 'trade', maker: 'b', taker: 'c', price: 10, qty: 2 },
        { type: 'cancelled', id: 'c', qty: 4, reason: 'order.self-trade-decremented' },
      ],
    ],
  ])('prevents self-trades by %s, as an option or order by order', async (mode, expected) => {
    const orders = (more: object) => [
      limit('a', 'sell', 10, 4, { account: 'ann' }),
      limit('b', 'sell', 10, 4, { account: 'ben' }),
      limit('c', 'buy', 10, 6, { account: 'ann', ...more }),
    ];
    const byOption = await match(orders({}), ['--stp', mode]);
    const byOrder = await match(orders({ stp: mode }));
    expect(byOption.events.slice(0, -1)).toEqual(expected);
    expect(byOrder.events.slice(0, -1)).toEqual(expected);
  });

  it('knows icebergs, minimum quantities, stops and protection', async () => {
    const { events } = await match([
      limit('ice', 'sell', 10, 9, { displayQty: 2 }),
      limit('x', 'sell', 10, 1),
      limit('min', 'buy', 10, 12, { minQty: 11 }),
      limit('stop', 'buy', 12, 3, { stopPrice: 10 }),
      limit('y', 'buy', 10, 3),
      { op: 'market', id: 'm', side: 'buy', qty: 9, price: 10 },
    ]);
    expect(
      events.map(({ type, id, code, maker, taker, qty }) => [type, id ?? maker, code ?? taker, qty]),
    ).toEqual([
      ['rejected', 'min', 'order.minimum-not-fillable', undefined],
      ['trade', 'ice', 'y', 2],
      ['trade', 'x', 'y', 1],
      ['trade', 'ice', 'stop', 2],
      ['trade', 'ice', 'stop', 1],
      ['trade', 'ice', 'm', 1],
      ['trade', 'ice', 'm', 2],
      ['trade', 'ice', 'm', 1],
      ['cancelled', 'm', undefined, 5],
      ['book', undefined, undefined, undefined],
    ]);
  });

  it('ends quietly when nobody reads on', async () => {
    const child = startCommand(['match']);
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.stdin.on('error', () => {});
    const ended = once(child, 'close');
    const feed = (): void => {
      for (let count = 0; count < 5_000 && child.stdin.writable; count += 1)
        child.stdin.write('{"op":"cancel","id":"x"}\n');
    };
    child.stdin.on('drain', feed);
    feed();
    await once(child.stdout, 'data');
    child.stdout.destroy();
    expect(await ended).toEqual([0, null]);
    expect(errors).toBe('');
  });

  it('needs no more memory for a long stream than for a short one', async () => {
    const lines: string[] = [];
    for (let number = 0; number < 60_000; number += 1)
      lines.push(
        `{"op":"limit","id":"a-long-order-id-${number}","side":"sell","price":5,"qty":2}`,
        `{"op":"limit","id":"another-long-order-id-${number}","side":"buy","price":5,"qty":1}`,
        `{"op":"cancel","id":"a-long-order-id-${number}"}`,
      );
    const { code, output, errors } = await runCommand(['match'], lines.join('\n'), '--max-old-space-size=40');
    expect([code, errors]).toEqual([0, '']);
    expect(output.split('\n')).toHaveLength(120_002);
  });
});
