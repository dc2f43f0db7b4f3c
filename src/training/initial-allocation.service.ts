import { Injectable } from '@nestjs/common';
import { formatQuantity } from '../kernel';
import { type InitialAllocationPlan, Registry } from '../registry';
import { RightFamilyDirectory } from '../right-family';
import type { ScenarioPlan } from './core/scenario';
import { ExampleFiles } from './example-files.service';
import { OFFICERS } from './officers';
import type { SessionRecord } from './sessions.service';

/** Takes a plan of a scenario through all its steps, from wherever it stands. */
@Injectable()
export class InitialAllocation {
  constructor(
    private readonly registry: Registry,
    private readonly families: RightFamilyDirectory,
    private readonly files: ExampleFiles,
  ) {}

  async allot(
    session: SessionRecord,
    folder: string,
    { family, method, file, parameters }: ScenarioPlan,
    report: (text: string) => void,
  ): Promise<void> {
    const { sessionId, period } = session;
    const standing = (await this.registry.plans(sessionId)).find(
      (known) => known.method === method && known.period === period && known.status !== 'rejected',
    );
    const plan =
      standing ??
      (await this.registry.draftPlan({
        sessionId,
        family,
        method,
        period,
        parameters,
        csv: await this.files.text(folder, file),
        actorId: OFFICERS.registrar,
      }));
    const issued = await this.#carryOn(session, plan);
    report(await this.#sentence(session, issued, await this.files.rowCount(folder, file)));
  }

  /** draft → submitted → approved by a second person → issued */
  async #carryOn(session: SessionRecord, plan: InitialAllocationPlan): Promise<InitialAllocationPlan> {
    const { sessionId, simulatedDate } = session;
    const { planId } = plan;
    switch (plan.status) {
      case 'draft':
        return this.#carryOn(session, await this.registry.submitPlan(sessionId, planId, OFFICERS.registrar));
      case 'submitted':
        return this.#carryOn(session, await this.registry.approvePlan(sessionId, planId, OFFICERS.approver));
      case 'approved':
        return await this.registry.issuePlan(sessionId, planId, OFFICERS.registrar, simulatedDate);
      case 'issued':
      case 'rejected':
        return plan;
    }
  }

  /** e.g. `Carbon allowances and credits: 13 rows, 8 holders, 22,935,840 t of CEA allotted under a cap of 23,200,000 t` */
  async #sentence(session: SessionRecord, plan: InitialAllocationPlan, rows: number): Promise<string> {
    const { entries } = await this.registry.plan(session.sessionId, plan.planId);
    const instruments = await this.registry.instruments(session.sessionId);
    const instrument = instruments.find(({ code }) => code === entries[0]?.instrumentCode);
    const family = this.families.get(plan.family).names.en;
    if (!instrument) return `${session.sessionId}: ${family}: nothing to allot`;
    const amount = (lots: number) => `${grouped(formatQuantity(lots, instrument))} ${instrument.unit.en}`;
    const regions = new Set(entries.map(({ capRegionCode }) => capRegionCode));
    const caps = (await this.registry.caps(session.sessionId)).filter(
      (cap) =>
        cap.family === plan.family &&
        cap.commodity === instrument.commodity &&
        cap.period === plan.period &&
        regions.has(cap.regionCode),
    );
    const holders = new Set(entries.map(({ holderCode }) => holderCode)).size;
    const under =
      caps.length > 0
        ? `under a cap of ${amount(caps.reduce((sum, { capLots }) => sum + capLots, 0))}`
        : 'out of the rights of their regions';
    const total = amount(plan.totalLots);
    return `${session.sessionId}: ${family}: ${rows} rows, ${holders} holders, ${total} of ${instrument.commodity} allotted ${under}`;
  }
}

/** `"22935840.5"` → `"22,935,840.5"` */
const grouped = (decimal: string): string =>
  decimal.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));
