import { Injectable, Logger } from '@nestjs/common';
import { Compliance, type ComplianceResult } from '../compliance';
import { Identity } from '../identity';
import { integerBetween, seededRandom } from './core/bots';
import { daysBetween } from './core/calendar';
import { firstDayOf, ruleOf, stagePlan } from './core/stage-plan';
import { botActorId } from './officers';
import { type SessionRecord, scenarioOf } from './sessions.service';

/**
 * Robots surrender what the family proposes, each on a day of its own; people decide for themselves until the deadline.
 * What is still open then is paid by the proposal, too: a setting for beginners, so that an empty chair ruins nobody.
 */
@Injectable()
export class BotSurrender {
  readonly #logger = new Logger('BotSurrender');

  constructor(
    private readonly compliance: Compliance,
    private readonly identity: Identity,
  ) {}

  /** For those whose day has come. */
  async surrenderDue(session: SessionRecord, date: string): Promise<void> {
    const scenario = scenarioOf(session.scenario);
    const plan = stagePlan(scenario.days);
    const day = daysBetween(firstDayOf(plan, 'surrender', scenario.firstDay), date);
    const days = ruleOf(plan, 'surrender').days ?? 1;
    const people = await seatedParticipants(this.identity, session.sessionId);
    await this.#surrender(session, date, (participantCode) => {
      if (people.has(participantCode)) return false;
      const random = seededRandom(session.seed, 'surrender-day', participantCode);
      return integerBetween(random, 0, Math.max(0, days - 2)) <= day;
    });
  }

  async surrenderAll(session: SessionRecord, date: string): Promise<void> {
    await this.#surrender(session, date, () => true);
  }

  async #surrender(
    session: SessionRecord,
    date: string,
    isDue: (participantCode: string) => boolean,
  ): Promise<void> {
    if (!session.bots) return;
    for (const result of await this.compliance.results(session.sessionId)) {
      const { participantCode, status, period } = result;
      if (status !== 'open' || period !== session.period) continue;
      if (isDue(participantCode)) await this.#surrenderOne(session, result, date);
    }
  }

  /** One company's trouble must not keep the others from surrendering. */
  async #surrenderOne(session: SessionRecord, result: ComplianceResult, date: string): Promise<void> {
    const { sessionId } = session;
    const { participantCode, period } = result;
    try {
      const { parts } = await this.compliance.proposeSurrender(sessionId, participantCode, period);
      if (parts.length === 0) return;
      const actorId = botActorId(participantCode);
      // no person's reference has a slash: who sat here before cannot have taken it
      const reference = `bot/${period}/${result.surrenderedLots}`;
      await this.compliance.surrender({
        sessionId,
        participantCode,
        period,
        parts,
        actorId,
        date,
        reference,
      });
    } catch (error) {
      this.#logger.warn({ err: error, sessionId, participantCode }, 'a robot could not surrender');
    }
  }
}

/** Participants for whom a person acts: robots leave them alone. */
export async function seatedParticipants(
  identity: Identity,
  sessionId: string,
): Promise<ReadonlySet<string>> {
  const seats = await identity.seats(sessionId);
  return new Set(
    seats.flatMap(({ takenBy, participantCode }) =>
      takenBy !== null && participantCode !== null ? [participantCode] : [],
    ),
  );
}
