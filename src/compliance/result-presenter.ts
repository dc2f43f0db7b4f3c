import { formatCents, formatQuantity, type LocalizedText } from '../kernel';
import type { RightInstrument, RightQuantity, SurrenderPlan } from '../right-family';
import type { ComplianceResult } from './compliance.contract';
import type { ProposalResponse, ResultResponse } from './compliance.dto';

/** Lots of rights as decimal strings in their unit. */
const quantities = (parts: readonly RightQuantity[], instruments: readonly RightInstrument[]) =>
  parts.map(({ instrumentCode, quantityLots }) => {
    const instrument = instruments.find((row) => row.code === instrumentCode);
    return {
      instrumentCode,
      quantity: instrument ? formatQuantity(quantityLots, instrument) : String(quantityLots),
    };
  });

export function shownResult(
  result: ComplianceResult,
  names: LocalizedText,
  instruments: readonly RightInstrument[],
): ResultResponse {
  const measures = { code: result.family, unit: result.unit, lotSize: result.lotSize, tickSize: '1' };
  const write = (lots: number): string => formatQuantity(lots, measures);
  return {
    participantCode: result.participantCode,
    names,
    family: result.family,
    period: result.period,
    unit: result.unit,
    obligation: write(result.obligationLots),
    surrendered: write(result.surrenderedLots),
    surrenderedParts: quantities(result.surrendered, instruments),
    shortfall: write(result.shortfallLots),
    surplus: write(result.surplusLots),
    status: result.status,
    penalty: formatCents(result.penaltyCents),
    penaltyCollected: formatCents(result.penaltyCollectedCents),
    nextPeriodDeduction: write(result.nextPeriodDeductionLots),
    explanation: result.explanation,
    surplusNote: result.surplusNote,
  };
}

/** @param lotSize of the allowance in which the obligation is counted */
export function shownProposal(
  plan: SurrenderPlan,
  lotSize: string,
  instruments: readonly RightInstrument[],
): ProposalResponse {
  const measures = { code: 'obligation', unit: { en: '', zh: '' }, lotSize, tickSize: '1' };
  return {
    parts: quantities(plan.parts, instruments),
    shortfall: formatQuantity(plan.shortfallLots, measures),
    surplus: quantities(plan.surplus, instruments),
    explanation: plan.explanation,
  };
}
