import fc from 'fast-check';
import type { HolderFacts, RightInstrument, RightQuantity, SurrenderQuestion } from '../../right-family';
import { CarbonCreditsFamily } from './carbon-credits.family';

const family = new CarbonCreditsFamily();
const holder = (kind: string): HolderFacts => ({
  participantCode: 'P',
  kind,
  zones: [],
  approvedSavingLots: {},
});
const instruments = [
  ...family.instrumentsOf({ period: '2024' }),
  ...family.instrumentsOf({ period: '2025' }).filter(({ code }) => code === 'CEA-2025'),
];
const right = (code: string): RightInstrument => {
  const found = instruments.find((instrument) => instrument.code === code);
  if (!found) throw new Error(code);
  return found;
};
const lots = (quantities: Readonly<Record<string, number>>): readonly RightQuantity[] =>
  Object.entries(quantities).map(([instrumentCode, quantityLots]) => ({ instrumentCode, quantityLots }));
const question = (
  obligationLots: number,
  holdings: Readonly<Record<string, number>>,
  surrendered: Readonly<Record<string, number>> = {},
): SurrenderQuestion => ({
  period: '2024',
  obligationLots,
  holder: holder('power-company'),
  holdings: lots(holdings),
  instruments,
  surrendered: lots(surrendered),
});

describe('carbon instruments', () => {
  it('are the vintages that may still pay, and the offset', () => {
    expect(family.instrumentsOf({ period: '2024' }).map(({ code }) => code)).toEqual([
      'CEA-2023',
      'CEA-2024',
      'CCER',
    ]);
    expect(family.instrumentsOf({ period: '2023' }).map(({ code }) => code)).toEqual(['CEA-2023', 'CCER']);
  });

  it('every rule pack has dates and a source in both languages, and penalties do not overlap', () => {
    for (const { source, effectiveFrom } of family.rulePacks) {
      expect(source.en && source.zh).toBeTruthy();
      expect(effectiveFrom).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
    const penalties = family.rulePacks.filter(({ code }) => code.startsWith('cn-penalty'));
    expect(penalties.map(({ status }) => status)).toEqual(['in-force', 'in-force', 'draft']);
  });
});

describe('who may trade carbon', () => {
  const judge = (kind: string, code: string, side: 'buy' | 'sell') =>
    family.judgeOrder({ side, instrument: right(code), holder: holder(kind), date: '2024-06-01' });

  it.each([
    ['power-company', 'CEA-2024', 'buy'],
    ['power-company', 'CCER', 'buy'],
    ['investor', 'CEA-2023', 'sell'],
    ['offset-developer', 'CCER', 'sell'],
  ] as const)('a %s may trade %s (%s)', (kind, code, side) => {
    expect(judge(kind, code, side)).toEqual({ allowed: true, limitLots: null, limitRefusal: null });
  });

  it.each([
    ['supervisor', 'CCER', 'carbon.barred-participant'],
    ['exchange-operator', 'CEA-2024', 'carbon.barred-participant'],
    ['offset-developer', 'CEA-2024', 'carbon.not-a-trading-entity'],
    ['plant', 'CCER', 'carbon.not-a-trading-entity'],
  ] as const)('a %s may not trade %s: %s', (kind, code, refusal) => {
    expect(judge(kind, code, 'sell')).toMatchObject({ allowed: false, code: refusal });
  });
});

describe('surrender of carbon rights', () => {
  it('owes a tonne for a tonne of verified emissions', () => {
    const { obligationLots } = family.obligationOf({
      period: '2024',
      holder: holder('power-company'),
      measuredQuantity: '2792000',
      instruments,
    });
    expect(obligationLots).toBe(2_792_000);
  });

  it('uses offsets first up to floor(5 %), then the earlier vintage, and leaves the later vintage out with its reason', () => {
    const byLocale = jest.spyOn(String.prototype, 'localeCompare');
    const plan = family.planSurrender(
      question(1019, { 'CEA-2025': 9, 'CEA-2024': 2000, 'CEA-2023': 100, CCER: 80 }),
    );
    // a core gives the same answer on every machine
    expect(byLocale).not.toHaveBeenCalled();
    byLocale.mockRestore();
    expect(plan).toMatchObject({
      parts: [
        { instrumentCode: 'CCER', quantityLots: 50 },
        { instrumentCode: 'CEA-2023', quantityLots: 100 },
        { instrumentCode: 'CEA-2024', quantityLots: 869 },
      ],
      shortfallLots: 0,
    });
    expect(plan.surplus).toContainEqual({ instrumentCode: 'CEA-2025', quantityLots: 9 });
    expect(plan.explanation.at(-1)).toMatchObject({ formula: '2025 > 2024', value: '0' });
    expect(plan.explanation[0]?.label.zh).toContain('5%');
  });

  it('counts offsets that were surrendered before', () => {
    const plan = family.planSurrender(question(1000, { CCER: 80, 'CEA-2024': 10 }, { CCER: 45 }));
    expect(plan.parts).toEqual(lots({ CCER: 5, 'CEA-2024': 10 }));
    expect(plan.shortfallLots).toBe(940);
  });

  it('property: a plan never exceeds holdings or the obligation, offsets stay within 5 %, and it may be surrendered as it is', () => {
    const amount = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(amount, amount, amount, amount, amount, (owed, early, late, offset, paid) => {
        const used = Math.min(paid, Math.floor(owed / 20));
        const asked = question(owed, { 'CEA-2023': early, 'CEA-2024': late, CCER: offset }, { CCER: used });
        const { parts, shortfallLots } = family.planSurrender(asked);
        const of = (code: string) => parts.find((p) => p.instrumentCode === code)?.quantityLots ?? 0;
        expect(of('CEA-2023') <= early && of('CEA-2024') <= late && of('CCER') <= offset).toBe(true);
        expect(of('CCER') + used).toBeLessThanOrEqual(owed * 0.05);
        expect(of('CEA-2023') + of('CEA-2024') + of('CCER') + shortfallLots + used).toBe(owed);
        if (parts.length > 0) expect(family.judgeSurrender({ ...asked, parts })).toEqual({ allowed: true });
      }),
    );
  });

  it.each([
    [{ 'CEA-2025': 1 }, 'carbon.surrender-later-vintage'],
    [{ CCER: 51 }, 'carbon.surrender-offset-share'],
    [{ 'CEA-2024': 501 }, 'carbon.surrender-not-held'],
    [{ 'CEA-2024': 500, 'CEA-2023': 501 }, 'carbon.surrender-more-than-owed'],
    [{ 'COD-LUAN-2024': 1 }, 'carbon.surrender-unknown-right'],
    [{}, 'carbon.surrender-malformed'],
  ])('refuses %j with %s', (parts, code) => {
    const held = question(1000, { 'CEA-2025': 9, 'CEA-2024': 500, 'CEA-2023': 900, CCER: 99 });
    const verdict = family.judgeSurrender({ ...held, parts: lots(parts) });
    expect(verdict).toMatchObject({ allowed: false, code });
  });
});

