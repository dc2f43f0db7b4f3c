import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { digestOf } from './matching-flow/flow-digest';
import { flowOfSeed, flowsToRun } from './matching-flow/flow-run';

/* I13 on random commands; seeds as in order-matching.spec.ts. */
const COMMANDS = 150;
const script = join(__dirname, '../../scripts/nightly-matching.js');

/** Runs with a clock, a calendar and dice that nobody may touch. */
function withoutClock<T>(run: () => T): T {
  const { Date: clock, Math: mathematics } = globalThis;
  const forbidden = new Proxy(clock, {
    construct: () => {
      throw new Error('I13: the core looked at the clock');
    },
    get: () => {
      throw new Error('I13: the core looked at the clock');
    },
  });
  const dice = mathematics.random;
  mathematics.random = () => {
    throw new Error('I13: the core threw dice');
  };
  globalThis.Date = forbidden;
  try {
    return run();
  } finally {
    globalThis.Date = clock;
    mathematics.random = dice;
  }
}

describe('I13: the same commands', () => {
  const { firstSeed, runs } = flowsToRun(60);
  const flows = Array.from({ length: runs }, (_, place) => flowOfSeed(firstSeed + place, COMMANDS));

  it('give the same event bytes and the same state in a second venue that has neither clock nor dice', () => {
    for (const flow of flows) {
      const first = digestOf(flow);
      expect(withoutClock(() => digestOf(flow))).toBe(first);
    }
  });

  it.each(['Asia/Kathmandu', 'America/St_Johns'])(
    'give them in another process in %s, too',
    async (zone) => {
      const argv = [
        script,
        '--digest',
        '--seed',
        String(firstSeed),
        '--runs',
        '20',
        '--commands',
        String(COMMANDS),
      ];
      const { stdout } = await promisify(execFile)(process.execPath, argv, {
        env: { ...process.env, TZ: zone, LANG: 'zh_CN.UTF-8' },
      });
      const here = Array.from({ length: 20 }, (_, place) =>
        digestOf(flowOfSeed(firstSeed + place, COMMANDS)),
      );
      expect(stdout.trim().split('\n')).toEqual(here);
    },
    60_000,
  );
});
