import type { LocalizedText } from '../../kernel';
import { clauseOf, kindName, type OrderQuestion, type OrderVerdict, type Refusal } from '../../right-family';
import { basinOf, isOfBasin } from './instruments';
import { WATER_TRADING, WATER_TRADING_FORMS, WITHDRAWAL_PERMITS } from './rule-packs';

const WATER_HOLDERS = ['region-authority', 'irrigation-district', 'water-user', 'public-supply-company'];
const FORMS = clauseOf(WATER_TRADING_FORMS, { en: 'article 3', zh: '第三条' });

type Reason = Omit<Refusal, 'allowed'>;

/** Same basin for both sides; a seller needs an approved saving, and not more than that is sold in the year. */
export function judgeOrder(question: OrderQuestion): OrderVerdict {
  const { holder, instrument, side } = question;
  if (!WATER_HOLDERS.includes(holder.kind)) return { allowed: false, ...notAWaterUser(holder.kind) };
  if (!isOfBasin(instrument, holder)) return { allowed: false, ...otherBasin(question) };
  if (side === 'buy') return { allowed: true, limitLots: null, limitRefusal: null };
  if (holder.kind === 'public-supply-company') return { allowed: false, ...publicSupply() };
  const limitLots = holder.approvedSavingLots[instrument.code] ?? 0;
  const limitRefusal = holder.kind === 'region-authority' ? onlyUnusedVolume() : onlySavedVolume();
  return limitLots === 0 ? { allowed: false, ...limitRefusal } : { allowed: true, limitLots, limitRefusal };
}

const notAWaterUser = (kind: string): Reason => ({
  code: 'water.not-a-water-user',
  text: {
    en: `${kindName(kind).en} hold no water-withdrawal permit and may not trade water-use rights`,
    zh: `${kindName(kind).zh}未持有取水许可证，不得参与用水权交易`,
  },
  remedy: {
    en: 'obtain a withdrawal permit and register as a water user',
    zh: '办理取水许可证并登记为取用水户',
  },
  clause: clauseOf(WATER_TRADING),
});

function otherBasin({ holder, instrument, side }: OrderQuestion): Reason {
  const basin = basinOf(holder);
  const own: LocalizedText = basin?.names ?? { en: 'no basin', zh: '（无流域）' };
  return {
    code: 'water.other-basin',
    text: {
      en: `${instrument.code} is water of another basin than ${own.en}, where this ${side === 'buy' ? 'buyer' : 'seller'} withdraws`,
      zh: `${instrument.code} 与本单位取水所在的${own.zh}不属于同一流域`,
    },
    remedy: {
      en: `trade rights of ${own.en}; between basins a trade needs transfer works and the approval of the authority above both`,
      zh: `请交易${own.zh}的用水权；跨流域交易须具备调水工程条件并经共同上级主管部门批准`,
    },
    clause: FORMS,
  };
}

const publicSupply = (): Reason => ({
  code: 'water.public-supply-seller',
  text: {
    en: 'an urban public water supply company may not sell its withdrawal right',
    zh: '城镇公共供水企业不得转让取水权',
  },
  remedy: {
    en: 'leave the volume to the region; it may be bought for, but not sold from, public supply',
    zh: '结余水量由区域统筹；公共供水可以买入，不得卖出',
  },
  clause: FORMS,
});

const onlySavedVolume = (): Reason => ({
  code: 'water.only-saved-volume',
  text: {
    en: 'only volume whose saving was approved may be sold, and not more than that in the year',
    zh: '仅可转让经批准的节约水量，且全年不得超过该水量',
  },
  remedy: {
    en: 'have a saving (process, structure, canal lining) approved by the authority that issued the permit, or sell less',
    zh: '由原审批机关批准节水量（调整结构、改革工艺、渠道防渗等），或减少卖出数量',
  },
  clause: clauseOf(WITHDRAWAL_PERMITS, { en: 'article 27', zh: '第二十七条' }),
});

const onlyUnusedVolume = (): Reason => ({
  code: 'water.only-approved-regional-volume',
  text: {
    en: 'a region may sell only the unused volume within its total that was approved for sale',
    zh: '区域水权仅可转让经批准的、用水总量和分配指标范围内的结余水量',
  },
  remedy: {
    en: 'have the unused volume approved by the higher authority, or sell less',
    zh: '报上级主管部门批准结余水量，或减少卖出数量',
  },
  clause: FORMS,
});