describe('shortfall and surplus of carbon rights', () => {
  const shortfall = (date: string, averagePriceTicks: number | null = 7463, shortfallLots = 1000) =>
    family.shortfallConsequence({ shortfallLots, instrument: right('CEA-2024'), averagePriceTicks, date });

  it('from 2024-05-01: 5 × average price × missing tonnes, and an equal cut', () => {
    expect(shortfall('2025-12-31')).toMatchObject({
      penaltyCents: 5 * 74_63 * 1000,
      nextPeriodDeductionLots: 1000,
    });
    expect(shortfall('2024-05-01').explanation[0]?.formula).toBe('5 × 74.63 × 1000');
  });

  it('takes the upper bound when told so, and the opening price when nothing traded', () => {
    const strict = new CarbonCreditsFamily('highest').shortfallConsequence({
      shortfallLots: 10,
      instrument: right('CEA-2024'),
      averagePriceTicks: null,
      date: '2025-12-31',
    });
    expect(strict.penaltyCents).toBe(10 * 74_63 * 10);
  });

  it('before 2024-05-01: a fixed fine of 20,000 CNY, and an equal cut', () => {
    expect(shortfall('2024-04-30')).toMatchObject({ penaltyCents: 20_000_00, nextPeriodDeductionLots: 1000 });
  });

  it('from 2026-08-15: no new equal cut, by a rule that is labelled a draft', () => {
    expect(shortfall('2026-08-14').nextPeriodDeductionLots).toBe(1000);
    expect(shortfall('2026-08-15')).toMatchObject({
      nextPeriodDeductionLots: 0,
      explanation: [{}, { clause: { en: expect.stringContaining('draft') } }],
    });
  });

  it('nothing follows when nothing is missing, or before any rule', () => {
    expect(shortfall('2025-12-31', 7463, 0)).toMatchObject({ penaltyCents: 0, explanation: [] });
    expect(shortfall('2020-12-31')).toMatchObject({ penaltyCents: 0, explanation: [] });
  });

  it('says what may be carried over', () => {
    const note = family.surplusConsequence({ surplusLots: 25_000, period: '2024' });
    expect(note.en).toContain('10000 t');
    expect(note.zh).toContain('25000 吨');
    expect(() => family.surplusConsequence({ surplusLots: -1, period: '2024' })).toThrow(
      expect.objectContaining({ code: 'surplus.bad-quantity' }),
    );
  });
});
