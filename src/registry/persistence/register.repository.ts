import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { RightInstrument, Zone } from '../../right-family';
import type { Participant } from '../core/register';
import type { Saving } from '../core/saving-file';
import { InstrumentEntity } from './instrument.entity';
import { ParticipantEntity } from './participant.entity';
import { SavingEntity } from './saving.entity';
import { ZoneEntity } from './zone.entity';

/** Everything of a session that the register knows, apart from caps and plans. */
export interface RegisterContents {
  readonly zones: readonly Zone[];
  readonly participants: readonly Participant[];
  readonly instruments: readonly RightInstrument[];
  readonly savings: readonly Saving[];
}

const zoneOf = (row: ZoneEntity): Zone => ({
  code: row.code,
  parentCode: row.parentCode,
  kind: row.kind as Zone['kind'],
  names: { en: row.nameEn, zh: row.nameZh },
  attainsQualityTarget: row.attainsQualityTarget,
});

const participantOf = (row: ParticipantEntity): Participant => ({
  participantCode: row.code,
  names: { en: row.nameEn, zh: row.nameZh },
  kind: row.kind,
  family: row.family,
  zoneCode: row.zoneCode,
  openingCashCents: row.openingCashCents,
});

const instrumentOf = (row: InstrumentEntity): RightInstrument => ({
  code: row.code,
  family: row.family,
  commodity: row.commodity,
  zoneCode: row.zoneCode,
  vintage: row.vintage,
  names: { en: row.nameEn, zh: row.nameZh },
  purpose: row.purpose as RightInstrument['purpose'],
  unit: { en: row.unitEn, zh: row.unitZh },
  lotSize: row.lotSize,
  tickSize: row.tickSize,
  initialReferencePrice: row.initialReferencePrice,
  priceBandBasisPoints: row.priceBandBasisPoints,
});

const savingOf = ({ participantCode, instrumentCode, savedLots, approvalNumber }: SavingEntity): Saving => ({
  participantCode,
  instrumentCode,
  savedLots,
  approvalNumber,
});

/** Zones, participants, instruments and savings. All writes are whole sets in one statement. */
@Injectable()
export class RegisterRepository {
  constructor(private readonly dataSource: DataSource) {}

  async load(sessionId: string, manager: EntityManager = this.dataSource.manager): Promise<RegisterContents> {
    const zones = await manager.find(ZoneEntity, { where: { sessionId }, order: { code: 'ASC' } });
    const participants = await manager.find(ParticipantEntity, {
      where: { sessionId },
      order: { code: 'ASC' },
    });
    const instruments = await manager.find(InstrumentEntity, {
      where: { sessionId },
      order: { code: 'ASC' },
    });
    const savings = await manager.find(SavingEntity, { where: { sessionId } });
    return {
      zones: zones.map(zoneOf),
      participants: participants.map(participantOf),
      instruments: instruments.map(instrumentOf),
      savings: savings.map(savingOf),
    };
  }

  /** Runs the work in a transaction that no other import of the session shares: what it reads stays true. */
  async exclusively<Result>(
    sessionId: string,
    work: (manager: EntityManager, contents: RegisterContents) => Promise<Result>,
  ): Promise<Result> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `registry-import:${sessionId}`,
      ]);
      return work(manager, await this.load(sessionId, manager));
    });
  }

  async addZones(manager: EntityManager, sessionId: string, zones: readonly Zone[]): Promise<void> {
    await manager.query(
      `INSERT INTO registry_zones (session_id, code, parent_code, kind, name_en, name_zh, attains_quality_target)
       SELECT $1, r."code", r."parentCode", r."kind", r."names"->>'en', r."names"->>'zh', r."attainsQualityTarget"
       FROM jsonb_to_recordset($2::jsonb)
         AS r("code" text, "parentCode" text, "kind" text, "names" jsonb, "attainsQualityTarget" boolean)`,
      [sessionId, JSON.stringify(zones)],
    );
  }

  async setAttainment(
    manager: EntityManager,
    sessionId: string,
    attainment: readonly { readonly zoneCode: string; readonly attains: boolean }[],
  ): Promise<void> {
    await manager.query(
      `UPDATE registry_zones z SET attains_quality_target = r."attains"
       FROM jsonb_to_recordset($2::jsonb) AS r("zoneCode" text, "attains" boolean)
       WHERE z.session_id = $1 AND z.code = r."zoneCode"`,
      [sessionId, JSON.stringify(attainment)],
    );
  }

  async addParticipants(
    manager: EntityManager,
    sessionId: string,
    participants: readonly Participant[],
  ): Promise<void> {
    await manager.query(
      `INSERT INTO registry_participants
         (session_id, code, name_en, name_zh, kind, family, zone_code, opening_cash_cents)
       SELECT $1, r."participantCode", r."names"->>'en', r."names"->>'zh', r."kind", r."family", r."zoneCode",
         r."openingCashCents"
       FROM jsonb_to_recordset($2::jsonb)
         AS r("participantCode" text, "names" jsonb, "kind" text, "family" text, "zoneCode" text,
              "openingCashCents" bigint)`,
      [sessionId, JSON.stringify(participants)],
    );
  }

  async addSavings(manager: EntityManager, sessionId: string, savings: readonly Saving[]): Promise<void> {
    await manager.query(
      `INSERT INTO registry_savings (session_id, approval_number, participant_code, instrument_code, saved_lots)
       SELECT $1, r."approvalNumber", r."participantCode", r."instrumentCode", r."savedLots"
       FROM jsonb_to_recordset($2::jsonb)
         AS r("approvalNumber" text, "participantCode" text, "instrumentCode" text, "savedLots" bigint)`,
      [sessionId, JSON.stringify(savings)],
    );
  }

  /** An instrument that exists stays as it is: its measures are part of what was issued. */
  async addInstruments(
    manager: EntityManager | null,
    sessionId: string,
    instruments: readonly RightInstrument[],
  ): Promise<void> {
    await (manager ?? this.dataSource.manager).query(
      `INSERT INTO registry_instruments
         (session_id, code, family, commodity, zone_code, vintage, name_en, name_zh, purpose, unit_en, unit_zh,
          lot_size, tick_size, initial_reference_price, price_band_basis_points)
       SELECT $1, r."code", r."family", r."commodity", r."zoneCode", r."vintage", r."names"->>'en', r."names"->>'zh',
         r."purpose", r."unit"->>'en', r."unit"->>'zh', r."lotSize", r."tickSize", r."initialReferencePrice",
         r."priceBandBasisPoints"
       FROM jsonb_to_recordset($2::jsonb)
         AS r("code" text, "family" text, "commodity" text, "zoneCode" text, "vintage" text, "names" jsonb,
              "purpose" text, "unit" jsonb, "lotSize" text, "tickSize" text, "initialReferencePrice" text,
              "priceBandBasisPoints" integer)
       ON CONFLICT (session_id, code) DO NOTHING`,
      [sessionId, JSON.stringify(instruments)],
    );
  }
}
