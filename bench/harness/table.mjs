/**
 * A table in plain text; the first column is aligned left, the others right.
 * @param headings one text per column
 * @param rows texts in the same order; undefined prints as a dash
 */
export function textTable(headings, rows) {
  const cells = rows.map((row) => headings.map((_, column) => row[column] ?? '–'));
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...cells.map((row) => row[column].length)),
  );
  const line = (row) =>
    row
      .map((text, column) => (column === 0 ? text.padEnd(widths[column]) : text.padStart(widths[column])))
      .join('  ')
      .trimEnd();
  return [headings, widths.map((width) => '-'.repeat(width)), ...cells].map(line).join('\n');
}

export const withThousands = (number) => Math.round(number).toLocaleString('en-US');

/** Two or three figures that count, whatever the size. */
export function shortNumber(number) {
  if (number === undefined) return undefined;
  if (Math.abs(number) >= 100) return withThousands(number);
  if (Math.abs(number) < 0.1) return number.toPrecision(2);
  return number.toFixed(Math.abs(number) >= 10 ? 1 : 2);
}
