import { Injectable } from '@nestjs/common';
import { assert } from '../kernel';
import { type Balance, Ledger, participantAccount } from '../ledger';
import { Registry } from '../registry';
import { RightFamilyDirectory, type RightInstrument, type RightQuantity } from '../right-family';
import type { ComplianceResult } from './compliance.contract';
import { obligationInstrument, standingOf, totalLots, zoneChain } from './core/obligation';
import {
  type ObligationKey,
  ObligationsRepository,
  obligationName,
} from './persistence/obligations.repository';
import type { ObligationRecord } from './persistence/reports.repository';

/** Measures of an obligation whose allowance is not known (any more): what is stored is shown all the same. */
const IN_LOTS = { unit: { en: 'lots', zh: '手' }, lotSize: '1' } as const;

/** How obligations stand: before the deadline from the ledger of the moment, after it as it was established. */
@Injectable()
export class ResultsService {
  constructor(
    private readonly repository: ObligationsRepository,
    private readonly registry: Registry,
    private readonly ledger: Ledger,
    private readonly families: RightFamilyDirectory,
  ) {}

  async resultOf(key: ObligationKey): Promise<ComplianceResult> {
    const obligation = await this.repository.find(key);
    assert(obligation, 'a result is asked for an obligation that exists');
    const [result] = await this.#results(key.sessionId, [obligation]);
    assert(result, 'one obligation gives one result');
    return result;
  }

  async results(sessionId: string, period?: string): Promise<readonly ComplianceResult[]> {
    const filter = period === undefined ? {} : { period };
    return this.#results(sessionId, await this.repository.ofSession(sessionId, filter));
  }

  async #results(
    sessionId: string,
    obligations: readonly ObligationRecord[],
  ): Promise<readonly ComplianceResult[]> {
    if (obligations.length === 0) return [];
    const surrendered = await this.repository.surrenderedBySession(sessionId);
    const instruments = await this.registry.instruments(sessionId);
    const balances = await this.ledger.balances(sessionId);
    const zones = await this.registry.zones(sessionId);
    const zoneCodes = new Map(
      (await this.registry.participants(sessionId)).map((one) => [one.participantCode, one.zoneCode]),
    );
    return obligations.map((obligation) => {
      const zoneCode = zoneCodes.get(obligation.participantCode);
      const instrument = obligationInstrument(
        { ...obligation, zoneCodes: zoneCode === undefined ? [] : zoneChain(zones, zoneCode) },
        instruments,
      );
      const parts = surrendered.get(obligationName(obligation)) ?? [];
      const surplusLots =
        obligation.state === 'open' || obligation.state === 'closing'
          ? registeredLots(balances, obligation, instruments)
          : obligation.surplusLots;
      return this.#result(obligation, parts, instrument, surplusLots);
    });
  }

  #result(
    obligation: ObligationRecord,
    parts: readonly RightQuantity[],
    instrument: RightInstrument | null,
    surplusLots: number,
  ): ComplianceResult {
    const { family, period, obligationLots } = obligation;
    const surrenderedLots = totalLots(parts);
    return {
      participantCode: obligation.participantCode,
      family,
      period,
      unit: instrument?.unit ?? IN_LOTS.unit,
      lotSize: instrument?.lotSize ?? IN_LOTS.lotSize,
      obligationLots,
      surrendered: parts,
      surrenderedLots,
      shortfallLots: Math.max(0, obligationLots - surrenderedLots),
      surplusLots,
      status: standingOf(obligationLots, surrenderedLots, obligation.state),
      assessed: obligation.state === 'assessed' || obligation.state === 'closed',
      penaltyCents: obligation.penaltyCents,
      penaltyCollectedCents: obligation.penaltyCollectedCents,
      nextPeriodDeductionLots: obligation.nextPeriodDeductionLots,
      explanation: [...obligation.explanation, ...obligation.consequence],
      surplusNote:
        surplusLots > 0 ? this.families.get(family).surplusConsequence({ surplusLots, period }) : null,
    };
  }
}

/** Rights of the obligation's family that lie in the participant's registration account. */
function registeredLots(
  balances: readonly Balance[],
  { participantCode, family }: ObligationRecord,
  instruments: readonly RightInstrument[],
): number {
  const account = participantAccount(participantCode, 'registration');
  const codes = new Set(instruments.filter((row) => row.family === family).map((row) => row.code));
  return totalLots(
    balances
      .filter((row) => row.account === account && codes.has(row.asset))
      .map((row) => ({ instrumentCode: row.asset, quantityLots: row.amount })),
  );
}
