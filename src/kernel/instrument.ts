import { formatDecimal, parseDecimal } from './decimal-string';
import { DomainError, type LocalizedText } from './errors';
import { type Cents, cents, type Lots, lots, multiplySafe, type Ticks, ticks } from './integers';

/**
 * The measures of a tradable right: one lot is `lotSize` units, one tick is `tickSize` currency units per unit.
 * Both are decimal strings, so that 0.1 t and 0.001 CNY/m³ are exact.
 */
export interface InstrumentMeasures {
  readonly code: string;
  readonly unit: LocalizedText;
  readonly lotSize: string;
  readonly tickSize: string;
}

const decimalsOf = (size: string): number => size.split('.')[1]?.length ?? 0;

function stepsOf(text: string, size: string, what: 'price' | 'quantity', code: string): number {
  const decimals = decimalsOf(size);
  const step = parseDecimal(size, decimals);
  const refuse = (): never => {
    throw new DomainError(
      `${what}.off-step`,
      {
        en: `${what} ${text} is not a multiple of ${size} for ${code}`,
        zh: `${code} 的${what === 'price' ? '价格' : '数量'} ${text} 不是 ${size} 的整数倍`,
      },
      { value: text, step: size },
    );
  };
  let scaled: number;
  try {
    scaled = parseDecimal(text, decimals);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'decimal.too-precise') return refuse();
    throw error;
  }
  return scaled % step === 0 ? scaled / step : refuse();
}

const textOf = (steps: number, size: string): string =>
  formatDecimal(multiplySafe(steps, parseDecimal(size, decimalsOf(size))), decimalsOf(size));

/** `"58.20"` → ticks. @throws DomainError `price.off-step` and the codes of parseDecimal */
export const parsePrice = (text: string, instrument: InstrumentMeasures): Ticks =>
  ticks(stepsOf(text, instrument.tickSize, 'price', instrument.code));

/** `"1200"` → lots. @throws DomainError `quantity.off-step` and the codes of parseDecimal */
export const parseQuantity = (text: string, instrument: InstrumentMeasures): Lots =>
  lots(stepsOf(text, instrument.lotSize, 'quantity', instrument.code));

export const formatPrice = (price: number, instrument: InstrumentMeasures): string =>
  textOf(price, instrument.tickSize);
export const formatQuantity = (quantity: number, instrument: InstrumentMeasures): string =>
  textOf(quantity, instrument.lotSize);
export const formatCents = (amount: number): string => formatDecimal(amount, 2);
export const parseCents = (text: string): Cents => cents(parseDecimal(text, 2));

/**
 * Cents for one lot at a price of one tick. An instrument whose tick × lot is not a whole number of cents is refused.
 * @throws DomainError `instrument.fractional-cents`
 */
export function centsPerTickLot(instrument: InstrumentMeasures): number {
  const tickDecimals = decimalsOf(instrument.tickSize);
  const lotDecimals = decimalsOf(instrument.lotSize);
  const product =
    parseDecimal(instrument.tickSize, tickDecimals) * parseDecimal(instrument.lotSize, lotDecimals) * 100;
  const divisor = 10 ** (tickDecimals + lotDecimals);
  if (product <= 0 || product % divisor !== 0)
    throw new DomainError(
      'instrument.fractional-cents',
      {
        en: `tick ${instrument.tickSize} × lot ${instrument.lotSize} of ${instrument.code} is not a whole number of cents`,
        zh: `${instrument.code} 的最小变动价位与交易单位之积不是整分`,
      },
      { code: instrument.code },
    );
  return product / divisor;
}

/** Value of a fill in cents: price × quantity, exact. @throws DomainError `kernel.not-a-safe-integer` */
export const notionalCents = (price: number, quantity: number, instrument: InstrumentMeasures): Cents =>
  cents(multiplySafe(price, quantity, centsPerTickLot(instrument)));
