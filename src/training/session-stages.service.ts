import { Injectable } from '@nestjs/common';
import { Compliance } from '../compliance';
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

/** Leads a session from one stage to the next: the steps are data (core/stage-plan), this is what they do. */
@Injectable()
export class SessionStages {
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

  /** Does what ends the present stage and what begins the next; only then is the change recorded. */
  async leave(session: SessionRecord): Promise<SessionRecord> {
    const scenario = scenarioOf(session.scenario);
    const plan = stagePlan(scenario.days);
    const rule = ruleOf(plan, session.stage);
    await this.#do(session, rule.onExit);
    if (rule.next === null) return await this.sessions.get(session.sessionId);
    await this.#do(session, ruleOf(plan, rule.next).onEnter);
    const latest = await this.sessions.get(session.sessionId);
    const firstDay = firstDayOf(plan, rule.next, scenario.firstDay);
    // a stage that a trainer let run on has moved the calendar: it never goes back
    const simulatedDate = firstDay > latest.simulatedDate ? firstDay : latest.simulatedDate;
    return await this.sessions.change(latest, { stage: rule.next, simulatedDate });
  }

  async #do(session: SessionRecord, steps: readonly StageStep[]): Promise<void> {
    for (const step of steps) await this.#steps[step](await this.sessions.get(session.sessionId));
  }

  /** 划转 back: rights go home, so that everybody sees them where surrender is paid from. Cash may stay. */
  async #returnRights({ sessionId, period }: SessionRecord): Promise<void> {
    for (const { participantCode, rights } of await this.orderMatching.accounts(sessionId))
      for (const { instrumentCode, availableLots } of rights) {
        if (availableLots === 0 || instrumentCode === CASH) continue;
        await this.orderMatching.moveFromTrading({
          sessionId,
          participantCode,
          asset: instrumentCode,
          amount: availableLots,
          reference: `home:${period}:${participantCode}:${instrumentCode}:${availableLots}`,
        });
      }
  }

  async #importReports(session: SessionRecord): Promise<void> {
    if (session.reportsImported) return;
    const { sessionId, period } = session;
    const scenario = scenarioOf(session.scenario);
    for (const { family, file } of scenario.monitoring) {
      const csv = await this.files.text(scenario.folder, file);
      const actorId = OFFICERS.monitoring;
      await this.compliance.importReports({ sessionId, family, period, csv, actorId });
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
