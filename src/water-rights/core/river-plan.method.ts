import { Decimal } from 'decimal.js';
import {
  type AllocationEntry,
  type AllocationMethod,
  type AllocationOutcome,
  type AllocationRequest,
  checkRequest,
  clauseOf,
  type HolderFacts,
  holdersByCode,
  InputProblems,
  numberParameter,
  RowReader,
  UniqueKeys,
  type Zone,
} from '../../right-family';
import { instrumentCode, LOT_SIZE } from './instruments';
import { QUOTA_BOUNDS, RIVER_PLAN } from './rule-packs';

/** The river plan counts in 10⁸ m³ (亿立方米). */
const PLAN_UNIT_CUBIC_METRES = '100000000';
const VOLUME = { minimum: '0.01', maximum: '10000', decimals: 5 };

export const RIVER_PLAN_PRO_RATA: AllocationMethod = {
  code: 'yellow-river-plan-pro-rata',
  names: { en: 'River plan, pro rata to the inflow of the year', zh: '流域分水方案按来水同比例分配' },
  rulePack: RIVER_PLAN.code,
  columns: [
    {
      name: 'region',
      names: { en: 'region of the basin (zone code)', zh: '流域内行政区（区域代码）' },
      required: true,
      example: 'YELLOW-NX',
    },
    {
      name: 'holder_code',
      names: { en: 'authority that holds the region’s right', zh: '持有该区域水权的主管部门' },
      required: true,
      example: 'R-NX',
    },
    {
      name: 'quota',
      names: { en: 'quota of the river plan (10⁸ m³ a year)', zh: '分水方案指标（亿立方米/年）' },
      required: true,
      example: '40.0',
    },
  ],
  parameters: [
    {
      name: 'inflow_total',
      names: { en: 'water available in the year (10⁸ m³)', zh: '当年可供水量（亿立方米）' },
      required: true,
      example: '333',
    },
  ],
};

interface RegionQuota {
  readonly region: Zone;
  readonly basinCode: string;
  readonly holder: HolderFacts;
  readonly quota: Decimal;
}

/**
 * quota × inflow ÷ sum of quotas, kept within 80 % and 120 % of the quota, rounded down to 1,000 m³.
 * The file must hold every region of the plan, since its sum is the yardstick.
 */
export function allocateRiverPlan(request: AllocationRequest): AllocationOutcome {
  const problems = new InputProblems();
  checkRequest(request, RIVER_PLAN_PRO_RATA, problems);
  const inflow = numberParameter(request, 'inflow_total', { ...VOLUME, byDefault: null }, problems);
  const quotas = readQuotas(request, problems);
  if (problems.found.length > 0 || !inflow) return { ok: false, problems: problems.found };
  const total = Decimal.sum(0, ...quotas.map(({ quota }) => quota));
  return { ok: true, entries: quotas.map((row) => entryOf(row, inflow, total, request.period)) };
}

function readQuotas(request: AllocationRequest, problems: InputProblems): readonly RegionQuota[] {
  const holders = holdersByCode(request.holders);
  const zones = new Map(request.zones.map((zone) => [zone.code, zone]));
  const regions = new UniqueKeys();
  let basinOfPlan: string | null = null;
  return request.rows.flatMap((row) => {
    const cells = new RowReader(row, problems);
    const code = cells.text('region');
    if (code) regions.check(cells, 'region', code);
    const region = code ? readRegion(cells, code, zones) : null;
    const holder = cells.holder('holder_code', holders, ['region-authority']);
    const quota = cells.number('quota', VOLUME);
    if (!region || !holder || !quota) return [];
    basinOfPlan ??= region.basinCode;
    if (region.basinCode !== basinOfPlan)
      cells.problem('region', 'region.other-basin', {
        en: `${region.zone.code} lies in basin ${region.basinCode}, the rows above in ${basinOfPlan}; one plan is for one basin`,
        zh: `${region.zone.code} 属于 ${region.basinCode} 流域，上文为 ${basinOfPlan} 流域；一个方案只针对一个流域`,
      });
    if (holder.zones[0]?.code !== region.zone.code)
      cells.problem('holder_code', 'holder.other-zone', {
        en: `${holder.participantCode} is the authority of ${holder.zones[0]?.code ?? 'no zone'}, not of ${region.zone.code}`,
        zh: `${holder.participantCode} 是 ${holder.zones[0]?.code ?? '（无区域）'} 的主管部门，不是 ${region.zone.code} 的`,
      });
    return [{ region: region.zone, basinCode: region.basinCode, holder, quota }];
  });
}

function readRegion(
  cells: RowReader,
  code: string,
  zones: ReadonlyMap<string, Zone>,
): { readonly zone: Zone; readonly basinCode: string } | null {
  const zone = zones.get(code);
  const parent = zone?.parentCode ? zones.get(zone.parentCode) : undefined;
  if (zone && parent?.kind === 'basin') return { zone, basinCode: parent.code };
  cells.problem('region', zone ? 'region.not-in-basin' : 'region.unknown', {
    en: zone
      ? `${code} is not directly below a basin; accepted: the regions of one basin`
      : `zone "${code}" is not in the register; accepted: the regions of one basin`,
    zh: zone
      ? `${code} 的上级不是流域；应为同一流域的行政区`
      : `登记簿中没有区域“${code}”；应为同一流域的行政区`,
  });
  return null;
}

function entryOf(
  { region, basinCode, holder, quota }: RegionQuota,
  inflow: Decimal,
  total: Decimal,
  period: string,
): AllocationEntry {
  const { lowestShare, highestShare } = QUOTA_BOUNDS.figures;
  const proRata = quota.times(inflow).div(total);
  const bounded = Decimal.min(Decimal.max(proRata, quota.times(lowestShare)), quota.times(highestShare));
  const quantityLots = bounded.times(PLAN_UNIT_CUBIC_METRES).div(LOT_SIZE).floor().toNumber();
  const volume = new Decimal(quantityLots).times(LOT_SIZE).div(PLAN_UNIT_CUBIC_METRES);
  return {
    holderCode: holder.participantCode,
    instrumentCode: instrumentCode(region.code, period),
    quantityLots,
    capRegionCode: basinCode,
    drawnFromHolderCode: null,
    basis: [`region ${region.code}`],
    chargeCents: 0,
    explanation: [
      {
        label: { en: 'pro rata to the inflow, 10⁸ m³', zh: '按来水同比例，亿立方米' },
        formula: `${quota} × ${inflow} ÷ ${total}`,
        value: proRata.toDecimalPlaces(5, Decimal.ROUND_DOWN).toString(),
        clause: clauseOf(RIVER_PLAN),
      },
      {
        label: {
          en: 'within 80 % and 120 % of the quota, rounded down to 1,000 m³, 10⁸ m³',
          zh: '限于指标的80%至120%，向下取整至千立方米，亿立方米',
        },
        formula: `min(max(${proRata.toDecimalPlaces(5, Decimal.ROUND_DOWN)}, ${lowestShare} × ${quota}), ${highestShare} × ${quota})`,
        value: volume.toString(),
        clause: clauseOf(QUOTA_BOUNDS),
      },
    ],
  };
}
