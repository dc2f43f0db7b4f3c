import type { LocalizedText } from '../../../kernel';

/** Whose rules find the price of a call auction. */
export type AuctionRule = 'sse' | 'szse' | 'asx' | 'nse';

/** Which prices may win: those at which an order stands, or every tick between them. */
export type AuctionCandidates = 'declared' | 'every-tick';

/** A named test that narrows the prices that are still possible; each is defined in `criteria.ts`. */
export type AuctionCriterion =
  | 'maximum-volume'
  | 'better-prices-filled'
  | 'least-surplus'
  | 'least-difference'
  | 'market-pressure'
  | 'closest-to-reference'
  | 'middle-price';

export interface TieChain {
  /** asked in this order until one price is left; the first is the same everywhere, the last always leaves one */
  readonly criteria: readonly AuctionCriterion[];
  /** what this rule's text means by a price; a caller may choose the other */
  readonly candidates: AuctionCandidates;
  readonly source: LocalizedText;
}

/**
 * One algorithm, four chains. Which candidates a rule means:
 * - Shanghai speaks of 申报价格, prices of orders: `declared`. Its last step is its own: the middle price.
 * - Shenzhen speaks of 价格, any price, and its opening prices do fall between orders: `every-tick`. 以上 and 以下 include
 *   the price itself, so its difference is the surplus at the price.
 * - ASX tables list every price step of the overlap (its minimum surplus runs over steps without an order): `every-tick`.
 * - NSE computes over the prices of orders and, when the previous close lies midway between the two closest, takes the
 *   previous close itself: `declared`. That rule is the middle price of the two.
 *
 * Only the Chinese rules promise that every better-priced order is filled whole; under all four fills go by price, then
 * time, and no crossed orders are left.
 *
 * What the rules leave open (no reference price; two prices equally close) ends with the middle price as well, rounded
 * half up to a tick: it favours neither side, and needs nothing that might be missing.
 */
export const TIE_CHAINS: Readonly<Record<AuctionRule, TieChain>> = {
  sse: {
    criteria: ['maximum-volume', 'better-prices-filled', 'least-surplus', 'middle-price'],
    candidates: 'declared',
    source: {
      en: 'Trading Rules of the Shanghai Stock Exchange, price of a call auction',
      zh: '《上海证券交易所交易规则》集合竞价成交价格的确定原则',
    },
  },
  szse: {
    criteria: [
      'maximum-volume',
      'better-prices-filled',
      'least-difference',
      'closest-to-reference',
      'middle-price',
    ],
    candidates: 'every-tick',
    source: {
      en: 'Trading Rules of the Shenzhen Stock Exchange, price of a call auction',
      zh: '《深圳证券交易所交易规则》集合竞价成交价的确定原则',
    },
  },
  asx: {
    criteria: ['maximum-volume', 'least-surplus', 'market-pressure', 'closest-to-reference', 'middle-price'],
    candidates: 'every-tick',
    source: {
      en: 'ASX, how opening and closing prices are calculated: four principles',
      zh: '澳大利亚证券交易所：开盘价与收盘价的四步确定方法',
    },
  },
  nse: {
    criteria: ['maximum-volume', 'least-surplus', 'closest-to-reference', 'middle-price'],
    candidates: 'declared',
    source: {
      en: 'NSE India, pre-open call auction: equilibrium price',
      zh: '印度国家证券交易所：开盘集合竞价均衡价格',
    },
  },
};

export const AUCTION_RULES = Object.keys(TIE_CHAINS) as readonly AuctionRule[];
export const AUCTION_CANDIDATES: readonly AuctionCandidates[] = ['declared', 'every-tick'];
