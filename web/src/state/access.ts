import { type HttpRequest, Problem, send } from '../api/http';
import type { Actor, IssuedToken } from '../api/types';
import { createStore } from './store';

/**
 * Who is looking. Everybody watches with an observer's token; whoever takes a seat or logs in acts with a second one,
 * which lives as long as the browser tab.
 */
export interface Access {
  readonly observerToken: string | null;
  readonly token: string | null;
  readonly actor: Actor | null;
  /** why the reader is only watching again */
  readonly notice: 'expired' | null;
}

const STORED = 'ecobourse.seat';
export const access = createStore<Access>({ observerToken: null, token: null, actor: null, notice: null });

/** The seat that this tab held before a reload, if any. */
export function storedSeat(): { readonly token: string; readonly actor: Actor } | null {
  try {
    const text = sessionStorage.getItem(STORED);
    return text === null ? null : (JSON.parse(text) as { token: string; actor: Actor });
  } catch {
    return null;
  }
}

export function sitDown({ token, actor }: Pick<IssuedToken, 'token' | 'actor'>): void {
  sessionStorage.setItem(STORED, JSON.stringify({ token, actor }));
  access.set({ token, actor, notice: null });
}

export function standUp(notice: Access['notice'] = null): void {
  sessionStorage.removeItem(STORED);
  access.set({ token: null, actor: null, notice });
}

/** Leaves the seat on purpose: the server may let a robot act for the participant again. */
export async function leaveSeat(): Promise<void> {
  const { token, actor } = access.get();
  standUp();
  // an account has no seat to give up; and whatever goes wrong, this tab has left
  if (actor?.sessionId) await send({ method: 'POST', path: '/auth/leave', token }).catch(() => undefined);
}

/** A fresh observer's token for a session. @throws Problem */
export async function observe(sessionId: string): Promise<string> {
  const { token } = await send<IssuedToken>({
    method: 'POST',
    path: '/auth/observe',
    body: { sessionId },
  });
  access.set({ observerToken: token });
  return token;
}

/**
 * Sends with the best token there is. A seat whose token is no longer valid is given up, so that the page falls back
 * to watching; an observer's token is renewed silently, once.
 * @throws Problem
 */
export async function call<T>(request: Omit<HttpRequest, 'token'>): Promise<T> {
  const { token, observerToken } = access.get();
  try {
    return await send<T>({ ...request, token: token ?? observerToken });
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) throw error;
    if (token !== null) {
      if (access.get().token === token) standUp('expired');
      throw error;
    }
    const sessionId = /^\/sessions\/([^/]+)/.exec(request.path)?.[1];
    if (sessionId === undefined) throw error;
    return send<T>({ ...request, token: await observe(decodeURIComponent(sessionId)) });
  }
}
