import { Decimal } from 'decimal.js';
import {
  type AllocationEntry,
  type AllocationMethod,
  type AllocationOutcome,
  type AllocationRequest,
  checkRequest,
  type HolderFacts,
  holdersByCode,
  InputProblems,
  type InputRow,
  type NumberRule,
  RowReader,
  UniqueKeys,
} from '../../right-family';
import {
  allowancesOfEntity,
  allowancesOfUnit,
  BENCHMARK_YEARS,
  type GeneratingUnit,
  hasPeakRegulation,
} from './benchmark-formula';
import { allowanceCode } from './instruments';
import { capRegionOf } from './national-cap';
import { POWER_2023_2024, UNIT_CATEGORIES } from './rule-packs';

export const POWER_BENCHMARK: AllocationMethod = {
  code: 'cn-power-benchmark-2023-2024',
  names: { en: 'Benchmark method, power sector', zh: '发电行业基准法' },
  rulePack: POWER_2023_2024.code,
  columns: [
    {
      name: 'participant_code',
      names: { en: 'power company', zh: '重点排放单位代码' },
      required: true,
      example: 'P01',
    },
    { name: 'unit_code', names: { en: 'generating unit', zh: '机组' }, required: true, example: 'P01-1' },
    {
      name: 'category',
      names: {
        en: 'I coal above 300 MW class, II coal up to 300 MW class, III unconventional coal, IV gas',
        zh: '机组类别：I 300MW等级以上常规燃煤、II 300MW等级及以下常规燃煤、III 非常规燃煤、IV 燃气',
      },
      required: true,
      example: 'I',
    },
    {
      name: 'output_mwh',
      names: { en: 'gross generation (MWh)', zh: '发电量（MWh）' },
      required: true,
      example: '3000000',
    },
    {
      name: 'heat_gj',
      names: { en: 'heat supplied (GJ)', zh: '供热量（GJ）' },
      required: true,
      example: '1500000',
    },
    {
      name: 'load_factor',
      names: {
        en: 'load factor as a fraction; categories I and II only',
        zh: '负荷（出力）系数，小数；仅 I、II 类填写',
      },
      required: false,
      example: '0.60',
    },
    {
      name: 'verified_emissions_t',
      names: { en: 'verified emissions (t CO2e, whole)', zh: '经核查排放量（吨，整数）' },
      required: true,
      example: '2750000',
    },
  ],
  parameters: [],
};

const ENERGY: NumberRule = { minimum: '0', maximum: '1000000000', decimals: 3 };
const LOAD_FACTOR: NumberRule = { minimum: '0.01', maximum: '1', decimals: 6 };
const TONNES: NumberRule = { minimum: '0', maximum: '1000000000', decimals: 0 };

interface ReadUnit {
  readonly holder: HolderFacts;
  readonly unit: GeneratingUnit;
}

/** Allots the vintage of the year to each power company: units first, then the company. */
export function allocateByBenchmark(request: AllocationRequest): AllocationOutcome {
  const problems = new InputProblems();
  checkRequest(request, POWER_BENCHMARK, problems);
  if (!BENCHMARK_YEARS.includes(request.period))
    problems.add({ field: 'period' }, 'period.not-covered', {
      en: `the plan has benchmarks for ${BENCHMARK_YEARS.join(' and ')}, not for ${request.period}`,
      zh: `该方案只有 ${BENCHMARK_YEARS.join('、')} 年度的基准值，没有 ${request.period} 年度的`,
    });
  const holders = holdersByCode(request.holders);
  const unitCodes = new UniqueKeys();
  const units = request.rows.flatMap((row) => readUnit(row, holders, unitCodes, problems) ?? []);
  if (problems.found.length > 0) return { ok: false, problems: problems.found };
  const companies = new Map<HolderFacts, GeneratingUnit[]>();
  for (const { holder, unit } of units) companies.set(holder, [...(companies.get(holder) ?? []), unit]);
  const entries = [...companies].map(([holder, ofCompany]) => entryOf(holder, ofCompany, request.period));
  return { ok: true, entries: entries.filter(({ quantityLots }) => quantityLots > 0) };
}

function readUnit(
  row: InputRow,
  holders: ReadonlyMap<string, HolderFacts>,
  unitCodes: UniqueKeys,
  problems: InputProblems,
): ReadUnit | null {
  const cells = new RowReader(row, problems);
  const holder = cells.holder('participant_code', holders, ['power-company']);
  const unitCode = cells.text('unit_code');
  if (holder && unitCode) unitCodes.check(cells, 'unit_code', `${holder.participantCode} ${unitCode}`);
  const category = cells.oneOf('category', UNIT_CATEGORIES);
  const outputMwh = cells.number('output_mwh', ENERGY);
  const heatGj = cells.number('heat_gj', ENERGY);
  const needsLoadFactor = category !== null && hasPeakRegulation(category);
  const loadFactor =
    needsLoadFactor || !cells.isEmpty('load_factor') ? cells.number('load_factor', LOAD_FACTOR) : null;
  const verified = cells.number('verified_emissions_t', TONNES);
  if (!holder || !unitCode || !category || !outputMwh || !heatGj || !verified) return null;
  const unit = { unitCode, category, outputMwh, heatGj, loadFactor };
  return { holder, unit: { ...unit, verifiedEmissionsTonnes: verified.toNumber() } };
}

function entryOf(holder: HolderFacts, units: readonly GeneratingUnit[], year: string): AllocationEntry {
  const ofUnits = units.map((unit) => allowancesOfUnit(unit, year));
  const verified = Decimal.sum(0, ...units.map((unit) => unit.verifiedEmissionsTonnes)).toNumber();
  const ofEntity = allowancesOfEntity(
    ofUnits.map(({ tonnes }) => tonnes),
    verified,
  );
  return {
    holderCode: holder.participantCode,
    instrumentCode: allowanceCode(year),
    quantityLots: ofEntity.tonnes,
    capRegionCode: capRegionOf(holder),
    drawnFromHolderCode: null,
    basis: units.map(({ unitCode }) => `unit ${holder.participantCode} ${unitCode}`),
    chargeCents: 0,
    explanation: [...ofUnits.flatMap(({ explanation }) => explanation), ...ofEntity.explanation],
  };
}
