import fc from 'fast-check';
import type {
  AllocationRequest,
  HolderFacts,
  InputRow,
  RightInstrument,
  RightQuantity,
  SurrenderQuestion,
  Zone,
} from '../../right-family';
import { WaterRightsFamily } from './water-rights.family';

const family = new WaterRightsFamily();
const zone = (code: string, kind: Zone['kind'], parentCode: string | null): Zone => ({
  code,
  kind,
  parentCode,
  names: { en: code, zh: code },
  attainsQualityTarget: null,
});
const china = zone('CN', 'country', null);
const yellow = zone('YELLOW', 'basin', 'CN');
const huai = zone('HUAI', 'basin', 'CN');
const regionCodes = ['QH', 'SC', 'GS', 'NX', 'NM', 'SX', 'SN', 'HA', 'SD', 'HJ'];
const regions = regionCodes.map((code) => zone(`YELLOW-${code}`, 'province', 'YELLOW'));
const anhui = zone('HUAI-AH', 'province', 'HUAI');
const zones = [china, yellow, huai, ...regions, anhui, zone('CN-NX', 'province', 'CN')];
const regionOf = (code: string): Zone => {
  const found = zones.find((candidate) => candidate.code === code);
  if (!found) throw new Error(code);
  return found;
};
const holder = (
  participantCode: string,
  kind: string,
  place: string,
  approvedSavingLots: Readonly<Record<string, number>> = {},
): HolderFacts => ({
  participantCode,
  kind,
  zones: [regionOf(place), place.startsWith('HUAI') ? huai : yellow, china],
  approvedSavingLots,
});
const holders = [
  ...regionCodes.map((code) => holder(`R-${code}`, 'region-authority', `YELLOW-${code}`)),
  holder('W1', 'irrigation-district', 'YELLOW-NX'),
  holder('W2', 'water-user', 'YELLOW-NM'),
];
const instruments = family.instrumentsOf({ period: '2024', zones });
const right = (code: string): RightInstrument => {
  const found = instruments.find((instrument) => instrument.code === code);
  if (!found) throw new Error(code);
  return found;
};
const NX = right('WATER-YELLOW-NX-2024');

const rowsOf = (header: readonly string[], lines: readonly string[]): readonly InputRow[] =>
  lines.map((line, index) => {
    const values = line.split(' ');
    return { line: index + 2, cells: Object.fromEntries(header.map((name, at) => [name, values[at] ?? ''])) };
  });
const request = (method: string, rows: readonly InputRow[], inflow?: string): AllocationRequest => ({
  method,
  period: '2024',
  parameters: inflow === undefined ? {} : { inflow_total: inflow },
  rows,
  zones,
  holders,
});
const QUOTAS = ['14.1', '0.4', '30.4', '40.0', '58.6', '43.1', '38.0', '55.4', '70.0', '20.0'];
const PLAN = regionCodes.map((code, at) => `YELLOW-${code} R-${code} ${QUOTAS[at]}`);
const riverPlan = (inflow: string | undefined, lines: readonly string[] = PLAN) =>
  family.allocate(
    request(
      'yellow-river-plan-pro-rata',
      rowsOf(['region', 'holder_code', 'quota'], lines),
      ...(inflow === undefined ? [] : ([inflow] as const)),
    ),
  );
const PERMIT_COLUMNS = [
  'participant_code',
  'permit_number',
  'volume_m3',
  'region_authority_code',
  'valid_from',
  'valid_to',
];
const permits = (...lines: readonly string[]) =>
  family.allocate(request('withdrawal-permit-quota', rowsOf(PERMIT_COLUMNS, lines)));
const problemsOf = (outcome: ReturnType<typeof permits>): readonly string[] =>
  outcome.ok
    ? []
    : outcome.problems.map(({ line, column, field, rule }) => `${line ?? field} ${column} ${rule}`);

describe('water instruments', () => {
  it('are one per region of a basin; the commodity is the water of that basin', () => {
    expect(instruments.map(({ code }) => code)).toContain('WATER-HUAI-AH-2024');
    expect(instruments).toHaveLength(11);
    expect(NX).toMatchObject({ commodity: 'WATER-YELLOW', zoneCode: 'YELLOW-NX', vintage: '2024' });
  });
});

