import { setTimeout as pause } from 'node:timers/promises';
import { type TestApp, TRAINER_PASSWORD } from '../support';

export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly remedy?: string;
  readonly errors?: readonly { line?: number; column?: string; rule: string; message: string }[];
}

/** Somebody at the HTTP interface; what a program that knows only the documentation could do. */
export class Client {
  constructor(
    private readonly url: string,
    private readonly token: string | null = null,
  ) {}

  as(token: string): Client {
    return new Client(this.url, token);
  }

  async request(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const csv = typeof body === 'string';
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': csv ? 'text/csv' : 'application/json' }),
        ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }),
      },
      ...(body === undefined ? {} : { body: csv ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  }

  /** The answer of a request that must succeed. */
  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.request(method, path, body);
    if (answer.status >= 300)
      throw new Error(`${method} ${path} → ${answer.status} ${JSON.stringify(answer.body, null, 1)}`);
    return answer.body as T;
  }

  /** The problem of a request that must be refused. */
  async refused(method: string, path: string, body?: unknown): Promise<Problem> {
    const answer = await this.request(method, path, body);
    if (answer.status < 400)
      throw new Error(`${method} ${path} was accepted: ${JSON.stringify(answer.body)}`);
    return answer.body as Problem;
  }

  async joined(joinCode: string, displayName: string): Promise<Client> {
    const { token } = await this.call<{ token: string }>('POST', '/auth/join', { joinCode, displayName });
    return this.as(token);
  }
}

export async function trainerOf(test: TestApp): Promise<Client> {
  const anyone = new Client(test.url);
  const { token } = await anyone.call<{ token: string }>('POST', '/auth/login', {
    username: 'trainer',
    password: TRAINER_PASSWORD,
  });
  return anyone.as(token);
}

/** Asks until the answer is as wanted; fails with the last answer when it never is. */
export async function until<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
  const patienceMs = 20_000;
  const intervalMs = 20;
  let answer = await ask();
  for (let waited = 0; !wanted(answer) && waited < patienceMs; waited += intervalMs) {
    await pause(intervalMs);
    answer = await ask();
  }
  if (!wanted(answer)) throw new Error(`never as wanted: ${JSON.stringify(answer)}`);
  return answer;
}
