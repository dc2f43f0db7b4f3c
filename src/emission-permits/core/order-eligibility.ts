import {
  clauseOf,
  kindName,
  type OrderQuestion,
  type OrderVerdict,
  packInForce,
  type Refusal,
  type Zone,
} from '../../right-family';
import { watershedOf } from './instruments';
import { ATTAINMENT_GATE, PERMIT_PENALTY, TRADING_LIMITS } from './rule-packs';

/** A buyer's watershed must be shown to meet its target; both sides must lie in the watershed of the right. */
export function judgeOrder({ side, holder, instrument, date }: OrderQuestion): OrderVerdict {
  const watershed = watershedOf(holder);
  if (holder.kind !== 'plant' || watershed === null)
    return {
      allowed: false,
      code: 'emission.no-permit',
      text: {
        en: `${kindName(holder.kind).en} without a pollutant permit in a watershed may not trade emission rights`,
        zh: `${kindName(holder.kind).zh}未持有流域内的排污许可证，不得参与排污权交易`,
      },
      remedy: {
        en: 'obtain a pollutant permit with a total-control requirement and register the plant in its watershed',
        zh: '取得有总量控制要求的排污许可证，并在所在流域登记',
      },
      clause: clauseOf(PERMIT_PENALTY),
    };
  const gate = packInForce([ATTAINMENT_GATE], date);
  if (gate && side === 'buy' && watershed.attainsQualityTarget !== true)
    return { allowed: false, ...notAttained(watershed), clause: clauseOf(gate) };
  if (instrument.zoneCode !== watershed.code)
    return {
      allowed: false,
      code: 'emission.other-watershed',
      text: {
        en: `${instrument.code} belongs to another watershed than ${watershed.names.en}; a load cannot be moved between waters`,
        zh: `${instrument.code} 与${watershed.names.zh}不属于同一流域，水污染物排污权不得跨流域交易`,
      },
      remedy: {
        en: `trade rights of ${watershed.names.en}; between watersheds the province must approve`,
        zh: `请交易${watershed.names.zh}的排污权；跨流域交易须经省级主管部门批准`,
      },
      clause: clauseOf(TRADING_LIMITS),
    };
  return { allowed: true, limitLots: null, limitRefusal: null };
}

/** Missed, or never judged: what nobody has shown to attain its target is not taken to attain it. */
const notAttained = ({ names, attainsQualityTarget }: Zone): Pick<Refusal, 'code' | 'text' | 'remedy'> =>
  attainsQualityTarget === false
    ? {
        code: 'emission.target-missed',
        text: {
          en: `${names.en} misses its water quality target; no purchase may raise the total discharged there`,
          zh: `${names.zh}水环境质量未达标，不得买入使该区域排放总量增加的排污权`,
        },
        remedy: {
          en: `wait until ${names.en} attains its target, or reduce the load at the plant; selling remains allowed`,
          zh: `待${names.zh}水质达标后买入，或在厂内减排；卖出不受限制`,
        },
      }
    : {
        code: 'emission.target-not-shown',
        text: {
          en: `the registry does not say whether ${names.en} attains its water quality target; without that no purchase is allowed`,
          zh: `登记簿中没有${names.zh}水环境质量是否达标的记录；未登记达标的，不得买入`,
        },
        remedy: {
          en: `have the regulator register the attainment of ${names.en} (file attainment.csv); selling remains allowed`,
          zh: `请监管部门登记${names.zh}的达标情况（attainment.csv 文件）；卖出不受限制`,
        },
      };