describe('the Yellow River plan', () => {
  it('A13 (constructed): 33.3 of 37.0 bn m³ → Ningxia 3.600, Inner Mongolia 5.274, Shandong 6.300', () => {
    const outcome = riverPlan('333');
    const billions = (code: string): number | undefined =>
      outcome.ok
        ? (outcome.entries.find(({ holderCode }) => holderCode === code)?.quantityLots ?? 0) / 1e6
        : undefined;
    expect([billions('R-NX'), billions('R-NM'), billions('R-SD')]).toEqual([3.6, 5.274, 6.3]);
    expect(outcome).toMatchObject({
      ok: true,
      entries: expect.arrayContaining([
        expect.objectContaining({ capRegionCode: 'YELLOW', drawnFromHolderCode: null, chargeCents: 0 }),
      ]),
    });
    const total = outcome.ok ? outcome.entries.reduce((sum, { quantityLots }) => sum + quantityLots, 0) : 0;
    expect(total).toBe(33_300_000);
  });

  it('property: every region gets between 80 % and 120 % of its quota, rounded down, never more than pro rata allows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (inflow) => {
        const outcome = riverPlan(String(inflow));
        if (!outcome.ok) throw new Error('refused');
        outcome.entries.forEach(({ quantityLots }, at) => {
          const quotaLots = Number(QUOTAS[at]) * 100_000;
          expect(quantityLots).toBeGreaterThanOrEqual(Math.floor(Math.round(quotaLots * 8) / 10));
          expect(quantityLots).toBeLessThanOrEqual(Math.round(quotaLots * 12) / 10);
        });
      }),
    );
  });

  it('refuses a missing or implausible inflow', () => {
    expect(problemsOf(riverPlan(undefined))).toEqual(['parameters.inflow_total undefined parameter.missing']);
    expect(problemsOf(riverPlan('33300000000'))).toEqual([
      'parameters.inflow_total undefined cell.out-of-range',
    ]);
  });

  it('reports every bad row at once', () => {
    const bad = [
      'YELLOW-QH R-SC 14.1',
      'YELLOW-NX W1 5e9',
      'YELLOW-NX R-NX 40.0',
      'HUAI-AH R-NM 1',
      'MARS R-SD',
    ];
    expect(problemsOf(riverPlan('333', [...bad, 'CN-NX R-NX 1']))).toEqual([
      '2 holder_code holder.other-zone',
      '3 holder_code holder.wrong-kind',
      '3 quota cell.not-a-number',
      '4 region cell.duplicate',
      '5 region region.other-basin',
      '5 holder_code holder.other-zone',
      '6 region region.unknown',
      '6 quota cell.empty',
      '7 region region.not-in-basin',
    ]);
  });
});

describe('withdrawal permits', () => {
  it('are drawn from the account of the region authority, in lots of 1,000 m³', () => {
    expect(permits('W1 Q-1 1200000000 R-NX 2021-01-01 2025-12-31')).toMatchObject({
      ok: true,
      entries: [
        {
          holderCode: 'W1',
          instrumentCode: 'WATER-YELLOW-NX-2024',
          quantityLots: 1_200_000,
          capRegionCode: null,
          drawnFromHolderCode: 'R-NX',
        },
      ],
    });
  });

  it('accepts ten years to the day and refuses one more', () => {
    expect(permits('W1 Q-1 1000 R-NX 2020-03-01 2030-02-28').ok).toBe(true);
    expect(problemsOf(permits('W1 Q-1 1000 R-NX 2020-03-01 2030-03-01'))).toEqual(['2 valid_to permit.term']);
  });

  it('reports every bad row at once', () => {
    const outcome = permits(
      'W1 Q-1 1500 R-NX 2021-01-01 2025-12-31',
      'W1 Q-1 1000 R-NM 2024-02-01 2025-12-31',
      'W2 Q-3 1000 W1 2022-02-30 2026-12-31',
    );
    expect(problemsOf(outcome)).toEqual([
      '2 volume_m3 cell.off-step',
      '3 permit_number cell.duplicate',
      '3 valid_to permit.not-in-force',
      '3 region_authority_code holder.other-zone',
      '4 region_authority_code holder.wrong-kind',
      '4 valid_from cell.not-a-date',
    ]);
  });
});

