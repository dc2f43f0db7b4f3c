import type { LocalizedText } from '../../../kernel';
import { BUY, NO_PRICE, SELL } from '../book/order-book';
import type { AuctionLevels } from './auction-levels';
import type { AuctionPrice } from './auction-question';
import type { CandidateSet } from './candidate-set';
import { marketPressure, surplusLots } from './criteria';
import type { AuctionCriterion } from './rules';

/** Prices that are possible: inclusive, and how many they are. */
export interface PriceRange {
  readonly lowTicks: number;
  readonly highTicks: number;
  readonly prices: number;
  /** only prices at which an order stands are counted */
  readonly declaredOnly: boolean;
}

/** One criterion and what it did. */
export interface AuctionStep {
  readonly criterion: AuctionCriterion;
  readonly before: PriceRange;
  readonly after: PriceRange;
  /** the value that won; null where the criterion could not tell the prices apart */
  readonly value: number | null;
  readonly unit: 'lots' | 'ticks' | null;
  /** market pressure only */
  readonly side: 'buy' | 'sell' | null;
  readonly text: LocalizedText;
}

/** How a sentence writes ticks and lots. */
export interface AuctionWording {
  readonly price: (priceTicks: number) => string;
  readonly quantity: (quantityLots: number) => string;
}

export const PLAIN_WORDING: AuctionWording = { price: String, quantity: String };

type Finding = Pick<AuctionStep, 'value' | 'unit' | 'side' | 'text'>;

export const rangeOf = (left: CandidateSet): PriceRange => {
  let prices = left.toTicks - left.fromTicks + 1;
  if (!left.everyTick && prices > 1) {
    prices = 0;
    for (let segment = left.first; segment <= left.last; segment += 1)
      if (left.isCandidate(segment)) prices += 1;
  }
  return { lowTicks: left.fromTicks, highTicks: left.toTicks, prices, declaredOnly: !left.everyTick };
};

/** What the first criterion begins with: the prices from the best ask to the best bid. */
export function overlapOf(levels: AuctionLevels, left: CandidateSet): PriceRange {
  const { bestAskTicks: lowTicks, bestBidTicks: highTicks, everyTick } = left;
  if (everyTick) return { lowTicks, highTicks, prices: highTicks - lowTicks + 1, declaredOnly: false };
  const declared = new Set<number>([lowTicks, highTicks]);
  for (let bid = levels.best(BUY); bid !== NO_PRICE && bid >= lowTicks; bid = levels.worse(BUY, bid))
    if (bid <= highTicks) declared.add(bid);
  for (let ask = levels.best(SELL); ask !== NO_PRICE && ask <= highTicks; ask = levels.worse(SELL, ask))
    if (ask >= lowTicks) declared.add(ask);
  return { lowTicks, highTicks, prices: declared.size, declaredOnly: true };
}

function rangeText(range: PriceRange, { price }: AuctionWording): LocalizedText {
  const low = price(range.lowTicks);
  if (range.prices === 1) return { en: low, zh: low };
  const high = price(range.highTicks);
  return {
    en: `${low} to ${high} (${range.prices} ${range.declaredOnly ? 'prices of orders' : 'prices'})`,
    zh: `${low} 至 ${high}（${range.declaredOnly ? '申报价格' : '价格'} ${range.prices} 个）`,
  };
}

const inconclusive = (en: string, zh: string): Finding => ({
  value: null,
  unit: null,
  side: null,
  text: { en, zh },
});

type Describe = (
  left: CandidateSet,
  after: LocalizedText,
  referenceTicks: number | null,
  wording: AuctionWording,
) => Finding;

const inLots = (value: number, en: string, zh: string): Finding => ({
  value,
  unit: 'lots',
  side: null,
  text: { en, zh },
});

const describeVolume: Describe = (left, after, _, { quantity }) => {
  const volume = quantity(left.volumeLots);
  return inLots(
    left.volumeLots,
    `the most that can be traded is ${volume}, at ${after.en}`,
    `可实现的最大成交量为 ${volume}，对应价格 ${after.zh}`,
  );
};

const describeBetterFilled: Describe = (_, after) =>
  inconclusive(
    `every buy above and every sell below the price is filled, and one side at the price is filled whole, at ${after.en}`,
    `高于该价格的买入申报与低于该价格的卖出申报全部成交，且与该价格相同的一方全部成交：${after.zh}`,
  );

const describeSurplus: Describe = (left, after, _, { quantity }) => {
  const surplus = Math.abs(surplusLots(left, left.first));
  return inLots(
    surplus,
    `the least that stays unfilled is ${quantity(surplus)}, at ${after.en}`,
    `未成交量最小为 ${quantity(surplus)}，对应价格 ${after.zh}`,
  );
};

