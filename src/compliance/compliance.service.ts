import { Injectable } from '@nestjs/common';
import type { SurrenderPlan } from '../right-family';
import { ClosingService } from './closing.service';
import { Compliance, type ComplianceResult, type MonitoringReport } from './compliance.contract';
import { MonitoringService } from './monitoring.service';
import { ResultsService } from './results.service';
import { type SurrenderRequest, SurrenderService } from './surrender.service';

/** The Compliance contract: monitoring, surrender, deadline, results. */
@Injectable()
export class ComplianceService extends Compliance {
  constructor(
    private readonly monitoring: MonitoringService,
    private readonly surrenders: SurrenderService,
    private readonly closing: ClosingService,
    private readonly standing: ResultsService,
  ) {
    super();
  }

  async importReports(request: {
    readonly sessionId: string;
    readonly family: string;
    readonly period: string;
    readonly csv: string;
    readonly actorId: string;
    readonly onlyMissing?: boolean;
  }): Promise<{ readonly rowCount: number }> {
    return { rowCount: await this.monitoring.import(request) };
  }

  async verifyReports({
    sessionId,
    family,
    period,
    actorId,
  }: {
    readonly sessionId: string;
    readonly family: string;
    readonly period: string;
    readonly actorId: string;
  }): Promise<{ readonly verifiedCount: number }> {
    return { verifiedCount: await this.monitoring.verify({ sessionId, family, period, actorId }) };
  }

  reports(sessionId: string): Promise<readonly MonitoringReport[]> {
    return this.monitoring.reports(sessionId);
  }

  proposeSurrender(sessionId: string, participantCode: string, period: string): Promise<SurrenderPlan> {
    return this.surrenders.propose(sessionId, participantCode, period);
  }

  async surrender(request: SurrenderRequest): Promise<ComplianceResult> {
    return this.standing.resultOf(await this.surrenders.surrender(request));
  }

  async closePeriod(request: {
    readonly sessionId: string;
    readonly period: string;
    readonly date: string;
  }): Promise<readonly ComplianceResult[]> {
    await this.closing.close(request.sessionId, request.period, request.date);
    return this.standing.results(request.sessionId, request.period);
  }

  results(sessionId: string): Promise<readonly ComplianceResult[]> {
    return this.standing.results(sessionId);
  }
}
