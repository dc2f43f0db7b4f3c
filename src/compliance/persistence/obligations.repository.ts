import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, In } from 'typeorm';
import type { RightQuantity } from '../../right-family';
import { mergeParts, type ObligationState } from '../core/obligation';
import type { SurrenderPart } from '../core/surrender-request';
import { ObligationEntity } from './obligation.entity';
import type { ObligationRecord } from './reports.repository';
import { SurrenderEntity, SurrenderPartEntity } from './surrender.entity';

export interface ObligationKey {
  readonly sessionId: string;
  readonly family: string;
  readonly period: string;
  readonly participantCode: string;
}

/** A surrender with its parts, as plain data. */
export type SurrenderRecord = Readonly<SurrenderEntity> & { readonly parts: readonly SurrenderPart[] };

/** An obligation under lock, with all surrenders for it. */
export interface LockedObligation {
  readonly obligation: ObligationRecord | null;
  readonly surrenders: readonly SurrenderRecord[];
  readonly update: (change: Partial<ObligationRecord>) => Promise<void>;
  /** Adds a request, or puts a new try in the place of a refused one. */
  readonly putSurrender: (surrender: SurrenderRecord) => Promise<void>;
}

const keyOf = ({ sessionId, family, period, participantCode }: ObligationKey): ObligationKey => ({
  sessionId,
  family,
  period,
  participantCode,
});

@Injectable()
export class ObligationsRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  find(key: ObligationKey): Promise<ObligationRecord | null> {
    return this.dataSource.manager.findOneBy(ObligationEntity, keyOf(key));
  }

  ofSession(
    sessionId: string,
    filter: { readonly period?: string; readonly states?: readonly ObligationState[] } = {},
  ): Promise<readonly ObligationRecord[]> {
    const { period, states } = filter;
    return this.dataSource.manager.find(ObligationEntity, {
      where: {
        sessionId,
        ...(period === undefined ? {} : { period }),
        ...(states === undefined ? {} : { state: In([...states]) }),
      },
      order: { period: 'ASC', family: 'ASC', participantCode: 'ASC' },
    });
  }

  /** Runs `work` while nobody else can change this obligation or add a surrender to it. */
  withLock<Result>(key: ObligationKey, work: (locked: LockedObligation) => Promise<Result>): Promise<Result> {
    return this.dataSource.transaction(async (manager) => {
      const where = keyOf(key);
      const obligation = await manager.findOne(ObligationEntity, {
        where,
        lock: { mode: 'pessimistic_write' },
      });
      return work({
        obligation,
        surrenders: await surrendersOf(manager, where),
        update: async (change) => {
          await manager.update(ObligationEntity, where, change);
        },
        putSurrender: ({ parts, ...surrender }) => putSurrender(manager, surrender, parts),
      });
    });
  }

  async surrender(sessionId: string, reference: string): Promise<SurrenderRecord | null> {
    const manager = this.dataSource.manager;
    const row = await manager.findOneBy(SurrenderEntity, { sessionId, reference });
    return row && { ...row, parts: await manager.findBy(SurrenderPartEntity, { sessionId, reference }) };
  }

  surrendersFor(key: ObligationKey): Promise<readonly SurrenderRecord[]> {
    return surrendersOf(this.dataSource.manager, keyOf(key));
  }

  /** Requests of a period of which this table does not know that the ledger has posted them. */
  async unpostedSurrenders(sessionId: string, period: string): Promise<readonly SurrenderRecord[]> {
    return withParts(
      this.dataSource.manager,
      await this.dataSource.manager.find(SurrenderEntity, {
        where: { sessionId, period, state: In(['pending', 'refused']) },
        order: { requestedAt: 'ASC', reference: 'ASC' },
      }),
    );
  }

  /** The ledger has it: true whatever this table said before. */
  async markPosted({ sessionId, reference }: SurrenderRecord): Promise<void> {
    await this.dataSource.manager.update(SurrenderEntity, { sessionId, reference }, { state: 'posted' });
  }

  /** Only this try, and only while nobody has found it posted. */
  async markRefused({ sessionId, reference, attempt }: SurrenderRecord): Promise<void> {
    await this.dataSource.manager.update(
      SurrenderEntity,
      { sessionId, reference, attempt, state: 'pending' },
      { state: 'refused' },
    );
  }

  /** What the ledger has posted, per participant, family and period. */
  async surrenderedBySession(sessionId: string): Promise<ReadonlyMap<string, readonly RightQuantity[]>> {
    const rows = await this.dataSource.manager.findBy(SurrenderEntity, { sessionId, state: 'posted' });
    const found = new Map<string, readonly RightQuantity[]>();
    for (const { parts, ...row } of await withParts(this.dataSource.manager, rows)) {
      const key = obligationName(row);
      found.set(key, mergeParts([...(found.get(key) ?? []), ...parts]));
    }
    return found;
  }
}

/** Key of `surrenderedBySession`. */
export const obligationName = ({
  family,
  period,
  participantCode,
}: Pick<ObligationKey, 'family' | 'period' | 'participantCode'>): string =>
  JSON.stringify([family, period, participantCode]);

async function surrendersOf(manager: EntityManager, key: ObligationKey): Promise<readonly SurrenderRecord[]> {
  return withParts(manager, await manager.findBy(SurrenderEntity, key));
}

async function withParts(
  manager: EntityManager,
  rows: readonly SurrenderEntity[],
): Promise<readonly SurrenderRecord[]> {
  const [first] = rows;
  if (!first) return [];
  const parts = await manager.find(SurrenderPartEntity, {
    where: { sessionId: first.sessionId, reference: In(rows.map((row) => row.reference)) },
    order: { reference: 'ASC', instrumentCode: 'ASC' },
  });
  return rows.map((row) => ({ ...row, parts: parts.filter((part) => part.reference === row.reference) }));
}

async function putSurrender(
  manager: EntityManager,
  surrender: Readonly<SurrenderEntity>,
  parts: readonly SurrenderPart[],
): Promise<void> {
  const { sessionId, reference } = surrender;
  await manager.delete(SurrenderEntity, { sessionId, reference, state: 'refused' });
  await manager.insert(SurrenderEntity, surrender);
  await manager.delete(SurrenderPartEntity, { sessionId, reference });
  await manager.insert(
    SurrenderPartEntity,
    parts.map((part) => ({ ...part, sessionId, reference })),
  );
}
