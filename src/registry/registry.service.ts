import { Injectable } from '@nestjs/common';
import {
  type HolderDirectory,
  type HolderFacts,
  RightFamilyDirectory,
  type RightInstrument,
  type Zone,
} from '../right-family';
import type { Cap, Participant } from './core/register';
import { FileImportService } from './file-import.service';
import { PeriodService } from './period.service';
import { CapRepository } from './persistence/cap.repository';
import { PlanService } from './plan.service';
import { PlanIssueService } from './plan-issue.service';
import { RegisterDirectory } from './register-directory';
import { type DraftPlan, type InitialAllocationPlan, Registry, type RegistryFile } from './registry.contract';

/** The registry's contract, and the port by which the exchange asks about participants and instruments. */
@Injectable()
export class RegistryService extends Registry implements HolderDirectory {
  constructor(
    private readonly files: FileImportService,
    private readonly planning: PlanService,
    private readonly issuing: PlanIssueService,
    private readonly directory: RegisterDirectory,
    private readonly periods: PeriodService,
    private readonly capRepository: CapRepository,
    private readonly families: RightFamilyDirectory,
  ) {
    super();
  }

  importFile(request: {
    readonly sessionId: string;
    readonly file: RegistryFile;
    readonly csv: string;
    readonly actorId: string;
  }): Promise<{ readonly rowCount: number }> {
    return this.files.import(request);
  }

  async openPeriod(
    sessionId: string,
    families: readonly string[],
    period: string,
  ): Promise<readonly RightInstrument[]> {
    const { zones, instruments } = await this.periods.open(sessionId, families, period);
    const opened = families.flatMap((code) =>
      this.families.get(code).instrumentsOf({ period, zones: [...zones.values()] }),
    );
    // as registered, not as asked for: an instrument that existed keeps its measures
    return opened.map((instrument) => instruments.get(instrument.code) ?? instrument);
  }

  async zones(sessionId: string): Promise<readonly Zone[]> {
    return [...(await this.directory.of(sessionId)).zones.values()];
  }

  async participants(sessionId: string): Promise<readonly Participant[]> {
    return [...(await this.directory.of(sessionId)).participants.values()];
  }

  async instruments(sessionId: string): Promise<readonly RightInstrument[]> {
    return [...(await this.directory.of(sessionId)).instruments.values()];
  }

  caps(sessionId: string): Promise<readonly Cap[]> {
    return this.capRepository.all(sessionId);
  }

  holder(sessionId: string, participantCode: string): Promise<HolderFacts> {
    return this.directory.holder(sessionId, participantCode);
  }

  instrument(sessionId: string, instrumentCode: string): Promise<RightInstrument> {
    return this.directory.instrument(sessionId, instrumentCode);
  }

  draftPlan(draft: DraftPlan): Promise<InitialAllocationPlan> {
    return this.planning.draft(draft);
  }

  submitPlan(sessionId: string, planId: string, actorId: string): Promise<InitialAllocationPlan> {
    return this.planning.submit(sessionId, planId, actorId);
  }

  approvePlan(sessionId: string, planId: string, actorId: string): Promise<InitialAllocationPlan> {
    return this.planning.approve(sessionId, planId, actorId);
  }

  rejectPlan(sessionId: string, planId: string, actorId: string): Promise<InitialAllocationPlan> {
    return this.planning.reject(sessionId, planId, actorId);
  }

  async issuePlan(
    sessionId: string,
    planId: string,
    actorId: string,
    date: string,
  ): Promise<InitialAllocationPlan> {
    await this.issuing.issue(sessionId, planId, actorId, date);
    return this.planning.plan(sessionId, planId);
  }

  plans(sessionId: string): Promise<readonly InitialAllocationPlan[]> {
    return this.planning.plans(sessionId);
  }

  plan(sessionId: string, planId: string): Promise<InitialAllocationPlan> {
    return this.planning.plan(sessionId, planId);
  }
}
