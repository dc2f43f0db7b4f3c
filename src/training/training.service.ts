import { Inject, Injectable, Logger } from '@nestjs/common';
import { OrderMatching } from '../order-matching';
import { CONFIGURATION, type Configuration, Progress, StopSequence } from '../platform';
import { DEMO } from './core/scenario';
import { SessionBuilder } from './session-builder.service';
import { SessionClock } from './session-clock.service';
import { sessionEnded, sessionNotReady } from './session-refusals';
import { type SessionRecord, Sessions, scenarioOf, summaryOf } from './sessions.service';
import { type SessionSummary, Training } from './training.contract';

type SessionRequest = Parameters<Training['startSession']>[0];

@Injectable()
export class TrainingService extends Training {
  readonly #logger = new Logger('Training');

  constructor(
    private readonly records: Sessions,
    private readonly builder: SessionBuilder,
    private readonly clock: SessionClock,
    private readonly orderMatching: OrderMatching,
    private readonly progress: Progress,
    private readonly stopSequence: StopSequence,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {
    super();
    this.clock.whenEnded((session) => this.#follow(session));
  }

  async sessions(): Promise<readonly SessionSummary[]> {
    return (await this.records.all()).map(summaryOf);
  }

  async session(sessionId: string): Promise<SessionSummary> {
    return summaryOf(await this.records.get(sessionId));
  }

  async startSession(request: SessionRequest): Promise<SessionSummary> {
    const { seed, dayMilliseconds, bots, progress } = request;
    const scenario = scenarioOf(request.scenario);
    const session = await this.records.add({
      scenario: scenario.code,
      titles: scenario.titles,
      stage: 'setup',
      setupStepsDone: 0,
      paused: false,
      ended: false,
      leaving: false,
      simulatedDate: scenario.firstDay,
      period: scenario.period,
      seed,
      dayMilliseconds,
      bots,
      reportsImported: false,
      reportsVerified: false,
    });
    return summaryOf(await this.#begin(session, progress));
  }

  async resumeSessions(): Promise<readonly SessionSummary[]> {
    const resumed: SessionSummary[] = [];
    for (const session of await this.records.all()) {
      if (session.ended) continue;
      try {
        const takenUp = await this.#takeUp(session);
        // A debrief is on show, not running: it does not keep a new demonstration from being started.
        if (takenUp.stage !== 'debrief') resumed.push(summaryOf(takenUp));
      } catch (error) {
        // One session that cannot go on must not keep the others, and the program, from starting.
        this.#logger.error({ err: error, sessionId: session.sessionId }, 'a session could not go on');
        this.progress.step(`${session.sessionId} could not go on and is left as it is (see the log)`);
      }
    }
    return resumed;
  }

  async pause(sessionId: string): Promise<SessionSummary> {
    return await this.#inLine(sessionId, async (session) => {
      if (session.paused) return session;
      this.clock.stop(sessionId);
      if (session.stage === 'trading') await this.orderMatching.setPhase(sessionId, 'closed');
      return await this.records.change(session, { paused: true });
    });
  }

  async resume(sessionId: string): Promise<SessionSummary> {
    return await this.#inLine(sessionId, async (session) => {
      if (!session.paused) return session;
      if (session.stage === 'trading' && !session.leaving)
        await this.orderMatching.setPhase(sessionId, 'open');
      const resumed = await this.records.change(session, { paused: false });
      this.clock.start(sessionId);
      return resumed;
    });
  }

  async nextStage(sessionId: string): Promise<SessionSummary> {
    // Two hands, or one hand twice, mean the stage that they saw: it ends once.
    const seen = await this.records.get(sessionId);
    if (seen.stage === 'setup' && scenarioOf(seen.scenario).opensBy === 'trainer')
      return summaryOf(await this.#open(seen, (text) => this.progress.step(text)));
    return await this.#inLine(sessionId, async (session) =>
      session.stage === seen.stage ? await this.clock.endStage(session) : session,
    );
  }

  async #inLine(
    sessionId: string,
    work: (session: SessionRecord) => Promise<SessionRecord>,
  ): Promise<SessionSummary> {
    return await this.records.inLine(sessionId, async () => {
      const session = await this.records.get(sessionId);
      if (session.ended) throw sessionEnded(sessionId);
      if (session.stage === 'setup') throw sessionNotReady(sessionId);
      return summaryOf(await work(session));
    });
  }

  /** A scenario that opens by itself goes live; the other one is prepared and waits for its trainer. */
  async #begin(session: SessionRecord, report: (text: string) => void): Promise<SessionRecord> {
    if (scenarioOf(session.scenario).opensBy === 'itself') return await this.#open(session, report);
    return await this.records.inLine(session.sessionId, () => this.builder.prepare(session, report));
  }

  /** Builds what is not built yet, opens the market and lets the clock run. */
  async #open({ sessionId }: SessionRecord, report: (text: string) => void): Promise<SessionRecord> {
    return await this.records.inLine(sessionId, async () => {
      const session = await this.records.get(sessionId);
      if (session.stage !== 'setup') return session;
      const built = await this.builder.open(session, report);
      const open = await this.clock.endStage(built);
      this.clock.start(open.sessionId);
      return open;
    });
  }

  async #takeUp(session: SessionRecord): Promise<SessionRecord> {
    if (this.builder.hasVenue(session)) await this.builder.openVenue(session);
    if (session.stage === 'setup') return await this.#begin(session, (text) => this.progress.step(text));
    if (session.leaving) return await this.#finishLeaving(session);
    const trades = session.stage === 'trading' && !session.paused;
    await this.orderMatching.setPhase(session.sessionId, trades ? 'open' : 'closed');
    this.records.announce(session);
    if (!session.paused) this.clock.start(session.sessionId);
    return session;
  }

  /** It was stopped between two stages: rights may be at home already, so the market does not open again. */
  async #finishLeaving(session: SessionRecord): Promise<SessionRecord> {
    const { sessionId } = session;
    await this.orderMatching.setPhase(sessionId, 'closed');
    const left = await this.#leaveNow(sessionId).catch((error: unknown) => {
      // the clock tries it again, before anything else
      this.#logger.error({ err: error, sessionId }, 'a stage could not be ended yet');
      return session;
    });
    if (!left.ended && !left.paused) this.clock.start(sessionId);
    return left;
  }

  #leaveNow(sessionId: string): Promise<SessionRecord> {
    return this.records.inLine(sessionId, async () => this.clock.endStage(await this.records.get(sessionId)));
  }

  /** When a demonstration is over and no other one runs, the next one begins with the next seed. */
  #follow(ended: SessionRecord): void {
    if (!this.configuration.demo.enabled || ended.scenario !== DEMO.code) return;
    if (this.stopSequence.stopping) return;
    this.#startNextDemo(ended).catch((error: unknown) =>
      this.#logger.error({ err: error }, 'the next demonstration did not start'),
    );
  }

  async #startNextDemo(ended: SessionRecord): Promise<void> {
    const others = (await this.records.all()).filter(
      ({ scenario, ended: over }) => scenario === DEMO.code && !over,
    );
    if (others.length > 0) return;
    const { dayMilliseconds, bots } = ended;
    const progress = (text: string) => this.progress.step(text);
    const next = await this.startSession({
      scenario: DEMO.code,
      seed: ended.seed + 1,
      dayMilliseconds,
      bots,
      progress,
    });
    this.progress.step(`${next.sessionId} is live`);
  }
}
