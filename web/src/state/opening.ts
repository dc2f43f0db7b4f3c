import { Feed, type FeedMessage, type Socket, type SocketEvents } from '../api/feed';
import { Problem, send } from '../api/http';
import type { Actor, Cap, Family, Instrument, IssuedToken, Participant, SessionSummary } from '../api/types';
import { access, call, observe, sitDown, standUp, storedSeat } from './access';
import { clearAccount, takePrivateMessage } from './account';
import { forgetChain } from './chain';
import { forgetMarkets, marketOf } from './market';
import { allSessions, liveSession, sessionState } from './session';

const RETRY_MS = 2000;
/** How many markets are followed at once; a session has a handful. */
const LARGEST_MARKET_COUNT = 40;

function connect(token: string, events: SocketEvents): Socket {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new WebSocket(`${scheme}://${location.host}/ws`, ['ecobourse.v1', `bearer.${token}`]);
  socket.onopen = () => events.opened();
  socket.onclose = () => events.closed();
  socket.onmessage = ({ data }) => {
    if (typeof data === 'string') events.received(data);
  };
  return socket;
}

const feed = new Feed({
  connect,
  onState: (state) => sessionState.set({ feed: state }),
  // a browser does not tell a refused handshake from a lost network: ask with the token, which mends what has expired
  onLost: () => void verifyToken(),
});

async function verifyToken(): Promise<void> {
  const { session } = sessionState.get();
  if (!session) return;
  try {
    await call({ path: `/sessions/${encodeURIComponent(session.sessionId)}` });
  } catch (error) {
    if (error instanceof Problem && error.status === 404) await open();
  }
}

function takeSessionMessage(message: FeedMessage & { readonly session?: SessionSummary }): void {
  if (!message.session) return;
  const before = sessionState.get().session;
  sessionState.set({ session: message.session });
  // the markets of a session that was being set up exist only now
  if (before?.stage === 'setup' && message.session.stage !== 'setup')
    openSession(message.session).catch(() => open());
}

/** The trainer's token belongs to no session, so a trainer follows the market as an observer does. */
function feedToken(): string | null {
  const { actor, token, observerToken } = access.get();
  return actor?.sessionId ? token : observerToken;
}

let connectedWith: string | null = null;
/** Connects with the token that now counts; harmless when nothing has changed. */
function follow(): void {
  const token = feedToken();
  const { phase, session, markets } = sessionState.get();
  if (phase !== 'ready' || !session || token === null || token === connectedWith) return;
  connectedWith = token;
  feed.close();
  clearAccount();
  for (const code of markets.slice(0, LARGEST_MARKET_COUNT))
    feed.subscribe({ channel: 'market', instrumentCode: code }, (message) => marketOf(code).apply(message));
  feed.subscribe({ channel: 'session' }, takeSessionMessage);
  if (access.get().actor?.role === 'trader') feed.subscribe({ channel: 'private' }, takePrivateMessage);
  feed.connect(token);
}

/** Shows a session: fetches what does not change, then follows its markets. @throws Problem */
export async function openSession(session: SessionSummary): Promise<void> {
  const at = `/sessions/${encodeURIComponent(session.sessionId)}/registry`;
  sessionState.set({ phase: 'loading', progress: 0.2, session });
  forgetMarkets();
  forgetChain();
  clearAccount();
  const { actor } = access.get();
  if (actor && actor.sessionId !== null && actor.sessionId !== session.sessionId) standUp();
  connectedWith = null;
  await observe(session.sessionId);
  sessionState.set({ progress: 0.4 });
  const [instruments, traded, families, participants, caps] = await Promise.all([
    call<readonly Instrument[]>({ path: `${at}/instruments` }),
    call<readonly { instrumentCode: string }[]>({
      path: `/sessions/${encodeURIComponent(session.sessionId)}/markets`,
    }),
    call<readonly Family[]>({ path: `${at}/families` }),
    call<readonly Participant[]>({ path: `${at}/participants` }),
    call<readonly Cap[]>({ path: `${at}/caps` }),
  ]);
  const { selected } = sessionState.get();
  const markets = traded.map(({ instrumentCode }) => instrumentCode);
  const kept = selected !== null && markets.includes(selected) ? selected : null;
  sessionState.set({
    phase: 'ready',
    progress: 1,
    instruments,
    markets,
    families,
    participants,
    caps,
    selected:
      kept ??
      firstMarket(
        instruments.filter(({ code }) => markets.includes(code)),
        session.period,
      ),
  });
  follow();
}

/** The market to begin with: carbon allowances of the running period, as the best-known one, else the first. */
function firstMarket(instruments: readonly Instrument[], period: string): string | null {
  const carbon = instruments.find(
    ({ family, vintage, purpose }) =>
      family === 'carbon-credits' && vintage === period && purpose === 'allowance',
  );
  return (carbon ?? instruments[0])?.code ?? null;
}

async function restoredActor(): Promise<Actor | null> {
  const stored = storedSeat();
  if (!stored) return null;
  try {
    const actor = await send<Actor>({ path: '/auth/me', token: stored.token });
    sitDown({ token: stored.token, actor });
    return actor;
  } catch (error) {
    if (error instanceof Problem && error.status === 401) standUp('expired');
    return null;
  }
}

async function attempt(): Promise<boolean> {
  const sessions = await allSessions();
  const actor = await restoredActor();
  const own = sessions.find(({ sessionId }) => sessionId === actor?.sessionId);
  const session = own ?? liveSession(sessions);
  sessionState.set({ sessions });
  if (!session) {
    sessionState.set({ phase: 'waiting', session: null });
    return false;
  }
  await openSession(session);
  return true;
}

let opening = false;
/** Opens the page, and tries again for as long as the server or a session is not there. */
export async function open(): Promise<void> {
  if (opening) return;
  opening = true;
  for (;;) {
    try {
      if (await attempt()) break;
    } catch {
      sessionState.set({ phase: 'unreachable' });
    }
    await new Promise((resume) => setTimeout(resume, RETRY_MS));
  }
  opening = false;
}

async function enter(issued: IssuedToken): Promise<void> {
  const { sessionId } = issued.actor;
  if (sessionId === null || sessionId === sessionState.get().session?.sessionId) {
    sitDown(issued);
    follow();
    return;
  }
  const sessions = await allSessions();
  const session = sessions.find((candidate) => candidate.sessionId === sessionId) ?? null;
  // the session changes before the token does: a seat of one session is a stranger in another
  sessionState.set({ sessions, session, phase: 'loading' });
  sitDown(issued);
  await (session ? openSession(session) : open());
}

/** Takes a seat with a join code. @throws Problem */
export async function takeSeat(joinCode: string, displayName: string): Promise<void> {
  await enter(
    await send<IssuedToken>({ method: 'POST', path: '/auth/join', body: { joinCode, displayName } }),
  );
}
/** @throws Problem */
export async function logIn(username: string, password: string): Promise<void> {
  await enter(await send<IssuedToken>({ method: 'POST', path: '/auth/login', body: { username, password } }));
}

// whoever stands up, by choice or because the token expired, goes on watching
access.subscribe(follow);
