import { formatCents, formatPrice, formatQuantity, type InstrumentMeasures } from '../../kernel';

/** What somebody typed may be beyond what can be scaled exactly; a refusal must still find its words. */
function orPlain(value: number, format: () => string): string {
  try {
    return format();
  } catch {
    return String(value);
  }
}

export const priceText = (priceTicks: number, measures: InstrumentMeasures): string =>
  orPlain(priceTicks, () => formatPrice(priceTicks, measures));

/** Without its unit. */
export const amountText = (quantityLots: number, measures: InstrumentMeasures): string =>
  orPlain(quantityLots, () => formatQuantity(quantityLots, measures));

/** With its unit in the language of the sentence. */
export const quantityText = (
  quantityLots: number,
  measures: InstrumentMeasures,
): { readonly en: string; readonly zh: string } => {
  const amount = amountText(quantityLots, measures);
  return { en: `${amount} ${measures.unit.en}`, zh: `${amount} ${measures.unit.zh}` };
};

export const centsText = (amountCents: number): string =>
  orPlain(amountCents, () => formatCents(amountCents));
