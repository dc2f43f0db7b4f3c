import { DomainError, type InstrumentMeasures, parsePrice, parseQuantity } from '../kernel';

/** A price of the request in ticks. @throws DomainError of parsePrice, with the field */
export const ticksIn = (field: string, text: string, measures: InstrumentMeasures): number =>
  naming(field, () => parsePrice(text, measures));

/** A quantity of the request in lots. @throws DomainError of parseQuantity, with the field */
export const lotsIn = (field: string, text: string, measures: InstrumentMeasures): number =>
  naming(field, () => parseQuantity(text, measures));

/** The same for fields that may be left out. */
export const optionalTicksIn = (
  field: string,
  text: string | undefined,
  measures: InstrumentMeasures,
): number | null => (text === undefined ? null : ticksIn(field, text, measures));

export const optionalLotsIn = (
  field: string,
  text: string | undefined,
  measures: InstrumentMeasures,
): number | null => (text === undefined ? null : lotsIn(field, text, measures));

function naming(field: string, read: () => number): number {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { code, text, params, kind } = error;
    throw new DomainError(code, text, params, { kind, problems: [{ field, rule: code, message: text }] });
  }
}
