import fc from 'fast-check';
import type {
  AllocationRequest,
  HolderFacts,
  RightInstrument,
  RightQuantity,
  SurrenderQuestion,
  Zone,
} from '../../right-family';
import { EmissionPermitsFamily } from './emission-permits.family';

const family = new EmissionPermitsFamily();
const watershed = (code: string, attainsQualityTarget: boolean | null): Zone => ({
  code,
  kind: 'watershed',
  parentCode: null,
  names: { en: code, zh: code },
  attainsQualityTarget,
});
const zones = [watershed('LUAN', true), watershed('FEN', false), watershed('HAI', null)];
const [luan, fen, hai] = zones as [Zone, Zone, Zone];
const holder = (participantCode: string, kind: string, ...places: readonly Zone[]): HolderFacts => ({
  participantCode,
  kind,
  zones: places,
  approvedSavingLots: {},
});
const instruments = ['2020', '2023', '2024', '2025'].flatMap((period) =>
  family.instrumentsOf({ period, zones }),
);
const right = (code: string): RightInstrument => {
  const found = instruments.find((instrument) => instrument.code === code);
  if (!found) throw new Error(code);
  return found;
};
const request = (
  lines: readonly string[],
  parameters: Readonly<Record<string, string>> = {},
): AllocationRequest => ({
  method: 'cod-paid-use-fixed-price',
  period: '2024',
  parameters,
  rows: lines.map((line, index) => {
    const [participant_code = '', permit_number = '', cod_t = ''] = line.split(' ');
    return { line: index + 2, cells: { participant_code, permit_number, cod_t } };
  }),
  zones,
  holders: [
    holder('E1', 'plant', luan),
    holder('E2', 'plant', fen),
    holder('E3', 'plant'),
    holder('W1', 'water-user', luan),
  ],
});
const problemsOf = (asked: AllocationRequest): readonly string[] => {
  const outcome = family.allocate(asked);
  return outcome.ok ? [] : outcome.problems.map(({ line, field, rule }) => `${line ?? field} ${rule}`);
};

describe('paid use of COD permits', () => {
  it('A14 (constructed): COD 100 t, 5 years → 100 × 230 × 5 = 115,000 CNY', () => {
    const outcome = family.allocate(request(['E1 X-1 100']));
    expect(outcome).toMatchObject({
      ok: true,
      entries: [
        {
          holderCode: 'E1',
          instrumentCode: 'COD-LUAN-2024',
          quantityLots: 1000,
          capRegionCode: 'LUAN',
          drawnFromHolderCode: null,
          chargeCents: 115_000_00,
        },
      ],
    });
    expect(outcome.ok && outcome.entries[0]?.explanation[1]).toMatchObject({
      formula: '100 × 230 × 5',
      value: '115000.00',
    });
  });

  it('takes another price and term, half-up to the fen', () => {
    const outcome = family.allocate(request(['E1 X-1 0.1'], { price_cny_per_t_year: '0.05', years: '1' }));
    expect(outcome.ok && outcome.entries[0]?.chargeCents).toBe(1);
  });

  it('refuses a term beyond five years, a bad price and an unknown parameter at once', () => {
    const parameters = { price_cny_per_t_year: 'cheap', years: '6', colour: 'red' };
    expect(problemsOf(request(['E1 X-1 1'], parameters))).toEqual([
      'parameters.colour parameter.unknown',
      'parameters.price_cny_per_t_year cell.not-a-number',
      'parameters.years cell.out-of-range',
    ]);
  });

  it('reports every bad row at once', () => {
    expect(problemsOf(request(['E1 X-1 1.05', 'E2 X-1 1', 'W1 X-2 1', 'E3 X-3 1', 'E9  sixty']))).toEqual([
      '2 cell.too-many-decimals',
      '3 cell.duplicate',
      '4 holder.wrong-kind',
      '5 holder.no-watershed',
      '6 holder.unknown',
      '6 cell.empty',
      '6 cell.not-a-number',
    ]);
  });

  it('property: lots and charge are whole, the charge is lots × 0.1 × 230 × 5', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999 }), (tenths) => {
        const outcome = family.allocate(request([`E1 X-1 ${(tenths / 10).toFixed(1)}`]));
        expect(outcome.ok && outcome.entries[0]).toMatchObject({
          quantityLots: tenths,
          chargeCents: tenths * 115_00,
        });
      }),
    );
  });
});

