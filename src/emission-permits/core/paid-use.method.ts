import { Decimal } from 'decimal.js';
import { lots, parseCents } from '../../kernel';
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
  numberParameter,
  RowReader,
  UniqueKeys,
} from '../../right-family';
import { instrumentCode, LOT_SIZE, watershedOf } from './instruments';
import { PAID_USE } from './rule-packs';

const { priceCnyPerTonneYear, years: yearsByDefault, longestYears } = PAID_USE.figures;

export const COD_PAID_USE: AllocationMethod = {
  code: 'cod-paid-use-fixed-price',
  names: { en: 'COD permits, paid use at a fixed price', zh: '化学需氧量排污权定额出让' },
  rulePack: PAID_USE.code,
  columns: [
    { name: 'participant_code', names: { en: 'plant', zh: '排污单位代码' }, required: true, example: 'E01' },
    {
      name: 'permit_number',
      names: { en: 'pollutant permit', zh: '排污许可证编号' },
      required: true,
      example: 'PWX-LUAN-001',
    },
    {
      name: 'cod_t',
      names: { en: 'permitted COD a year (t, one decimal)', zh: '年许可排放量（吨，一位小数）' },
      required: true,
      example: '100.0',
    },
  ],
  parameters: [
    {
      name: 'price_cny_per_t_year',
      names: { en: 'price of paid use (CNY per tonne and year)', zh: '有偿使用价格（元/吨·年）' },
      required: false,
      example: priceCnyPerTonneYear,
    },
    {
      name: 'years',
      names: { en: 'years paid for, 1 to 5', zh: '有偿使用年限，1至5年' },
      required: false,
      example: yearsByDefault,
    },
  ],
};

interface Price {
  readonly cnyPerTonneYear: Decimal;
  readonly years: Decimal;
}

/** Issues the permitted load of the year in the plant's watershed; the charge covers all the years paid for. */
export function allocatePaidUse(request: AllocationRequest): AllocationOutcome {
  const problems = new InputProblems();
  checkRequest(request, COD_PAID_USE, problems);
  const cnyPerTonneYear = numberParameter(
    request,
    'price_cny_per_t_year',
    { minimum: '0', maximum: '1000000', decimals: 2, byDefault: priceCnyPerTonneYear },
    problems,
  );
  const years = numberParameter(
    request,
    'years',
    { minimum: '1', maximum: longestYears, decimals: 0, byDefault: yearsByDefault },
    problems,
  );
  const price = cnyPerTonneYear && years ? { cnyPerTonneYear, years } : null;
  const holders = holdersByCode(request.holders);
  const permits = new UniqueKeys();
  const entries = request.rows.flatMap(
    (row) => readPermit(row, request.period, price, holders, permits, problems) ?? [],
  );
  return problems.found.length > 0 ? { ok: false, problems: problems.found } : { ok: true, entries };
}

function readPermit(
  row: InputRow,
  period: string,
  price: Price | null,
  holders: ReadonlyMap<string, HolderFacts>,
  permits: UniqueKeys,
  problems: InputProblems,
): AllocationEntry | null {
  const cells = new RowReader(row, problems);
  const holder = cells.holder('participant_code', holders, ['plant']);
  const permit = cells.text('permit_number');
  if (permit) permits.check(cells, 'permit_number', permit);
  const load = cells.number('cod_t', { minimum: LOT_SIZE, maximum: '1000000', decimals: 1 });
  const watershed = holder ? watershedOf(holder) : null;
  if (holder && !watershed)
    cells.problem('participant_code', 'holder.no-watershed', {
      en: `${holder.participantCode} does not lie in a watershed; a water pollutant permit belongs to one`,
      zh: `${holder.participantCode} 不在任何流域（控制单元）内；水污染物排污权须归属一个流域`,
    });
  if (!holder || !permit || !load || !watershed || !price) return null;
  // Half-up to the fen: 0.1 t × 0.01 CNY is finer than a cent.
  const chargeCny = load.times(price.cnyPerTonneYear).times(price.years).toFixed(2, Decimal.ROUND_HALF_UP);
  return {
    holderCode: holder.participantCode,
    instrumentCode: instrumentCode(watershed.code, period),
    quantityLots: lots(load.div(LOT_SIZE).toNumber()),
    capRegionCode: watershed.code,
    drawnFromHolderCode: null,
    basis: [`permit ${permit}`],
    chargeCents: parseCents(chargeCny),
    explanation: [
      {
        label: { en: `permit ${permit}: load a year`, zh: `许可证 ${permit}：年许可排放量` },
        formula: `${load} t`,
        value: load.toFixed(1),
        clause: clauseOf(PAID_USE),
      },
      {
        label: {
          en: `paid use for ${price.years} years (CNY)`,
          zh: `${price.years} 年有偿使用费（元）`,
        },
        formula: `${load} × ${price.cnyPerTonneYear} × ${price.years}`,
        value: chargeCny,
        clause: clauseOf(PAID_USE),
      },
    ],
  };
}
