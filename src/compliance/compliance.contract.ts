import type { LocalizedText } from '../kernel';
import type { ExplanationStep, RightQuantity, SurrenderPlan } from '../right-family';

/** Monitoring report: verified emissions, metered withdrawal or measured load of one participant for one period. */
export interface MonitoringReport {
  readonly sessionId: string;
  readonly participantCode: string;
  readonly family: string;
  readonly period: string;
  /** decimal string in the family's unit */
  readonly measuredQuantity: string;
  readonly status: 'reported' | 'verified';
  readonly reportedBy: string;
  readonly verifiedBy: string | null;
}

/** What a participant owes for a period and how it stands. */
export interface ComplianceResult {
  readonly participantCode: string;
  readonly family: string;
  readonly period: string;
  readonly unit: LocalizedText;
  readonly lotSize: string;
  readonly obligationLots: number;
  readonly surrendered: readonly RightQuantity[];
  readonly surrenderedLots: number;
  /** 0 when the obligation is met */
  readonly shortfallLots: number;
  /** left in the registration account after surrender, same family */
  readonly surplusLots: number;
  readonly status: 'open' | 'met' | 'short';
  /** the deadline has passed: what stands here is final and public; before, what was paid is the participant's affair */
  readonly assessed: boolean;
  readonly penaltyCents: number;
  readonly penaltyCollectedCents: number;
  readonly nextPeriodDeductionLots: number;
  readonly explanation: readonly ExplanationStep[];
  readonly surplusNote: LocalizedText | null;
}

export abstract class Compliance {
  /**
   * CSV columns: participant_code, quantity. All or nothing; the file takes the place of what is not verified yet.
   * @param request.onlyMissing leaves every participant alone who has a report already, verified or not
   * @throws DomainError `compliance.bad-file` with every bad cell, `report.unknown-period`, `report.already-verified`
   */
  abstract importReports(request: {
    readonly sessionId: string;
    readonly family: string;
    readonly period: string;
    readonly csv: string;
    readonly actorId: string;
    readonly onlyMissing?: boolean;
  }): Promise<{ readonly rowCount: number }>;
  /** A second person verifies; the obligation follows from verified figures only. @throws DomainError `report.same-person`, `report.unknown-period` */
  abstract verifyReports(request: {
    readonly sessionId: string;
    readonly family: string;
    readonly period: string;
    readonly actorId: string;
  }): Promise<{ readonly verifiedCount: number }>;
  abstract reports(sessionId: string): Promise<readonly MonitoringReport[]>;
  /** What the family proposes to surrender for the open part of the obligation. */
  abstract proposeSurrender(
    sessionId: string,
    participantCode: string,
    period: string,
  ): Promise<SurrenderPlan>;
  /** Surrenders exactly these rights. @throws DomainError with the family's refusal */
  abstract surrender(request: {
    readonly sessionId: string;
    readonly participantCode: string;
    readonly period: string;
    readonly parts: readonly RightQuantity[];
    readonly actorId: string;
    readonly date: string;
    /** unique for the participant */
    readonly reference: string;
  }): Promise<ComplianceResult>;
  /** The deadline: shortfalls are established, penalties assessed and collected as far as cash goes. Repeating changes nothing. */
  abstract closePeriod(request: {
    readonly sessionId: string;
    readonly period: string;
    readonly date: string;
  }): Promise<readonly ComplianceResult[]>;
  abstract results(sessionId: string): Promise<readonly ComplianceResult[]>;
}
