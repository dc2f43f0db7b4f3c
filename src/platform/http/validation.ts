import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { DomainError, type FieldProblem, type LocalizedText } from '../../kernel';
import { isPlainText, UNPRINTABLE_TEXT } from './plain-text';

const MOST_PROBLEMS = 100;
const english = z.locales.en().localeError;
const chinese = z.locales.zhCN().localeError;

type Issue = z.core.$ZodIssue;

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}

const sentence = (message: string | { message: string } | null | undefined, fallback: string): string =>
  (typeof message === 'string' ? message : message?.message) ?? fallback;

/**
 * The sentence in both languages. A schema's own message is kept as it is; a refinement may carry both languages
 * as `params: { text: { en, zh } }`.
 */
function textOf(issue: Issue, root: unknown): LocalizedText {
  if (issue.code === 'custom') {
    const text: unknown = issue.params?.['text'];
    if (typeof text === 'object' && text !== null && 'en' in text && 'zh' in text)
      return { en: String(text.en), zh: String(text.zh) };
    return { en: issue.message, zh: issue.message };
  }
  const raw = { ...issue, input: valueAt(root, issue.path) } as z.core.$ZodRawIssue;
  const en = sentence(english(raw), issue.message);
  if (issue.message !== en && issue.message !== 'Invalid input')
    return { en: issue.message, zh: issue.message };
  return { en, zh: sentence(chinese(raw), issue.message) };
}

function ruleOf(issue: Issue): string {
  if (issue.code === 'invalid_format') return `format.${issue.format}`;
  return issue.code.replaceAll('_', '-');
}

function fieldOf(path: readonly PropertyKey[], metadata: ArgumentMetadata): string {
  const prefix = metadata.data === undefined ? [] : [metadata.data];
  return [...prefix, ...path].map(String).join('.') || metadata.type;
}

function problemsOf(issue: Issue, root: unknown, metadata: ArgumentMetadata): FieldProblem[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      field: fieldOf([...issue.path, key], metadata),
      rule: 'unknown-field',
      message: { en: 'This field is not known here.', zh: '此处没有该字段。' },
    }));
  const missing = issue.code === 'invalid_type' && valueAt(root, issue.path) === undefined;
  const rule = missing ? 'required' : ruleOf(issue);
  return [{ field: fieldOf(issue.path, metadata), rule, message: textOf(issue, root) }];
}

const isZodSchema = (schema: unknown): schema is z.ZodType => schema instanceof z.core.$ZodType;

/**
 * Checks whatever a route declares with `@Body({ schema })`, `@Query('limit', { schema })` or `@Param('id', { schema })`
 * and answers all that is wrong at once.
 */
@Injectable()
export class SchemaValidationPipe implements PipeTransform {
  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { schema } = metadata;
    if (metadata.type === 'custom') return value;
    // addresses reach the database without a schema of their own
    if (metadata.type !== 'body' && typeof value === 'string' && !isPlainText(value))
      throw invalid([{ field: fieldOf([], metadata), rule: 'control-character', message: UNPRINTABLE_TEXT }]);
    if (!isZodSchema(schema)) return value;
    const result = await schema.safeParseAsync(value);
    if (result.success) return result.data;
    throw invalid(result.error.issues.flatMap((issue) => problemsOf(issue, value, metadata)));
  }
}

function invalid(problems: readonly FieldProblem[]): DomainError {
  const count = problems.length;
  return new DomainError(
    'request.invalid',
    {
      en:
        count === 1
          ? 'One field of the request is not valid.'
          : `${count} fields of the request are not valid.`,
      zh: `请求中有 ${count} 个字段无效。`,
    },
    { count },
    { problems: problems.slice(0, MOST_PROBLEMS) },
  );
}
