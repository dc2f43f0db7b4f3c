import { Decimal } from 'decimal.js';
import {
  clauseOf,
  compareCodes,
  type ExplanationStep,
  heldLots,
  judgeParts,
  type PayingRight,
  planInOrder,
  type Refusal,
  type RightInstrument,
  type RightQuantity,
  refusalOf,
  type SurrenderCodes,
  type SurrenderPlan,
  type SurrenderQuestion,
  surrenderedLots,
  type Verdict,
} from '../../right-family';
import { FAMILY } from './instruments';
import { OFFSET_LIMIT, POWER_2023_2024 } from './rule-packs';

const SURRENDER_CLAUSE = clauseOf(POWER_2023_2024, { en: 'sections 6 and 7', zh: '六、七' });
const OFFSET_CLAUSE = clauseOf(OFFSET_LIMIT, { en: 'article 29', zh: '第二十九条' });
const CODES: SurrenderCodes = { prefix: 'carbon', clause: SURRENDER_CLAUSE };

/**
 * Offsets first, up to 5 % of the obligation, then allowances of the period and before, the earliest vintage first.
 * The order is our choice: an offset is of no other use, and an early vintage ages first.
 */
export function planSurrender(question: SurrenderQuestion): SurrenderPlan {
  const ours = question.instruments.filter(({ family }) => family === FAMILY);
  const offsets = ours.filter(({ purpose }) => purpose === 'offset');
  const allowances = ours
    .filter(({ purpose }) => purpose === 'allowance')
    .sort((a, b) => compareCodes(a.vintage ?? '', b.vintage ?? ''));
  const order: PayingRight[] = [
    ...offsets.map((instrument) => ({
      instrument,
      limitLots: offsetLotsLeft(question),
      reason: {
        en: 'offsets first, at most 5 % of the obligation',
        zh: '先用减排量抵销，不超过应清缴量的5%',
      },
      clause: OFFSET_CLAUSE,
    })),
    ...allowances
      .filter((instrument) => mayPay(instrument, question.period))
      .map((instrument) => ({
        instrument,
        limitLots: null,
        reason: { en: 'earliest vintage first', zh: '先用较早年度的配额' },
        clause: SURRENDER_CLAUSE,
      })),
  ];
  const tooLate = allowances.filter((instrument) => !mayPay(instrument, question.period));
  return planInOrder(
    { ...question, instruments: ours },
    order,
    tooLate.flatMap((instrument) => explainLeftOut(question, instrument)),
  );
}

/** Are exactly these rights lawful: vintages of the period or before, offsets within 5 %, held, and not more than owed? */
export function judgeSurrender(
  question: SurrenderQuestion & { readonly parts: readonly RightQuantity[] },
): Verdict {
  const instruments = question.instruments.filter(({ family }) => family === FAMILY);
  const verdict = judgeParts({ ...question, instruments }, CODES, (instrument) =>
    instrument.purpose === 'offset' || mayPay(instrument, question.period)
      ? null
      : refuseLaterVintage(instrument, question.period),
  );
  if (!verdict.allowed) return verdict;
  const left = offsetLotsLeft(question);
  const offered = question.parts
    .filter(({ instrumentCode }) => isOffset(instruments, instrumentCode))
    .reduce((sum, { quantityLots }) => sum + quantityLots, 0);
  if (offered <= left) return verdict;
  return refusalOf({ ...CODES, clause: OFFSET_CLAUSE }, 'surrender-offset-share', {
    text: {
      en: `${offered} t of offsets are offered; at most 5 % of the obligation may be offset, ${left} t are left`,
      zh: `拟用减排量抵销 ${offered} 吨；抵销比例不得超过应清缴配额的5%，尚可抵销 ${left} 吨`,
    },
    remedy: {
      en: `offset at most ${left} t and pay the rest with allowances`,
      zh: `至多抵销 ${left} 吨，其余用配额清缴`,
    },
  });
}

/** Whole tonnes of offsets that may still pay: 5 % of the whole obligation, rounded down, less those already used. */
function offsetLotsLeft(question: SurrenderQuestion): number {
  const most = new Decimal(question.obligationLots).times(OFFSET_LIMIT.figures.share).floor().toNumber();
  const used = question.instruments
    .filter(({ family, purpose }) => family === FAMILY && purpose === 'offset')
    .reduce((sum, { code }) => sum + surrenderedLots(question, code), 0);
  return Math.max(0, most - used);
}

const isOffset = (instruments: readonly RightInstrument[], code: string): boolean =>
  instruments.some((instrument) => instrument.code === code && instrument.purpose === 'offset');

const mayPay = (instrument: RightInstrument, period: string): boolean =>
  instrument.vintage !== null && instrument.vintage <= period;

const refuseLaterVintage = (instrument: RightInstrument, period: string): Refusal =>
  refusalOf(CODES, 'surrender-later-vintage', {
    text: {
      en: `${instrument.code} was issued for ${instrument.vintage}; a later vintage cannot pay for ${period}`,
      zh: `${instrument.code} 为 ${instrument.vintage} 年度配额，后续年度配额不得用于 ${period} 年度清缴`,
    },
    remedy: {
      en: `surrender allowances of ${period} or an earlier year`,
      zh: `请使用 ${period} 年度及其之前年度的配额`,
    },
  });

function explainLeftOut(
  question: SurrenderQuestion,
  instrument: RightInstrument,
): readonly ExplanationStep[] {
  const held = heldLots(question, instrument.code);
  if (held === 0) return [];
  const { text, clause } = refuseLaterVintage(instrument, question.period);
  return [{ label: text, formula: `${instrument.vintage} > ${question.period}`, value: '0', clause }];
}
