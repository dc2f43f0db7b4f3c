import { DomainError } from '../../kernel';

/** What a route asks of the person who calls it. */
export interface AccessRequirement {
  /** any of these; null = any authenticated role */
  readonly roles: readonly string[] | null;
  /** the session in the address; null = the route belongs to no session */
  readonly sessionId: string | null;
}

/**
 * Account holders (trainers, regulators) carry no session and may enter any; a seat or a watcher stays in its own.
 * @throws DomainError `auth.wrong-role`, `auth.other-session`
 */
export function requireAccess(
  actor: { readonly role: string; readonly sessionId: string | null },
  requirement: AccessRequirement,
): void {
  const { roles, sessionId } = requirement;
  if (sessionId !== null && actor.sessionId !== null && actor.sessionId !== sessionId)
    throw new DomainError(
      'auth.other-session',
      { en: 'Your token belongs to another session.', zh: '您的令牌属于另一场次。' },
      {},
      {
        kind: 'forbidden',
        remedy: { en: 'Join or watch this session first.', zh: '请先加入或旁观本场次。' },
      },
    );
  if (roles !== null && !roles.includes(actor.role))
    throw new DomainError(
      'auth.wrong-role',
      {
        en: `This needs the role ${roles.join(' or ')}; you are ${actor.role}.`,
        zh: `此操作需要角色 ${roles.join(' 或 ')}，您的角色是 ${actor.role}。`,
      },
      { role: actor.role, needed: roles.join(',') },
      {
        kind: 'forbidden',
        remedy: {
          en: 'Ask the trainer for a seat with that role.',
          zh: '请向培训教师索取具有该角色的席位。',
        },
      },
    );
}

/** The token of an `Authorization: Bearer …` header (RFC 6750), or null. */
export function bearerToken(header: string | undefined): string | null {
  return /^Bearer ([\w.~+/-]+=*)$/i.exec(header ?? '')?.[1] ?? null;
}
