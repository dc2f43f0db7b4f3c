import { formatCents, type LocalizedText } from '../kernel';
import type { ShortfallConsequence, ShortfallQuestion } from './contract';
import { clauseOf, packInForce, type RulePackWith } from './dated-rules';

/** Where between its bounds a penalty is set: the authority decides; a session takes the lower bound unless told otherwise. */
export type PenaltyChoice = 'lowest' | 'highest';

/**
 * A fine within two bounds, whatever the size of the shortfall, by the pack in force on the deadline; no fine where
 * nothing is missing or no pack is in force.
 */
export function boundedFine(
  { shortfallLots, date }: ShortfallQuestion,
  rule: {
    readonly pack: RulePackWith<{ readonly lowestFineCents: number; readonly highestFineCents: number }>;
    readonly choice: PenaltyChoice;
    readonly label: LocalizedText;
    readonly article: LocalizedText;
  },
): ShortfallConsequence {
  const pack = packInForce([rule.pack], date);
  if (shortfallLots === 0 || pack === null)
    return { penaltyCents: 0, nextPeriodDeductionLots: 0, explanation: [] };
  const penaltyCents =
    rule.choice === 'lowest' ? pack.figures.lowestFineCents : pack.figures.highestFineCents;
  const fine = formatCents(penaltyCents);
  return {
    penaltyCents,
    nextPeriodDeductionLots: 0,
    explanation: [{ label: rule.label, formula: fine, value: fine, clause: clauseOf(pack, rule.article) }],
  };
}
