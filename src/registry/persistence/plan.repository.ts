import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { AllocationEntry } from '../../right-family';
import type { InitialAllocationPlan, PlanStatus } from '../registry.contract';
import { PlanEntity } from './plan.entity';
import { PlanEntryEntity } from './plan-entry.entity';

/** A plan with what its issuing needs besides. */
export interface StoredPlan extends InitialAllocationPlan {
  /** the caps have counted this plan: it is being issued, or is issued */
  readonly capReserved: boolean;
  readonly issuedBy: string | null;
  readonly issuedOn: string | null;
}

export type NewPlan = Pick<
  InitialAllocationPlan,
  'sessionId' | 'family' | 'method' | 'period' | 'parameters' | 'draftedBy' | 'totalLots' | 'entries'
>;

export interface PlanChange {
  readonly status?: PlanStatus;
  readonly capReserved?: boolean;
  readonly submittedBy?: string;
  readonly approvedBy?: string;
  readonly rejectedBy?: string;
  readonly issuedBy?: string;
  readonly issuedOn?: string;
  readonly submittedAt?: Date;
  readonly approvedAt?: Date;
  readonly rejectedAt?: Date;
  readonly issuedAt?: Date;
}

const entryOf = (row: PlanEntryEntity): AllocationEntry => ({
  holderCode: row.holderCode,
  instrumentCode: row.instrumentCode,
  quantityLots: row.quantityLots,
  capRegionCode: row.capRegionCode,
  drawnFromHolderCode: row.drawnFromHolderCode,
  basis: row.basis,
  chargeCents: row.chargeCents,
  explanation: row.explanation,
});

const planOf = (row: PlanEntity, entries: readonly AllocationEntry[]): StoredPlan => ({
  planId: row.planId,
  sessionId: row.sessionId,
  family: row.family,
  method: row.method,
  period: row.period,
  parameters: row.parameters,
  status: row.status as PlanStatus,
  draftedBy: row.draftedBy,
  submittedBy: row.submittedBy,
  approvedBy: row.approvedBy,
  entryCount: row.entryCount,
  totalLots: row.totalLots,
  entries,
  capReserved: row.capReserved,
  issuedBy: row.issuedBy,
  issuedOn: row.issuedOn,
});

