import type { LocalizedText } from '../kernel';
import type { RulePack } from './contract';

/** A rule pack together with the figures that it fixes. */
export type RulePackWith<Figures> = RulePack & { readonly figures: Figures };

/** The pack in force on a date (both ends included), or null: the law before and after is another pack, never an `if`. */
export const packInForce = <Pack extends RulePack>(packs: readonly Pack[], date: string): Pack | null =>
  packs.find(
    (pack) => pack.effectiveFrom <= date && (pack.effectiveTo === null || date <= pack.effectiveTo),
  ) ?? null;

/** The contract's view of a pack: its name, dates and source, without the family's own figures. */
export const describePack = ({
  code,
  names,
  effectiveFrom,
  effectiveTo,
  status,
  source,
}: RulePack): RulePack => ({ code, names, effectiveFrom, effectiveTo, status, source });

/** The sentence that cites a clause of a pack: its source and the article. */
export const clauseOf = (pack: RulePack, article?: LocalizedText): LocalizedText =>
  article ? { en: `${pack.source.en}, ${article.en}`, zh: `${pack.source.zh}${article.zh}` } : pack.source;