const describeDifference: Describe = (left, after, _, { quantity }) => {
  const difference = Math.abs(surplusLots(left, left.first));
  return inLots(
    difference,
    `buys at this price or above and sells at this price or below differ least, by ${quantity(difference)}, at ${after.en}`,
    `该价格以上的买入申报累计数量与该价格以下的卖出申报累计数量之差最小为 ${quantity(difference)}，对应价格 ${after.zh}`,
  );
};

const describePressure: Describe = (left, after) => {
  const pressure = marketPressure(left);
  if (pressure === 0)
    return inconclusive(
      'the surplus is not on one side alone, so no side presses the price',
      '剩余数量并非只在一方，价格没有单边压力',
    );
  const buys = pressure > 0;
  return {
    value: null,
    unit: null,
    side: buys ? 'buy' : 'sell',
    text: {
      en: `only ${buys ? 'buys' : 'sells'} are left over, so the ${buys ? 'highest' : 'lowest'} price wins: ${after.en}`,
      zh: `只有${buys ? '买方' : '卖方'}有剩余，取${buys ? '最高' : '最低'}价格：${after.zh}`,
    },
  };
};

const describeClosest: Describe = (left, after, referenceTicks, { price }) => {
  if (referenceTicks === null)
    return inconclusive('there is no reference price to be close to', '没有可供比较的参考价');
  const distance = Math.abs(left.fromTicks - referenceTicks);
  const reference = price(referenceTicks);
  const away = price(distance);
  return {
    value: distance,
    unit: 'ticks',
    side: null,
    text: {
      en: `closest to the reference price ${reference}, ${away} away: ${after.en}`,
      zh: `最接近参考价 ${reference}（相差 ${away}）的价格：${after.zh}`,
    },
  };
};

const describeMiddle: Describe = (left, after) => ({
  value: left.fromTicks,
  unit: 'ticks',
  side: null,
  text: {
    en: `the middle of the prices left, half a tick rounded up: ${after.en}`,
    zh: `剩余价格的中间价（不足一个最小变动价位的四舍五入）：${after.zh}`,
  },
});

const DESCRIPTIONS: Readonly<Record<AuctionCriterion, Describe>> = {
  'maximum-volume': describeVolume,
  'better-prices-filled': describeBetterFilled,
  'least-surplus': describeSurplus,
  'least-difference': describeDifference,
  'market-pressure': describePressure,
  'closest-to-reference': describeClosest,
  'middle-price': describeMiddle,
};

/** @param left the set after the criterion */
export const describeStep = (
  criterion: AuctionCriterion,
  left: CandidateSet,
  before: PriceRange,
  after: PriceRange,
  referenceTicks: number | null,
  wording: AuctionWording,
): AuctionStep => ({
  criterion,
  before,
  after,
  ...DESCRIPTIONS[criterion](left, rangeText(after, wording), referenceTicks, wording),
});

/** The result in a sentence, or why nothing trades. */
export function describeOutcome(
  levels: AuctionLevels,
  left: CandidateSet,
  found: AuctionPrice | null,
  wording: AuctionWording,
): LocalizedText {
  if (found === null) return describeNothing(levels, left, wording);
  const volume = wording.quantity(found.volumeLots);
  const price = wording.price(found.priceTicks);
  if (found.surplusLots === 0)
    return {
      en: `price ${price}, volume ${volume}; nothing is left over at this price`,
      zh: `成交价 ${price}，成交量 ${volume}，该价格上没有剩余`,
    };
  const rest = wording.quantity(Math.abs(found.surplusLots));
  const buys = found.surplusLots > 0;
  return {
    en: `price ${price}, volume ${volume}; ${buys ? 'buys' : 'sells'} of ${rest} are left over at this price`,
    zh: `成交价 ${price}，成交量 ${volume}，${buys ? '买方' : '卖方'}在该价格上剩余 ${rest}`,
  };
}

function describeNothing(
  levels: AuctionLevels,
  left: CandidateSet,
  { price }: AuctionWording,
): LocalizedText {
  const bid = levels.best(BUY);
  const ask = levels.best(SELL);
  if (bid === NO_PRICE || ask === NO_PRICE) {
    const buys = bid === NO_PRICE;
    const both = buys && ask === NO_PRICE;
    return {
      en: `nothing trades: there are no ${both ? 'orders' : buys ? 'buys' : 'sells'}`,
      zh: `无成交：没有${both ? '' : buys ? '买入' : '卖出'}申报`,
    };
  }
  if (bid < ask)
    return {
      en: `nothing trades: the best buy ${price(bid)} is below the best sell ${price(ask)}`,
      zh: `无成交：最高买入价 ${price(bid)} 低于最低卖出价 ${price(ask)}`,
    };
  const beyond = left.bestBidTicks === NO_PRICE ? price(bid) : price(ask);
  return {
    en: `nothing trades: the orders meet outside the price band only, at ${beyond}`,
    zh: `无成交：买卖申报仅在涨跌幅范围之外（${beyond}）交叉`,
  };
}
