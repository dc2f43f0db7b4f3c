import type { RulePack, RulePackWith } from '../../right-family';

export const UNIT_CATEGORIES = ['I', 'II', 'III', 'IV'] as const;
export type UnitCategory = (typeof UNIT_CATEGORIES)[number];

/** Benchmarks as printed: tCO2/MWh for electricity, tCO2/GJ for heat. */
interface YearBenchmarks {
  readonly electricity: Readonly<Record<UnitCategory, string>>;
  readonly heat: Readonly<Record<UnitCategory, string>>;
}
interface PowerAllocationFigures {
  readonly benchmarks: Readonly<Record<string, YearBenchmarks>>;
  readonly peakRegulation: {
    /** conventional coal only */
    readonly categories: readonly UnitCategory[];
    readonly loadFactorBelow: string;
    readonly base: string;
    readonly decimals: number;
  };
  readonly unitExemptionCategories: readonly UnitCategory[];
  /** an entity gets at least this share of its verified emissions */
  readonly entityFloorShare: string;
  readonly carryOver: { readonly baseTonnes: string; readonly netSoldMultiple: string };
}

/** The allocation plan of the national market's power sector; its dates are the emission years that it covers. */
export const POWER_2023_2024: RulePackWith<PowerAllocationFigures> = {
  code: 'cn-power-allocation-2023-2024',
  names: { en: 'Power sector allocation 2023 and 2024', zh: '2023、2024 年度发电行业配额分配' },
  effectiveFrom: '2023-01-01',
  effectiveTo: '2024-12-31',
  status: 'in-force',
  source: {
    en: 'National ETS: Total Allowances and Allocation Plan for the Power Sector in 2023 and 2024 (MEE)',
    zh: '《2023、2024年度全国碳排放权交易发电行业配额总量和分配方案》（生态环境部）',
  },
  figures: {
    benchmarks: {
      '2023': {
        electricity: { I: '0.7950', II: '0.8090', III: '0.8285', IV: '0.3305' },
        heat: { I: '0.1038', II: '0.1038', III: '0.1038', IV: '0.0536' },
      },
      '2024': {
        electricity: { I: '0.7910', II: '0.8049', III: '0.8244', IV: '0.3288' },
        heat: { I: '0.1033', II: '0.1033', III: '0.1033', IV: '0.0533' },
      },
    },
    peakRegulation: { categories: ['I', 'II'], loadFactorBelow: '0.65', base: '1.015', decimals: 6 },
    unitExemptionCategories: ['IV'],
    entityFloorShare: '0.8',
    carryOver: { baseTonnes: '10000', netSoldMultiple: '1.5' },
  },
};

/** Share of the obligation that offsets may pay. */
export const OFFSET_LIMIT: RulePackWith<{ readonly share: string }> = {
  code: 'cn-offset-limit',
  names: { en: 'Offset limit', zh: '抵销比例上限' },
  effectiveFrom: '2021-02-01',
  effectiveTo: null,
  status: 'in-force',
  source: {
    en: 'Measures for the Administration of Carbon Emission Trading (Trial), MEE Order 19',
    zh: '《碳排放权交易管理办法（试行）》（生态环境部令第19号）',
  },
  figures: { share: '0.05' },
};

const ORDER_775 = {
  en: 'Interim Regulations on the Administration of Carbon Emission Trading, State Council Order 775',
  zh: '《碳排放权交易管理暂行条例》（国务院令第775号）',
};

export const TRADING_RULES: RulePack = {
  code: 'cn-carbon-trading',
  names: { en: 'Who may trade', zh: '交易主体' },
  effectiveFrom: '2024-05-01',
  effectiveTo: null,
  status: 'in-force',
  source: ORDER_775,
};

/** Voluntary reductions: issued to project owners, tradable by legal persons. */
export const CCER_RULES: RulePack = {
  code: 'cn-ccer',
  names: { en: 'Certified voluntary emission reductions', zh: '国家核证自愿减排量' },
  effectiveFrom: '2023-10-19',
  effectiveTo: null,
  status: 'in-force',
  source: {
    en: 'Measures for the Administration of Voluntary Greenhouse Gas Emission Reduction Trading (Trial), MEE and SAMR Order 31',
    zh: '《温室气体自愿减排交易管理办法（试行）》（生态环境部、市场监管总局令第31号）',
  },
};

/** What a missing tonne costs. A fixed fine does not grow with the tonnes; a multiple follows the market price. */
export type PenaltyFigures =
  | {
      readonly kind: 'fixed-fine';
      readonly lowestCents: number;
      readonly highestCents: number;
      readonly deductsNextYear: boolean;
    }
  | {
      readonly kind: 'price-multiple';
      readonly lowestMultiple: number;
      readonly highestMultiple: number;
      readonly deductsNextYear: boolean;
    };

const PRICE_MULTIPLE = { kind: 'price-multiple', lowestMultiple: 5, highestMultiple: 10 } as const;

export const PENALTY_PACKS: readonly RulePackWith<PenaltyFigures>[] = [
  {
    code: 'cn-penalty-2021',
    names: { en: 'Shortfall: fixed fine', zh: '欠缴：定额罚款' },
    effectiveFrom: '2021-02-01',
    effectiveTo: '2024-04-30',
    status: 'in-force',
    source: OFFSET_LIMIT.source,
    figures: { kind: 'fixed-fine', lowestCents: 20_000_00, highestCents: 30_000_00, deductsNextYear: true },
  },
  {
    code: 'cn-penalty-2024',
    names: { en: 'Shortfall: multiple of the price', zh: '欠缴：按均价倍数罚款' },
    effectiveFrom: '2024-05-01',
    effectiveTo: '2026-08-14',
    status: 'in-force',
    source: ORDER_775,
    figures: { ...PRICE_MULTIPLE, deductsNextYear: true },
  },
  {
    // The Code's own penalty text is not known; the draft plan says only that no new equal deductions are decided.
    code: 'cn-penalty-2026-draft',
    names: { en: 'Shortfall under the Eco-Environmental Code', zh: '生态环境法典施行后的欠缴处理' },
    effectiveFrom: '2026-08-15',
    effectiveTo: null,
    status: 'draft',
    source: {
      en: 'Consultation draft of the 2025–2026 allocation plan (MEE): no new equal deductions once the Eco-Environmental Code is in force',
      zh: '《2025—2026年度配额总量和分配方案（征求意见稿）》（生态环境部）：生态环境法典施行后不再作出新的等量核减决定',
    },
    figures: { ...PRICE_MULTIPLE, deductsNextYear: false },
  },
];

/** Opening prices before any trade: the 2025 close, and cumulative value over volume at the end of 2025. */
export const OPENING_PRICES: RulePackWith<{
  readonly allowanceCny: string;
  readonly offsetCny: string;
  readonly bandBasisPoints: number;
}> = {
  code: 'carbon-opening-prices',
  names: { en: 'Opening reference prices', zh: '开盘参考价' },
  effectiveFrom: '2023-01-01',
  effectiveTo: null,
  status: 'editable-parameter',
  source: {
    en: 'National market 2025 summary (MEE): close 74.63 CNY/t; 9.22 million t of CCER for 650 million CNY; ±10 % band of listing trades used for both',
    zh: '全国碳市场2025年运行情况（生态环境部）：收盘价74.63元/吨；CCER累计成交922万吨、6.5亿元；两者均采用挂牌交易±10%涨跌幅',
  },
  figures: { allowanceCny: '74.63', offsetCny: '70.50', bandBasisPoints: 1000 },
};
