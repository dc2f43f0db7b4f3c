import { DomainError } from '../kernel';

/** A port: which sessions there are. Training, which runs them, implements it; identity stands below and only asks. */
export abstract class SessionDirectory {
  abstract exists(sessionId: string): Promise<boolean>;
}

const SESSION_ID = /^[\w-]{1,40}$/;

/**
 * The session that was asked for. What cannot be a session's name is not looked up.
 * @throws DomainError `session.unknown`
 */
export async function requireSession(directory: SessionDirectory, sessionId: string): Promise<void> {
  if (SESSION_ID.test(sessionId) && (await directory.exists(sessionId))) return;
  throw new DomainError(
    'session.unknown',
    { en: 'There is no such session.', zh: '没有该场次。' },
    {},
    {
      kind: 'not-found',
      remedy: { en: 'Choose one of GET /api/v1/sessions.', zh: '请从 GET /api/v1/sessions 的列表中选择。' },
    },
  );
}
