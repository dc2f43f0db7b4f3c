import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import type { AllocationRequest, HolderFacts, InputRow } from '../../right-family';
import { allowancesOfUnit, carryOverTonnes, peakRegulationFactor } from './benchmark-formula';
import { CarbonCreditsFamily } from './carbon-credits.family';
import { UNIT_CATEGORIES } from './rule-packs';

const family = new CarbonCreditsFamily();
const china = {
  code: 'CN',
  parentCode: null,
  kind: 'country' as const,
  names: { en: 'China', zh: '中国' },
  attainsQualityTarget: null,
};
const holder = (participantCode: string, kind: string): HolderFacts => ({
  participantCode,
  kind,
  zones: [china],
  approvedSavingLots: {},
});
const HEADER = [
  'participant_code',
  'unit_code',
  'category',
  'output_mwh',
  'heat_gj',
  'load_factor',
  'verified_emissions_t',
];
const rowsOf = (header: readonly string[], ...lines: readonly string[]): readonly InputRow[] =>
  lines.map((line, index) => {
    const values = line.split(' ');
    return {
      line: index + 2,
      cells: Object.fromEntries(
        header.map((name, at) => [name, values[at] === '-' ? '' : (values[at] ?? '')]),
      ),
    };
  });
const request = (rows: readonly InputRow[], more: Partial<AllocationRequest> = {}): AllocationRequest => ({
  method: 'cn-power-benchmark-2023-2024',
  period: '2024',
  parameters: {},
  rows,
  zones: [china],
  holders: [holder('P', 'power-company'), holder('Q', 'power-company'), holder('D', 'offset-developer')],
  ...more,
});
const allot = (...lines: readonly string[]) => family.allocate(request(rowsOf(HEADER, ...lines)));
const lotsOf = (...lines: readonly string[]): number | undefined => {
  const outcome = allot(...lines);
  return outcome.ok ? outcome.entries[0]?.quantityLots : undefined;
};

describe('China power benchmark 2023–24, worked examples (constructed)', () => {
  it('A4 (constructed): class I, 2024, 3,000,000 MWh, 1,500,000 GJ, F 60 % → Ff 1.061364, 2,518,616 + 154,950 = 2,673,566 t', () => {
    expect(peakRegulationFactor('I', new Decimal('0.60')).toFixed(6)).toBe('1.061364');
    const outcome = allot('P P-1 I 3000000 1500000 0.60 2750000');
    expect(outcome.ok && outcome.entries[0]?.explanation.map(({ value }) => value)).toEqual([
      '1.061364',
      '2518616',
      '154950',
      '2673566',
    ]);
    expect(outcome).toMatchObject({
      ok: true,
      entries: [
        {
          holderCode: 'P',
          instrumentCode: 'CEA-2024',
          quantityLots: 2_673_566,
          capRegionCode: 'CN',
          drawnFromHolderCode: null,
          chargeCents: 0,
        },
      ],
    });
  });

  it('A6 (constructed): initial 700,000, verified 1,000,000 → top-up 100,000, final 800,000, to buy 200,000', () => {
    // 849,102 MWh × 0.8244 = 699,999.69 and 10 GJ × 0.1033 = 1.03: 699,999 + 1
    const outcome = allot('P P-1 III 849102 10 - 1000000');
    const values = outcome.ok ? outcome.entries[0]?.explanation.map(({ value }) => value) : [];
    expect(values).toEqual(['699999', '1', '700000', '100000', '800000']);
    expect(1_000_000 - (lotsOf('P P-1 III 849102 10 - 1000000') ?? 0)).toBe(200_000);
  });

  it('A7 (constructed): gas unit initial 95,000, verified 100,000 → 100,000', () => {
    // 288,929 MWh × 0.3288 = 94,999.86 and 20 GJ × 0.0533 = 1.07: 94,999 + 1
    const unit = {
      unitCode: 'G',
      category: 'IV' as const,
      outputMwh: new Decimal(288_929),
      heatGj: new Decimal(20),
      loadFactor: null,
    };
    expect(allowancesOfUnit({ ...unit, verifiedEmissionsTonnes: 0 }, '2024').tonnes).toBe(95_000);
    expect(allowancesOfUnit({ ...unit, verifiedEmissionsTonnes: 100_000 }, '2024').tonnes).toBe(100_000);
    expect(lotsOf('P G IV 288929 20 - 100000')).toBe(100_000);
  });

  it('A11 (constructed): carry-over, net sold 33,333, holding 500,000 / 50,000 → 59,999 / 50,000', () => {
    expect([carryOverTonnes(33_333, 500_000), carryOverTonnes(33_333, 50_000)]).toEqual([59_999, 50_000]);
    expect(carryOverTonnes(-5, 500_000)).toBe(10_000);
  });
});

