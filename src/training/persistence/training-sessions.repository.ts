import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { assert } from '../../kernel';
import { SESSION_STAGES, type SessionStage } from '../training.contract';
import { TrainingSessionEntity } from './training-session.entity';

/** A session as the services of this module know it. */
export interface SessionRecord {
  readonly sessionId: string;
  readonly sessionNumber: number;
  readonly scenario: string;
  readonly titles: { readonly en: string; readonly zh: string };
  readonly stage: SessionStage;
  readonly setupStepsDone: number;
  readonly paused: boolean;
  readonly ended: boolean;
  readonly leaving: boolean;
  readonly simulatedDate: string;
  readonly period: string;
  readonly seed: number;
  readonly dayMilliseconds: number;
  readonly bots: boolean;
  readonly reportsImported: boolean;
  readonly reportsVerified: boolean;
}

export type SessionChange = Partial<
  Pick<
    SessionRecord,
    | 'stage'
    | 'setupStepsDone'
    | 'paused'
    | 'ended'
    | 'leaving'
    | 'simulatedDate'
    | 'reportsImported'
    | 'reportsVerified'
  >
>;

@Injectable()
export class TrainingSessionsRepository {
  constructor(
    @InjectRepository(TrainingSessionEntity)
    private readonly repository: Repository<TrainingSessionEntity>,
  ) {}

  /** Oldest first. */
  async all(): Promise<readonly SessionRecord[]> {
    return (await this.repository.find({ order: { createdAt: 'ASC', sessionNumber: 'ASC' } })).map(recordOf);
  }

  async find(sessionId: string): Promise<SessionRecord | null> {
    const row = await this.repository.findOneBy({ sessionId });
    return row ? recordOf(row) : null;
  }

  /** Adds the session with the next free number of its scenario: demo-1, demo-2 … One caller after the other. */
  async add(session: Omit<SessionRecord, 'sessionId' | 'sessionNumber'>): Promise<SessionRecord> {
    const { titles, ...rest } = session;
    return await this.repository.manager.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `training_sessions ${session.scenario}`,
      ]);
      const repository = manager.getRepository(TrainingSessionEntity);
      const highest = await repository.maximum('sessionNumber', { scenario: session.scenario });
      const sessionNumber = Number(highest ?? 0) + 1;
      const sessionId = `${session.scenario}-${sessionNumber}`;
      await repository.insert({ ...rest, sessionId, sessionNumber, titleEn: titles.en, titleZh: titles.zh });
      return { ...session, sessionId, sessionNumber };
    });
  }

  async change(sessionId: string, change: SessionChange): Promise<void> {
    await this.repository.update({ sessionId }, change);
  }
}

function recordOf({ titleEn, titleZh, createdAt: _, ...row }: TrainingSessionEntity): SessionRecord {
  const stage = SESSION_STAGES.find((known) => known === row.stage);
  assert(stage, `session ${row.sessionId} has a known stage`);
  return { ...row, stage, titles: { en: titleEn, zh: titleZh } };
}
