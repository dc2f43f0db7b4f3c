import { runCommand } from './run-command';

describe('ecobourse', () => {
  it.each([
    [['--help'], 'Usage: ecobourse COMMAND'],
    [['-h'], 'Usage: ecobourse COMMAND'],
    [['match', '--help'], 'Usage: ecobourse match'],
    [['match', '--tick', '-h'], 'Usage: ecobourse match'],
    [['clear-call', '--help'], 'Usage: ecobourse clear-call'],
    [['replay', '--help'], 'Usage: ecobourse replay'],
    [['verify', '-h'], 'Usage: ecobourse verify'],
  ])('%j prints its help', async (args, begin) => {
    const { code, output, errors } = await runCommand(args);
    expect([code, errors]).toEqual([0, '']);
    expect(output.startsWith(begin)).toBe(true);
    expect(Math.max(...output.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(120);
  });

  it('lists the commands that exist, and no others', async () => {
    const { output } = await runCommand(['--help']);
    expect([...output.matchAll(/^ {2}([a-z-]+) /gm)].map(([, name]) => name)).toEqual([
      'match',
      'clear-call',
      'replay',
      'verify',
    ]);
  });

  it.each([
    [[], 'ecobourse: say which command: match, clear-call, replay, verify; --help tells more'],
    [
      ['mtch'],
      'ecobourse: there is no command "mtch"; commands: match, clear-call, replay, verify; --help tells more',
    ],
    [
      ['match', '--speed', '9'],
      "ecobourse match: unknown option '--speed'; options: --tick, --lot, --stp, --band, --book, --help",
    ],
    [['match', '--tick'], "ecobourse match: option '--tick <value>' argument missing; options: --tick"],
    [['match', 'a', 'b'], 'ecobourse match: one file at most; b is too much'],
    [
      ['match', '--tick', '0'],
      'ecobourse match: --tick: "0" is not a positive number with up to 12 decimals',
    ],
    [['match', '--lot', 'x'], 'ecobourse match: --lot: "x" is not a decimal number such as 58.20'],
    [
      ['match', '--stp', 'none'],
      'ecobourse match: --stp: "none" is not one of cancel-aggressor, cancel-resting',
    ],
    [['match', '--book', 'slow'], 'ecobourse match: --book: "slow" is not one of fast, naive'],
    [['match', '--band', '5'], 'ecobourse match: --band: "5" is not LOW:HIGH, such as 52.38:64.02'],
    [
      ['match', '--band', '6:5'],
      'ecobourse match: --band: LOW and HIGH go from one tick to 2147483647 ticks, LOW first',
    ],
    [['match', '--band', '0:5'], 'ecobourse match: --band: LOW and HIGH go from one tick'],
    [['match', '--band', '1.5:2'], 'ecobourse match: --band: "1.5" is not a multiple of the tick 1'],
    [['match', 'no-such-file'], 'ecobourse match: cannot read no-such-file: ENOENT'],
    [['clear-call', 'src'], 'ecobourse clear-call: cannot read src: EISDIR'],
    [['clear-call', '--tick', '1'], "ecobourse clear-call: unknown option '--tick'; options: --help"],
  ])('%j is refused in one line, exit code 2', async (args, message) => {
    const { code, output, errors } = await runCommand(args);
    expect([code, output]).toEqual([2, '']);
    expect(errors).toMatch(/^[^\n]+\n$/);
    expect(errors.slice(0, message.length)).toBe(message);
  });
});
