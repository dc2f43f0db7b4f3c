import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Compliance } from '../compliance';
import { DomainError } from '../kernel';
import { CASH } from '../ledger';
import { OrderMatching } from '../order-matching';
import { Settlement } from '../settlement';
import { BotSurrender } from './bot-surrender.service';
import { deadlineOf } from './core/scenario';
import { firstDayOf, ruleOf, type StageStep, stagePlan } from './core/stage-plan';
import { ExampleFiles } from './example-files.service';
import { OFFICERS } from './officers';
import { type SessionRecord, Sessions, scenarioOf } from './sessions.service';

const DRAIN_TIMEOUT_MS = 30_000;
/** How often one participant's rights are looked for, to be moved home. */
const MAX_RETURN_ROUNDS = 4;

/** Leads a session from one stage to the next: the steps are data (core/stage-plan), this is what they do. */
@Injectable()
export class SessionStages {
  readonly #logger = new Logger('SessionStages');
  readonly #steps: Readonly<Record<StageStep, (session: SessionRecord) => Promise<unknown>>> = {
    'open-market': ({ sessionId }) => this.orderMatching.setPhase(sessionId, 'open'),
    'close-market': ({ sessionId }) => this.orderMatching.setPhase(sessionId, 'closed'),
    'cancel-orders': ({ sessionId }) => this.orderMatching.cancelAll({ sessionId, participantCode: null }),
    'drain-settlement': ({ sessionId }) => this.settlement.drain(sessionId, DRAIN_TIMEOUT_MS),
    'return-rights': (session) => this.#returnRights(session),
    'import-reports': (session) => this.#importReports(session),
    'verify-reports': (session) => this.#verifyReports(session),
    'surrender-for-bots': (session) =>
      this.botSurrender.surrenderAll(
        session,
        deadlineOf(scenarioOf(session.scenario), session.simulatedDate),
      ),
    'close-period': (session) => this.#closePeriod(session),
    'end-session': (session) => this.sessions.change(session, { ended: true }),
  };

  constructor(
    private readonly sessions: Sessions,
    private readonly orderMatching: OrderMatching,
    private readonly settlement: Settlement,
    private readonly compliance: Compliance,
    private readonly botSurrender: BotSurrender,
    private readonly files: ExampleFiles,
  ) {}

  /**
   * Does what ends the present stage and what begins the next; only then is the change recorded. That the session is
   * leaving its stage is recorded first: whatever stops it in between, it ends the stage before anything else.
   */
  async leave(session: SessionRecord): Promise<SessionRecord> {
    const scenario = scenarioOf(session.scenario);
    const plan = stagePlan(scenario.days);
    const rule = ruleOf(plan, session.stage);
    if (!session.leaving) await this.sessions.change(session, { leaving: true });
    await this.#do(session, rule.onExit);
    if (rule.next !== null) await this.#do(session, ruleOf(plan, rule.next).onEnter);
    const latest = await this.sessions.get(session.sessionId);
    if (rule.next === null) return await this.sessions.change(latest, { leaving: false });
    const firstDay = firstDayOf(plan, rule.next, scenario.firstDay);
    // a stage that a trainer let run on has moved the calendar: it never goes back
    const simulatedDate = firstDay > latest.simulatedDate ? firstDay : latest.simulatedDate;
    return await this.sessions.change(latest, { stage: rule.next, simulatedDate, leaving: false });
  }

  async #do(session: SessionRecord, steps: readonly StageStep[]): Promise<void> {
    for (const step of steps) await this.#steps[step](await this.sessions.get(session.sessionId));
  }

  /** 划转 back: rights go home, so that everybody sees them where surrender is paid from. Cash may stay. */
  async #returnRights({ sessionId }: SessionRecord): Promise<void> {
    for (const { participantCode } of await this.orderMatching.accounts(sessionId))
      await this.#returnRightsOf(sessionId, participantCode);
  }

  /** A trader may move rights at the same moment: look again, some times. What stays can be surrendered from there. */
  async #returnRightsOf(sessionId: string, participantCode: string): Promise<void> {
    for (let round = 0; round < MAX_RETURN_ROUNDS; round += 1) {
      const { rights } = await this.orderMatching.account(sessionId, participantCode);
      const away = rights.filter(
        ({ instrumentCode, availableLots }) => availableLots > 0 && instrumentCode !== CASH,
      );
      if (away.length === 0) return;
      for (const { instrumentCode, availableLots } of away)
        await this.#moveHome(sessionId, participantCode, instrumentCode, availableLots);
    }
    this.#logger.warn({ sessionId, participantCode }, 'some rights stay in a trading account');
  }

  async #moveHome(sessionId: string, participantCode: string, asset: string, amount: number): Promise<void> {
    // a new name for each move: the same amount may have come back meanwhile, and a repeated look finds what is left
    const reference = `home:${randomUUID()}`;
    try {
      await this.orderMatching.moveFromTrading({ sessionId, participantCode, asset, amount, reference });
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
    }
  }

  async #importReports(session: SessionRecord): Promise<void> {
    if (session.reportsImported) return;
    const { sessionId, period } = session;
    const scenario = scenarioOf(session.scenario);
    for (const { family, file } of scenario.monitoring) {
      const csv = await this.files.text(scenario.folder, file);
      const actorId = OFFICERS.monitoring;
      // what people brought in, and what they verified, stands
      await this.compliance.importReports({ sessionId, family, period, csv, actorId, onlyMissing: true });
    }
    await this.sessions.change(session, { reportsImported: true });
  }

  async #verifyReports(session: SessionRecord): Promise<void> {
    if (session.reportsVerified) return;
    const { sessionId, period } = session;
    for (const { family } of scenarioOf(session.scenario).monitoring)
      await this.compliance.verifyReports({ sessionId, family, period, actorId: OFFICERS.verifier });
    await this.sessions.change(session, { reportsVerified: true });
  }

  async #closePeriod(session: SessionRecord): Promise<void> {
    const { sessionId, period } = session;
    const date = deadlineOf(scenarioOf(session.scenario), session.simulatedDate);
    await this.compliance.closePeriod({ sessionId, period, date });
  }
}
