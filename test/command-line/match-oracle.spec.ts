import * as fc from 'fast-check';
import { CommandReader } from '../../src/command-line/match/command-reader';
import { PREVENTION_MODES, TIMES_IN_FORCE } from '../../src/command-line/match/match-command';
import { type BookChoice, MatchSession } from '../../src/command-line/match/match-session';
import { Measure } from '../../src/command-line/measure';
import { PlainEngine } from './plain-engine';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 300);
const BAND = { lowTicks: 2, highTicks: 11 };
const ANY = { lowTicks: 1, highTicks: 2 ** 31 - 1 };

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 });
const id = fc.integer({ min: 1, max: 40 });
const qty = fc.integer({ min: 1, max: 9 });
const price = fc.integer({ min: 2, max: 11 });
const account = maybe(fc.constantFrom('ann', 'ben'));
const terms = {
  id,
  account,
  side: fc.constantFrom('buy', 'sell'),
  qty,
  stp: maybe(fc.constantFrom(...PREVENTION_MODES)),
};
const limit = fc.record({
  op: fc.constant('limit'),
  ...terms,
  price,
  tif: fc.oneof(
    { weight: 4, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom(...TIMES_IN_FORCE) },
  ),
  postOnly: fc.oneof(
    { weight: 6, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
});
const command = fc.oneof(
  { weight: 6, arbitrary: limit },
  {
    weight: 1,
    arbitrary: fc.record({ op: fc.constant('market'), ...terms, tif: maybe(fc.constantFrom('IOC', 'FOK')) }),
  },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('cancel'), id, account }) },
  {
    weight: 2,
    arbitrary: fc.record({ op: fc.constant('amend'), id, account, price: maybe(price), qty: maybe(qty) }),
  },
  // what the market rejects
  { weight: 1, arbitrary: limit.map((one) => ({ ...one, price: one.price - 3, qty: one.qty - 2 })) },
);

/** What `match` prints, as values; sentences and the hash apart. */
function run(
  commands: readonly unknown[],
  prevention: (typeof PREVENTION_MODES)[number],
  band: typeof BAND | null,
  book: BookChoice,
) {
  const [tick, lot] = [new Measure('tick', '1', ''), new Measure('lot', '1', '')];
  const reader = new CommandReader(tick, lot);
  const events: unknown[] = [];
  const session = new MatchSession({ tick, lot, prevention, band, book }, (line) => {
    const { detail, ...event } = JSON.parse(line);
    events.push(event);
  });
  for (const one of commands) session.take(reader.read(JSON.stringify(one)));
  const { stateHash, ...last } = JSON.parse([...session.bookLine()].join(''));
  return { events: [...events, last], stateHash };
}

describe.each(PREVENTION_MODES)('match with %s', (mode) => {
  it.each([
    ['a price band', BAND],
    ['no band', null],
  ])('and %s does what one would do on paper, with either book', (_, band) => {
    void fc.assert(
      fc.property(fc.array(command, { minLength: 1, maxLength: 80, size: 'max' }), (commands) => {
        const fast = run(commands, mode, band, 'fast');
        expect(run(commands, mode, band, 'naive')).toEqual(fast);
        const plain = new PlainEngine(mode, band ?? ANY);
        const reader = new CommandReader(new Measure('tick', '1', ''), new Measure('lot', '1', ''));
        const expected = commands.flatMap((one) => plain.take(reader.read(JSON.stringify(one))));
        const named = JSON.parse(JSON.stringify(fast.events), (key, value) =>
          ['id', 'maker', 'taker'].includes(key) ? String(value) : value,
        );
        expect(named).toEqual([...expected, plain.book()]);
      }),
      { numRuns: RUNS },
    );
  });
});
