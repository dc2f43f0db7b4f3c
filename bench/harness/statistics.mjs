/** The value below or at which the share `quantile` of an ascending list lies (nearest rank). */
export function quantileOf(ascending, quantile) {
  const rank = Math.ceil(quantile * ascending.length) - 1;
  return ascending[Math.min(ascending.length - 1, Math.max(0, rank))];
}

export const ascending = (values) => Float64Array.from(values).sort();

/** The middle value; of an even number of values the mean of the two in the middle. */
export function median(values) {
  const sorted = ascending(values);
  const upper = sorted.length >>> 1;
  return sorted.length % 2 === 1 ? sorted[upper] : (sorted[upper - 1] + sorted[upper]) / 2;
}

export function spreadOf(values) {
  const sorted = ascending(values);
  return { lowest: sorted[0], median: median(sorted), highest: sorted[sorted.length - 1] };
}
