import { Injectable } from '@nestjs/common';
import { FeedAnnouncements } from '../market-data';
import { SCENARIOS, type Scenario } from './core/scenario';
import {
  type SessionChange,
  type SessionRecord,
  TrainingSessionsRepository,
} from './persistence/training-sessions.repository';
import { unknownScenario, unknownSession } from './session-refusals';
import type { PublicSessionSummary, SessionSummary } from './training.contract';

export type { SessionRecord } from './persistence/training-sessions.repository';

/** The sessions of this installation: every change is recorded first and then announced to those who watch. */
@Injectable()
export class Sessions {
  /** the last piece of work of each session, so that the next one waits for it */
  readonly #lines = new Map<string, Promise<unknown>>();

  constructor(
    private readonly repository: TrainingSessionsRepository,
    private readonly announcements: FeedAnnouncements,
  ) {}

  /** Oldest first. */
  all(): Promise<readonly SessionRecord[]> {
    return this.repository.all();
  }

  /** @throws DomainError `session.unknown` */
  async get(sessionId: string): Promise<SessionRecord> {
    const session = await this.repository.find(sessionId);
    if (!session) throw unknownSession(sessionId);
    return session;
  }

  async add(session: Parameters<TrainingSessionsRepository['add']>[0]): Promise<SessionRecord> {
    return await this.repository.add(session);
  }

  async change(session: SessionRecord, change: SessionChange): Promise<SessionRecord> {
    await this.repository.change(session.sessionId, change);
    const changed = { ...session, ...change };
    this.announce(changed);
    return changed;
  }

  announce(session: SessionRecord): void {
    this.announcements.publishSession(publicSummary(summaryOf(session)));
  }

  /**
   * One piece of work at a time for each session: a day cannot begin while a trainer ends the stage, and no stage is
   * ended twice by two hands.
   */
  inLine<Result>(sessionId: string, work: () => Promise<Result>): Promise<Result> {
    const turn = (this.#lines.get(sessionId) ?? Promise.resolve()).then(work);
    const settled = turn
      .then(
        () => undefined,
        () => undefined,
      )
      // the last one in line takes the line away
      .then(() => {
        if (this.#lines.get(sessionId) === settled) this.#lines.delete(sessionId);
      });
    this.#lines.set(sessionId, settled);
    return turn;
  }

  /** How many sessions are being worked on now. */
  get lineCount(): number {
    return this.#lines.size;
  }
}

/** @throws DomainError `scenario.unknown` */
export function scenarioOf(code: string): Scenario {
  const scenario = SCENARIOS.find((known) => known.code === code);
  if (!scenario) throw unknownScenario(code);
  return scenario;
}

/** What everybody may know: not the seed, from which all that the robots will do can be computed. */
export const publicSummary = (summary: SessionSummary): PublicSessionSummary => ({ ...summary, seed: null });

export const summaryOf = (session: SessionRecord): SessionSummary => ({
  sessionId: session.sessionId,
  titles: session.titles,
  scenario: session.scenario,
  stage: session.stage,
  paused: session.paused,
  simulatedDate: session.simulatedDate,
  period: session.period,
  seed: session.seed,
  dayMilliseconds: session.dayMilliseconds,
});