describe('China power benchmark 2023–24', () => {
  it('tops up the gas unit first, then caps the gap of the company', () => {
    // gas 94,999 + 1 → 100,000; coal 82,440 → 182,440; floor 0.8 × 300,000 = 240,000
    const outcome = allot('P G IV 288929 20 - 100000', 'P C III 100000 0 - 200000');
    expect(outcome.ok && outcome.entries[0]?.explanation.slice(-3).map(({ formula }) => formula)).toEqual([
      '100000 + 82440',
      '300000 × 0.8 − 182440',
      '182440 + 57560',
    ]);
  });

  it('leaves a company that is exactly 20 % short as it is', () => {
    expect(lotsOf('P C III 100000 0 - 103050')).toBe(82_440);
  });

  it('takes the benchmarks of the period', () => {
    const rows = rowsOf(HEADER, 'P C I 1000000 0 0.65 0');
    const outcome = family.allocate(request(rows, { period: '2023' }));
    expect(outcome).toMatchObject({
      ok: true,
      entries: [{ instrumentCode: 'CEA-2023', quantityLots: 795_000 }],
    });
  });

  it.each([
    ['I', '0.65', '1.000000'],
    ['II', '0.649999', '1.045679'],
    ['III', '0.40', '1.000000'],
    ['IV', '0.40', '1.000000'],
  ] as const)('class %s at load factor %s has the factor %s', (category, loadFactor, factor) => {
    expect(peakRegulationFactor(category, new Decimal(loadFactor)).toFixed(6)).toBe(factor);
  });

  it('reports every bad cell of every row at once and allots nothing', () => {
    const outcome = allot(
      'P P-1 V 1,000 0 0.6 1',
      'P P-2 I 1000 -1 60 1.5',
      'P P-2 II 1000 0 - 1',
      'Z Z-1 IV 1 1 - 1',
      'D D-1 IV 1 1 - -',
    );
    expect(outcome.ok ? [] : outcome.problems.map((p) => `${p.line} ${p.column} ${p.rule}`)).toEqual([
      '2 category cell.not-in-list',
      '2 output_mwh cell.not-a-number',
      '3 heat_gj cell.out-of-range',
      '3 load_factor cell.out-of-range',
      '3 verified_emissions_t cell.too-many-decimals',
      '4 unit_code cell.duplicate',
      '4 load_factor cell.empty',
      '5 participant_code holder.unknown',
      '6 participant_code holder.wrong-kind',
      '6 verified_emissions_t cell.empty',
    ]);
  });

  it('refuses a year without benchmarks, and a method it does not know', () => {
    const rows = rowsOf(HEADER, 'P C III 1000 0 - 1');
    expect(family.allocate(request(rows, { period: '2025' }))).toMatchObject({
      ok: false,
      problems: [{ field: 'period', rule: 'period.not-covered' }],
    });
    expect(() => family.allocate(request(rows, { method: 'guess' }))).toThrow(
      expect.objectContaining({ code: 'family.unknown-method' }),
    );
  });

  const unit = fc.record({
    category: fc.constantFrom(...UNIT_CATEGORIES),
    output: fc.integer({ min: 0, max: 9_000_000 }),
    heat: fc.integer({ min: 0, max: 9_000_000 }),
    load: fc.integer({ min: 1, max: 100 }),
    verified: fc.integer({ min: 0, max: 9_000_000 }),
  });
  const verifiedOf = (units: readonly { verified: number }[]): number =>
    units.reduce((sum, { verified }) => sum + verified, 0);

  it('property: never negative, whole tonnes, never below 80 % of verified (rounded down), gas never short', () => {
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 6 }), (units) => {
        const lines = units.map(
          (u, i) => `P U${i} ${u.category} ${u.output} ${u.heat} ${(u.load / 100).toFixed(2)} ${u.verified}`,
        );
        const lots = lotsOf(...lines) ?? 0;
        expect(Number.isSafeInteger(lots) && lots >= 0).toBe(true);
        expect(lots).toBeGreaterThanOrEqual(Math.floor((verifiedOf(units) * 4) / 5));
        const gas = units.filter(({ category }) => category === 'IV');
        if (gas.length === units.length) expect(lots).toBeGreaterThanOrEqual(verifiedOf(gas));
      }),
    );
  });

  it('property: each component is floored, so a unit gets at most the exact product and loses less than 2 t', () => {
    fc.assert(
      fc.property(unit, ({ output, heat }) => {
        const exact = new Decimal(output).times('0.8244').plus(new Decimal(heat).times('0.1033'));
        const lots = lotsOf(`P U III ${output} ${heat} - 0`) ?? 0;
        expect(exact.gte(lots) && exact.minus(lots).lt(2)).toBe(true);
      }),
    );
  });
});

describe('registration of CCER', () => {
  const header = ['participant_code', 'project_code', 'tonnes'];
  const register = (...lines: readonly string[]) =>
    family.allocate(request(rowsOf(header, ...lines), { method: 'ccer-registration' }));

  it('issues certified tonnes to the project owner, against the national cap', () => {
    expect(register('D X-1 1200')).toMatchObject({
      ok: true,
      entries: [{ holderCode: 'D', instrumentCode: 'CCER', quantityLots: 1200, capRegionCode: 'CN' }],
    });
  });

  it('refuses a project twice, a covered company, part tonnes and nothing', () => {
    const outcome = register('D X-1 1', 'D X-1 1.5', 'P X-2 1', 'D - 0');
    expect(outcome.ok ? [] : outcome.problems.map((p) => `${p.line} ${p.column} ${p.rule}`)).toEqual([
      '3 project_code cell.duplicate',
      '3 tonnes cell.too-many-decimals',
      '4 participant_code holder.wrong-kind',
      '5 project_code cell.empty',
      '5 tonnes cell.out-of-range',
    ]);
  });
});
