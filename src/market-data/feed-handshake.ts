import type { IncomingMessage } from 'node:http';
import { type Actor, type Identity, requireSession, type SessionDirectory } from '../identity';
import { DomainError, type LocalizedText } from '../kernel';
import type { FeedClient } from './feed-connection';

export const FEED_PATH = '/ws';
export const FEED_PROTOCOL = 'ecobourse.v1';
const BEARER = 'bearer.';

/**
 * Who knocks, and for which session? Everything is decided before the protocol is switched, so that a stranger never
 * holds an open connection. The token comes as a second subprotocol, because a browser cannot set a header here.
 * @throws DomainError with the kind that tells the HTTP status
 */
export async function admit(
  request: IncomingMessage,
  identity: Identity,
  sessions: SessionDirectory,
): Promise<FeedClient> {
  refuseForeignOrigin(request);
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  const token = offered.find((name) => name.startsWith(BEARER))?.slice(BEARER.length);
  if (!offered.includes(FEED_PROTOCOL) || !token) throw tokenRequired();
  const actor = await identity.authenticate(token);
  if (!actor) throw tokenRequired();
  const sessionId = sessionFor(actor, request);
  // who is bound to a session has its token from there; who names one may name anything
  if (actor.sessionId === null) await requireSession(sessions, sessionId);
  return { sessionId, actor, token, address: addressOf(request), language: languageOf(request) };
}

/** A page of another site must not use a visitor's browser as its arm. Programs send no Origin and carry a token anyway. */
function refuseForeignOrigin({ headers }: IncomingMessage): void {
  if (headers.origin === undefined) return;
  const origin = URL.canParse(headers.origin) ? new URL(headers.origin).host : null;
  if (origin === null || origin !== headers.host)
    throw new DomainError(
      'feed.foreign-origin',
      { en: 'the feed is open to its own page only', zh: '行情服务只对本站页面开放' },
      {},
      { kind: 'forbidden' },
    );
}

/** Who is bound to a session follows that one; who is not (a trainer) names the session. */
function sessionFor(actor: Actor, request: IncomingMessage): string {
  const asked = new URL(request.url ?? '/', 'http://feed').searchParams.get('session');
  if (actor.sessionId === null) {
    if (asked) return asked;
    throw new DomainError('feed.session-required', {
      en: 'a trainer says which session to follow: /ws?session=demo-1',
      zh: '培训师须指明要观看的场次：/ws?session=demo-1',
    });
  }
  if (asked === null || asked === actor.sessionId) return actor.sessionId;
  throw new DomainError(
    'feed.other-session',
    { en: 'this token belongs to another session', zh: '该令牌属于其他场次' },
    {},
    { kind: 'forbidden' },
  );
}

/** Where the client comes from, as far as the connection tells. */
export const addressOf = ({ socket }: IncomingMessage): string => socket.remoteAddress ?? '';

export const languageOf = ({ headers }: IncomingMessage): keyof LocalizedText =>
  headers['accept-language']?.trim().toLowerCase().startsWith('zh') ? 'zh' : 'en';

const tokenRequired = () =>
  new DomainError(
    'auth.token-required',
    {
      en: `the feed needs the subprotocols "${FEED_PROTOCOL}" and "${BEARER}<token>" with a valid token`,
      zh: `连接行情须带子协议“${FEED_PROTOCOL}”与“${BEARER}<令牌>”，且令牌有效`,
    },
    {},
    { kind: 'unauthenticated' },
  );
