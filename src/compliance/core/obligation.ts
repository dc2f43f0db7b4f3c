import { sumSafe } from '../../kernel';
import type { RightInstrument, RightQuantity, Zone } from '../../right-family';

/**
 * open: rights may be surrendered · closing: the deadline has passed · assessed: shortfall, surplus and penalty stand
 * · closed: the penalty is collected as far as cash went.
 */
export type ObligationState = 'open' | 'closing' | 'assessed' | 'closed';

export const totalLots = (parts: readonly RightQuantity[]): number =>
  sumSafe(parts.map((part) => part.quantityLots));

/** One row per right, in the order of its first mention. */
export function mergeParts(parts: readonly RightQuantity[]): readonly RightQuantity[] {
  const merged = new Map<string, number>();
  for (const { instrumentCode, quantityLots } of parts)
    merged.set(instrumentCode, sumSafe([merged.get(instrumentCode) ?? 0, quantityLots]));
  return [...merged].map(([instrumentCode, quantityLots]) => ({ instrumentCode, quantityLots }));
}

/** Met as soon as enough is surrendered; short only after the deadline. */
export function standingOf(
  obligationLots: number,
  surrenderedLots: number,
  state: ObligationState,
): 'open' | 'met' | 'short' {
  if (surrenderedLots >= obligationLots) return 'met';
  return state === 'assessed' || state === 'closed' ? 'short' : 'open';
}

/** A zone and its ancestors, nearest first. */
export function zoneChain(
  zones: readonly Pick<Zone, 'code' | 'parentCode'>[],
  code: string,
): readonly string[] {
  const parents = new Map(zones.map((zone) => [zone.code, zone.parentCode]));
  const chain: string[] = [];
  for (
    let next: string | null = code;
    next !== null && !chain.includes(next);
    next = parents.get(next) ?? null
  )
    chain.push(next);
  return chain;
}

/**
 * The allowance in which an obligation is counted and a shortfall is valued: that of the period, in the holder's
 * nearest zone. Null when the period has no instruments.
 * @param zoneCodes the holder's own zone and its ancestors, nearest first
 */
export function obligationInstrument(
  question: { readonly family: string; readonly period: string; readonly zoneCodes: readonly string[] },
  instruments: readonly RightInstrument[],
): RightInstrument | null {
  const allowances = instruments.filter(
    ({ family, purpose, vintage }) =>
      family === question.family && purpose === 'allowance' && vintage === question.period,
  );
  for (const zone of question.zoneCodes) {
    const nearest = allowances.find(({ zoneCode }) => zoneCode === zone);
    if (nearest) return nearest;
  }
  return allowances.find(({ zoneCode }) => zoneCode === null) ?? allowances[0] ?? null;
}

/** The periods for which a session has allowances of a family, oldest first. */
export const allowancePeriods = (
  family: string,
  instruments: readonly RightInstrument[],
): readonly string[] => [
  ...new Set(
    instruments
      .filter((instrument) => instrument.family === family && instrument.purpose === 'allowance')
      .flatMap(({ vintage }) => vintage ?? [])
      .sort(),
  ),
];
