import type { Actor } from '../identity';
import { formatCents, formatQuantity, type LocalizedText } from '../kernel';
import type { RightInstrument, Zone } from '../right-family';
import type { Cap, Participant } from './core/register';
import type { InitialAllocationPlan } from './registry.contract';
import type { CapResponse, ParticipantResponse, PlanResponse, PlanSummaryResponse } from './registry.dto';

/** Trainers and regulators see plans in the making and opening cash; the others see what is public. */
export const isOfficer = (actor: Actor): boolean => actor.role === 'trainer' || actor.role === 'regulator';

export function shownCap(cap: Cap, zones: ReadonlyMap<string, Zone>): CapResponse {
  const measure = { code: cap.commodity, unit: cap.unit, lotSize: cap.lotSize, tickSize: '1' };
  const unnamed: LocalizedText = { en: cap.regionCode, zh: cap.regionCode };
  return {
    family: cap.family,
    commodity: cap.commodity,
    regionCode: cap.regionCode,
    regionNames: zones.get(cap.regionCode)?.names ?? unnamed,
    period: cap.period,
    cap: formatQuantity(cap.capLots, measure),
    issued: formatQuantity(cap.issuedLots, measure),
    unit: cap.unit,
  };
}

export function shownParticipant(
  { openingCashCents, ...participant }: Participant,
  actor: Actor,
): ParticipantResponse {
  const mayKnow = isOfficer(actor) || actor.participantCode === participant.participantCode;
  return { ...participant, openingCash: mayKnow ? formatCents(openingCashCents) : null };
}

export function planSummary({
  sessionId: _session,
  entries: _entries,
  totalLots: _lots,
  ...plan
}: InitialAllocationPlan): PlanSummaryResponse {
  return { ...plan, parameters: { ...plan.parameters } };
}

export function shownPlan(
  plan: InitialAllocationPlan,
  instruments: ReadonlyMap<string, RightInstrument>,
): PlanResponse {
  return {
    ...planSummary(plan),
    entries: plan.entries.map(({ quantityLots, chargeCents, explanation, basis, ...entry }) => {
      const instrument = instruments.get(entry.instrumentCode);
      return {
        ...entry,
        basis: [...basis],
        quantity: instrument ? formatQuantity(quantityLots, instrument) : String(quantityLots),
        charge: formatCents(chargeCents),
        explanation: [...explanation],
      };
    }),
  };
}
