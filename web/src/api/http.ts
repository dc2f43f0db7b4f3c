/** One wrong field of a request, as the server words it in the language that was asked for. */
export interface ProblemField {
  readonly field: string;
  readonly rule: string;
  readonly message: string;
  readonly line?: number;
  readonly column?: string;
}

/** A refusal (RFC 9457): what, why, and what would make it lawful. `status` 0 = the server was not reached. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly remedy: string | null;
  readonly clause: string | null;
  readonly errors: readonly ProblemField[];

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    const text = (name: string): string | null =>
      typeof body[name] === 'string' && body[name] !== '' ? body[name] : null;
    super(text('detail') ?? text('title') ?? `HTTP ${status}`);
    this.status = status;
    this.code = text('code') ?? (status === 0 ? 'network.unreachable' : `http.${status}`);
    this.title = text('title') ?? '';
    this.detail = text('detail') ?? '';
    this.remedy = text('remedy');
    const params = body['params'];
    const clause =
      typeof params === 'object' && params !== null && 'clause' in params ? params.clause : body['clause'];
    this.clause = typeof clause === 'string' ? clause : null;
    this.errors = Array.isArray(body['errors']) ? (body['errors'] as readonly ProblemField[]) : [];
  }
}

export interface HttpRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly token?: string | null;
  readonly body?: unknown;
}

let language = 'en';
/** The language in which the server words its refusals. */
export function speak(code: string): void {
  language = code;
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return { detail: response.ok ? '' : text.slice(0, 300) };
  }
}

/** @throws Problem for every answer that is not a success, and when the server cannot be reached */
export async function send<T>({ method = 'GET', path, token, body }: HttpRequest): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': language };
  if (token) headers['Authorization'] = `Bearer ${token}`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new Problem(0, {});
  }
  const answer = await bodyOf(response);
  // a gateway in between answers 502–504 when the application itself is away
  if (response.status >= 502 && response.status <= 504) throw new Problem(0, {});
  if (!response.ok) throw new Problem(response.status, (answer ?? {}) as Record<string, unknown>);
  return answer as T;
}

/** Whatever was thrown, as a problem that can be shown. */
export const problemOf = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem(0, { code: 'client.failure', detail: String(error) });
