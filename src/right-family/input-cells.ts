import { Decimal } from 'decimal.js';
import type { FieldProblem, LocalizedText } from '../kernel';
import type { AllocationMethod, AllocationRequest, HolderFacts, InputRow } from './contract';

/** Bounds of a number that an input file may hold, as decimal strings; `decimals` is the finest accepted step. */
export interface NumberRule {
  readonly minimum: string;
  readonly maximum: string;
  readonly decimals: number;
}

/** Where a value stands: a cell of a file, or a named parameter of the request. */
interface Place {
  readonly field: string;
  readonly line?: number;
  readonly column?: string;
}

const NUMBER = /^-?\d{1,15}(\.\d{1,15})?$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Collects everything that is wrong with an input, so that it can be mended in one go. */
export class InputProblems {
  readonly found: FieldProblem[] = [];

  add(place: Place, rule: string, message: LocalizedText): void {
    this.found.push({ ...place, rule, message });
  }

  addToRow(row: InputRow, column: string, rule: string, message: LocalizedText): void {
    this.add(cellOf(row, column), rule, message);
  }
}

const cellOf = (row: InputRow, column: string): Place => ({
  field: `line ${row.line}, column ${column}`,
  line: row.line,
  column,
});

/** Reads the cells of one row; what cannot be read is null and leaves a problem behind. */
export class RowReader {
  constructor(
    readonly row: InputRow,
    readonly problems: InputProblems,
  ) {}

  text(column: string): string | null {
    const value = (this.row.cells[column] ?? '').trim();
    if (value !== '') return value;
    this.problem(column, 'cell.empty', {
      en: `"${column}" is empty; a value is required`,
      zh: `“${column}”为空，必须填写`,
    });
    return null;
  }

  isEmpty(column: string): boolean {
    return (this.row.cells[column] ?? '').trim() === '';
  }

  number(column: string, rule: NumberRule): Decimal | null {
    const value = this.text(column);
    return value === null ? null : readNumber(value, column, rule, cellOf(this.row, column), this.problems);
  }

  oneOf<Value extends string>(column: string, accepted: readonly Value[]): Value | null {
    const value = this.text(column);
    if (value === null) return null;
    const match = accepted.find((candidate) => candidate === value);
    if (match !== undefined) return match;
    this.problem(column, 'cell.not-in-list', {
      en: `"${column}" is "${value}"; accepted: ${accepted.join(', ')}`,
      zh: `“${column}”为“${value}”，可接受的值：${accepted.join('、')}`,
    });
    return null;
  }

  /** An ISO date that exists in the calendar. */
  date(column: string): string | null {
    const value = this.text(column);
    if (value === null) return null;
    if (isCalendarDate(value)) return value;
    this.problem(column, 'cell.not-a-date', {
      en: `"${column}" is "${value}"; accepted: a date such as 2024-01-31`,
      zh: `“${column}”为“${value}”，应为 2024-01-31 形式的日期`,
    });
    return null;
  }

  /** A participant known to the register, of one of the accepted kinds. */
  holder(
    column: string,
    holders: ReadonlyMap<string, HolderFacts>,
    acceptedKinds: readonly string[],
  ): HolderFacts | null {
    const code = this.text(column);
    if (code === null) return null;
    const holder = holders.get(code);
    if (!holder) {
      this.problem(column, 'holder.unknown', {
        en: `participant "${code}" is not in the register; register it first or correct the code`,
        zh: `登记簿中没有参与方“${code}”；请先登记或更正代码`,
      });
      return null;
    }
    if (acceptedKinds.includes(holder.kind)) return holder;
    this.problem(column, 'holder.wrong-kind', {
      en: `participant "${code}" is a ${holder.kind}; accepted: ${acceptedKinds.join(', ')}`,
      zh: `参与方“${code}”的类型为 ${holder.kind}，可接受的类型：${acceptedKinds.join('、')}`,
    });
    return null;
  }

  problem(column: string, rule: string, message: LocalizedText): void {
    this.problems.addToRow(this.row, column, rule, message);
  }
}

