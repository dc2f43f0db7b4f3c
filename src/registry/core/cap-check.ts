import { assert, DomainError, formatQuantity, sumSafe } from '../../kernel';
import type { AllocationEntry, RightInstrument } from '../../right-family';
import { capKey } from './cap-file';
import type { Cap } from './register';

/** What a plan takes from one cap. */
export interface CapClaim {
  readonly family: string;
  readonly commodity: string;
  readonly regionCode: string;
  readonly period: string;
  readonly lots: number;
}

/**
 * What newly issued entries take from the caps, one claim per cap, ordered by cap: everyone who locks several caps
 * locks them in this order, so that nobody waits in a circle. Entries that are drawn from an authority take nothing:
 * the authority's own entry has counted.
 */
export function capClaims(
  entries: readonly AllocationEntry[],
  instruments: ReadonlyMap<string, RightInstrument>,
  period: string,
): readonly CapClaim[] {
  const claims = new Map<string, CapClaim>();
  for (const entry of entries) {
    if (entry.drawnFromHolderCode !== null || entry.quantityLots === 0) continue;
    const instrument = instruments.get(entry.instrumentCode);
    assert(instrument, `instrument ${entry.instrumentCode} of a drafted plan is registered`);
    assert(entry.capRegionCode !== null, 'a newly issued entry names the region of its cap');
    const { family, commodity } = instrument;
    const cap = { family, commodity, regionCode: entry.capRegionCode, period };
    const key = capKey(cap);
    claims.set(key, { ...cap, lots: sumSafe([claims.get(key)?.lots ?? 0, entry.quantityLots]) });
  }
  return [...claims].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, claim]) => claim);
}

function refuseUnset(claim: CapClaim): never {
  throw new DomainError(
    'cap.not-set',
    {
      en: `no cap is set for ${capKey(claim)}; without a cap nothing can be issued`,
      zh: `${capKey(claim)} 未设定总量；没有总量控制不得发放`,
    },
    { family: claim.family, commodity: claim.commodity, region: claim.regionCode, period: claim.period },
    { kind: 'refused', remedy: { en: 'Import the cap first.', zh: '请先导入总量控制数据。' } },
  );
}

function refuseExceeded(cap: Cap, lots: number): never {
  const measure = { code: cap.commodity, unit: cap.unit, lotSize: cap.lotSize, tickSize: '1' };
  const quantity = (amount: number): string => formatQuantity(amount, measure);
  const left = quantity(cap.capLots - cap.issuedLots);
  throw new DomainError(
    'cap.exceeded',
    {
      en: `${capKey(cap)}: the cap is ${quantity(cap.capLots)} ${cap.unit.en}, ${quantity(cap.issuedLots)} already issued, ${quantity(lots)} asked; nothing was issued`,
      zh: `${capKey(cap)}：总量 ${quantity(cap.capLots)} ${cap.unit.zh}，已发放 ${quantity(cap.issuedLots)}，本次申请 ${quantity(lots)}；未发放任何数量`,
    },
    {
      family: cap.family,
      commodity: cap.commodity,
      region: cap.regionCode,
      period: cap.period,
      cap: quantity(cap.capLots),
      issued: quantity(cap.issuedLots),
      asked: quantity(lots),
    },
    {
      kind: 'refused',
      remedy: {
        en: `Allot at most ${left} ${cap.unit.en} in this plan, or have the cap raised.`,
        zh: `请将本方案的数量控制在 ${left} ${cap.unit.zh} 以内，或申请提高总量。`,
      },
    },
  );
}

/**
 * I19: what was issued and what is asked stay within every cap, or nothing is issued.
 * @throws DomainError `cap.exceeded` (names family, region, period, cap, issued, asked) · `cap.not-set`
 */
export function checkCaps(claims: readonly CapClaim[], caps: readonly Cap[]): void {
  const byKey = new Map(caps.map((cap) => [capKey(cap), cap]));
  for (const claim of claims) {
    const cap = byKey.get(capKey(claim));
    if (!cap) refuseUnset(claim);
    if (cap.issuedLots + claim.lots > cap.capLots) refuseExceeded(cap, claim.lots);
  }
}
