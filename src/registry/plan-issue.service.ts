import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { assert, DomainError } from '../kernel';
import { Ledger, type PostingSet } from '../ledger';
import { Clock } from '../platform';
import { type CapClaim, capClaims, checkCaps } from './core/cap-check';
import { nextStatus } from './core/plan-transitions';
import { OneAtATime } from './one-at-a-time';
import { CapRepository } from './persistence/cap.repository';
import { PlanRepository, type StoredPlan } from './persistence/plan.repository';
import { unknownPlan } from './plan.service';
import { planPostingSet, shortages } from './plan-postings';
import { allottedBefore, notCovered } from './plan-refusals';
import { RegisterDirectory } from './register-directory';

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

interface Reservation {
  readonly issuedBy: string;
  readonly issuedOn: string;
}

/**
 * Issues an approved plan: all of it or nothing, once, never above a cap (I19).
 *
 * Registry and ledger commit separately, so the order of the commits carries the safety:
 *  1. registry: the caps are checked under lock and count the plan (`cap_reserved`);
 *  2. ledger: one posting set under the reference `plan:<planId>`;
 *  3. registry: the plan is issued and its entries are registered.
 * Killed before 1: nothing happened. After 1: the caps count rights that do not exist yet, so nothing can exceed them,
 * and the plan can only be issued. After 2: the rights exist and are counted. Repeating the call (start-up does) runs on
 * from there: 1 is skipped when done, the ledger posts a reference once, 3 is one transaction.
 * When the ledger refuses, 1 is undone. This must not race with another attempt at the same plan that the ledger
 * accepts; therefore attempts go one at a time, in a process by a gate, between processes by an advisory lock that falls
 * with its connection. An attempt whose outcome is unknown (the database went away) undoes nothing.
 */
@Injectable()
export class PlanIssueService implements OnApplicationBootstrap {
  readonly #logger = new Logger(PlanIssueService.name);
  /** also keeps the number of connections that wait for another one at one */
  readonly #gate = new OneAtATime();

  constructor(
    private readonly plans: PlanRepository,
    private readonly caps: CapRepository,
    private readonly directory: RegisterDirectory,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  /**
   * @param date simulated date of the postings, ISO
   * @throws DomainError `cap.exceeded`, `cap.not-set`, `plan.allotted-before`, `plan.insufficient-volume`, `plan.insufficient-cash`,
   * `plan.wrong-state`, `plan.unknown`; nothing is changed then
   */
  async issue(sessionId: string, planId: string, actorId: string, date: string): Promise<void> {
    // before anything is reserved: a plan that the ledger could never post must not stay reserved
    if (!ISO_DATE.test(date))
      throw new DomainError(
        'date.malformed',
        { en: `"${date}" is not a date such as 2024-05-17`, zh: `“${date}”不是 2024-05-17 形式的日期` },
        { date },
      );
    await this.#gate.run(() =>
      this.plans.exclusively(sessionId, planId, () =>
        this.#issue(sessionId, planId, { issuedBy: actorId, issuedOn: date }),
      ),
    );
  }

  /** Another attempt at an issue that was broken off, in the name of who began it. */
  async #resume(sessionId: string, planId: string): Promise<void> {
    await this.#gate.run(() =>
      this.plans.exclusively(sessionId, planId, async () => {
        const plan = await this.plans.find(sessionId, planId);
        const begun = plan?.status === 'approved' && plan.capReserved;
        if (begun && plan.issuedBy !== null && plan.issuedOn !== null)
          await this.#issue(sessionId, planId, { issuedBy: plan.issuedBy, issuedOn: plan.issuedOn });
      }),
    );
  }

  /** Brings to their end the issues that a crash broke off. */
  async onApplicationBootstrap(): Promise<void> {
    for (const { sessionId, planId } of await this.plans.unfinishedIssues())
      try {
        await this.#resume(sessionId, planId);
        this.#logger.log({ sessionId, planId }, 'an interrupted issue was brought to its end');
      } catch (error) {
        this.#logger.warn({ sessionId, planId, err: error }, 'an interrupted issue could not be ended');
      }
  }

  async #issue(sessionId: string, planId: string, asked: Reservation): Promise<void> {
    const plan = await this.plans.find(sessionId, planId);
    if (!plan) throw unknownPlan(planId);
    const { instruments } = await this.directory.of(sessionId);
    const claims = capClaims(plan.entries, instruments, plan.period);
    const reservation = await this.#reserve(plan, claims, asked);
    const set = planPostingSet(planId, plan.entries, reservation.issuedOn);
    if (set) await this.#post(plan, claims, set);
    await this.#register(plan, reservation);
  }

  /** Step 1. A plan that is reserved already keeps the person and the date of its first attempt. */
  #reserve(plan: StoredPlan, claims: readonly CapClaim[], asked: Reservation): Promise<Reservation> {
    const { sessionId, planId } = plan;
    return this.plans.transaction(async (manager) => {
      const locked = await this.plans.lock(manager, sessionId, planId);
      if (!locked) throw unknownPlan(planId);
      nextStatus('issue', locked, asked.issuedBy);
      if (locked.capReserved && locked.issuedBy !== null && locked.issuedOn !== null)
        return { issuedBy: locked.issuedBy, issuedOn: locked.issuedOn };
      const before = await this.plans.allottedBefore(manager, plan);
      if (before.length > 0) throw allottedBefore(planId, before);
      checkCaps(claims, await this.caps.lock(manager, sessionId, claims));
      await this.caps.count(manager, sessionId, claims, 1);
      await this.plans.update(manager, sessionId, planId, { ...asked, capReserved: true });
      return asked;
    });
  }

  /** Step 2, and the undoing of step 1 when the ledger refuses. */
  async #post(plan: StoredPlan, claims: readonly CapClaim[], set: PostingSet): Promise<void> {
    const [outcome] = await this.ledger.post(plan.sessionId, [set]);
    assert(outcome, 'the ledger answers each set');
    if (outcome.status !== 'refused') return;
    // the reference is taken by other postings: something was posted for this plan, so its caps stay counted
    if (outcome.code !== 'ledger.reference-reused') await this.#release(plan, claims);
    const missing = shortages(set.postings, await this.ledger.balances(plan.sessionId));
    const { instruments } = await this.directory.of(plan.sessionId);
    throw notCovered(plan.planId, outcome, missing, instruments);
  }

  async #release({ sessionId, planId }: StoredPlan, claims: readonly CapClaim[]): Promise<void> {
    await this.plans.transaction(async (manager) => {
      const locked = await this.plans.lock(manager, sessionId, planId);
      assert(locked?.status === 'approved' && locked.capReserved, 'only a reserved plan is released');
      await this.caps.lock(manager, sessionId, claims);
      await this.caps.count(manager, sessionId, claims, -1);
      await this.plans.update(manager, sessionId, planId, { capReserved: false });
    });
  }

  /** Step 3. */
  async #register({ sessionId, planId }: StoredPlan, reservation: Reservation): Promise<void> {
    await this.plans.transaction(async (manager) => {
      const locked = await this.plans.lock(manager, sessionId, planId);
      assert(locked?.status === 'approved' && locked.capReserved, 'only a reserved plan is registered');
      await this.plans.update(manager, sessionId, planId, { status: 'issued', issuedAt: this.clock.now() });
      await this.plans.register(manager, sessionId, planId, reservation);
    });
  }
}
