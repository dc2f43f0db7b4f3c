import type { LocalizedText } from '../kernel';

/** setup → trading → monitoring → surrender → debrief (results stay on show) */
export const SESSION_STAGES = ['setup', 'trading', 'monitoring', 'surrender', 'debrief'] as const;
export type SessionStage = (typeof SESSION_STAGES)[number];

export interface SessionSummary {
  readonly sessionId: string;
  readonly titles: LocalizedText;
  readonly scenario: string;
  readonly stage: SessionStage;
  readonly paused: boolean;
  /** simulated date, ISO */
  readonly simulatedDate: string;
  readonly period: string;
  /** decides all that robots do: for trainers only */
  readonly seed: number;
  /** real milliseconds per simulated day */
  readonly dayMilliseconds: number;
}

/** A session as everybody may see it. */
export type PublicSessionSummary = Omit<SessionSummary, 'seed'> & { readonly seed: null };

export abstract class Training {
  abstract sessions(): Promise<readonly SessionSummary[]>;
  abstract session(sessionId: string): Promise<SessionSummary>;
  /**
   * A new session. `demo` is built from the files in `examples/` (caps, plans drafted, submitted, approved and issued,
   * markets, seats, bots) and live at once; `blank` waits in `setup` until people have brought theirs and `nextStage` opens it.
   */
  abstract startSession(request: {
    readonly scenario: string;
    readonly seed: number;
    readonly dayMilliseconds: number;
    readonly bots: boolean;
    readonly progress: (text: string) => void;
  }): Promise<SessionSummary>;
  /** Takes up every session that was running when the process stopped. */
  abstract resumeSessions(): Promise<readonly SessionSummary[]>;
  abstract pause(sessionId: string): Promise<SessionSummary>;
  abstract resume(sessionId: string): Promise<SessionSummary>;
  /** Ends the present stage now, for a trainer who does not want to wait. */
  abstract nextStage(sessionId: string): Promise<SessionSummary>;
}
