import { Injectable, Logger } from '@nestjs/common';
import { OrderMatching } from '../order-matching';
import { StopSequence } from '../platform';
import { BotRunner } from './bot-runner.service';
import { BotSurrender } from './bot-surrender.service';
import { windowsPerDay } from './bot-window';
import { nextDay } from './core/calendar';
import { isOver, stagePlan } from './core/stage-plan';
import { SessionBuilder } from './session-builder.service';
import { SessionScheduler } from './session-scheduler';
import { SessionStages } from './session-stages.service';
import { type SessionRecord, Sessions, scenarioOf } from './sessions.service';

/** After trouble (the database is away, settlement is not drained) the same moment is tried again. */
const RETRY_MS = 2_000;

interface RunningClock {
  window: number;
  /** when the next window is due, on the scheduler's clock */
  due: number;
  callOff: () => void;
}

/**
 * Simulated time: the only place of this module with timers. A day is cut into windows in which robots act; at its end
 * the date moves on and is recorded, so that a stopped session goes on with the day on which it stopped.
 */
@Injectable()
export class SessionClock {
  readonly #logger = new Logger('SessionClock');
  readonly #running = new Map<string, RunningClock>();
  #onEnded: (session: SessionRecord) => void = () => undefined;

  constructor(
    private readonly sessions: Sessions,
    private readonly stages: SessionStages,
    private readonly builder: SessionBuilder,
    private readonly bots: BotRunner,
    private readonly botSurrender: BotSurrender,
    private readonly orderMatching: OrderMatching,
    private readonly scheduler: SessionScheduler,
    stopSequence: StopSequence,
  ) {
    stopSequence.register('edges', 'simulated clocks and robots', () => this.stopAll());
  }

  /** Whom to tell when the course of a session is over. */
  whenEnded(listener: (session: SessionRecord) => void): void {
    this.#onEnded = listener;
  }

  start(sessionId: string): void {
    if (this.#running.has(sessionId)) return;
    const clock: RunningClock = { window: 0, due: this.scheduler.now(), callOff: () => undefined };
    this.#running.set(sessionId, clock);
    this.#schedule(sessionId, clock, 0);
  }

  stop(sessionId: string): void {
    this.#running.get(sessionId)?.callOff();
    this.#running.delete(sessionId);
  }

  /** Stops every clock and waits until what they had begun is done. */
  async stopAll(): Promise<void> {
    const sessionIds = [...this.#running.keys()];
    for (const sessionId of sessionIds) this.stop(sessionId);
    await Promise.all(sessionIds.map((sessionId) => this.sessions.inLine(sessionId, async () => undefined)));
  }

  /** Lets one whole day pass now, robots included: what a test does instead of waiting. */
  async advanceDay(sessionId: string): Promise<SessionRecord> {
    return await this.sessions.inLine(sessionId, async () => {
      const session = await this.sessions.get(sessionId);
      const perDay = windowsPerDay(session.dayMilliseconds);
      if (botsTrade(session))
        for (let index = 0; index < perDay; index += 1) await this.bots.act(session, { index, perDay });
      return await this.#endDay(session);
    });
  }

  #schedule(sessionId: string, clock: RunningClock, delayMs: number): void {
    clock.callOff = this.scheduler.after(delayMs, () => {
      this.#beat(sessionId, clock)
        .then(
          (windowMs) => this.#delayUntilNext(clock, windowMs),
          (error: unknown) => {
            this.#logger.error({ err: error, sessionId }, 'a simulated moment failed and is tried again');
            return RETRY_MS;
          },
        )
        .then((delay) => {
          if (this.#running.get(sessionId) === clock) this.#schedule(sessionId, clock, delay);
        })
        .catch((error: unknown) => this.#logger.error({ err: error, sessionId }, 'the clock stands still'));
    });
  }

  /** Keeps the beat when work took a while; after a long hold-up it starts a new beat instead of rushing. */
  #delayUntilNext(clock: RunningClock, windowMs: number): number {
    const now = this.scheduler.now();
    clock.due = Math.max(clock.due + windowMs, now - windowMs);
    return Math.max(0, clock.due - now);
  }

  /** One window. @returns the real milliseconds that a window lasts */
  async #beat(sessionId: string, clock: RunningClock): Promise<number> {
    return await this.sessions.inLine(sessionId, async () => {
      const session = await this.sessions.get(sessionId);
      if (session.paused || session.ended) {
        this.stop(sessionId);
        return 0;
      }
      // a stage that could not be ended goes on ending, not on with the day
      if (session.leaving) {
        await this.endStage(session);
        clock.window = 0;
        return 0;
      }
      const perDay = windowsPerDay(session.dayMilliseconds);
      const isLate = this.scheduler.now() - clock.due > session.dayMilliseconds / perDay;
      // A machine that cannot keep up loses robots' quotes, not days.
      if (botsTrade(session) && !isLate) await this.bots.act(session, { index: clock.window, perDay });
      // Counted before the day ends, so that a day that must be tried again is not traded twice.
      clock.window = Math.min(clock.window + 1, perDay);
      if (clock.window >= perDay) {
        await this.#endDay(session);
        clock.window = 0;
      }
      return session.dayMilliseconds / perDay;
    });
  }

  async #endDay(session: SessionRecord): Promise<SessionRecord> {
    const { sessionId, stage } = session;
    if (session.leaving) return await this.endStage(session);
    const scenario = scenarioOf(session.scenario);
    const date = nextDay(session.simulatedDate);
    if (isOver(stagePlan(scenario.days), stage, scenario.firstDay, date)) return await this.endStage(session);
    if (stage === 'trading') {
      await this.orderMatching.startDay(sessionId, date);
      await this.builder.openVenue({ ...session, simulatedDate: date });
    }
    if (stage === 'surrender') await this.botSurrender.surrenderDue(session, date);
    return await this.sessions.change(session, { simulatedDate: date });
  }

  /** To be called in line only. */
  async endStage(session: SessionRecord): Promise<SessionRecord> {
    const changed = await this.stages.leave(session);
    if (changed.stage !== 'trading') this.bots.forget(session.sessionId);
    if (changed.ended) {
      this.stop(session.sessionId);
      this.#onEnded(changed);
    }
    return changed;
  }
}

const botsTrade = ({ bots, stage, leaving }: SessionRecord): boolean =>
  bots && stage === 'trading' && !leaving;
