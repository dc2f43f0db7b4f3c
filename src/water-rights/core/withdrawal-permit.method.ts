import type { Decimal } from 'decimal.js';
import { formatDecimal } from '../../kernel';
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
  type InputRow,
  RowReader,
  UniqueKeys,
} from '../../right-family';
import { instrumentCode, LOT_SIZE } from './instruments';
import { WITHDRAWAL_PERMITS } from './rule-packs';

export const WITHDRAWAL_PERMIT_QUOTA: AllocationMethod = {
  code: 'withdrawal-permit-quota',
  names: { en: 'Withdrawal permits out of the region’s right', zh: '取水许可水量（由区域水权划拨）' },
  rulePack: WITHDRAWAL_PERMITS.code,
  columns: [
    {
      name: 'participant_code',
      names: { en: 'permit holder', zh: '取水权人代码' },
      required: true,
      example: 'W03',
    },
    {
      name: 'permit_number',
      names: { en: 'withdrawal permit', zh: '取水许可证编号' },
      required: true,
      example: 'QS-NX-003',
    },
    {
      name: 'volume_m3',
      names: { en: 'permitted volume a year (m³, whole thousands)', zh: '年许可取水量（立方米，整千）' },
      required: true,
      example: '180000000',
    },
    {
      name: 'region_authority_code',
      names: { en: 'authority whose right it is drawn from', zh: '所属区域水行政主管部门代码' },
      required: true,
      example: 'R-NX',
    },
    {
      name: 'valid_from',
      names: { en: 'first day of the permit', zh: '许可证有效期起' },
      required: true,
      example: '2022-01-01',
    },
    {
      name: 'valid_to',
      names: { en: 'last day of the permit, at most 10 years', zh: '许可证有效期止，最长10年' },
      required: true,
      example: '2026-12-31',
    },
  ],
  parameters: [],
};

/** Moves permitted volumes from the region authorities' registered rights to the permit holders. */
export function allocateWithdrawalPermits(request: AllocationRequest): AllocationOutcome {
  const problems = new InputProblems();
  checkRequest(request, WITHDRAWAL_PERMIT_QUOTA, problems);
  const holders = holdersByCode(request.holders);
  const permits = new UniqueKeys();
  const entries = request.rows.flatMap(
    (row) => readPermit(row, request.period, holders, permits, problems) ?? [],
  );
  return problems.found.length > 0 ? { ok: false, problems: problems.found } : { ok: true, entries };
}

function readPermit(
  row: InputRow,
  period: string,
  holders: ReadonlyMap<string, HolderFacts>,
  permits: UniqueKeys,
  problems: InputProblems,
): AllocationEntry | null {
  const cells = new RowReader(row, problems);
  const holder = cells.holder('participant_code', holders, [
    'irrigation-district',
    'water-user',
    'public-supply-company',
  ]);
  const permit = cells.text('permit_number');
  if (permit) permits.check(cells, 'permit_number', permit);
  const volume = readVolume(cells);
  const authority = cells.holder('region_authority_code', holders, ['region-authority']);
  checkValidity(cells, period);
  const region = authority?.zones[0];
  if (holder && region && !holder.zones.some(({ code }) => code === region.code))
    cells.problem('region_authority_code', 'holder.other-zone', {
      en: `${holder.participantCode} does not lie in ${region.code}; the right is drawn from the authority of its own region`,
      zh: `${holder.participantCode} 不在 ${region.code}；应由其所在区域的主管部门划拨`,
    });
  if (!holder || !permit || !volume || !authority || !region) return null;
  return {
    holderCode: holder.participantCode,
    instrumentCode: instrumentCode(region.code, period),
    quantityLots: volume.div(LOT_SIZE).toNumber(),
    capRegionCode: null,
    drawnFromHolderCode: authority.participantCode,
    basis: [`permit ${permit}`],
    chargeCents: 0,
    explanation: [
      {
        label: {
          en: `permit ${permit}, drawn from ${authority.participantCode}`,
          zh: `许可证 ${permit}，由 ${authority.participantCode} 划拨`,
        },
        formula: `${formatDecimal(volume.toNumber(), 0)} m³`,
        value: volume.toFixed(),
        clause: clauseOf(WITHDRAWAL_PERMITS),
      },
    ],
  };
}

function readVolume(cells: RowReader): Decimal | null {
  const volume = cells.number('volume_m3', { minimum: LOT_SIZE, maximum: '100000000000', decimals: 0 });
  if (volume && !volume.mod(LOT_SIZE).isZero())
    cells.problem('volume_m3', 'cell.off-step', {
      en: `"volume_m3" is "${volume}"; accepted: whole thousands of m³`,
      zh: `“volume_m3”为“${volume}”，应为整千立方米`,
    });
  return volume;
}

/** A permit runs at most ten years and must be in force throughout the year that is allotted. */
function checkValidity(cells: RowReader, period: string): void {
  const from = cells.date('valid_from');
  const to = cells.date('valid_to');
  if (!from || !to) return;
  const { longestYears } = WITHDRAWAL_PERMITS.figures;
  const tooLate = `${Number(from.slice(0, 4)) + longestYears}${from.slice(4)}`;
  if (to < from || to >= tooLate)
    cells.problem('valid_to', 'permit.term', {
      en: `the permit runs from ${from} to ${to}; accepted: an end after the start and before ${tooLate} (${longestYears} years)`,
      zh: `许可证有效期为 ${from} 至 ${to}；止期应晚于起期且早于 ${tooLate}（最长${longestYears}年）`,
    });
  else if (from > `${period}-01-01` || to < `${period}-12-31`)
    cells.problem('valid_to', 'permit.not-in-force', {
      en: `the permit (${from} to ${to}) does not cover the whole of ${period}; renew it at least 45 days before its end`,
      zh: `许可证（${from} 至 ${to}）未覆盖 ${period} 全年；应在届满45日前申请延续`,
    });
}
