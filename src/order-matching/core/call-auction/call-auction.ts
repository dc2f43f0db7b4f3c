import { assert, type LocalizedText } from '../../../kernel';
import { NO_PRICE } from '../book/order-book';
import { MAX_PRICE_TICKS } from '../limits';
import type { AuctionPrice, AuctionQuestion } from './auction-question';
import { CandidateSet } from './candidate-set';
import { CRITERIA, surplusLots } from './criteria';
import {
  type AuctionStep,
  type AuctionWording,
  describeOutcome,
  describeStep,
  overlapOf,
  PLAIN_WORDING,
  rangeOf,
} from './explanation';
import { type AuctionCriterion, TIE_CHAINS } from './rules';

export interface CallAuctionResult {
  /** null: nothing can be traded */
  readonly priceTicks: number | null;
  readonly volumeLots: number;
  /** what could trade at the price and finds no counterpart */
  readonly surplusLots: number;
  readonly surplusSide: 'buy' | 'sell' | null;
  /** the criteria in the order of the chain, until one price was left; none when nothing can be traded */
  readonly steps: readonly AuctionStep[];
  readonly summary: LocalizedText;
}

/** Columns that every question fills anew: a question asked after each order while collecting allocates no column. */
const left = new CandidateSet();

type AfterCriterion = (criterion: AuctionCriterion) => void;

function check({ referenceTicks, band }: AuctionQuestion): void {
  const isPrice = (ticks: number): boolean =>
    Number.isSafeInteger(ticks) && ticks > 0 && ticks <= MAX_PRICE_TICKS;
  assert(
    referenceTicks === null || isPrice(referenceTicks),
    'a reference price is a positive number of ticks within the maximum',
  );
  assert(
    !band || (isPrice(band.lowTicks) && isPrice(band.highTicks) && band.lowTicks <= band.highTicks),
    'a price band has at least one price',
  );
}

/** Asks the criteria of the rule until one price is left. */
function narrow(question: AuctionQuestion, afterCriterion: AfterCriterion | null): AuctionPrice {
  const reference = question.referenceTicks ?? NO_PRICE;
  for (const criterion of TIE_CHAINS[question.rule].criteria) {
    if (left.isSingle && criterion !== 'maximum-volume') break;
    CRITERIA[criterion](left, reference);
    if (afterCriterion) afterCriterion(criterion);
  }
  const segment = left.first;
  assert(left.isSingle && segment === left.last, 'a chain of criteria ends with one price');
  assert(
    Math.min(left.demandLots[segment] as number, left.supplyLots[segment] as number) === left.volumeLots,
    'the price allows the most that any price allows',
  );
  return {
    priceTicks: left.fromTicks,
    volumeLots: left.volumeLots,
    surplusLots: surplusLots(left, segment),
  };
}

function collect(question: AuctionQuestion): boolean {
  check(question);
  const candidates = question.candidates ?? TIE_CHAINS[question.rule].candidates;
  left.collect(question.levels, candidates === 'every-tick', question.band ?? null);
  return left.volumeLots > 0;
}

/**
 * The price at which the collected orders would trade now, without its reasons; null when nothing can be traded. Time
 * grows with the number of levels that overlap, not with their distance in ticks.
 */
export const indicative = (question: AuctionQuestion): AuctionPrice | null =>
  collect(question) ? narrow(question, null) : null;

/** The price of the auction, and why: each criterion with the prices before and after it. */
export function clearCallAuction(
  question: AuctionQuestion,
  wording: AuctionWording = PLAIN_WORDING,
): CallAuctionResult {
  const { levels, referenceTicks } = question;
  if (!collect(question))
    return {
      priceTicks: null,
      volumeLots: 0,
      surplusLots: 0,
      surplusSide: null,
      steps: [],
      summary: describeOutcome(levels, left, null, wording),
    };
  const steps: AuctionStep[] = [];
  let before = overlapOf(levels, left);
  const price = narrow(question, (criterion) => {
    const after = rangeOf(left);
    steps.push(describeStep(criterion, left, before, after, referenceTicks, wording));
    before = after;
  });
  const surplusSide = price.surplusLots > 0 ? 'buy' : 'sell';
  return {
    ...price,
    surplusLots: Math.abs(price.surplusLots),
    surplusSide: price.surplusLots === 0 ? null : surplusSide,
    steps,
    summary: describeOutcome(levels, left, price, wording),
  };
}
