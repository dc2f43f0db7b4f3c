import { DomainError } from '../kernel';

/** After so many unexpected errors in a row it is not the item that is sick but the other side. */
const MAXIMUM_ERRORS_IN_A_ROW = 3;

export type Attempt<Item, Result> =
  | { readonly item: Item; readonly result: Result }
  | { readonly item: Item; readonly error: Error };

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/**
 * Runs a batch. When it throws, its items run one by one, so that a poisoned one harms only itself. Items that are
 * missing in the answer were not tried: the other side seems to be down, and they keep for later.
 */
export async function isolateFaults<Item, Result>(
  items: readonly Item[],
  run: (items: readonly Item[]) => Promise<readonly Result[]>,
): Promise<Attempt<Item, Result>[]> {
  const pair = (batch: readonly Item[], results: readonly Result[]): Attempt<Item, Result>[] =>
    batch.flatMap((item, index) => {
      const result = results[index];
      return result === undefined ? [] : [{ item, result }];
    });
  try {
    return pair(items, await run(items));
  } catch (error) {
    if (items.length === 1) return items.map((item) => ({ item, error: asError(error) }));
  }
  const attempts: Attempt<Item, Result>[] = [];
  let errorsInARow = 0;
  for (const item of items) {
    if (errorsInARow >= MAXIMUM_ERRORS_IN_A_ROW) break;
    try {
      attempts.push(...pair([item], await run([item])));
      errorsInARow = 0;
    } catch (error) {
      attempts.push({ item, error: asError(error) });
      errorsInARow = error instanceof DomainError ? 0 : errorsInARow + 1;
    }
  }
  return attempts;
}
