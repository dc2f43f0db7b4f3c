import { DomainError } from '../../kernel';
import type { RightQuantity } from '../../right-family';
import { mergeParts } from './obligation';

export interface SurrenderPart extends RightQuantity {
  /** as much of it as has to come back from the trading account first */
  readonly fromTradingLots: number;
}

/**
 * The name of a request in the session: each participant has its own namespace of references, so that nobody can take
 * another's. A participant's code has no colon.
 */
export const scopedReference = (participantCode: string, reference: string): string =>
  `${participantCode}:${reference}`;

const keyOf = (parts: readonly RightQuantity[]): string =>
  parts
    .map(({ instrumentCode, quantityLots }) => `${instrumentCode}=${quantityLots}`)
    .sort()
    .join(' ');

/** The same rights in the same amounts, in whatever order. */
export const sameParts = (one: readonly RightQuantity[], other: readonly RightQuantity[]): boolean =>
  keyOf(one) === keyOf(other);

/** What the registration account lacks comes from the trading account, and no more than that. */
export function withMoves(
  parts: readonly RightQuantity[],
  registered: readonly RightQuantity[],
): readonly SurrenderPart[] {
  const held = new Map(mergeParts(registered).map((row) => [row.instrumentCode, row.quantityLots]));
  return parts.map(({ instrumentCode, quantityLots }) => ({
    instrumentCode,
    quantityLots,
    fromTradingLots: Math.max(0, quantityLots - (held.get(instrumentCode) ?? 0)),
  }));
}

/** Positive whole lots, each right named once. @throws DomainError `surrender.malformed` */
export function requireSoundParts(parts: readonly RightQuantity[]): void {
  const named = new Set(parts.map((part) => part.instrumentCode));
  const positive = parts.every(({ quantityLots }) => Number.isSafeInteger(quantityLots) && quantityLots > 0);
  if (parts.length === 0 || named.size < parts.length || !positive)
    throw new DomainError(
      'surrender.malformed',
      {
        en: 'A surrender names at least one right, each once, with a positive quantity.',
        zh: '清缴应至少列出一种权利，每种只列一次，且数量为正。',
      },
      {},
      { remedy: { en: 'Mend the list of parts.', zh: '请修改清缴明细。' } },
    );
}
