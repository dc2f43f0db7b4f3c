import { assert, type LocalizedText } from '../../kernel';
import { COMMAND_REASONS } from './reasons/command-reasons';
import { COVER_REASONS } from './reasons/cover-reasons';
import { ENDING_REASONS } from './reasons/ending-reasons';
import { MARKET_REASONS } from './reasons/market-reasons';
import { MODEL_REASONS } from './reasons/model-reasons';
import { ORDER_REASONS } from './reasons/order-reasons';

/** Why something was rejected, cancelled or refused: stable code, sentence, and what would help. */
export interface Reason {
  readonly code: string;
  readonly text: LocalizedText;
  readonly remedy: LocalizedText;
}

/** Every code that the venue itself can give, by cause; `{…}` is filled in. Families add their own at order entry. */
export const REASON_GROUPS = {
  order: ORDER_REASONS,
  market: MARKET_REASONS,
  cover: COVER_REASONS,
  ending: ENDING_REASONS,
  model: MODEL_REASONS,
  command: COMMAND_REASONS,
} as const;

export const REASONS = {
  ...ORDER_REASONS,
  ...MARKET_REASONS,
  ...COVER_REASONS,
  ...ENDING_REASONS,
  ...MODEL_REASONS,
  ...COMMAND_REASONS,
} as const;

export type ReasonCode = keyof typeof REASONS;

/** What stands in a `{…}`: the same in both languages, or one of each. */
type Filling = string | number | LocalizedText;

const fill = (
  sentence: string,
  values: Readonly<Record<string, Filling>>,
  language: keyof LocalizedText,
): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    assert(value !== undefined, `the reason has a value for {${name}}`);
    return typeof value === 'object' ? value[language] : String(value);
  });

/** A reason of the table with its numbers put in. */
export function reasonOf(code: ReasonCode, values: Readonly<Record<string, Filling>> = {}): Reason {
  const { text, remedy } = REASONS[code];
  return {
    code,
    text: { en: fill(text.en, values, 'en'), zh: fill(text.zh, values, 'zh') },
    remedy: { en: fill(remedy.en, values, 'en'), zh: fill(remedy.zh, values, 'zh') },
  };
}
