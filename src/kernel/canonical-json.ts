/**
 * JSON with one spelling for equal data: keys sorted by code unit, no white space, what is undefined left out.
 * For data of safe integers, texts, truth values, null, lists and plain objects, as commands are.
 */
export const canonicalJson = (value: unknown): string => JSON.stringify(value, (_, part) => sorted(part));

function sorted(part: unknown): unknown {
  if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
  const entries = Object.entries(part);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}
