import { Injectable } from '@nestjs/common';
import { DomainError } from '../kernel';
import type { RequestWithActor } from './access.decorators';
import { bearerToken, requireAccess } from './core/access';
import { type Actor, Identity, type Role } from './identity.contract';
import { requireSession, SessionDirectory } from './session-directory';

const tokenRequired = (): DomainError =>
  new DomainError(
    'auth.token-required',
    { en: 'A valid bearer token is needed.', zh: '需要有效的访问令牌。' },
    {},
    {
      kind: 'unauthenticated',
      remedy: {
        en: 'Log in, join with a code, or watch a session to get a token.',
        zh: '请登录、用加入码入座，或旁观场次以取得令牌。',
      },
    },
  );

/** Who is it, and may that role do this, in that session? */
@Injectable()
export class AccessControl {
  constructor(
    private readonly identity: Identity,
    private readonly sessions: SessionDirectory,
  ) {}

  /**
   * Leaves the actor on the request; a request that was admitted before keeps its actor.
   * @param roles any of these; null = any authenticated role
   * @throws DomainError `auth.token-required`, `auth.wrong-role`, `auth.other-session`, `session.unknown`
   */
  async admit(request: RequestWithActor, roles: readonly Role[] | null): Promise<void> {
    const actor = request.actor ?? (await this.#actorOf(request));
    if (actor === null) throw tokenRequired();
    const sessionId = request.params?.sessionId ?? null;
    requireAccess(actor, { roles, sessionId });
    // an account enters any session that there is; nothing is looked up or kept under a name that is none
    if (sessionId !== null && actor.sessionId === null) await requireSession(this.sessions, sessionId);
    request.actor = actor;
  }

  async #actorOf({ headers }: RequestWithActor): Promise<Actor | null> {
    const token = bearerToken(headers.authorization);
    return token === null ? null : this.identity.authenticate(token);
  }
}
