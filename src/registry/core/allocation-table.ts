import { formatCents, formatQuantity } from '../../kernel';
import type { AllocationEntry, RightInstrument } from '../../right-family';
import { csvText } from './registry-files';

const HEADER = [
  'holder_code',
  'instrument_code',
  'quantity',
  'unit',
  'charge_cny',
  'cap_region_code',
  'drawn_from_holder_code',
  'explanation_en',
  'explanation_zh',
];

/** `label: formula = value` of every step, one cell per language. */
const explained = (entry: AllocationEntry, language: 'en' | 'zh'): string =>
  entry.explanation.map((step) => `${step.label[language]}: ${step.formula} = ${step.value}`).join('; ');

/** The allocation table of a plan as CSV text: quantities in units, charges in CNY. */
export function allocationTable(
  entries: readonly AllocationEntry[],
  instruments: ReadonlyMap<string, RightInstrument>,
): string {
  const lines = entries.map((entry) => {
    const instrument = instruments.get(entry.instrumentCode);
    return [
      entry.holderCode,
      entry.instrumentCode,
      instrument ? formatQuantity(entry.quantityLots, instrument) : String(entry.quantityLots),
      instrument?.unit.en ?? 'lot',
      formatCents(entry.chargeCents),
      entry.capRegionCode ?? '',
      entry.drawnFromHolderCode ?? '',
      explained(entry, 'en'),
      explained(entry, 'zh'),
    ];
  });
  return csvText([HEADER, ...lines]);
}
