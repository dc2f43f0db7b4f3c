import { DomainError, type FieldProblem, type LocalizedText, parseDecimal } from '../../kernel';
import type { InputRow } from '../../right-family';
import { acceptedCodes, fileProblem } from './problems';

/** Codes become parts of account names and addresses: letters, digits, `-`, `_`; no `:`, which separates the two. */
const CODE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/;

/** Reads the cells of one row; what is wrong is collected, and the reading goes on so that all is found at once. */
export class RowReader {
  constructor(
    private readonly row: InputRow,
    private readonly problems: FieldProblem[],
  ) {}

  get line(): number {
    return this.row.line;
  }

  text(column: string): string {
    return this.row.cells[column] ?? '';
  }

  refuse(column: string | undefined, rule: string, message: LocalizedText): null {
    this.problems.push(fileProblem(this.row.line, column, rule, message));
    return null;
  }

  /** A new code that this row introduces. */
  code(column: string): string | null {
    const text = this.text(column);
    if (CODE.test(text)) return text;
    return this.refuse(column, 'code.malformed', {
      en: `"${text}" is not a code: 1–40 letters, digits, "-" or "_", beginning with a letter or digit`,
      zh: `“${text}”不是有效代码：1–40 个字母、数字、“-”或“_”，以字母或数字开头`,
    });
  }

  oneOf<Value extends string>(column: string, accepted: readonly Value[]): Value | null {
    const text = this.text(column);
    const found = accepted.find((value) => value === text);
    return found ?? this.#unknown(column, text, accepted);
  }

  /** A code that must exist already. */
  known<Value>(column: string, among: ReadonlyMap<string, Value>): Value | null {
    const text = this.text(column);
    return among.get(text) ?? this.#unknown(column, text, among.keys());
  }

  #unknown(column: string, text: string, accepted: Iterable<string>): null {
    const codes = acceptedCodes(accepted);
    return this.refuse(column, 'code.unknown', {
      en: `"${text}" is not known in column ${column}; accepted: ${codes}`,
      zh: `列 ${column} 中的“${text}”未知；可用：${codes}`,
    });
  }

  /** A compliance period: a year such as 2024. */
  period(column: string): string | null {
    const text = this.text(column);
    if (/^[1-9]\d{3}$/.test(text)) return text;
    return this.refuse(column, 'period.malformed', {
      en: `"${text}" is not a period; write a year such as 2024`,
      zh: `“${text}”不是有效的履约期，请写年份，例如 2024`,
    });
  }

  /** Runs a reading of the kernel (decimal, quantity) and keeps its refusal as a problem of this cell. */
  measured(column: string, read: (text: string) => number): number | null {
    try {
      const value = read(this.text(column));
      if (value >= 0) return value;
      return this.refuse(column, 'number.negative', {
        en: `"${this.text(column)}" is below zero`,
        zh: `“${this.text(column)}”小于零`,
      });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return this.refuse(column, error.code, error.text);
    }
  }

  decimal(column: string, decimals: number): number | null {
    return this.measured(column, (text) => parseDecimal(text, decimals));
  }

  /** Refuses a key that an earlier row of the file has used. */
  unique(key: string, column: string, seen: Map<string, number>): boolean {
    const earlier = seen.get(key);
    if (earlier === undefined) {
      seen.set(key, this.row.line);
      return true;
    }
    this.refuse(column, 'row.duplicate', {
      en: `"${this.text(column)}" stands already in line ${earlier}`,
      zh: `“${this.text(column)}”已在第 ${earlier} 行出现`,
    });
    return false;
  }
}
