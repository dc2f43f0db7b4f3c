import { Injectable } from '@nestjs/common';
import { DomainError, type FieldProblem, sumSafe } from '../kernel';
import { Clock } from '../platform';
import { type AllocationEntry, RightFamilyDirectory } from '../right-family';
import { entryProblems, MAX_PLAN_POSTINGS, methodOf, parameterProblems } from './core/plan-input';
import { nextStatus, type PlanAction } from './core/plan-transitions';
import { mergedProblems, refuseBadFile } from './core/problems';
import { judgedRows, parseTable } from './core/table';
import { PeriodService } from './period.service';
import { type PlanChange, PlanRepository, type StoredPlan } from './persistence/plan.repository';
import { planPostingSet } from './plan-postings';
import type { DraftPlan, InitialAllocationPlan } from './registry.contract';

export const unknownPlan = (planId: string): DomainError =>
  new DomainError(
    'plan.unknown',
    { en: `there is no plan "${planId}"`, zh: `没有方案“${planId}”` },
    { planId },
    { kind: 'not-found' },
  );

/** What leaves the module: the plan without the marks of its issuing. */
const contractPlan = ({
  capReserved: _reserved,
  issuedBy: _by,
  issuedOn: _on,
  ...plan
}: StoredPlan): InitialAllocationPlan => plan;

const tooManyPostings = (postings: number): FieldProblem => ({
  field: 'csv',
  rule: 'plan.too-many-postings',
  message: {
    en: `the plan needs ${postings} postings; one plan is issued as a whole and holds at most ${MAX_PLAN_POSTINGS}: split the file`,
    zh: `方案需要 ${postings} 笔分录；方案须整体发放，最多 ${MAX_PLAN_POSTINGS} 笔，请拆分文件`,
  },
});

/** Initial allocation plans up to their approval: drafted from a file by a family's method, then moved by people. */
@Injectable()
export class PlanService {
  constructor(
    private readonly repository: PlanRepository,
    private readonly periods: PeriodService,
    private readonly families: RightFamilyDirectory,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `registry.bad-file` · `family.unknown`, `plan.unknown-method`, `registry.file-too-large` */
  async draft(draft: DraftPlan): Promise<InitialAllocationPlan> {
    const entries = await this.#allocate(draft);
    const { sessionId, family, method, period, parameters, actorId } = draft;
    // only now: a refused draft leaves no instruments behind
    await this.periods.open(sessionId, [family], period);
    const totalLots = sumSafe(entries.map((entry) => entry.quantityLots));
    const planId = await this.repository.add(
      { sessionId, family, method, period, parameters, totalLots, entries, draftedBy: actorId },
      this.clock.now(),
    );
    return this.plan(sessionId, planId);
  }

  async #allocate(draft: DraftPlan): Promise<readonly AllocationEntry[]> {
    const family = this.families.get(draft.family);
    const method = methodOf(family, draft.method);
    const table = parseTable(draft.csv, method.columns);
    const problems = [...parameterProblems(method, draft.parameters), ...table.problems];
    // a family judges what has the right form; under a wrong header or without its parameters it could only guess
    if (!table.headerIsSound || problems.length > table.problems.length) refuseBadFile(problems);
    const { zones, holders, instruments } = await this.periods.planned(
      draft.sessionId,
      [draft.family],
      draft.period,
    );
    const outcome = family.allocate({
      method: draft.method,
      period: draft.period,
      parameters: draft.parameters,
      rows: judgedRows(table),
      zones: [...zones.values()],
      holders: [...holders.values()],
    });
    refuseBadFile(mergedProblems(problems, outcome.ok ? [] : outcome.problems));
    const entries = outcome.ok ? outcome.entries : [];
    refuseBadFile(entryProblems(entries, { holders, instruments }));
    const postings = planPostingSet('draft', entries, '')?.postings.length ?? 0;
    if (postings > MAX_PLAN_POSTINGS) refuseBadFile([tooManyPostings(postings)]);
    return entries;
  }

  submit(sessionId: string, planId: string, actorId: string): Promise<InitialAllocationPlan> {
    return this.#move('submit', sessionId, planId, actorId, (at) => ({
      submittedBy: actorId,
      submittedAt: at,
    }));
  }

  /** @throws DomainError `plan.same-person`, `plan.wrong-state`, `plan.unknown` */
  approve(sessionId: string, planId: string, actorId: string): Promise<InitialAllocationPlan> {
    return this.#move('approve', sessionId, planId, actorId, (at) => ({
      approvedBy: actorId,
      approvedAt: at,
    }));
  }

  reject(sessionId: string, planId: string, actorId: string): Promise<InitialAllocationPlan> {
    return this.#move('reject', sessionId, planId, actorId, (at) => ({
      rejectedBy: actorId,
      rejectedAt: at,
    }));
  }

  /** The row lock makes two people who press at once go one after the other; the second is judged by the new state. */
  async #move(
    action: Exclude<PlanAction, 'issue'>,
    sessionId: string,
    planId: string,
    actorId: string,
    change: (at: Date) => PlanChange,
  ): Promise<InitialAllocationPlan> {
    await this.repository.transaction(async (manager) => {
      const plan = await this.repository.lock(manager, sessionId, planId);
      if (!plan) throw unknownPlan(planId);
      const status = nextStatus(action, plan, actorId);
      if (plan.capReserved) throw beingIssued(planId);
      await this.repository.update(manager, sessionId, planId, { ...change(this.clock.now()), status });
    });
    return this.plan(sessionId, planId);
  }

  /** Without their entries: a list of plans shows `entryCount` and `totalLots`. */
  async plans(sessionId: string): Promise<readonly InitialAllocationPlan[]> {
    return (await this.repository.all(sessionId)).map(contractPlan);
  }

  /** @throws DomainError `plan.unknown` */
  async plan(sessionId: string, planId: string): Promise<InitialAllocationPlan> {
    const plan = await this.repository.find(sessionId, planId);
    if (!plan) throw unknownPlan(planId);
    return contractPlan(plan);
  }
}

const beingIssued = (planId: string): DomainError =>
  new DomainError(
    'plan.being-issued',
    {
      en: `plan ${planId} is being issued; repeat "issue" to bring it to its end`,
      zh: `方案 ${planId} 正在发放；请再次“发放”以完成`,
    },
    { planId },
    { kind: 'conflict' },
  );
