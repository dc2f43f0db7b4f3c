import type { AllocationEntry, HolderFacts, RightInstrument, Zone } from '../right-family';
import type { Cap, Participant, PlanStatus } from './core/register';

export type { Cap, Participant, PlanStatus } from './core/register';

/** An initial allocation plan (初始分配方案): draft → submitted → approved by a second person → issued. */
export interface InitialAllocationPlan {
  readonly planId: string;
  readonly sessionId: string;
  readonly family: string;
  readonly method: string;
  readonly period: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly status: PlanStatus;
  readonly draftedBy: string;
  readonly submittedBy: string | null;
  readonly approvedBy: string | null;
  readonly entryCount: number;
  readonly totalLots: number;
  readonly entries: readonly AllocationEntry[];
}

export interface DraftPlan {
  readonly sessionId: string;
  readonly family: string;
  readonly method: string;
  readonly period: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** the input file as text; columns as the method declares them */
  readonly csv: string;
  readonly actorId: string;
}

/** Files that the registry takes, each with columns of its own; every bad row is reported, then nothing is imported. */
export type RegistryFile = 'zones' | 'participants' | 'caps' | 'savings' | 'attainment';

/** The unified register: who holds rights, under which caps, by which plan they were first allotted. */
export abstract class Registry {
  /**
   * @throws DomainError `registry.bad-file` with one problem per bad cell; nothing is imported then
   */
  abstract importFile(request: {
    readonly sessionId: string;
    readonly file: RegistryFile;
    readonly csv: string;
    readonly actorId: string;
  }): Promise<{ readonly rowCount: number }>;
  /** Makes the instruments of a period exist in the session. */
  abstract openPeriod(
    sessionId: string,
    families: readonly string[],
    period: string,
  ): Promise<readonly RightInstrument[]>;

  abstract zones(sessionId: string): Promise<readonly Zone[]>;
  abstract participants(sessionId: string): Promise<readonly Participant[]>;
  abstract instruments(sessionId: string): Promise<readonly RightInstrument[]>;
  abstract caps(sessionId: string): Promise<readonly Cap[]>;
  abstract holder(sessionId: string, participantCode: string): Promise<HolderFacts>;

  abstract draftPlan(draft: DraftPlan): Promise<InitialAllocationPlan>;
  abstract submitPlan(sessionId: string, planId: string, actorId: string): Promise<InitialAllocationPlan>;
  /** @throws DomainError `plan.same-person` when the approver drafted or submitted it */
  abstract approvePlan(sessionId: string, planId: string, actorId: string): Promise<InitialAllocationPlan>;
  abstract rejectPlan(sessionId: string, planId: string, actorId: string): Promise<InitialAllocationPlan>;
  /** @throws DomainError `cap.exceeded` (I19); then nothing is issued */
  abstract issuePlan(
    sessionId: string,
    planId: string,
    actorId: string,
    date: string,
  ): Promise<InitialAllocationPlan>;
  abstract plans(sessionId: string): Promise<readonly InitialAllocationPlan[]>;
  abstract plan(sessionId: string, planId: string): Promise<InitialAllocationPlan>;
}
