import type { LocalizedText } from '../../../kernel';

/** The two sentences of a reason, with `{…}` where numbers go. */
export interface ReasonTemplate {
  readonly text: LocalizedText;
  readonly remedy: LocalizedText;
}

export const template = (en: string, zh: string, remedyEn: string, remedyZh: string): ReasonTemplate => ({
  text: { en, zh },
  remedy: { en: remedyEn, zh: remedyZh },
});