@Injectable()
export class PlanRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Without their entries, oldest first. */
  async all(sessionId: string): Promise<readonly StoredPlan[]> {
    const rows = await this.dataSource.manager.find(PlanEntity, {
      where: { sessionId },
      order: { planNumber: 'ASC' },
    });
    return rows.map((row) => planOf(row, []));
  }

  async find(sessionId: string, planId: string): Promise<StoredPlan | null> {
    const { manager } = this.dataSource;
    const row = await manager.findOne(PlanEntity, { where: { sessionId, planId } });
    if (!row) return null;
    const entries = await manager.find(PlanEntryEntity, {
      where: { sessionId, planId },
      order: { entryNumber: 'ASC' },
    });
    return planOf(row, entries.map(entryOf));
  }

  /** Without its entries, locked until the transaction ends. */
  async lock(manager: EntityManager, sessionId: string, planId: string): Promise<StoredPlan | null> {
    const row = await manager.findOne(PlanEntity, {
      where: { sessionId, planId },
      lock: { mode: 'pessimistic_write' },
    });
    return row && planOf(row, []);
  }

  /**
   * Which units, projects, permits or regions of this plan another plan of the same family and period has allotted
   * already. Issues of one session wait for each other here, so that two plans cannot both find nothing.
   */
  async allottedBefore(
    manager: EntityManager,
    { sessionId, planId, family, period, entries }: StoredPlan,
  ): Promise<readonly { readonly basis: string; readonly planId: string }[]> {
    await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `registry-basis:${sessionId}`,
    ]);
    return await manager.query(
      `SELECT b.basis, p.plan_id AS "planId"
       FROM registry_plans p
       JOIN registry_plan_entries e ON e.session_id = p.session_id AND e.plan_id = p.plan_id
       CROSS JOIN LATERAL jsonb_array_elements_text(e.basis) AS b(basis)
       WHERE p.session_id = $1 AND p.family = $2 AND p.period = $3 AND p.plan_id <> $4 AND p.cap_reserved
         AND b.basis = ANY ($5::text[])
       ORDER BY b.basis, p.plan_id`,
      [sessionId, family, period, planId, entries.flatMap(({ basis }) => basis)],
    );
  }

  async update(manager: EntityManager, sessionId: string, planId: string, change: PlanChange): Promise<void> {
    await manager.update(PlanEntity, { sessionId, planId }, change);
  }

  transaction<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    return this.dataSource.transaction(work);
  }

  /** Plans are numbered 1, 2, 3 … in their session; the lock lets drafts at the same time wait for each other. */
  async add(plan: NewPlan, draftedAt: Date): Promise<string> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `registry-plan-number:${plan.sessionId}`,
      ]);
      const last = await manager.maximum(PlanEntity, 'planNumber', { sessionId: plan.sessionId });
      const planNumber = (last ?? 0) + 1;
      const planId = `plan-${planNumber}`;
      const { entries, parameters, ...columns } = plan;
      await manager.insert(PlanEntity, {
        ...columns,
        parameters: { ...parameters },
        planId,
        planNumber,
        draftedAt,
        status: 'draft',
        entryCount: entries.length,
      });
      await this.#addEntries(manager, plan.sessionId, planId, entries);
      return planId;
    });
  }

  async #addEntries(
    manager: EntityManager,
    sessionId: string,
    planId: string,
    entries: readonly AllocationEntry[],
  ): Promise<void> {
    await manager.query(
      `INSERT INTO registry_plan_entries
         (session_id, plan_id, entry_number, holder_code, instrument_code, quantity_lots, cap_region_code,
          drawn_from_holder_code, basis, charge_cents, explanation)
       SELECT $1, $2, r."entryNumber", r."holderCode", r."instrumentCode", r."quantityLots", r."capRegionCode",
         r."drawnFromHolderCode", r."basis", r."chargeCents", r."explanation"
       FROM jsonb_to_recordset($3::jsonb)
         AS r("entryNumber" integer, "holderCode" text, "instrumentCode" text, "quantityLots" bigint,
              "capRegionCode" text, "drawnFromHolderCode" text, "basis" jsonb, "chargeCents" bigint,
              "explanation" jsonb)`,
      [
        sessionId,
        planId,
        JSON.stringify(entries.map((entry, index) => ({ ...entry, entryNumber: index + 1 }))),
      ],
    );
  }

  /** Enters what a plan allotted in the register: the trace of each right. */
  async register(
    manager: EntityManager,
    sessionId: string,
    planId: string,
    issue: { readonly issuedBy: string; readonly issuedOn: string },
  ): Promise<void> {
    await manager.query(
      `INSERT INTO registry_register
         (session_id, plan_id, entry_number, holder_code, instrument_code, quantity_lots, cap_region_code,
          drawn_from_holder_code, issued_by, issued_on)
       SELECT session_id, plan_id, entry_number, holder_code, instrument_code, quantity_lots, cap_region_code,
         drawn_from_holder_code, $3, $4
       FROM registry_plan_entries WHERE session_id = $1 AND plan_id = $2 AND quantity_lots > 0`,
      [sessionId, planId, issue.issuedBy, issue.issuedOn],
    );
  }

  /** Plans whose issuing was broken off: their caps have counted them, but they are not issued yet. */
  async unfinishedIssues(): Promise<readonly { readonly sessionId: string; readonly planId: string }[]> {
    return this.dataSource.manager.find(PlanEntity, {
      select: { sessionId: true, planId: true },
      where: { status: 'approved', capReserved: true },
    });
  }

  /** Runs the work while no other process works on the same plan; the lock goes with its connection, also in a crash. */
  async exclusively<Result>(sessionId: string, planId: string, work: () => Promise<Result>): Promise<Result> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `registry-issue:${sessionId}:${planId}`,
      ]);
      return work();
    });
  }
}
