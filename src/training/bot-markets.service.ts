import { Injectable } from '@nestjs/common';
import { centsPerTickLot, parsePrice } from '../kernel';
import { type Participant, Registry } from '../registry';
import {
  type HolderFacts,
  type RightFamily,
  RightFamilyDirectory,
  type RightInstrument,
} from '../right-family';
import { diligenceOf, seededRandom, type Temperament, temperamentOf, valuePath } from './core/bots';
import { ExampleFiles } from './example-files.service';
import { type SessionRecord, scenarioOf } from './sessions.service';

/** A participant in a market, as its robot sees it. */
export interface BotTrader {
  readonly participantCode: string;
  readonly holder: HolderFacts;
  readonly startLots: number;
  /** what it will really owe of this right; a robot knows a forecast only */
  readonly trueNeedLots: number;
  readonly temperament: Temperament;
}
export interface BotMarket {
  readonly instrument: RightInstrument;
  readonly family: RightFamily;
  readonly centsPerTickLot: number;
  /** value by trading day */
  readonly values: readonly number[];
  readonly traders: readonly BotTrader[];
}

interface Sources {
  readonly session: SessionRecord;
  readonly instruments: readonly RightInstrument[];
  /** by participant and instrument */
  readonly allotted: ReadonlyMap<string, number>;
  /** by participant, decimal string in the family's unit */
  readonly measured: ReadonlyMap<string, string>;
}
/** A participant with what it owes and where. */
interface Company {
  readonly participant: Participant;
  readonly holder: HolderFacts;
  readonly needs: ReadonlyMap<string, number>;
}

/**
 * Who trades what, and why: from the register, from the initial allocation and from each company's knowledge of its
 * own year. All of it is asked for through the contracts that people's screens use.
 */
@Injectable()
export class BotMarkets {
  constructor(
    private readonly registry: Registry,
    private readonly families: RightFamilyDirectory,
    private readonly files: ExampleFiles,
  ) {}

  async of(session: SessionRecord): Promise<readonly BotMarket[]> {
    const scenario = scenarioOf(session.scenario);
    const sources: Sources = {
      session,
      instruments: await this.registry.instruments(session.sessionId),
      allotted: await this.#allotted(session),
      measured: await this.#measured(session),
    };
    const companies: Company[] = [];
    for (const participant of await this.registry.participants(session.sessionId)) {
      if (scenario.kindsOutsideTheMarket.includes(participant.kind)) continue;
      const holder = await this.registry.holder(session.sessionId, participant.participantCode);
      const needs = needsOf(participant, holder, this.families.get(participant.family), sources);
      companies.push({ participant, holder, needs });
    }
    return sources.instruments.flatMap((instrument) => {
      const market = this.#market(instrument, companies, sources);
      return hasTwoSides(market, session.simulatedDate) ? [market] : [];
    });
  }

