import { parseDecimal } from '../../src/kernel';
import type {
  AllocationEntry,
  AllocationOutcome,
  AllocationRequest,
  RightFamily,
  RightInstrument,
  Zone,
} from '../../src/right-family';

const text = (word: string) => ({ en: word, zh: word });
const column = (name: string, required: boolean) => ({ name, names: text(name), required, example: '1' });
const never = (): never => {
  throw new Error('the toy family is only allotted');
};

/** A family without rules of its own: the file says who gets what, drawn from whom and for how much. */
export class ToyFamily implements RightFamily {
  readonly code = 'toy';
  readonly names = text('toy');
  readonly rulePacks = [];
  readonly allocationMethods = [
    {
      code: 'as-written',
      names: text('as written'),
      rulePack: 'toy',
      columns: [
        column('holder', true),
        column('quantity', true),
        column('region', false),
        column('drawn_from', false),
        column('charge', false),
      ],
      parameters: [column('factor', false)],
    },
  ];

  instrumentsOf({ period }: { readonly period: string; readonly zones: readonly Zone[] }): RightInstrument[] {
    return [
      {
        code: `TOY-${period}`,
        family: 'toy',
        commodity: 'TOY',
        zoneCode: null,
        vintage: period,
        names: text('toy'),
        purpose: 'allowance',
        unit: text('t'),
        lotSize: '0.1',
        tickSize: '1',
        initialReferencePrice: '10',
        priceBandBasisPoints: 1000,
      },
    ];
  }

  allocate({ rows, period }: AllocationRequest): AllocationOutcome {
    const problems = rows
      .filter(({ cells: { quantity = '' } }) => !/^\d+$/.test(quantity))
      .map(({ line }) => ({
        field: `line ${line}, column quantity`,
        rule: 'toy.not-lots',
        message: text('lots are whole numbers'),
        line,
        column: 'quantity',
      }));
    if (problems.length > 0) return { ok: false, problems };
    return { ok: true, entries: rows.map(({ cells }) => entryOf(cells, period)) };
  }

  judgeOrder = never;
  obligationOf = never;
  planSurrender = never;
  judgeSurrender = never;
  shortfallConsequence = never;
  surplusConsequence = never;
}

const entryOf = (cells: Readonly<Record<string, string>>, period: string): AllocationEntry => {
  const { holder = '', quantity, region, drawn_from: drawnFrom, charge } = cells;
  return {
    holderCode: holder,
    instrumentCode: `TOY-${period}`,
    quantityLots: Number(quantity),
    capRegionCode: drawnFrom ? null : region || 'CN',
    drawnFromHolderCode: drawnFrom || null,
    basis: [],
    chargeCents: parseDecimal(charge || '0', 2),
    explanation: [{ label: text('as written'), formula: '1 × 1', value: '1', clause: text('none') }],
  };
};
