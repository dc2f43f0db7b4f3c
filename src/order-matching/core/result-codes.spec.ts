import { CASES, type Values } from '../../../test/support/result-code-cases';
import { expectWholeSentences } from '../../../test/support/trading-venue';
import { REASON_GROUPS, REASONS, type ReasonCode } from './reasons';

const fill = (sentence: string, values: Values, language: 0 | 1): string =>
  sentence.replace(/\{(\w+)\}/g, (gap, name: string) => {
    const value = values[name];
    return typeof value === 'object' ? value[language] : (value ?? gap);
  });

describe('result codes', () => {
  it.each(Object.keys(CASES) as ReasonCode[])('%s', (code) => {
    const { values = {}, provoke } = CASES[code];
    const reason = provoke();
    const { text, remedy } = REASONS[code];
    expect(reason).toEqual({
      code,
      text: { en: fill(text.en, values, 0), zh: fill(text.zh, values, 1) },
      remedy: { en: fill(remedy.en, values, 0), zh: fill(remedy.zh, values, 1) },
    });
    if (reason) expectWholeSentences(reason);
  });

  it('each has its case here, and belongs to one group', () => {
    const grouped = Object.values(REASON_GROUPS).flatMap((group) => Object.keys(group));
    expect(Object.keys(CASES).sort()).toEqual([...grouped].sort());
    expect(new Set(grouped).size).toBe(grouped.length);
    expect(Object.keys(REASONS).sort()).toEqual([...grouped].sort());
  });

  it.each(Object.entries(REASONS))('%s says the same in both languages', (_, { text, remedy }) => {
    for (const sentence of [text, remedy]) {
      const gaps = (words: string) => new Set(words.match(/\{\w+\}/g));
      expect(gaps(sentence.zh)).toEqual(gaps(sentence.en));
      expect(sentence.en).not.toMatch(/^[A-Z]|\.$|[\p{Script=Han}]/u);
      expect(sentence.zh).not.toMatch(/。$/);
    }
    expect(remedy.en).not.toBe(text.en);
  });
});
