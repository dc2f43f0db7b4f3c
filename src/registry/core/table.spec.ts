import { MAX_FILE_CHARACTERS, parseTable } from './table';

const COLUMNS = [
  { name: 'code', required: true },
  { name: 'amount', required: true },
  { name: 'note', required: false },
];

const found = (csv: string): string[] =>
  parseTable(csv, COLUMNS).problems.map(
    ({ line, column, rule }) => `${line} ${rule}${column === undefined ? '' : ` ${column}`}`,
  );

describe('reading a table', () => {
  it('takes byte-order mark, any newline, quoted cells over several lines, and keeps line numbers', () => {
    const csv = '\uFEFFcode,amount,note\r\nA, 1 ,"two\r\nlines, ""quoted"""\r\n\r\n,,\r\nB,2,\r\n';
    expect(parseTable(csv, COLUMNS).rows).toEqual([
      { line: 2, cells: { code: 'A', amount: '1', note: 'two\nlines, "quoted"' } },
      { line: 6, cells: { code: 'B', amount: '2', note: '' } },
    ]);
    expect(parseTable('code,amount\rA,1\rB,2', COLUMNS).rows.map(({ line }) => line)).toEqual([2, 3]);
  });

  it('takes the columns in any order and leaves optional ones out', () => {
    expect(parseTable('amount,code\n1,A\n', COLUMNS).rows).toEqual([
      { line: 2, cells: { amount: '1', code: 'A' } },
    ]);
  });

  it('reports missing, unknown and double columns together and calls the header unsound', () => {
    const table = parseTable('code,code,colour\nA,B,red\n', COLUMNS);
    expect(table.headerIsSound).toBe(false);
    expect(table.problems.map(({ rule, column }) => `${rule} ${column}`)).toEqual([
      'column.duplicate code',
      'column.unknown colour',
      'column.missing amount',
    ]);
  });

  it('reports short rows, long rows and every empty required cell at once', () => {
    expect(found('code,amount,note\nA\nB,2,x,y\n,,z\nC,3,\n')).toEqual([
      '2 row.too-short',
      '3 row.too-long',
      '4 cell.empty code',
      '4 cell.empty amount',
    ]);
  });

  it('names both place and language in a problem', () => {
    expect(parseTable('code,amount\nA,\n', COLUMNS).problems[0]).toMatchObject({
      field: 'line 2, column amount',
      message: { en: '"amount" must not be empty', zh: '“amount”不能为空' },
    });
  });

  it.each([
    ['an empty file', '', ['1 file.no-rows']],
    ['a header alone', 'code,amount\n', ['2 file.no-rows']],
    ['an open quotation mark', 'code,amount\nA,1\nB,"2\n', ['3 file.malformed-quotes']],
    ['text in another encoding', 'code,amount\nA,1\nB\uFFFD,2\n', ['3 file.not-utf-8']],
    ['a NUL', 'code,amount\nA\u0000,1\n', ['2 cell.control-character code']],
    ['an escape character', 'code,amount\nA,1\u001b[0m\n', ['2 cell.control-character amount']],
    ['an endless cell', `code,amount\nA,${'1'.repeat(1_001)}\n`, ['2 cell.too-long amount']],
  ])('refuses %s', (_what, csv, problems) => {
    expect(found(csv)).toEqual(problems);
  });

  it('refuses a file beyond the size limit before reading it', () => {
    expect(() => parseTable('x'.repeat(MAX_FILE_CHARACTERS + 1), COLUMNS)).toThrow(
      expect.objectContaining({ code: 'registry.file-too-large' }),
    );
  });

  it('does not trip over column names of the language', () => {
    expect(parseTable('__proto__,code,amount\nx,A,1\n', COLUMNS).problems.map(({ rule }) => rule)).toEqual([
      'column.unknown',
    ]);
  });
});
