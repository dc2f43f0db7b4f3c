import { Injectable } from '@nestjs/common';
import { DomainError, type LocalizedText } from '../kernel';
import { Clock } from '../platform';
import { Registry } from '../registry';
import { type HolderFacts, RightFamilyDirectory, type RightInstrument } from '../right-family';
import type { MonitoringReport } from './compliance.contract';
import { readMonitoringFile } from './core/monitoring-file';
import { allowancePeriods } from './core/obligation';
import {
  type ObligationRecord,
  type ReportKey,
  type ReportRecord,
  ReportsRepository,
} from './persistence/reports.repository';

/** More problems than this are counted, not listed. */
const MAX_LISTED_PROBLEMS = 500;

/** Monitoring reports: brought in by one person, verified by another; the obligation follows from verified figures. */
@Injectable()
export class MonitoringService {
  constructor(
    private readonly reportsRepository: ReportsRepository,
    private readonly registry: Registry,
    private readonly families: RightFamilyDirectory,
    private readonly clock: Clock,
  ) {}

  /** @returns how many rows were taken in */
  async import(
    request: ReportKey & { readonly csv: string; readonly actorId: string; readonly onlyMissing?: boolean },
  ): Promise<number> {
    const { sessionId, family: familyCode, period } = request;
    const family = this.families.get(familyCode);
    const instruments = await this.registry.instruments(sessionId);
    requireKnownPeriod(request, instruments);
    const participants = await this.registry.participants(sessionId);
    const holders = await this.#holders(
      sessionId,
      participants.filter((row) => row.family === familyCode).map((row) => row.participantCode),
    );
    const judgeQuantity = (participantCode: string, measuredQuantity: string): LocalizedText | null => {
      const holder = holders.get(participantCode);
      if (!holder) return null;
      try {
        family.obligationOf({ period, holder, measuredQuantity, instruments });
        return null;
      } catch (error) {
        if (error instanceof DomainError) return error.text;
        throw error;
      }
    };
    const { rows, problems } = readMonitoringFile({
      csv: request.csv,
      family: familyCode,
      participants: new Map(participants.map((row) => [row.participantCode, row])),
      judgeQuantity,
    });
    if (problems.length > 0) throw badFile(problems);
    const reportedAt = this.clock.now();
    const key = { sessionId, family: familyCode, period };
    const reports = rows.map((row) => ({
      ...key,
      ...row,
      status: 'reported' as const,
      reportedBy: request.actorId,
      reportedAt,
      verifiedBy: null,
      verifiedAt: null,
    }));
    if (request.onlyMissing === true) return this.reportsRepository.addMissing(key, reports);
    const verified = await this.reportsRepository.replaceUnverified(key, reports);
    if (verified.length > 0) throw alreadyVerified(verified);
    return rows.length;
  }

  async verify({ actorId, ...key }: ReportKey & { readonly actorId: string }): Promise<number> {
    const family = this.families.get(key.family);
    const instruments = await this.registry.instruments(key.sessionId);
    requireKnownPeriod(key, instruments);
    const before = await this.reportsRepository.ofSession(key.sessionId);
    const holders = await this.#holders(
      key.sessionId,
      before
        .filter((row) => row.family === key.family && row.period === key.period)
        .map((row) => row.participantCode),
    );
    const judge = (rows: readonly ReportRecord[]): readonly ObligationRecord[] => {
      if (rows.length === 0) throw noReports(key);
      return rows
        .filter((row) => row.status === 'reported')
        .map((row) => {
          if (row.reportedBy === actorId) throw samePerson();
          const holder = holders.get(row.participantCode);
          if (!holder) throw changedMeanwhile();
          const { measuredQuantity } = row;
          const obligation = family.obligationOf({
            period: key.period,
            holder,
            measuredQuantity,
            instruments,
          });
          return newObligation(row, obligation);
        });
    };
    return this.reportsRepository.verify(key, { by: actorId, at: this.clock.now() }, judge);
  }

  async reports(sessionId: string): Promise<readonly MonitoringReport[]> {
    return (await this.reportsRepository.ofSession(sessionId)).map((row) => ({
      sessionId,
      participantCode: row.participantCode,
      family: row.family,
      period: row.period,
      measuredQuantity: row.measuredQuantity,
      status: row.status,
      reportedBy: row.reportedBy,
      verifiedBy: row.verifiedBy,
    }));
  }

  async #holders(sessionId: string, codes: readonly string[]): Promise<ReadonlyMap<string, HolderFacts>> {
    const holders = new Map<string, HolderFacts>();
    for (const code of codes) holders.set(code, await this.registry.holder(sessionId, code));
    return holders;
  }
}

