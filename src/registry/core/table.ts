import { type CsvError, parse } from 'csv-parse/sync';
import { DomainError, type FieldProblem } from '../../kernel';
import type { InputRow } from '../../right-family';
import { acceptedCodes, fileProblem } from './problems';

/** Characters of one input file; a table of 100,000 rows of 80 characters is half of it. */
export const MAX_FILE_CHARACTERS = 16 * 1024 * 1024;
/** Rows of one input file, header not counted. */
const MAX_FILE_ROWS = 100_000;
const MAX_CELL_CHARACTERS = 1_000;

/** A quoted cell may run over lines; what else cannot be seen (NUL above all) no name, code or number needs. */
const UNPRINTABLE = /(?![\t\n])\p{Cc}/u;

export interface TableColumn {
  readonly name: string;
  readonly required: boolean;
}

export interface ParsedTable {
  /** rows without a problem of form; a row with one is left out, and the problem says where */
  readonly rows: readonly InputRow[];
  /** rows with an empty or overlong cell: their other cells can still be judged */
  readonly badRows: readonly InputRow[];
  readonly problems: readonly FieldProblem[];
  /** false: columns are missing, unknown or double, so that the cells cannot be judged */
  readonly headerIsSound: boolean;
}

interface RawRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

const newlines = (text: string): number => text.split('\n').length - 1;

