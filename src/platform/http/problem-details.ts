import { assert, DomainError, type ErrorKind, type LocalizedText } from '../../kernel';
import type { Language } from './language';

/** RFC 9457, with a stable code, a remedy and the fields that are wrong. Texts are in the caller's language. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly remedy?: string;
  readonly instance: string;
  readonly errors?: readonly {
    readonly field: string;
    readonly rule: string;
    readonly message: string;
    readonly line?: number;
    readonly column?: string;
  }[];
  readonly params?: Readonly<Record<string, string | number | boolean>>;
}

export const STATUS_OF_KIND: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  refused: 422,
  unavailable: 503,
};

const TITLES: Readonly<Record<number, LocalizedText>> = {
  400: { en: 'The request is not valid', zh: '请求无效' },
  401: { en: 'Not signed in', zh: '未登录' },
  403: { en: 'Not allowed', zh: '没有权限' },
  404: { en: 'Not found', zh: '未找到' },
  405: { en: 'Method not allowed', zh: '不支持的请求方法' },
  409: { en: 'In conflict with the present state', zh: '与当前状态冲突' },
  413: { en: 'The request is too large', zh: '请求过大' },
  415: { en: 'Media type not supported', zh: '不支持的内容类型' },
  422: { en: 'Refused by a rule', zh: '被规则拒绝' },
  429: { en: 'Too many requests', zh: '请求过于频繁' },
  500: { en: 'A defect of the program', zh: '程序缺陷' },
  503: { en: 'Not available at the moment', zh: '暂时不可用' },
};

/** What a status means, for people. */
export function titleOf(status: number): LocalizedText {
  const title = TITLES[status] ?? TITLES[status >= 500 ? 500 : 400];
  assert(title, 'the general statuses have a title');
  return title;
}

/** What the edge answers for a refusal. */
export function problemOf(
  error: DomainError,
  status: number,
  language: Language,
  instance: string,
): ProblemDetails {
  return {
    type: `urn:ecobourse:problem:${error.code}`,
    title: titleOf(status)[language],
    status,
    code: error.code,
    detail: error.text[language],
    ...(error.remedy && { remedy: error.remedy[language] }),
    instance,
    ...(error.problems.length > 0 && {
      errors: error.problems.map(({ message, ...problem }) => ({ ...problem, message: message[language] })),
    }),
    ...(Object.keys(error.params).length > 0 && { params: error.params }),
  };
}

/** While the program stops, whoever asks is told to come back. */
export const stopping = (): DomainError =>
  new DomainError(
    'platform.stopping',
    { en: 'The program is stopping.', zh: '程序正在停止。' },
    {},
    { kind: 'unavailable', remedy: { en: 'Repeat the request in a few seconds.', zh: '请几秒后重试。' } },
  );
