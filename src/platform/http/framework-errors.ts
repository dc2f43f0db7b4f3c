import { HttpException } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { DomainError, type LocalizedText } from '../../kernel';
import { systemCode } from '../configuration/startup-error';

interface Refusal {
  readonly code: string;
  readonly text: LocalizedText;
  readonly remedy?: LocalizedText;
}

/** What the framework itself refuses, before one of our services was asked. */
const REFUSALS: Readonly<Record<number, Refusal>> = {
  400: {
    code: 'http.malformed-request',
    text: { en: 'The request cannot be read.', zh: '无法读取该请求。' },
    remedy: {
      en: 'Send well-formed JSON, or CSV in UTF-8.',
      zh: '请发送格式正确的 JSON，或 UTF-8 编码的 CSV。',
    },
  },
  404: {
    code: 'http.unknown-route',
    text: { en: 'There is nothing at this address.', zh: '该地址没有内容。' },
    remedy: { en: 'All addresses are listed at /docs.', zh: '全部接口地址见 /docs。' },
  },
  413: {
    code: 'http.body-too-large',
    text: { en: 'The body of the request is too large.', zh: '请求内容过大。' },
    remedy: {
      en: 'Send at most 64 KiB; an input file may have 16 MiB as CSV, 4 MiB inside JSON. Split a larger file.',
      zh: '请求内容不超过 64 KiB；上传文件：CSV 不超过 16 MiB，JSON 内不超过 4 MiB。较大的文件请拆分。',
    },
  },
  415: {
    code: 'http.unsupported-media-type',
    text: { en: 'This content type is not understood here.', zh: '此处不支持该内容类型。' },
    remedy: {
      en: 'Use content-type application/json, or text/csv for files.',
      zh: '请使用 application/json；上传文件请使用 text/csv。',
    },
  },
  429: {
    code: 'http.too-many-requests',
    text: { en: 'Too many requests from this address.', zh: '该地址的请求过于频繁。' },
    remedy: {
      en: 'Wait for the seconds in Retry-After, then repeat.',
      zh: '请等待 Retry-After 所示秒数后重试。',
    },
  },
};

const UNAVAILABLE: Refusal = {
  code: 'platform.database-unavailable',
  text: { en: 'The database does not answer at the moment.', zh: '数据库暂时没有响应。' },
  remedy: { en: 'Repeat the request in a few seconds.', zh: '请几秒后重试。' },
};

/** SQLSTATE classes that pass by themselves: connection, resources, operator intervention, serialization. */
const PASSING_SQL_STATES = /^(08|53|57P|40001|40P01)/;
const PASSING_SYSTEM_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

function isPassingDatabaseError(error: unknown): boolean {
  if (error instanceof QueryFailedError) return isPassingDatabaseError(error.driverError);
  const code = systemCode(error);
  return (
    PASSING_SQL_STATES.test(code) ||
    PASSING_SYSTEM_CODES.has(code) ||
    /Connection terminated/.test(String(error))
  );
}

const toError = (
  refusal: Refusal,
  params: DomainError['params'] = {},
  kind: DomainError['kind'] = 'invalid',
) =>
  new DomainError(refusal.code, refusal.text, params, {
    kind,
    ...(refusal.remedy && { remedy: refusal.remedy }),
  });

/** Which checks of a failed health report are down: `{database: 'down', queue: 'up'}`. */
function statesOf(response: string | object): Record<string, string> {
  if (typeof response === 'string' || !('details' in response)) return {};
  const details = response.details as Record<string, { status: string }>;
  return Object.fromEntries(Object.entries(details).map(([name, { status }]) => [name, status]));
}

function fromHttpException(exception: HttpException): { error: DomainError; status: number } {
  const status = exception.getStatus();
  if (status === 503) {
    const text = { en: 'Not everything that is needed is there.', zh: '所需的部分服务不可用。' };
    return {
      error: toError({ code: 'platform.not-ready', text }, statesOf(exception.getResponse())),
      status,
    };
  }
  const refusal = REFUSALS[status] ?? {
    code: `http.status-${status}`,
    text: { en: exception.message, zh: exception.message },
  };
  // a parser's own words say where the JSON breaks
  return { error: toError(refusal, status === 400 ? { reason: exception.message } : {}), status };
}

/** A framework's or driver's error as a refusal of ours, or null when it is a defect. */
export function recognise(exception: unknown): { error: DomainError; status: number } | null {
  if (exception instanceof HttpException && exception.getStatus() !== 500)
    return fromHttpException(exception);
  if (isPassingDatabaseError(exception))
    return { error: toError(UNAVAILABLE, {}, 'unavailable'), status: 503 };
  return null;
}
