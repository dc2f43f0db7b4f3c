/** Exact arithmetic on the decimal strings of the API; no float ever holds money or a right. */
interface Scaled {
  readonly value: bigint;
  readonly scale: number;
}
const PATTERN = /^(-?)(\d+)(?:\.(\d+))?$/;

function scaled(text: string): Scaled | null {
  const match = PATTERN.exec(text.trim());
  if (!match) return null;
  const [, sign = '', whole = '0', fraction = ''] = match;
  return { value: BigInt(`${sign}${whole}${fraction}`), scale: fraction.length };
}

const rescale = ({ value, scale }: Scaled, to: number): bigint => value * 10n ** BigInt(to - scale);

function written({ value, scale }: Scaled): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return `${value < 0n ? '-' : ''}${whole}${scale > 0 ? `.${digits.slice(-scale)}` : ''}`;
}

export const isDecimal = (text: string): boolean => scaled(text) !== null;

function both(a: string, b: string): readonly [bigint, bigint, number] {
  const left = scaled(a) ?? { value: 0n, scale: 0 };
  const right = scaled(b) ?? { value: 0n, scale: 0 };
  const scale = Math.max(left.scale, right.scale);
  return [rescale(left, scale), rescale(right, scale), scale];
}

export function add(a: string, b: string): string {
  const [left, right, scale] = both(a, b);
  return written({ value: left + right, scale });
}
export function subtract(a: string, b: string): string {
  const [left, right, scale] = both(a, b);
  return written({ value: left - right, scale });
}
/** -1, 0 or 1 */
export function compare(a: string, b: string): number {
  const [left, right] = both(a, b);
  return left < right ? -1 : left > right ? 1 : 0;
}
/** Exact product, written with at least two and no needless further decimals (a value in CNY). */
export function notionalOf(price: string, quantity: string): string {
  const left = scaled(price) ?? { value: 0n, scale: 0 };
  const right = scaled(quantity) ?? { value: 0n, scale: 0 };
  const product = written({ value: left.value * right.value, scale: left.scale + right.scale });
  const [whole = '0', fraction = ''] = product.split('.');
  return `${whole}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`;
}

/** True when `text` is a whole number of steps. */
export function onStep(text: string, step: string): boolean {
  const [value, size] = both(text, step);
  return isDecimal(text) && size > 0n && value % size === 0n;
}
/** The nearest multiples of the step below and above. */
export function nearestSteps(text: string, step: string): readonly [string, string] {
  const [value, size, scale] = both(text, step);
  const below = (value / size) * size;
  const decimals = step.split('.')[1]?.length ?? 0;
  const cut = (v: bigint): string => written({ value: v / 10n ** BigInt(scale - decimals), scale: decimals });
  return [cut(below), cut(below + size)];
}
/** Moves to the next multiple of the step in a direction; from an empty field it starts at `start`. */
export function stepped(text: string, step: string, direction: 1 | -1, start: string): string {
  if (!isDecimal(text)) return start;
  const [below, above] = nearestSteps(text, step);
  if (direction === 1) return above;
  const [value, size] = both(text, step);
  if (value % size !== 0n) return below;
  const lower = subtract(below, step);
  return compare(lower, '0') < 0 ? below : lower;
}