describe('who may trade water', () => {
  const judge = (facts: HolderFacts, side: 'buy' | 'sell', instrument = NX) =>
    family.judgeOrder({ side, instrument, holder: facts, date: '2024-06-01' });
  const saved = { [NX.code]: 60_000 };

  it('a user of the basin may buy the water of another region of it', () => {
    expect(judge(holder('W', 'water-user', 'YELLOW-NM'), 'buy')).toEqual({
      allowed: true,
      limitLots: null,
      limitRefusal: null,
    });
  });

  it('a holder may sell what it saved with approval, and is told why not more', () => {
    expect(judge(holder('W', 'irrigation-district', 'YELLOW-NX', saved), 'sell')).toMatchObject({
      allowed: true,
      limitLots: 60_000,
      limitRefusal: {
        code: 'water.only-saved-volume',
        clause: { en: expect.stringContaining('article 27') },
        remedy: { zh: expect.stringContaining('节水量') },
      },
    });
  });

  it.each([
    ['water-user', 'YELLOW-NX', 'sell', 'water.only-saved-volume'],
    ['region-authority', 'YELLOW-NX', 'sell', 'water.only-approved-regional-volume'],
    ['public-supply-company', 'YELLOW-NX', 'sell', 'water.public-supply-seller'],
    ['water-user', 'HUAI-AH', 'buy', 'water.other-basin'],
    ['water-user', 'HUAI-AH', 'sell', 'water.other-basin'],
    ['power-company', 'YELLOW-NX', 'buy', 'water.not-a-water-user'],
  ] as const)('a %s in %s may not %s: %s', (kind, place, side, code) => {
    expect(judge(holder('W', kind, place), side)).toMatchObject({ allowed: false, code });
  });

  it('names the own basin in the remedy', () => {
    const verdict = judge(holder('W', 'water-user', 'HUAI-AH'), 'buy');
    expect(verdict.allowed ? '' : verdict.remedy.en).toContain('HUAI');
  });

  it('a public supply company may not sell even what it saved', () => {
    expect(judge(holder('W', 'public-supply-company', 'YELLOW-NX', saved), 'sell').allowed).toBe(false);
  });
});

describe('what metered water owes and what pays it', () => {
  const parts = (quantities: Readonly<Record<string, number>>): readonly RightQuantity[] =>
    Object.entries(quantities).map(([instrumentCode, quantityLots]) => ({ instrumentCode, quantityLots }));
  const nextYear = family.instrumentsOf({ period: '2025', zones });
  const question = (obligationLots: number, held: Readonly<Record<string, number>>): SurrenderQuestion => ({
    period: '2024',
    obligationLots,
    holder: holder('W', 'water-user', 'YELLOW-NX'),
    holdings: parts(held),
    instruments: [...instruments, ...nextYear],
    surrendered: [],
  });

  it('rounds metered water up to whole lots', () => {
    const owed = family.obligationOf({ ...question(0, {}), measuredQuantity: '228600001' });
    expect(owed.obligationLots).toBe(228_601);
    expect(owed.explanation[0]?.value).toBe('228601000');
  });

  it('takes the own region first, then others of the basin; other basins and years stay out with the reason', () => {
    const byLocale = jest.spyOn(String.prototype, 'localeCompare');
    const plan = family.planSurrender(
      question(100, {
        'WATER-HUAI-AH-2024': 50,
        'WATER-YELLOW-NM-2024': 90,
        [NX.code]: 60,
        'WATER-YELLOW-NX-2025': 5,
      }),
    );
    // a core gives the same answer on every machine
    expect(byLocale).not.toHaveBeenCalled();
    byLocale.mockRestore();
    expect(plan.parts).toEqual(parts({ [NX.code]: 60, 'WATER-YELLOW-NM-2024': 40 }));
    expect(plan.shortfallLots).toBe(0);
    expect(plan.explanation.filter(({ value }) => value === '0').map(({ formula }) => formula)).toEqual([
      'WATER-HUAI-AH-2024',
      'WATER-YELLOW-NX-2025',
    ]);
  });

  it.each([
    [{ 'WATER-HUAI-AH-2024': 1 }, 'water.surrender-other-basin'],
    [{ 'WATER-YELLOW-NX-2025': 1 }, 'water.surrender-other-year'],
    [{ [NX.code]: 71 }, 'water.surrender-not-held'],
  ])('refuses %j with %s', (offered, code) => {
    const held = question(100, { 'WATER-HUAI-AH-2024': 1, 'WATER-YELLOW-NX-2025': 1, [NX.code]: 70 });
    expect(family.judgeSurrender({ ...held, parts: parts(offered) })).toMatchObject({ allowed: false, code });
  });

  it('allows what it proposes', () => {
    const asked = question(100, { [NX.code]: 70 });
    expect(family.judgeSurrender({ ...asked, parts: family.planSurrender(asked).parts })).toEqual({
      allowed: true,
    });
  });

  it('fines use beyond the right by the dated rule, lower bound unless told otherwise', () => {
    const over = { shortfallLots: 5, instrument: NX, averagePriceTicks: 870, date: '2024-12-31' };
    expect(family.shortfallConsequence(over)).toMatchObject({
      penaltyCents: 20_000_00,
      nextPeriodDeductionLots: 0,
    });
    expect(new WaterRightsFamily('highest').shortfallConsequence(over).penaltyCents).toBe(100_000_00);
    expect(family.shortfallConsequence({ ...over, shortfallLots: 0 }).penaltyCents).toBe(0);
    expect(family.shortfallConsequence({ ...over, date: '2006-04-14' }).explanation).toEqual([]);
  });

  it('lets unused volume lapse', () => {
    expect(family.surplusConsequence({ surplusLots: 7, period: '2024' }).en).toContain('7000 m³');
  });
});
