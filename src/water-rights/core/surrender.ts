import {
  clauseOf,
  compareCodes,
  type ExplanationStep,
  type HolderFacts,
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
import { FAMILY, isOfBasin } from './instruments';
import { WATER_TRADING_FORMS, WITHDRAWAL_PERMITS } from './rule-packs';

const CLAUSE = clauseOf(WITHDRAWAL_PERMITS);
const CODES: SurrenderCodes = { prefix: 'water', clause: CLAUSE };

/** Rights of the same basin and year pay metered use: those of the own region first, then by code. */
export function planSurrender(question: SurrenderQuestion): SurrenderPlan {
  const ours = question.instruments.filter(({ family }) => family === FAMILY);
  const isOwn = (instrument: RightInstrument): boolean =>
    question.holder.zones.some(({ code }) => code === instrument.zoneCode);
  const paying = ours
    .filter((instrument) => refuseRight(instrument, question.holder, question.period) === null)
    .sort((a, b) => Number(isOwn(b)) - Number(isOwn(a)) || compareCodes(a.code, b.code));
  return planInOrder(
    { ...question, instruments: ours },
    paying.map((instrument) => ({
      instrument,
      limitLots: null,
      reason: { en: 'the own region first', zh: '先用本区域水权' },
      clause: CLAUSE,
    })),
    ours.flatMap((instrument) => explainLeftOut(question, instrument)),
  );
}

export function judgeSurrender(
  question: SurrenderQuestion & { readonly parts: readonly RightQuantity[] },
): Verdict {
  const instruments = question.instruments.filter(({ family }) => family === FAMILY);
  return judgeParts({ ...question, instruments }, CODES, (instrument) =>
    refuseRight(instrument, question.holder, question.period),
  );
}

function refuseRight(instrument: RightInstrument, holder: HolderFacts, period: string): Refusal | null {
  if (!isOfBasin(instrument, holder))
    return refusalOf({ ...CODES, clause: clauseOf(WATER_TRADING_FORMS) }, 'surrender-other-basin', {
      text: {
        en: `${instrument.code} is water of another basin and cannot pay for this withdrawal`,
        zh: `${instrument.code} 属于其他流域，不能用于本次取水核销`,
      },
      remedy: { en: 'use rights of the own basin', zh: '请使用本流域的用水权' },
    });
  if (instrument.vintage === period) return null;
  return refusalOf(CODES, 'surrender-other-year', {
    text: {
      en: `${instrument.code} was allotted for ${instrument.vintage}; it cannot pay for the use of ${period}`,
      zh: `${instrument.code} 为 ${instrument.vintage} 年水量，不能用于 ${period} 年取水核销`,
    },
    remedy: { en: `use rights of ${period}`, zh: `请使用 ${period} 年的用水权` },
  });
}

function explainLeftOut(
  question: SurrenderQuestion,
  instrument: RightInstrument,
): readonly ExplanationStep[] {
  const refusal = refuseRight(instrument, question.holder, question.period);
  if (refusal === null || heldLots(question, instrument.code) === 0) return [];
  return [{ label: refusal.text, formula: instrument.code, value: '0', clause: refusal.clause }];
}