/** Cuts the text into records. csv-parse tells the line on which a record ends; a quoted cell may begin earlier. */
function recordsOf(text: string): { records: RawRecord[]; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const onSkip = (error: CsvError | undefined): undefined => {
    const { lines } = error ?? { lines: 1 };
    const line = typeof lines === 'number' ? lines : 1;
    problems.push(
      fileProblem(line, undefined, 'file.malformed-quotes', {
        en: 'a quotation mark is not closed or stands inside an unquoted cell; write a cell with quotes as "…""…"',
        zh: '引号未闭合，或出现在未加引号的单元格中；含引号的单元格应写作 "…""…"',
      }),
    );
    return undefined;
  };
  const parsed = parse(text, {
    info: true,
    relax_column_count: true,
    skip_records_with_error: true,
    on_skip: onSkip,
  }) as unknown as { record: string[]; info: { lines: number } }[];
  const records = parsed
    .map(({ record, info }) => ({
      line: info.lines - record.reduce((count, cell) => count + newlines(cell), 0),
      cells: record.map((cell) => cell.trim()),
    }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  return { records, problems };
}

/** @throws DomainError `registry.file-too-large` */
function refuseTooLarge(text: string): void {
  if (text.length > MAX_FILE_CHARACTERS)
    throw new DomainError(
      'registry.file-too-large',
      {
        en: `the file has ${text.length} characters; at most ${MAX_FILE_CHARACTERS} are read`,
        zh: `文件有 ${text.length} 个字符，最多读取 ${MAX_FILE_CHARACTERS} 个`,
      },
      { characters: text.length, maximum: MAX_FILE_CHARACTERS },
      { remedy: { en: 'Split the file into several.', zh: '请将文件拆分为多个。' } },
    );
}

function headerProblems(header: RawRecord, columns: readonly TableColumn[]): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const declared = new Set(columns.map((column) => column.name));
  const accepted = acceptedCodes(declared);
  const seen = new Set<string>();
  for (const name of header.cells) {
    if (!declared.has(name))
      problems.push(
        fileProblem(header.line, name, 'column.unknown', {
          en: `column "${name}" is not known; the columns are ${accepted}`,
          zh: `未知的列“${name}”；可用的列：${accepted}`,
        }),
      );
    else if (seen.has(name))
      problems.push(
        fileProblem(header.line, name, 'column.duplicate', {
          en: `column "${name}" appears twice; keep one`,
          zh: `列“${name}”重复，请只保留一列`,
        }),
      );
    seen.add(name);
  }
  for (const column of columns)
    if (column.required && !seen.has(column.name))
      problems.push(
        fileProblem(header.line, column.name, 'column.missing', {
          en: `column "${column.name}" is missing; the columns are ${accepted}`,
          zh: `缺少列“${column.name}”；应有的列：${accepted}`,
        }),
      );
  return problems;
}

function lengthProblem(record: RawRecord, expected: number): FieldProblem | null {
  const found = record.cells.length;
  if (found === expected) return null;
  return fileProblem(record.line, undefined, found < expected ? 'row.too-short' : 'row.too-long', {
    en: `the row has ${found} cell(s); the header has ${expected}`,
    zh: `该行有 ${found} 个单元格，表头有 ${expected} 列`,
  });
}

function cellProblems(
  record: RawRecord,
  header: readonly string[],
  required: ReadonlySet<string>,
): FieldProblem[] {
  return header.flatMap((name, index) => {
    const cell = record.cells[index] ?? '';
    if (cell === '' && required.has(name))
      return [
        fileProblem(record.line, name, 'cell.empty', {
          en: `"${name}" must not be empty`,
          zh: `“${name}”不能为空`,
        }),
      ];
    if (cell.length > MAX_CELL_CHARACTERS)
      return [
        fileProblem(record.line, name, 'cell.too-long', {
          en: `"${name}" has ${cell.length} characters; at most ${MAX_CELL_CHARACTERS} are read`,
          zh: `“${name}”有 ${cell.length} 个字符，最多 ${MAX_CELL_CHARACTERS} 个`,
        }),
      ];
    if (UNPRINTABLE.test(cell))
      return [
        fileProblem(record.line, name, 'cell.control-character', {
          en: `"${name}" holds a control character that cannot be seen; type the cell anew`,
          zh: `“${name}”含有不可见的控制字符，请重新输入该单元格`,
        }),
      ];
    return [];
  });
}

function wholeFileProblems(text: string, records: readonly RawRecord[]): FieldProblem[] {
  const problems: FieldProblem[] = [];
  // Text that was saved as GBK and read as UTF-8 arrives with replacement characters: the names would be lost.
  const replaced = text.indexOf('\uFFFD');
  if (replaced >= 0)
    problems.push(
      fileProblem(newlines(text.slice(0, replaced)) + 1, undefined, 'file.not-utf-8', {
        en: 'the file is not UTF-8 text; save it as "CSV UTF-8"',
        zh: '文件不是 UTF-8 编码，请另存为“CSV UTF-8”',
      }),
    );
  if (records.length - 1 > MAX_FILE_ROWS)
    problems.push(
      fileProblem(MAX_FILE_ROWS + 2, undefined, 'file.too-many-rows', {
        en: `the file has ${records.length - 1} rows; at most ${MAX_FILE_ROWS} are read`,
        zh: `文件有 ${records.length - 1} 行，最多读取 ${MAX_FILE_ROWS} 行`,
      }),
    );
  return problems;
}

const noRows = (line: number): FieldProblem =>
  fileProblem(line, undefined, 'file.no-rows', {
    en: 'the file has no rows; a header line and at least one row are needed',
    zh: '文件没有数据行；需要表头和至少一行数据',
  });

/**
 * Reads CSV text (RFC 4180, any newline, with or without byte-order mark) against declared columns and finds every
 * problem of form at once. Cells are trimmed; lines without content are passed over and counted.
 * @throws DomainError `registry.file-too-large`
 */
export function parseTable(csv: string, columns: readonly TableColumn[]): ParsedTable {
  refuseTooLarge(csv);
  const text = csv.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const { records, problems } = recordsOf(text);
  problems.push(...wholeFileProblems(text, records));
  const [header, ...body] = records;
  if (!header) return { rows: [], badRows: [], problems: [...problems, noRows(1)], headerIsSound: false };
  const wrongHeader = headerProblems(header, columns);
  problems.push(...wrongHeader);
  if (body.length === 0 && problems.length === 0) problems.push(noRows(header.line + 1));
  const required = new Set(columns.filter((column) => column.required).map((column) => column.name));
  const rows: InputRow[] = [];
  const badRows: InputRow[] = [];
  for (const record of body.slice(0, MAX_FILE_ROWS)) {
    const length = lengthProblem(record, header.cells.length);
    const found = length ? [length] : cellProblems(record, header.cells, required);
    for (const problem of found) problems.push(problem);
    const row = { line: record.line, cells: cellsByName(header.cells, record.cells) };
    if (found.length === 0) rows.push(row);
    else if (!length) badRows.push(row);
  }
  return { rows, badRows, problems, headerIsSound: wrongHeader.length === 0 };
}

const cellsByName = (names: readonly string[], cells: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));

/** Every row whose cells can be told apart, in the order of the file, so that all that is wrong is found at once. */
export const judgedRows = (table: ParsedTable): readonly InputRow[] =>
  [...table.rows, ...table.badRows].sort((a, b) => a.line - b.line);
