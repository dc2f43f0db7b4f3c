import { clauseOf, kindName, type OrderQuestion, type OrderVerdict } from '../../right-family';
import { CCER_RULES, TRADING_RULES } from './rule-packs';

/** Those who supervise, register, run or verify the market may not trade on it. */
const BARRED_KINDS = ['supervisor', 'registry-operator', 'exchange-operator', 'verifier'];
const ALLOWANCE_TRADERS = ['power-company', 'investor'];
const OFFSET_TRADERS = [...ALLOWANCE_TRADERS, 'offset-developer'];

/** Carbon rights know no place and no quantity limit; only who asks matters. */
export function judgeOrder({ instrument, holder }: OrderQuestion): OrderVerdict {
  const isOffset = instrument.purpose === 'offset';
  if (BARRED_KINDS.includes(holder.kind))
    return {
      allowed: false,
      code: 'carbon.barred-participant',
      text: {
        en: 'staff of supervisors, the registry, the exchange and technical service bodies may not trade carbon rights',
        zh: '监管部门、注册登记机构、交易机构和技术服务机构的工作人员不得参与碳排放权交易',
      },
      remedy: {
        en: 'nothing makes this lawful while the office is held',
        zh: '任职期间不得参与交易',
      },
      clause: clauseOf(TRADING_RULES, { en: 'article 7', zh: '第七条' }),
    };
  if ((isOffset ? OFFSET_TRADERS : ALLOWANCE_TRADERS).includes(holder.kind))
    return { allowed: true, limitLots: null, limitRefusal: null };
  return {
    allowed: false,
    code: 'carbon.not-a-trading-entity',
    text: {
      en: `${kindName(holder.kind).en} may not trade ${instrument.code}: only covered entities and other qualified bodies may`,
      zh: `${kindName(holder.kind).zh}不得交易 ${instrument.code}：仅重点排放单位和符合规定的其他主体可以参与`,
    },
    remedy: {
      en: 'be listed as a covered entity (26,000 t CO2e a year or more) or registered as a qualified body; project owners may trade CCER',
      zh: '列入重点排放单位名录（年排放达到2.6万吨）或登记为合格主体；项目业主可以交易CCER',
    },
    clause: isOffset ? clauseOf(CCER_RULES) : clauseOf(TRADING_RULES, { en: 'article 7', zh: '第七条' }),
  };
}
