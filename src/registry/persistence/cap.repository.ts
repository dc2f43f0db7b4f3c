import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { CapClaim } from '../core/cap-check';
import type { Cap } from '../core/register';
import { CapEntity } from './cap.entity';

const capOf = (row: CapEntity): Cap => ({
  family: row.family,
  commodity: row.commodity,
  regionCode: row.regionCode,
  period: row.period,
  capLots: row.capLots,
  issuedLots: row.issuedLots,
  unit: { en: row.unitEn, zh: row.unitZh },
  lotSize: row.lotSize,
});

const CAP_ORDER = { family: 'ASC', commodity: 'ASC', regionCode: 'ASC', period: 'ASC' } as const;

@Injectable()
export class CapRepository {
  constructor(private readonly dataSource: DataSource) {}

  async all(sessionId: string): Promise<readonly Cap[]> {
    const rows = await this.dataSource.manager.find(CapEntity, { where: { sessionId }, order: CAP_ORDER });
    return rows.map(capOf);
  }

  /**
   * Locks the claimed caps until the transaction ends, everybody in the same order, so that nobody waits in a circle;
   * returns all caps of the session as they stand then.
   */
  async lock(
    manager: EntityManager,
    sessionId: string,
    claims: readonly Pick<CapClaim, 'family' | 'commodity' | 'regionCode' | 'period'>[],
  ): Promise<readonly Cap[]> {
    const held = await manager.query<unknown[]>(
      `SELECT c.family, c.commodity, c.region_code, c.period FROM registry_caps c
       JOIN jsonb_to_recordset($2::jsonb) AS r("family" text, "commodity" text, "regionCode" text, "period" text)
         ON c.family = r."family" AND c.commodity = r."commodity" AND c.region_code = r."regionCode"
           AND c.period = r."period"
       WHERE c.session_id = $1
       ORDER BY c.family, c.commodity, c.region_code, c.period
       FOR UPDATE OF c`,
      [sessionId, JSON.stringify(claims)],
    );
    if (held.length === 0) return [];
    const rows = await manager.find(CapEntity, { where: { sessionId }, order: CAP_ORDER });
    return rows.map(capOf);
  }

  /** New caps, and new figures for caps that are set; what is issued stays. */
  async set(manager: EntityManager, sessionId: string, caps: readonly Cap[]): Promise<void> {
    await manager.query(
      `INSERT INTO registry_caps
         (session_id, family, commodity, region_code, period, cap_lots, unit_en, unit_zh, lot_size)
       SELECT $1, r."family", r."commodity", r."regionCode", r."period", r."capLots", r."unit"->>'en', r."unit"->>'zh',
         r."lotSize"
       FROM jsonb_to_recordset($2::jsonb)
         AS r("family" text, "commodity" text, "regionCode" text, "period" text, "capLots" bigint, "unit" jsonb,
              "lotSize" text)
       ON CONFLICT (session_id, family, commodity, region_code, period) DO UPDATE SET cap_lots = excluded.cap_lots`,
      [sessionId, JSON.stringify(caps)],
    );
  }

  /** Counts claims against their caps, or gives them back (`direction` −1). The caps must exist. */
  async count(
    manager: EntityManager,
    sessionId: string,
    claims: readonly CapClaim[],
    direction: 1 | -1,
  ): Promise<void> {
    await manager.query(
      `UPDATE registry_caps c SET issued_lots = c.issued_lots + $3::int * r."lots"
       FROM jsonb_to_recordset($2::jsonb)
         AS r("family" text, "commodity" text, "regionCode" text, "period" text, "lots" bigint)
       WHERE c.session_id = $1 AND c.family = r."family" AND c.commodity = r."commodity"
         AND c.region_code = r."regionCode" AND c.period = r."period"`,
      [sessionId, JSON.stringify(claims), direction],
    );
  }
}
