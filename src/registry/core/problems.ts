import { DomainError, type FieldProblem, type LocalizedText } from '../../kernel';

/** More problems than this are counted, not listed: nobody mends a thousand cells from one answer. */
const MAX_LISTED_PROBLEMS = 500;

/** One bad cell (or line, when `column` is left out) of a file. The header is line 1. */
export function fileProblem(
  line: number,
  column: string | undefined,
  rule: string,
  message: LocalizedText,
): FieldProblem {
  return column === undefined
    ? { field: `line ${line}`, rule, message, line }
    : { field: `line ${line}, column ${column}`, rule, message, line, column };
}

const byPlace = (a: FieldProblem, b: FieldProblem): number => (a.line ?? 0) - (b.line ?? 0);

/** All problems of a file as one refusal, in the order of its lines. */
function badFile(problems: readonly FieldProblem[]): DomainError {
  const ordered = [...problems].sort(byPlace);
  const listed = ordered.slice(0, MAX_LISTED_PROBLEMS);
  const hidden = ordered.length - listed.length;
  return new DomainError(
    'registry.bad-file',
    {
      en: `the file has ${ordered.length} problem(s); nothing was imported${hidden > 0 ? ` (the first ${MAX_LISTED_PROBLEMS} are listed)` : ''}`,
      zh: `文件有 ${ordered.length} 处问题，未导入任何数据${hidden > 0 ? `（仅列出前 ${MAX_LISTED_PROBLEMS} 处）` : ''}`,
    },
    { problemCount: ordered.length },
    {
      kind: 'refused',
      problems: listed,
      remedy: {
        en: 'Mend the listed lines and send the whole file again.',
        zh: '请修改所列各行后重新提交整个文件。',
      },
    },
  );
}

/** @throws DomainError `registry.bad-file` when there is any problem */
export function refuseBadFile(problems: readonly FieldProblem[]): void {
  if (problems.length > 0) throw badFile(problems);
}

/** Problems of form, and those of content at other places: one word about a cell is enough. */
export function mergedProblems(
  form: readonly FieldProblem[],
  content: readonly FieldProblem[],
): readonly FieldProblem[] {
  const places = new Set(form.map((problem) => problem.field));
  return [...form, ...content.filter((problem) => !places.has(problem.field))];
}

/** `"A, B, C …"`: what would have been accepted, cut where a person stops reading. */
export function acceptedCodes(codes: Iterable<string>): string {
  const MAX_NAMED_CODES = 12;
  const named: string[] = [];
  for (const code of codes) {
    // a register may hold a hundred thousand codes, and each bad cell asks anew
    if (named.length === MAX_NAMED_CODES) return `${named.join(', ')} …`;
    named.push(code);
  }
  return named.join(', ') || '—';
}
