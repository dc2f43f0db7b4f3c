import {
  clauseOf,
  compareCodes,
  type ExplanationStep,
  heldLots,
  judgeParts,
  planInOrder,
  type Refusal,
  type RightInstrument,
  type RightQuantity,
  refusalOf,
  type SurrenderCodes,
  type SurrenderPlan,
  type SurrenderQuestion,
  type Verdict,
} from '../../right-family';
import { FAMILY, watershedOf } from './instruments';
import { PAID_USE, PERMIT_PENALTY, TRADING_LIMITS } from './rule-packs';

const CODES: SurrenderCodes = { prefix: 'emission', clause: clauseOf(PERMIT_PENALTY) };

/** Rights of the own watershed pay, the earliest year first, as long as they are within their five years. */
export function planSurrender(question: SurrenderQuestion): SurrenderPlan {
  const ours = question.instruments
    .filter(({ family }) => family === FAMILY)
    .sort((a, b) => compareCodes(a.vintage ?? '', b.vintage ?? ''));
  return planInOrder(
    { ...question, instruments: ours },
    ours
      .filter((instrument) => refuseRight(instrument, question) === null)
      .map((instrument) => ({
        instrument,
        limitLots: null,
        reason: { en: 'earliest year first', zh: '先用较早年度' },
        clause: CODES.clause,
      })),
    ours.flatMap((instrument) => explainLeftOut(question, instrument)),
  );
}

export function judgeSurrender(
  question: SurrenderQuestion & { readonly parts: readonly RightQuantity[] },
): Verdict {
  const instruments = question.instruments.filter(({ family }) => family === FAMILY);
  return judgeParts({ ...question, instruments }, CODES, (instrument) => refuseRight(instrument, question));
}

function refuseRight(instrument: RightInstrument, { holder, period }: SurrenderQuestion): Refusal | null {
  if (instrument.zoneCode !== watershedOf(holder)?.code)
    return refusalOf({ ...CODES, clause: clauseOf(TRADING_LIMITS) }, 'surrender-other-watershed', {
      text: {
        en: `${instrument.code} belongs to another watershed and cannot pay for this load`,
        zh: `${instrument.code} 属于其他流域，不能用于本单位排放量核销`,
      },
      remedy: { en: 'use rights of the own watershed', zh: '请使用本流域的排污权' },
    });
  const age = Number(period) - Number(instrument.vintage);
  if (age >= 0 && age < Number(PAID_USE.figures.longestYears)) return null;
  return refusalOf({ ...CODES, clause: clauseOf(PAID_USE) }, 'surrender-outside-term', {
    text: {
      en: `${instrument.code} is for ${instrument.vintage}; it is valid for five years from then and not before`,
      zh: `${instrument.code} 为 ${instrument.vintage} 年度排污权，自该年起五年内有效，不得提前使用`,
    },
    remedy: {
      en: `use rights of ${period} or of the four years before`,
      zh: `请使用 ${period} 年度或此前四年内的排污权`,
    },
  });
}

function explainLeftOut(
  question: SurrenderQuestion,
  instrument: RightInstrument,
): readonly ExplanationStep[] {
  const refusal = refuseRight(instrument, question);
  if (refusal === null || heldLots(question, instrument.code) === 0) return [];
  return [{ label: refusal.text, formula: instrument.code, value: '0', clause: refusal.clause }];
}