const newObligation = (
  { sessionId, family, period, participantCode }: ReportRecord,
  { obligationLots, explanation }: Pick<ObligationRecord, 'obligationLots' | 'explanation'>,
): ObligationRecord => ({
  sessionId,
  family,
  period,
  participantCode,
  obligationLots,
  explanation,
  state: 'open',
  closedOn: null,
  shortfallLots: 0,
  surplusLots: 0,
  penaltyCents: 0,
  penaltyCollectedCents: 0,
  nextPeriodDeductionLots: 0,
  consequence: [],
  collectionAttempt: 0,
  plannedFromTradingCents: 0,
  plannedCollectionCents: 0,
});

function badFile(problems: ReturnType<typeof readMonitoringFile>['problems']): DomainError {
  return new DomainError(
    'compliance.bad-file',
    {
      en: `The file has ${problems.length} problem(s); nothing was imported.`,
      zh: `文件有 ${problems.length} 处问题，未导入任何数据。`,
    },
    { problemCount: problems.length },
    {
      kind: 'refused',
      problems: problems.slice(0, MAX_LISTED_PROBLEMS),
      remedy: {
        en: 'Mend the listed lines and send the whole file again.',
        zh: '请修改所列各行后重新提交整个文件。',
      },
    },
  );
}

function alreadyVerified(codes: readonly string[]): DomainError {
  const named = codes.slice(0, 12).join(', ');
  return new DomainError(
    'report.already-verified',
    {
      en: `The reports of ${named} are verified and stay as they are; nothing was imported.`,
      zh: `${named} 的报告已核查，不能覆盖；未导入任何数据。`,
    },
    { participants: named, count: codes.length },
    {
      kind: 'conflict',
      remedy: { en: 'Leave these participants out of the file.', zh: '请从文件中去掉这些参与方。' },
    },
  );
}

const samePerson = (): DomainError =>
  new DomainError(
    'report.same-person',
    {
      en: 'Who brought the reports in cannot verify them.',
      zh: '报告的提交人不能核查自己提交的报告。',
    },
    {},
    {
      kind: 'forbidden',
      remedy: { en: 'A second regulator or trainer verifies.', zh: '请由另一位监管者或教师核查。' },
    },
  );

/** Without an allowance of the period nothing could be owed, surrendered or shown. @throws DomainError `report.unknown-period` */
function requireKnownPeriod({ family, period }: ReportKey, instruments: readonly RightInstrument[]): void {
  const periods = allowancePeriods(family, instruments);
  if (periods.includes(period)) return;
  const accepted = periods.join(', ');
  throw new DomainError(
    'report.unknown-period',
    {
      en: `This session has no rights of ${family} for ${period}.`,
      zh: `本场次没有 ${family} ${period} 年度的权利。`,
    },
    { family, period, accepted },
    {
      remedy:
        periods.length > 0
          ? { en: `Use one of: ${accepted}.`, zh: `可用年度：${accepted}。` }
          : { en: 'Open the period in the registry first.', zh: '请先在登记系统中开立该年度。' },
    },
  );
}

const noReports = ({ family, period }: ReportKey): DomainError =>
  new DomainError(
    'report.none',
    {
      en: `There are no reports of ${family} for ${period}.`,
      zh: `没有 ${family} ${period} 年度的监测报告。`,
    },
    { family, period },
    { kind: 'not-found', remedy: { en: 'Import the monitoring file first.', zh: '请先导入监测文件。' } },
  );

const changedMeanwhile = (): DomainError =>
  new DomainError(
    'report.changed-meanwhile',
    { en: 'The reports were changed at the same moment.', zh: '报告在同一时刻被修改。' },
    {},
    { kind: 'conflict', remedy: { en: 'Look at them again, then verify.', zh: '请重新查看后再核查。' } },
  );