/** Notes every value of a key that occurs twice, at its second place. */
export class UniqueKeys {
  readonly #firstLines = new Map<string, number>();

  check(reader: RowReader, column: string, key: string): void {
    const first = this.#firstLines.get(key);
    if (first === undefined) this.#firstLines.set(key, reader.row.line);
    else
      reader.problem(column, 'cell.duplicate', {
        en: `"${key}" already stands in line ${first}; each may occur once`,
        zh: `“${key}”已在第 ${first} 行出现，每项只能出现一次`,
      });
  }
}

/** Reads a number parameter, or its default when it is absent or empty. */
export function numberParameter(
  request: AllocationRequest,
  name: string,
  rule: NumberRule & { readonly byDefault: string | null },
  problems: InputProblems,
): Decimal | null {
  const given = (request.parameters[name] ?? '').trim();
  const value = given === '' ? rule.byDefault : given;
  const place = { field: `parameters.${name}` };
  if (value !== null) return readNumber(value, name, rule, place, problems);
  problems.add(place, 'parameter.missing', {
    en: `parameter "${name}" is required`,
    zh: `缺少参数“${name}”`,
  });
  return null;
}

/** What holds for every request: a year, at least one row, no parameter that the method does not know. */
export function checkRequest(
  request: AllocationRequest,
  method: AllocationMethod,
  problems: InputProblems,
): void {
  if (!/^\d{4}$/.test(request.period))
    problems.add({ field: 'period' }, 'period.malformed', {
      en: `period "${request.period}" is not a year such as 2024`,
      zh: `履约期“${request.period}”不是 2024 形式的年份`,
    });
  if (request.rows.length === 0)
    problems.add({ field: 'rows' }, 'table.empty', {
      en: 'the file has a header but no rows; at least one row is required',
      zh: '文件只有表头而没有数据行，至少需要一行',
    });
  const known = method.parameters.map(({ name }) => name);
  for (const name of Object.keys(request.parameters))
    if (!known.includes(name))
      problems.add({ field: `parameters.${name}` }, 'parameter.unknown', {
        en: `parameter "${name}" is not known; accepted: ${known.join(', ') || 'none'}`,
        zh: `未知参数“${name}”，可接受的参数：${known.join('、') || '无'}`,
      });
}

export const holdersByCode = (holders: readonly HolderFacts[]): ReadonlyMap<string, HolderFacts> =>
  new Map(holders.map((holder) => [holder.participantCode, holder]));

function readNumber(
  value: string,
  name: string,
  rule: NumberRule,
  place: Place,
  problems: InputProblems,
): Decimal | null {
  const accepted = acceptedNumbers(rule);
  const refuse = (code: string): null => {
    problems.add(place, code, {
      en: `"${name}" is "${value}"; accepted: ${accepted.en}`,
      zh: `“${name}”为“${value}”，应为${accepted.zh}`,
    });
    return null;
  };
  if (!NUMBER.test(value)) return refuse('cell.not-a-number');
  const number = new Decimal(value);
  if (number.lt(rule.minimum) || number.gt(rule.maximum)) return refuse('cell.out-of-range');
  return number.decimalPlaces() > rule.decimals ? refuse('cell.too-many-decimals') : number;
}

function acceptedNumbers({ minimum, maximum, decimals }: NumberRule): LocalizedText {
  const range = { en: `from ${minimum} to ${maximum}`, zh: `${minimum} 至 ${maximum}` };
  return decimals === 0
    ? { en: `a whole number ${range.en}`, zh: `${range.zh}的整数` }
    : {
        en: `a number ${range.en} with at most ${decimals} decimals, without separators or units`,
        zh: `${range.zh}的数，至多 ${decimals} 位小数，不带分隔符和单位`,
      };
}

function isCalendarDate(text: string): boolean {
  const match = DATE.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const daysOfMonth = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return daysOfMonth !== undefined && day >= 1 && day <= daysOfMonth;
}
