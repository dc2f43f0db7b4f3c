import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, In } from 'typeorm';
import { ObligationEntity } from './obligation.entity';
import { ReportEntity } from './report.entity';

/** A row of `compliance_reports` as plain data. */
export type ReportRecord = Readonly<ReportEntity>;
export type ObligationRecord = Readonly<ObligationEntity>;

export interface ReportKey {
  readonly sessionId: string;
  readonly family: string;
  readonly period: string;
}

/** One writer at a time per session, family and period, so that an import and a verification cannot interleave. */
const lockPeriod = (manager: EntityManager, { sessionId, family, period }: ReportKey): Promise<unknown> =>
  manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `compliance_reports ${sessionId} ${family} ${period}`,
  ]);

@Injectable()
export class ReportsRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  ofSession(sessionId: string): Promise<readonly ReportRecord[]> {
    return this.dataSource.getRepository(ReportEntity).find({
      where: { sessionId },
      order: { period: 'ASC', family: 'ASC', participantCode: 'ASC' },
    });
  }

  /**
   * Puts these rows in the place of all that is not verified yet.
   * @returns the participants among them whose report is verified already; then nothing has changed
   */
  replaceUnverified(key: ReportKey, rows: readonly ReportRecord[]): Promise<readonly string[]> {
    return this.dataSource.transaction(async (manager) => {
      await lockPeriod(manager, key);
      const verified = await manager.findBy(ReportEntity, {
        ...key,
        status: 'verified',
        participantCode: In(rows.map((row) => row.participantCode)),
      });
      if (verified.length > 0) return verified.map((row) => row.participantCode);
      await manager.delete(ReportEntity, { ...key, status: 'reported' });
      await manager.insert(ReportEntity, [...rows]);
      return [];
    });
  }

  /** Adds the rows of those who have no report yet. @returns how many these were */
  addMissing(key: ReportKey, rows: readonly ReportRecord[]): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      await lockPeriod(manager, key);
      const known = new Set((await manager.findBy(ReportEntity, key)).map((row) => row.participantCode));
      const missing = rows.filter((row) => !known.has(row.participantCode));
      if (missing.length > 0) await manager.insert(ReportEntity, missing);
      return missing.length;
    });
  }

  /**
   * Marks what is reported as verified and adds the obligations that follow, in one transaction.
   * @param judge called with the rows under lock; what it throws leaves everything as it was
   */
  verify(
    key: ReportKey,
    verification: { readonly by: string; readonly at: Date },
    judge: (rows: readonly ReportRecord[]) => readonly ObligationRecord[],
  ): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      await lockPeriod(manager, key);
      const rows = await manager.find(ReportEntity, { where: key, order: { participantCode: 'ASC' } });
      const reported = rows.filter((row) => row.status === 'reported');
      const obligations = judge(rows);
      if (reported.length === 0) return 0;
      await manager.update(
        ReportEntity,
        { ...key, status: 'reported' },
        { status: 'verified', verifiedBy: verification.by, verifiedAt: verification.at },
      );
      await manager.insert(ObligationEntity, [...obligations]);
      return reported.length;
    });
  }
}
