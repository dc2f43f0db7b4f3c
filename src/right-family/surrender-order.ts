import { assert, formatQuantity, type LocalizedText, sumSafe } from '../kernel';
import type {
  ExplanationStep,
  Refusal,
  RightInstrument,
  RightQuantity,
  SurrenderPlan,
  SurrenderQuestion,
  Verdict,
} from './contract';

/** One right that may pay, in its place in the order, with the most of it that may be used from now on. */
export interface PayingRight {
  readonly instrument: RightInstrument;
  /** null = no limit but the holding */
  readonly limitLots: number | null;
  readonly reason: LocalizedText;
  readonly clause: LocalizedText;
}

/** Orders codes by their characters, in every place and language alike; `localeCompare` would ask where it runs. */
export const compareCodes = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Codes and clauses differ by family; what is checked is the same everywhere. */
export interface SurrenderCodes {
  /** prefix of the refusal codes: `carbon` gives `carbon.surrender-not-held` */
  readonly prefix: string;
  readonly clause: LocalizedText;
}

const lotsOf = (quantities: readonly RightQuantity[], instrumentCode: string): number =>
  sumSafe(quantities.filter((q) => q.instrumentCode === instrumentCode).map((q) => q.quantityLots));

/** What is still owed: the obligation less what was surrendered for it, never below zero. */
const openLots = (question: SurrenderQuestion): number =>
  Math.max(0, question.obligationLots - sumSafe(question.surrendered.map((part) => part.quantityLots)));

export const heldLots = (question: SurrenderQuestion, instrumentCode: string): number =>
  lotsOf(question.holdings, instrumentCode);

export const surrenderedLots = (question: SurrenderQuestion, instrumentCode: string): number =>
  lotsOf(question.surrendered, instrumentCode);

/**
 * Takes the paying rights one after the other until the open obligation is met. What the family left out of `order`
 * stays in the surplus; the family explains why in `leftOut`.
 */
export function planInOrder(
  question: SurrenderQuestion,
  order: readonly PayingRight[],
  leftOut: readonly ExplanationStep[],
): SurrenderPlan {
  let open = openLots(question);
  const parts: RightQuantity[] = [];
  const explanation: ExplanationStep[] = [];
  for (const { instrument, limitLots, reason, clause } of order) {
    const held = heldLots(question, instrument.code);
    const quantityLots = Math.min(open, held, limitLots ?? held);
    if (held === 0) continue;
    const write = (lots: number): string => formatQuantity(lots, instrument);
    explanation.push({
      label: { en: `${instrument.code}: ${reason.en}`, zh: `${instrument.code}：${reason.zh}` },
      formula: `min(${[open, held, ...(limitLots === null ? [] : [limitLots])].map(write).join(', ')})`,
      value: write(quantityLots),
      clause,
    });
    if (quantityLots === 0) continue;
    parts.push({ instrumentCode: instrument.code, quantityLots });
    open -= quantityLots;
  }
  assert(open >= 0, 'a surrender plan never takes more than is owed');
  return {
    parts,
    shortfallLots: open,
    surplus: leftAfter(question, parts),
    explanation: [...explanation, ...leftOut],
  };
}

function leftAfter(question: SurrenderQuestion, parts: readonly RightQuantity[]): readonly RightQuantity[] {
  return question.instruments
    .map(({ code }) => ({
      instrumentCode: code,
      quantityLots: heldLots(question, code) - lotsOf(parts, code),
    }))
    .filter(({ quantityLots }) => quantityLots > 0);
}

/** Is every part a whole, held quantity, named once, of rights that this family lets pay, and no more than is owed? */
export function judgeParts(
  question: SurrenderQuestion & { readonly parts: readonly RightQuantity[] },
  codes: SurrenderCodes,
  judgeRight: (instrument: RightInstrument) => Refusal | null,
): Verdict {
  for (const part of question.parts) {
    const refusal = judgePart(question, part, codes, judgeRight);
    if (refusal) return refusal;
  }
  const named = new Set(question.parts.map(({ instrumentCode }) => instrumentCode));
  const offered = sumSafe(question.parts.map(({ quantityLots }) => quantityLots));
  const open = openLots(question);
  if (question.parts.length === 0 || named.size < question.parts.length)
    return refusalOf(codes, 'surrender-malformed', {
      text: { en: 'each right must be named exactly once', zh: '每种权利应且只应列出一次' },
      remedy: { en: 'give one positive quantity per right', zh: '每种权利填写一个正数' },
    });
  return offered <= open
    ? { allowed: true }
    : refusalOf(codes, 'surrender-more-than-owed', {
        text: {
          en: `${offered} lots are offered, ${open} lots are still owed`,
          zh: `拟清缴 ${offered} 手，尚欠 ${open} 手`,
        },
        remedy: { en: `surrender at most ${open} lots`, zh: `至多清缴 ${open} 手` },
      });
}

function judgePart(
  question: SurrenderQuestion,
  part: RightQuantity,
  codes: SurrenderCodes,
  judgeRight: (instrument: RightInstrument) => Refusal | null,
): Refusal | null {
  const instrument = question.instruments.find(({ code }) => code === part.instrumentCode);
  if (!instrument)
    return refusalOf(codes, 'surrender-unknown-right', {
      text: {
        en: `${part.instrumentCode} is not a right here`,
        zh: `没有名为 ${part.instrumentCode} 的权利`,
      },
      remedy: { en: 'name a right that exists in this session', zh: '请填写本场次中存在的权利' },
    });
  if (!Number.isSafeInteger(part.quantityLots) || part.quantityLots <= 0)
    return refusalOf(codes, 'surrender-malformed', {
      text: {
        en: `the quantity of ${instrument.code} must be a positive number of whole lots`,
        zh: `${instrument.code} 的数量必须是正整数手`,
      },
      remedy: { en: 'give a positive quantity', zh: '请填写正数' },
    });
  const refusal = judgeRight(instrument);
  if (refusal) return refusal;
  const held = heldLots(question, instrument.code);
  if (part.quantityLots <= held) return null;
  const write = (lots: number): string => formatQuantity(lots, instrument);
  return refusalOf(codes, 'surrender-not-held', {
    text: {
      en: `${write(part.quantityLots)} of ${instrument.code} are offered, ${write(held)} are in the registration account`,
      zh: `拟清缴 ${instrument.code} ${write(part.quantityLots)}，登记账户中只有 ${write(held)}`,
    },
    remedy: {
      en: 'offer less, or move rights from the trading account to the registration account first',
      zh: '请减少数量，或先将权利由交易账户划转至登记账户',
    },
  });
}

export const refusalOf = (
  codes: SurrenderCodes,
  code: string,
  words: { readonly text: LocalizedText; readonly remedy: LocalizedText },
): Refusal => ({ allowed: false, code: `${codes.prefix}.${code}`, ...words, clause: codes.clause });
