import type { RulePack, RulePackWith } from '../../right-family';

/** What a permit costs, fixed beforehand; both figures are defaults that a plan may override. */
export const PAID_USE: RulePackWith<{
  readonly priceCnyPerTonneYear: string;
  readonly years: string;
  readonly longestYears: string;
}> = {
  code: 'cod-paid-use-2016',
  names: { en: 'Paid use at a fixed price', zh: '排污权有偿使用（定额出让）' },
  effectiveFrom: '2016-01-01',
  effectiveTo: null,
  status: 'in-force',
  source: {
    en: 'Zhuzhou 2016 fee catalogue: COD 230 CNY per tonne and year; Interim Measures on Revenue from Emission Rights, Caishui (2015) No. 61: valid for five years',
    zh: '株洲市2016年收费目录：化学需氧量230元/吨·年；《排污权出让收入管理暂行办法》（财税〔2015〕61号）：有效期五年',
  },
  figures: { priceCnyPerTonneYear: '230', years: '5', longestYears: '5' },
};

export const TRADING_LIMITS: RulePack = {
  code: 'emission-trading-limits',
  names: { en: 'Limits of emission-right trading', zh: '排污权交易限制' },
  effectiveFrom: '2014-08-06',
  effectiveTo: null,
  status: 'in-force',
  source: {
    en: 'Guiding Opinions on Paid Use and Trading of Emission Rights, Guobanfa (2014) No. 38; trading rules of the Hubei exchange',
    zh: '《关于进一步推进排污权有偿使用和交易试点工作的指导意见》（国办发〔2014〕38号）及湖北环境资源交易中心规定',
  },
};

/** Paid use and trading presuppose that the water meets its quality target. */
export const ATTAINMENT_GATE: RulePack = {
  code: 'emission-attainment-gate',
  names: { en: 'Environment quality gate', zh: '环境质量达标前提' },
  effectiveFrom: '2021-09-12',
  effectiveTo: null,
  status: 'in-force',
  source: {
    en: 'Opinions on Deepening the Reform of the Ecological Protection Compensation System (2021), chapter 4 (1); Guobanfa (2014) No. 38',
    zh: '《关于深化生态保护补偿制度改革的意见》（2021年）四（一）；国办发〔2014〕38号',
  },
};

export const PERMIT_PENALTY: RulePackWith<{
  readonly lowestFineCents: number;
  readonly highestFineCents: number;
}> = {
  code: 'cn-pollutant-permits-2021',
  names: { en: 'Pollutant permit regulations', zh: '排污许可管理' },
  effectiveFrom: '2021-03-01',
  effectiveTo: null,
  status: 'in-force',
  source: {
    en: 'Regulations on the Administration of Pollutant Discharge Permits, State Council Order 736',
    zh: '《排污许可管理条例》（国务院令第736号）',
  },
  figures: { lowestFineCents: 200_000_00, highestFineCents: 1_000_000_00 },
};

export const OPENING_PRICE: RulePackWith<{ readonly cnyPerTonne: string; readonly bandBasisPoints: number }> =
  {
    code: 'cod-opening-price',
    names: { en: 'Opening reference price', zh: '开盘参考价' },
    effectiveFrom: '2016-01-01',
    effectiveTo: null,
    status: 'editable-parameter',
    source: {
      en: 'Zhuzhou 2016 fee catalogue: COD trade price 20,000 CNY/t; ±10 % band chosen as for the other markets',
      zh: '株洲市2016年收费目录：化学需氧量交易价20000元/吨；涨跌幅比照其他市场取±10%',
    },
    figures: { cnyPerTonne: '20000', bandBasisPoints: 1000 },
  };
