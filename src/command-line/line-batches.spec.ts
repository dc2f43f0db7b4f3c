import { Readable } from 'node:stream';
import fc from 'fast-check';
import { lineBatches } from './line-batches';

async function linesIn(chunks: readonly Buffer[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const batch of lineBatches(Readable.from(chunks, { objectMode: true }))) {
    expect(batch.firstLine).toBe(lines.length + 1);
    lines.push(...batch.lines);
  }
  return lines;
}

const cut = (text: Buffer, places: readonly number[]): Buffer[] => {
  const ends = [...new Set(places.map((place) => place % (text.length + 1)))].sort(
    (one, other) => one - other,
  );
  return [0, ...ends].map((from, at) => text.subarray(from, ends[at] ?? text.length));
};

describe('lines of a stream', () => {
  it('are the same however the bytes arrive', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: fc.constantFrom('a', '水', '🌍', ' ', '\r') }), { maxLength: 12 }),
        fc.array(fc.nat(), { maxLength: 6 }),
        fc.boolean(),
        async (lines, places, ended) => {
          const text = lines.join('\n') + (ended ? '\n' : '');
          const expected = text.split('\n');
          if (expected.at(-1) === '') expected.pop();
          expect(await linesIn(cut(Buffer.from(text), places))).toEqual(expected);
        },
      ),
    );
  });

  it('may begin with a byte order mark', async () =>
    expect(await linesIn([Buffer.from('\uFEFFa\n\uFEFFb')])).toEqual(['a', '\uFEFFb']));

  it('may hold the replacement character itself', async () =>
    expect(await linesIn([Buffer.from('a\uFFFDb')])).toEqual(['a\uFFFDb']));

  it.each([
    ['in one chunk', [Buffer.alloc(1024 * 1024 + 1, 'x')]],
    ['in many', Array.from({ length: 17 }, () => Buffer.alloc(64 * 1024, 'x'))],
    ['with an end', [Buffer.from(`${'x'.repeat(1024 * 1024 + 1)}\n`)]],
  ])('are refused when they are too long, %s', async (_, chunks) =>
    expect(linesIn([Buffer.from('a\nb\n'), ...chunks])).rejects.toThrow(
      'line 3: is longer than 1048576 bytes',
    ),
  );

  it('are refused when they are no UTF-8, after those before them', async () => {
    const lines: string[] = [];
    const read = async (): Promise<void> => {
      for await (const batch of lineBatches(Readable.from([Buffer.from([0x61, 0x0a, 0xff, 0x0a, 0x62])])))
        lines.push(...batch.lines);
    };
    await expect(read()).rejects.toThrow('line 2: is not UTF-8 text');
    expect(lines).toEqual(['a']);
  });

  it('may be as long as the limit', async () =>
    expect(
      (await linesIn([Buffer.from(`${'x'.repeat(1024 * 1024)}\ny`)])).map(({ length }) => length),
    ).toEqual([1024 * 1024, 1]));
});