  #market(instrument: RightInstrument, companies: readonly Company[], sources: Sources): BotMarket {
    const { session } = sources;
    const scenario = scenarioOf(session.scenario);
    const traders = companies
      .filter(({ participant }) => participant.family === instrument.family)
      .map(({ participant, holder, needs }): BotTrader => {
        const { participantCode } = participant;
        const random = seededRandom(session.seed, 'temperament', participantCode);
        const temperament = temperamentOf(random);
        const trueNeedLots = Math.floor((needs.get(instrument.code) ?? 0) * diligenceOf(random));
        const startLots = sources.allotted.get(`${participantCode}\n${instrument.code}`) ?? 0;
        return { participantCode, holder, startLots, trueNeedLots, temperament };
      })
      .filter(({ startLots, trueNeedLots }) => startLots > 0 || trueNeedLots > 0);
    return {
      instrument,
      family: this.families.get(instrument.family),
      centsPerTickLot: centsPerTickLot(instrument),
      values: valuePath({
        seed: session.seed,
        instrumentCode: instrument.code,
        startTicks: parsePrice(instrument.initialReferencePrice, instrument),
        days: scenario.days.trading,
        seasonShare: scenario.seasonShares[instrument.family] ?? 0,
      }),
      traders,
    };
  }

  async #allotted({ sessionId, period }: SessionRecord): Promise<ReadonlyMap<string, number>> {
    const allotted = new Map<string, number>();
    const add = (holderCode: string, instrumentCode: string, lots: number) => {
      const key = `${holderCode}\n${instrumentCode}`;
      allotted.set(key, (allotted.get(key) ?? 0) + lots);
    };
    for (const { planId, status, period: planned } of await this.registry.plans(sessionId)) {
      if (status !== 'issued' || planned !== period) continue;
      for (const entry of (await this.registry.plan(sessionId, planId)).entries) {
        add(entry.holderCode, entry.instrumentCode, entry.quantityLots);
        if (entry.drawnFromHolderCode)
          add(entry.drawnFromHolderCode, entry.instrumentCode, -entry.quantityLots);
      }
    }
    return allotted;
  }

  async #measured(session: SessionRecord): Promise<ReadonlyMap<string, string>> {
    const scenario = scenarioOf(session.scenario);
    const measured = new Map<string, string>();
    for (const { file } of scenario.monitoring)
      for (const row of await this.files.measured(scenario.folder, file))
        measured.set(row.participantCode, row.quantity);
    return measured;
  }
}

/** What a company will owe, by the instrument with which it means to pay. */
function needsOf(
  { participantCode, family: familyCode }: Participant,
  holder: HolderFacts,
  family: RightFamily,
  { session, instruments, allotted, measured }: Sources,
): ReadonlyMap<string, number> {
  const measuredQuantity = measured.get(participantCode);
  const { period } = session;
  const own = instruments.filter((instrument) => instrument.family === familyCode);
  const allowances = own.filter(({ purpose, vintage }) => purpose === 'allowance' && vintage === period);
  const zones = new Set(holder.zones.map(({ code }) => code));
  const allowance =
    allowances.find(({ code }) => (allotted.get(`${participantCode}\n${code}`) ?? 0) > 0) ??
    allowances.find(({ zoneCode }) => zoneCode === null || zones.has(zoneCode));
  if (measuredQuantity === undefined || !allowance) return new Map();
  const { obligationLots } = family.obligationOf({ period, holder, measuredQuantity, instruments });
  const needs = new Map<string, number>();
  let offsetLots = 0;
  for (const { code } of own.filter(({ purpose }) => purpose === 'offset')) {
    const most = usableOffset(family, { period, obligationLots, holder, instruments }, code, allowance.code);
    const appetite = seededRandom(session.seed, 'offset-appetite', participantCode, code).next();
    needs.set(code, Math.floor(most * appetite * OFFSET_APPETITE));
    offsetLots += needs.get(code) ?? 0;
  }
  needs.set(allowance.code, obligationLots - offsetLots);
  return needs;
}

/** No company plans to use offsets up to the last tonne that the rule allows. */
const OFFSET_APPETITE = 0.9;

/** How many offsets the family would take for an obligation: asked, not known here. */
function usableOffset(
  family: RightFamily,
  question: {
    period: string;
    obligationLots: number;
    holder: HolderFacts;
    instruments: readonly RightInstrument[];
  },
  offsetCode: string,
  allowanceCode: string,
): number {
  const { obligationLots } = question;
  const holdings = [offsetCode, allowanceCode].map((instrumentCode) => ({
    instrumentCode,
    quantityLots: obligationLots,
  }));
  const { parts } = family.planSurrender({ ...question, holdings, surrendered: [] });
  return parts.find(({ instrumentCode }) => instrumentCode === offsetCode)?.quantityLots ?? 0;
}

/** A market where nobody may buy, or nobody sell, has no robots. */
function hasTwoSides({ family, instrument, traders }: BotMarket, date: string): boolean {
  return (['buy', 'sell'] as const).every((side) =>
    traders.some(({ holder }) => family.judgeOrder({ side, instrument, holder, date }).allowed),
  );
}
