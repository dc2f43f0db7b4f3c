import { Decimal } from 'decimal.js';
import { clauseOf, type ExplanationStep } from '../../right-family';
import { POWER_2023_2024, type UnitCategory } from './rule-packs';

// A private copy: the settings of the library are global otherwise. 40 digits keep 1.015^x exact to far more than 6 places.
const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });

const { benchmarks, peakRegulation, unitExemptionCategories, entityFloorShare, carryOver } =
  POWER_2023_2024.figures;

const COAL_GUIDE = clauseOf(POWER_2023_2024, {
  en: 'annexes 3 and 4, technical guides',
  zh: '附3、附4 配额分配技术指南',
});
const EXEMPTIONS = clauseOf(POWER_2023_2024, { en: 'section 5 (3), exemptions', zh: '五（三）豁免机制' });

export const BENCHMARK_YEARS: readonly string[] = Object.keys(benchmarks);

/** One generating unit in one year. Output is gross generation in MWh, heat in GJ, the load factor a fraction. */
export interface GeneratingUnit {
  readonly unitCode: string;
  readonly category: UnitCategory;
  readonly outputMwh: Decimal;
  readonly heatGj: Decimal;
  /** null where the category has no peak-regulation factor */
  readonly loadFactor: Decimal | null;
  readonly verifiedEmissionsTonnes: number;
}

/** A number of tonnes and the steps that led to it. */
export interface ExplainedTonnes {
  readonly tonnes: number;
  readonly explanation: readonly ExplanationStep[];
}

export const hasPeakRegulation = (category: UnitCategory): boolean =>
  peakRegulation.categories.includes(category);

/** Ff = 1.015^(16 − 20F) for conventional coal below a load factor of 65 %, half-up to 6 decimals; otherwise 1. */
export function peakRegulationFactor(category: UnitCategory, loadFactor: Decimal | null): Decimal {
  if (!hasPeakRegulation(category) || loadFactor === null || loadFactor.gte(peakRegulation.loadFactorBelow))
    return new Exact(1);
  const exponent = new Exact(16).minus(new Exact(20).times(loadFactor));
  return new Exact(peakRegulation.base).pow(exponent).toDecimalPlaces(peakRegulation.decimals);
}

/** A unit's allowances: electricity and heat, each floored as the official tables do, then the gas-unit exemption. */
export function allowancesOfUnit(unit: GeneratingUnit, year: string): ExplainedTonnes {
  const ofYear = benchmarks[year];
  if (!ofYear) throw new Error(`no benchmarks for ${year}`);
  const factor = peakRegulationFactor(unit.category, unit.loadFactor);
  const forElectricity = ofYear.electricity[unit.category];
  const forHeat = ofYear.heat[unit.category];
  const electricity = floorTonnes(new Exact(unit.outputMwh).times(forElectricity).times(factor));
  const heat = floorTonnes(new Exact(unit.heatGj).times(forHeat));
  const initial = electricity + heat;
  const explanation: ExplanationStep[] = [
    ...explainFactor(unit, factor),
    step(
      {
        en: `unit ${unit.unitCode}: electricity, rounded down`,
        zh: `机组 ${unit.unitCode}：发电配额，向下取整`,
      },
      `${unit.outputMwh} × ${forElectricity} × ${factor}`,
      electricity,
      COAL_GUIDE,
    ),
    step(
      { en: `unit ${unit.unitCode}: heat, rounded down`, zh: `机组 ${unit.unitCode}：供热配额，向下取整` },
      `${unit.heatGj} × ${forHeat}`,
      heat,
      COAL_GUIDE,
    ),
  ];
  const verified = unit.verifiedEmissionsTonnes;
  if (!unitExemptionCategories.includes(unit.category) || initial >= verified)
    return { tonnes: initial, explanation };
  return {
    tonnes: verified,
    explanation: [
      ...explanation,
      step(
        { en: `unit ${unit.unitCode}: gas unit topped up`, zh: `机组 ${unit.unitCode}：燃气机组豁免补发` },
        `max(${initial}, ${verified})`,
        verified,
        EXEMPTIONS,
      ),
    ],
  };
}

/** Sum of the units; an entity more than 20 % short is raised to 80 % of its verified emissions, rounded down. */
export function allowancesOfEntity(
  unitTonnes: readonly number[],
  verifiedEmissionsTonnes: number,
): ExplainedTonnes {
  const initial = unitTonnes.reduce((sum, tonnes) => sum + tonnes, 0);
  const floor = floorTonnes(new Exact(verifiedEmissionsTonnes).times(entityFloorShare));
  const sum = step(
    { en: 'sum of the units', zh: '各机组配额之和' },
    unitTonnes.join(' + '),
    initial,
    COAL_GUIDE,
  );
  if (initial >= floor) return { tonnes: initial, explanation: [sum] };
  const topUp = step(
    { en: 'gap capped at 20 %: topped up', zh: '履约缺口率20%上限豁免：补发' },
    `${verifiedEmissionsTonnes} × ${entityFloorShare} − ${initial}`,
    floor - initial,
    EXEMPTIONS,
  );
  const final = step(
    { en: 'final allowances', zh: '核定配额' },
    `${initial} + ${floor - initial}`,
    floor,
    EXEMPTIONS,
  );
  return { tonnes: floor, explanation: [sum, topUp, final] };
}

/** Most that may be carried over to 2025: T = B + NS × R, rounded down, never above the holding at the end of 2025. */
export function carryOverTonnes(netSoldTonnes: number, holdingTonnes: number): number {
  const most = new Exact(Math.max(0, netSoldTonnes))
    .times(carryOver.netSoldMultiple)
    .plus(carryOver.baseTonnes);
  return Math.min(holdingTonnes, floorTonnes(most));
}

const floorTonnes = (tonnes: Decimal): number => tonnes.floor().toNumber();

const step = (
  label: ExplanationStep['label'],
  formula: string,
  value: number,
  clause: ExplanationStep['clause'],
): ExplanationStep => ({ label, formula, value: String(value), clause });

function explainFactor(unit: GeneratingUnit, factor: Decimal): readonly ExplanationStep[] {
  if (factor.eq(1)) return [];
  return [
    {
      label: {
        en: `unit ${unit.unitCode}: peak-regulation factor, half-up to 6 decimals`,
        zh: `机组 ${unit.unitCode}：调峰修正系数，四舍五入至6位小数`,
      },
      formula: `${peakRegulation.base}^(16 − 20 × ${unit.loadFactor})`,
      value: factor.toFixed(peakRegulation.decimals),
      clause: COAL_GUIDE,
    },
  ];
}
