import type { FeedState } from '../api/feed';
import { send } from '../api/http';
import type { Cap, Family, Instrument, Participant, SessionSummary } from '../api/types';
import { createStore } from './store';

/** The session on show and what does not change while it runs. */
export interface SessionState {
  /** loading → ready; waiting = the server is there, but has no session yet; unreachable = it is not there */
  readonly phase: 'loading' | 'waiting' | 'ready' | 'unreachable';
  /** how much of the opening is done, 0 … 1, and what is being fetched */
  readonly progress: number;
  readonly sessions: readonly SessionSummary[];
  readonly session: SessionSummary | null;
  readonly families: readonly Family[];
  readonly instruments: readonly Instrument[];
  /** codes of the instruments that are traded */
  readonly markets: readonly string[];
  readonly participants: readonly Participant[];
  readonly caps: readonly Cap[];
  /** the market on show */
  readonly selected: string | null;
  readonly feed: FeedState;
}

export const sessionState = createStore<SessionState>({
  phase: 'loading',
  progress: 0,
  sessions: [],
  session: null,
  families: [],
  instruments: [],
  markets: [],
  participants: [],
  caps: [],
  selected: null,
  feed: 'connecting',
});

export const allSessions = (): Promise<readonly SessionSummary[]> => send({ path: '/sessions' });

/** The live session: the last one between setup and debrief, else one that is being set up, else the last one. The list is oldest first. */
export function liveSession(sessions: readonly SessionSummary[]): SessionSummary | undefined {
  return (
    sessions.findLast(({ stage }) => stage !== 'debrief' && stage !== 'setup') ??
    sessions.findLast(({ stage }) => stage !== 'debrief') ??
    sessions.at(-1)
  );
}

/** `/sessions/<id>` of the session on show. */
export const sessionPath = (): string => {
  const id = sessionState.get().session?.sessionId ?? '';
  return `/sessions/${encodeURIComponent(id)}`;
};

/** The feed tells of each new stage; this also catches what a lost connection has missed. */
export async function fetchSessions(): Promise<void> {
  const sessions = await allSessions();
  const shown = sessionState.get().session;
  const session = sessions.find(({ sessionId }) => sessionId === shown?.sessionId) ?? shown;
  sessionState.set({ sessions, session });
}
