import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runCommand } from './run-command';

const example = (name: string): string =>
  readFileSync(join(ROOT, 'examples', 'command-line', `${name}.json`), 'utf8');
const clear = async (input: unknown, args: readonly string[] = []) => {
  const ended = await runCommand(
    ['clear-call', ...args],
    typeof input === 'string' ? input : JSON.stringify(input),
  );
  return { ...ended, answer: ended.output === '' ? null : JSON.parse(ended.output) };
};

describe('ecobourse clear-call', () => {
  it.each([
    ['call-nse', { price: 105, volume: 27_500, surplus: 8_800, surplusSide: 'sell' }],
    ['call-asx', { price: '6.39', volume: 1_000, surplus: 500, surplusSide: 'buy' }],
    ['call-szse', { price: '20.25', volume: 200, surplus: 0, surplusSide: null, candidates: 'every-tick' }],
  ])('answers %s', async (name, expected) => {
    const { answer, errors, code } = await clear(example(name));
    expect([code, errors]).toEqual([0, '']);
    expect(answer).toMatchObject(expected);
  });

  it.each([
    ['szse', 'declared', '20.20'],
    ['szse', 'every-tick', '20.25'],
    ['sse', null, '20.30'],
  ])('takes B13 by the rule %s among %s prices to %s', async (rule, candidates, price) => {
    const { answer } = await clear({ ...JSON.parse(example('call-szse')), rule, candidates });
    expect(answer).toMatchObject({ rule, price, volume: 200 });
  });

  it('explains each step in both languages', async () => {
    const { answer } = await clear(example('call-asx'));
    expect(answer.steps).toHaveLength(3);
    for (const { text } of answer.steps)
      expect(text).toEqual({ en: expect.stringMatching(/\w/), zh: expect.stringMatching(/\p{Script=Han}/u) });
    expect(answer.steps[2]).toMatchObject({
      criterion: 'market-pressure',
      before: { low: '6.35', high: '6.39', prices: 5 },
      after: { low: '6.39', high: '6.39', prices: 1 },
      value: 'buy',
    });
  });

  it('says how much of each order is filled, in the order of the input', async () => {
    const { answer } = await clear(example('call-orders'));
    expect(answer.fills).toEqual([
      { id: 'b1', side: 'buy', price: '10.05', qty: 300, filled: 300, left: 0 },
      { id: 's1', side: 'sell', price: '10.00', qty: 250, filled: 250, left: 0 },
      { id: 'b2', side: 'buy', price: '10.02', qty: 200, filled: 150, left: 50 },
      { id: 'b3', side: 'buy', price: '10.02', qty: 100, filled: 0, left: 100 },
      { id: 's2', side: 'sell', price: '10.02', qty: 200, filled: 200, left: 0 },
      { id: 's3', side: 'sell', price: '10.08', qty: 400, filled: 0, left: 400 },
    ]);
  });

  it('keeps the price inside the band', async () => {
    const { answer } = await clear({
      rule: 'sse',
      band: { low: 15, high: 20 },
      bids: [[30, 3]],
      asks: [[10, 3]],
    });
    expect(answer).toMatchObject({
      price: 18,
      volume: 3,
      steps: [{ before: { low: 15, high: 20, prices: 2 } }, {}, {}, {}],
    });
  });

  it('says why nothing trades', async () => {
    const { answer, code } = await clear({
      rule: 'asx',
      orders: [{ id: 1, side: 'buy', price: 10, qty: 5 }],
    });
    expect(code).toBe(0);
    expect(answer).toMatchObject({
      price: null,
      volume: 0,
      steps: [],
      summary: { en: 'nothing trades: there are no sells', zh: '无成交：没有卖出申报' },
      fills: [{ id: 1, filled: 0, left: 5 }],
    });
  });

  it('answers quantities in decimal strings when the input does, and huge ones exactly', async () => {
    const { answer } = await clear({
      rule: 'sse',
      lot: '0.001',
      bids: [[2_147_483_647, '9007199254740.991']],
      asks: [[1, '9007199254740.990']],
    });
    expect(answer).toMatchObject({ price: 2_147_483_647, volume: '9007199254740.990', surplus: '0.001' });
  });

  it.each<[string, unknown, string]>([
    ['no JSON', '{', 'the input is not JSON: '],
    ['nothing', '', 'the input is not JSON: '],
    ['an unknown rule', { rule: 'x' }, 'rule: "x" is not one of sse, szse, asx, nse'],
    [
      'a price off the tick',
      example('call-faulty'),
      'asks[0].price: "10.005" is not a multiple of the tick 0.01',
    ],
  ])('refuses %s in one line and prints nothing', async (_, input, message) => {
    const { output, errors, code } = await clear(input);
    expect([code, output]).toEqual([2, '']);
    expect(errors).toMatch(/^ecobourse clear-call: [^\n]+\n$/);
    expect(errors).toContain(message);
  });

  it('refuses what is no text', async () => {
    const { errors, code } = await runCommand(['clear-call'], Buffer.from([0x7b, 0xff, 0x7d]));
    expect([code, errors]).toEqual([2, 'ecobourse clear-call: the input is not UTF-8 text\n']);
  });
});