describe('who may trade COD rights', () => {
  const judge = (facts: HolderFacts, side: 'buy' | 'sell', code: string) =>
    family.judgeOrder({ side, instrument: right(code), holder: facts, date: '2024-06-01' });

  it.each([
    [luan, 'buy', 'COD-LUAN-2024'],
    [luan, 'sell', 'COD-LUAN-2024'],
    [fen, 'sell', 'COD-FEN-2024'],
    [hai, 'sell', 'COD-HAI-2024'],
  ] as const)('a plant in %j may %s %s', (place, side, code) => {
    expect(judge(holder('E', 'plant', place), side, code)).toMatchObject({ allowed: true, limitLots: null });
  });

  it.each([
    ['plant', fen, 'buy', 'COD-FEN-2024', 'emission.target-missed'],
    ['plant', fen, 'buy', 'COD-LUAN-2024', 'emission.target-missed'],
    ['plant', hai, 'buy', 'COD-HAI-2024', 'emission.target-not-shown'],
    ['plant', luan, 'buy', 'COD-FEN-2024', 'emission.other-watershed'],
    ['plant', fen, 'sell', 'COD-LUAN-2024', 'emission.other-watershed'],
    ['water-user', luan, 'buy', 'COD-LUAN-2024', 'emission.no-permit'],
  ] as const)('a %s of %j may not %s %s: %s', (kind, place, side, code, refusal) => {
    expect(judge(holder('E', kind, place), side, code)).toMatchObject({ allowed: false, code: refusal });
  });

  it('tells a plant of a failing watershed why, and what would change it', () => {
    const verdict = judge(holder('E', 'plant', fen), 'buy', 'COD-FEN-2024');
    if (verdict.allowed) throw new Error('allowed');
    expect(verdict.text.en).toContain('misses its water quality target');
    expect(verdict.remedy.en).toContain('attains its target');
    expect(verdict.remedy.zh).toContain('达标');
    expect(verdict.clause.zh).toContain('国办发〔2014〕38号');
  });

  it('asks for the attainment where nobody has registered it', () => {
    const verdict = judge(holder('E', 'plant', hai), 'buy', 'COD-HAI-2024');
    if (verdict.allowed) throw new Error('allowed');
    expect(verdict.remedy.en).toContain('register the attainment of HAI');
    expect(verdict.remedy.zh).toContain('登记HAI的达标情况');
  });

  it('has no gate before the rule was in force', () => {
    const question = {
      side: 'buy',
      instrument: right('COD-FEN-2024'),
      holder: holder('E', 'plant', fen),
    } as const;
    expect(family.judgeOrder({ ...question, date: '2021-09-11' }).allowed).toBe(true);
    expect(family.judgeOrder({ ...question, date: '2021-09-12' }).allowed).toBe(false);
  });

  it('opens the gate when the watershed attains its target', () => {
    const attaining = { ...fen, attainsQualityTarget: true };
    expect(judge(holder('E', 'plant', attaining), 'buy', 'COD-FEN-2024').allowed).toBe(true);
  });
});

describe('what a measured load owes and what pays it', () => {
  const parts = (quantities: Readonly<Record<string, number>>): readonly RightQuantity[] =>
    Object.entries(quantities).map(([instrumentCode, quantityLots]) => ({ instrumentCode, quantityLots }));
  const question = (obligationLots: number, held: Readonly<Record<string, number>>): SurrenderQuestion => ({
    period: '2024',
    obligationLots,
    holder: holder('E', 'plant', luan),
    holdings: parts(held),
    instruments,
    surrendered: [],
  });
  const held = {
    'COD-LUAN-2020': 10,
    'COD-LUAN-2023': 20,
    'COD-LUAN-2024': 30,
    'COD-LUAN-2025': 40,
    'COD-FEN-2024': 50,
  };

  it('rounds the load up to 0.1 t', () => {
    expect(family.obligationOf({ ...question(0, {}), measuredQuantity: '98.41' })).toMatchObject({
      obligationLots: 985,
      explanation: [{ value: '98.5' }],
    });
  });

  it('pays with the own watershed, earliest year first, and explains what stays out', () => {
    const byLocale = jest.spyOn(String.prototype, 'localeCompare');
    const plan = family.planSurrender(question(45, held));
    // a core gives the same answer on every machine
    expect(byLocale).not.toHaveBeenCalled();
    byLocale.mockRestore();
    expect(plan.parts).toEqual(parts({ 'COD-LUAN-2020': 10, 'COD-LUAN-2023': 20, 'COD-LUAN-2024': 15 }));
    expect(plan.explanation.filter(({ value }) => value === '0').map(({ formula }) => formula)).toEqual([
      'COD-FEN-2024',
      'COD-LUAN-2025',
    ]);
    expect(family.judgeSurrender({ ...question(45, held), parts: plan.parts })).toEqual({ allowed: true });
  });

  it('a right ends with its five years', () => {
    const plan = family.planSurrender({ ...question(45, { 'COD-LUAN-2020': 10 }), period: '2025' });
    expect(plan).toMatchObject({ parts: [], shortfallLots: 45 });
  });

  it.each([
    [{ 'COD-FEN-2024': 1 }, 'emission.surrender-other-watershed'],
    [{ 'COD-LUAN-2025': 1 }, 'emission.surrender-outside-term'],
    [{ 'COD-LUAN-2024': 31 }, 'emission.surrender-not-held'],
    [{ 'COD-LUAN-2024': 30, 'COD-LUAN-2023': 16 }, 'emission.surrender-more-than-owed'],
  ])('refuses %j with %s', (offered, code) => {
    const verdict = family.judgeSurrender({ ...question(45, held), parts: parts(offered) });
    expect(verdict).toMatchObject({ allowed: false, code });
  });

  it('fines discharge beyond the permit by the dated rule, lower bound unless told otherwise', () => {
    const over = {
      shortfallLots: 45,
      instrument: right('COD-LUAN-2024'),
      averagePriceTicks: 20_000,
      date: '2024-12-31',
    };
    expect(family.shortfallConsequence(over)).toMatchObject({
      penaltyCents: 200_000_00,
      nextPeriodDeductionLots: 0,
    });
    expect(new EmissionPermitsFamily('highest').shortfallConsequence(over).penaltyCents).toBe(1_000_000_00);
    expect(family.shortfallConsequence({ ...over, date: '2021-02-28' }).penaltyCents).toBe(0);
  });

  it('keeps a surplus valid for the five years', () => {
    expect(family.surplusConsequence({ surplusLots: 216, period: '2024' })).toEqual({
      en: expect.stringContaining('21.6 t'),
      zh: expect.stringContaining('2028 年底'),
    });
  });
});
