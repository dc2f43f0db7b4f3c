import type { Actor } from '../identity';
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

/** Who looks at a result: its participant, an officer of the session, or the public. */
export type ResultViewer = 'concerned' | 'public';

/** A trader sees its own result whole, a regulator or trainer everybody's; others what is public (I18). */
export const viewerOf = (actor: Actor, participantCode: string): ResultViewer =>
  actor.role === 'regulator' ||
  actor.role === 'trainer' ||
  (actor.role === 'trader' && actor.participantCode === participantCode)
    ? 'concerned'
    : 'public';

/** Surrender lists are published when they are final; until then the public sees the obligation only. */
export function shownResult(
  result: ComplianceResult,
  names: LocalizedText,
  instruments: readonly RightInstrument[],
  viewer: ResultViewer,
): ResultResponse {
  const measures = { code: result.family, unit: result.unit, lotSize: result.lotSize, tickSize: '1' };
  const write = (lots: number): string => formatQuantity(lots, measures);
  const shown = viewer === 'concerned' || result.assessed;
  return {
    participantCode: result.participantCode,
    names,
    family: result.family,
    period: result.period,
    unit: result.unit,
    obligation: write(result.obligationLots),
    surrendered: shown ? write(result.surrenderedLots) : null,
    surrenderedParts: shown ? quantities(result.surrendered, instruments) : null,
    shortfall: shown ? write(result.shortfallLots) : null,
    surplus: shown ? write(result.surplusLots) : null,
    status: shown ? result.status : 'open',
    penalty: formatCents(result.penaltyCents),
    penaltyCollected: viewer === 'concerned' ? formatCents(result.penaltyCollectedCents) : null,
    nextPeriodDeduction: write(result.nextPeriodDeductionLots),
    explanation: result.explanation,
    surplusNote: shown ? result.surplusNote : null,
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
