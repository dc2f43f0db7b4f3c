import type { RulePack, RulePackWith } from '../../right-family';

/** The river plan itself; the quotas of the regions are input, the inflow of the year is a parameter. */
export const RIVER_PLAN: RulePack = {
  code: 'yellow-river-1987',
  names: { en: 'Yellow River water distribution scheme', zh: '黄河可供水量分配方案' },
  effectiveFrom: '1987-09-11',
  effectiveTo: null,
  status: 'in-force',
  source: {
    en: 'Yellow River Available Water Distribution Scheme, General Office of the State Council, Guobanfa (1987) No. 61',
    zh: '《黄河可供水量分配方案》（国办发〔1987〕61号）',
  },
};

/** How far a year's plan may move from the quota. */
export const QUOTA_BOUNDS: RulePackWith<{ readonly lowestShare: string; readonly highestShare: string }> = {
  code: 'yellow-river-1995-adjustment',
  names: { en: 'Bounds of a wet and a dry year', zh: '丰枯调整幅度' },
  effectiveFrom: '1995-01-01',
  effectiveTo: null,
  status: 'in-force',
  source: {
    en: '1995 adjustment of the 1987 scheme: up to 120 % of quota in wet years, 80 % in dry years (as given in River Dynamics and Integrated River Management, table 6.3)',
    zh: '1987年分水方案的1995年调整：丰水年不超过分配指标的120%，枯水年按80%（引自 River Dynamics and Integrated River Management 表6.3）',
  },
  figures: { lowestShare: '0.8', highestShare: '1.2' },
};

export const WITHDRAWAL_PERMITS: RulePackWith<{
  readonly longestYears: number;
  readonly lowestFineCents: number;
  readonly highestFineCents: number;
}> = {
  code: 'cn-water-withdrawal-permits',
  names: { en: 'Water-withdrawal permits', zh: '取水许可' },
  effectiveFrom: '2006-04-15',
  effectiveTo: null,
  status: 'in-force',
  source: {
    en: 'Regulations on Water-Withdrawal Permits and Water Resource Fees, State Council Order 460 (2017 revision)',
    zh: '《取水许可和水资源费征收管理条例》（国务院令第460号，2017年修订）',
  },
  figures: { longestYears: 10, lowestFineCents: 20_000_00, highestFineCents: 100_000_00 },
};

export const WATER_TRADING: RulePack = {
  code: 'cn-water-right-trading-2024',
  names: { en: 'Water-use right trading', zh: '用水权交易' },
  effectiveFrom: '2024-01-10',
  effectiveTo: null,
  status: 'in-force',
  source: {
    en: 'Water-use Right Trading Management Rules (Trial), Ministry of Water Resources, Shuicaiwu (2024) No. 9',
    zh: '《用水权交易管理规则（试行）》（水财务〔2024〕9号）',
  },
};

/** Who sells what, and where to; the national rules leave these forms to the measures on water-right trading. */
export const WATER_TRADING_FORMS: RulePack = {
  code: 'cn-water-right-forms',
  names: { en: 'Forms of water-right trading', zh: '水权交易形式' },
  effectiveFrom: '2016-04-19',
  effectiveTo: null,
  status: 'in-force',
  source: {
    en: 'Interim Measures for Water Right Trading (Ministry of Water Resources, 2016); provincial measures of Anhui',
    zh: '水利部《水权交易管理暂行办法》（2016年）及安徽省水权交易管理实施办法',
  },
};

/** The annual plan knows no carry-over; not confirmed in a source, so a session may change it. */
export const ANNUAL_LAPSE: RulePack = {
  code: 'water-annual-lapse',
  names: { en: 'Unused volume lapses', zh: '未用水量年末失效' },
  effectiveFrom: '1987-09-11',
  effectiveTo: null,
  status: 'editable-parameter',
  source: {
    en: 'logic of annual plans (Water Law, article 46); no carry-over clause confirmed',
    zh: '年度计划逻辑（《水法》第四十六条）；未见结转条款',
  },
};

export const OPENING_PRICE: RulePackWith<{
  readonly cnyPerCubicMetre: string;
  readonly bandBasisPoints: number;
}> = {
  code: 'water-opening-price',
  names: { en: 'Opening reference price', zh: '开盘参考价' },
  effectiveFrom: '2015-11-01',
  effectiveTo: null,
  status: 'editable-parameter',
  source: {
    en: 'Pingdingshan to Xinmi (Henan), first price 0.87 CNY/m³ including the water price; ±10 % band chosen as for the other markets',
    zh: '河南平顶山—新密水量交易，首次价格0.87元/立方米（含水价）；涨跌幅比照其他市场取±10%',
  },
  figures: { cnyPerCubicMetre: '0.870', bandBasisPoints: 1000 },
};
