import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runCommand } from './run-command';

const PREFIX = '$ npm run -s ecobourse -- ';
const HASH = /"stateHash":"[0-9a-f]{16}"/;

interface Example {
  readonly args: string;
  readonly shown: string;
}

const page = readFileSync(join(ROOT, 'docs', 'cli.md'), 'utf8');
const blocks = [...page.matchAll(/^```\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
const split = (block: string): Example => {
  const end = block.indexOf('\n');
  return { args: block.slice(0, end).replace(PREFIX, ''), shown: block.slice(end + 1) };
};
const examples = blocks.filter((block) => block.startsWith(PREFIX)).map(split);
const files = blocks.filter((block) => block.startsWith('$ cat ')).map(split);

/** The hash stands for a state that the page need not follow. */
const masked = (text: string): string => text.replace(HASH, '"stateHash":"…"');

describe('docs/cli.md', () => {
  it('has examples of every command', () => {
    expect(examples.map(({ args }) => args.split(' ')[0])).toEqual([
      'match',
      'match',
      'clear-call',
      'clear-call',
      'clear-call',
    ]);
  });

  it.each(examples)('shows what the program says: $args', async ({ args, shown }) => {
    const { output, errors, code } = await runCommand(args.split(' '));
    expect(masked(output + errors)).toBe(masked(shown));
    expect(code).toBe(errors === '' ? 0 : 2);
    if (shown.includes('stateHash')) expect(shown).toMatch(HASH);
  });

  it.each(files)('shows the file as it is: $args', ({ args, shown }) => {
    expect(readFileSync(join(ROOT, args.replace('$ cat ', '')), 'utf8')).toBe(shown);
  });
});
