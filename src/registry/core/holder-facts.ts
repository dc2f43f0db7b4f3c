import type { HolderFacts, Zone } from '../../right-family';
import type { Participant } from './register';
import type { Saving } from './saving-file';

/** A zone and what lies above it, nearest first. A broken chain ends where it breaks. */
function zoneChain(zoneCode: string, zones: ReadonlyMap<string, Zone>): readonly Zone[] {
  const chain: Zone[] = [];
  const passed = new Set<string>();
  let code: string | null = zoneCode;
  while (code !== null && !passed.has(code)) {
    passed.add(code);
    const zone: Zone | undefined = zones.get(code);
    if (!zone) break;
    chain.push(zone);
    code = zone.parentCode;
  }
  return chain;
}

/** What the families and the exchange may know of every participant. */
export function holderFacts(
  participants: readonly Participant[],
  zones: ReadonlyMap<string, Zone>,
  savings: readonly Saving[],
): ReadonlyMap<string, HolderFacts> {
  const saved = new Map<string, Record<string, number>>();
  for (const { participantCode, instrumentCode, savedLots } of savings) {
    const lots = saved.get(participantCode) ?? {};
    lots[instrumentCode] = (lots[instrumentCode] ?? 0) + savedLots;
    saved.set(participantCode, lots);
  }
  const chains = new Map<string, readonly Zone[]>();
  return new Map(
    participants.map(({ participantCode, kind, zoneCode }) => {
      const chain = chains.get(zoneCode) ?? zoneChain(zoneCode, zones);
      chains.set(zoneCode, chain);
      return [
        participantCode,
        { participantCode, kind, zones: chain, approvedSavingLots: saved.get(participantCode) ?? {} },
      ];
    }),
  );
}
