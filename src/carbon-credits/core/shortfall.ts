import {
  formatCents,
  formatPrice,
  formatQuantity,
  multiplySafe,
  notionalCents,
  parsePrice,
} from '../../kernel';
import {
  clauseOf,
  describePack,
  type PenaltyChoice,
  packInForce,
  type RulePackWith,
  type ShortfallConsequence,
  type ShortfallQuestion,
} from '../../right-family';
import { PENALTY_PACKS, type PenaltyFigures } from './rule-packs';

const ARTICLES: Readonly<Record<PenaltyFigures['kind'], { readonly en: string; readonly zh: string }>> = {
  'fixed-fine': { en: 'article 40', zh: '第四十条' },
  'price-multiple': { en: 'article 24', zh: '第二十四条' },
};

/** The penalty of the rule in force on the deadline, and the cut of the next allotment that follows if the gap stays open. */
export function shortfallConsequence(
  question: ShortfallQuestion,
  choice: PenaltyChoice,
): ShortfallConsequence {
  const pack = packInForce(PENALTY_PACKS, question.date);
  if (question.shortfallLots === 0 || pack === null)
    return { penaltyCents: 0, nextPeriodDeductionLots: 0, explanation: [] };
  const fine = fineOf(question, pack, choice);
  const clause =
    pack.status === 'draft' ? clauseOf(describePack(pack)) : clauseOf(pack, ARTICLES[pack.figures.kind]);
  const deducted = pack.figures.deductsNextYear ? question.shortfallLots : 0;
  return {
    penaltyCents: fine.cents,
    nextPeriodDeductionLots: deducted,
    explanation: [
      { label: fine.label, formula: fine.formula, value: formatCents(fine.cents), clause },
      {
        label: pack.figures.deductsNextYear
          ? {
              en: 'cut of the next allotment, if the gap is not made good',
              zh: '拒不改正的，等量核减下一年度配额',
            }
          : { en: 'no new equal deduction is decided', zh: '不再作出新的等量核减决定' },
        formula: formatQuantity(question.shortfallLots, question.instrument),
        value: formatQuantity(deducted, question.instrument),
        clause,
      },
    ],
  };
}

function fineOf(
  question: ShortfallQuestion,
  { figures }: RulePackWith<PenaltyFigures>,
  choice: PenaltyChoice,
): { readonly cents: number; readonly label: { en: string; zh: string }; readonly formula: string } {
  const { instrument, shortfallLots } = question;
  if (figures.kind === 'fixed-fine') {
    const cents = choice === 'lowest' ? figures.lowestCents : figures.highestCents;
    return {
      cents,
      label: { en: 'fine of 20,000 to 30,000 CNY', zh: '罚款2万元以上3万元以下' },
      formula: formatCents(cents),
    };
  }
  const multiple = choice === 'lowest' ? figures.lowestMultiple : figures.highestMultiple;
  const traded = question.averagePriceTicks;
  const price = traded ?? parsePrice(instrument.initialReferencePrice, instrument);
  return {
    cents: multiplySafe(multiple, notionalCents(price, shortfallLots, instrument)),
    label:
      traded === null
        ? {
            en: 'fine of 5 to 10 times the price; nothing traded in the month before the deadline, so the opening price counts',
            zh: '按价格5至10倍罚款；清缴时限前1个月无成交，按开盘参考价计',
          }
        : {
            en: 'fine of 5 to 10 times the average price of the month before the deadline',
            zh: '按清缴时限前1个月市场交易平均成交价格5至10倍罚款',
          },
    formula: `${multiple} × ${formatPrice(price, instrument)} × ${formatQuantity(shortfallLots, instrument)}`,
  };
}
