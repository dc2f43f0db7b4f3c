import fc from 'fast-check';
import type { RightInstrument, SurrenderQuestion } from './contract';
import { describePack, packInForce } from './dated-rules';
import { owedLots } from './measured-obligation';
import { compareCodes, judgeParts, planInOrder } from './surrender-order';

const clause = { en: 'clause', zh: '条款' };
const instrument = (code: string): RightInstrument => ({
  code,
  family: 'f',
  commodity: 'c',
  zoneCode: null,
  vintage: '2024',
  names: clause,
  purpose: 'allowance',
  unit: clause,
  lotSize: '1',
  tickSize: '0.01',
  initialReferencePrice: '1.00',
  priceBandBasisPoints: 1000,
});
const A = instrument('A');
const B = instrument('B');
const question = (owed: number, a: number, b: number, paid = 0): SurrenderQuestion => ({
  period: '2024',
  obligationLots: owed,
  holder: { participantCode: 'P', kind: 'k', zones: [], approvedSavingLots: {} },
  holdings: [
    { instrumentCode: 'A', quantityLots: a },
    { instrumentCode: 'B', quantityLots: b },
  ],
  instruments: [A, B],
  surrendered: [{ instrumentCode: 'A', quantityLots: paid }],
});
const order = [A, B].map((right) => ({ instrument: right, limitLots: null, reason: clause, clause }));
const codes = { prefix: 'x', clause };

describe('the order of codes', () => {
  it('is that of their characters, whatever the language of the machine', () => {
    expect(['b', 'A_1', 'a', 'B', 'A-1', 'Z'].sort(compareCodes)).toEqual(['A-1', 'A_1', 'B', 'Z', 'a', 'b']);
  });
});

describe('paying in order', () => {
  it('takes the first right before the second and stops when the obligation is met', () => {
    expect(planInOrder(question(10, 7, 9, 1), order, [])).toMatchObject({
      parts: [
        { instrumentCode: 'A', quantityLots: 7 },
        { instrumentCode: 'B', quantityLots: 2 },
      ],
      shortfallLots: 0,
      surplus: [{ instrumentCode: 'B', quantityLots: 7 }],
    });
  });

  it('never takes more than is held, owed or allowed, loses no lot, and its plan is always lawful', () => {
    const lots = fc.integer({ min: 0, max: 1000 });
    fc.assert(
      fc.property(lots, lots, lots, lots, fc.option(lots), (owed, a, b, paid, limitLots) => {
        const asked = question(owed, a, b, paid);
        const limited = order.map((right, index) => ({
          ...right,
          limitLots: index === 0 ? limitLots : null,
        }));
        const plan = planInOrder(asked, limited, []);
        const taken = plan.parts.reduce((sum, part) => sum + part.quantityLots, 0);
        const left = plan.surplus.reduce((sum, part) => sum + part.quantityLots, 0);
        expect(taken + left).toBe(a + b);
        expect(taken + plan.shortfallLots).toBe(Math.max(0, owed - paid));
        expect(plan.parts.find((p) => p.instrumentCode === 'A')?.quantityLots ?? 0).toBeLessThanOrEqual(
          limitLots ?? a,
        );
        if (plan.parts.length > 0)
          expect(judgeParts({ ...asked, parts: plan.parts }, codes, () => null)).toEqual({ allowed: true });
      }),
    );
  });

  it.each([
    [[], 'x.surrender-malformed'],
    [[{ instrumentCode: 'A', quantityLots: 0 }], 'x.surrender-malformed'],
    [[{ instrumentCode: 'A', quantityLots: 1.5 }], 'x.surrender-malformed'],
    [
      [
        { instrumentCode: 'A', quantityLots: 1 },
        { instrumentCode: 'A', quantityLots: 1 },
      ],
      'x.surrender-malformed',
    ],
    [[{ instrumentCode: 'Z', quantityLots: 1 }], 'x.surrender-unknown-right'],
    [[{ instrumentCode: 'A', quantityLots: 6 }], 'x.surrender-not-held'],
    [
      [
        { instrumentCode: 'A', quantityLots: 5 },
        { instrumentCode: 'B', quantityLots: 4 },
      ],
      'x.surrender-more-than-owed',
    ],
  ])('refuses %j with %s', (parts, code) => {
    expect(judgeParts({ ...question(8, 5, 5), parts }, codes, () => null)).toMatchObject({
      allowed: false,
      code,
    });
  });
});

describe('dated rules', () => {
  const pack = (code: string, effectiveFrom: string, effectiveTo: string | null) => ({
    code,
    names: clause,
    effectiveFrom,
    effectiveTo,
    status: 'in-force' as const,
    source: clause,
    figures: 1,
  });
  const packs = [pack('old', '2021-02-01', '2024-04-30'), pack('new', '2024-05-01', null)];

  it.each([
    ['2021-01-31', undefined],
    ['2021-02-01', 'old'],
    ['2024-04-30', 'old'],
    ['2024-05-01', 'new'],
    ['2099-01-01', 'new'],
  ])('on %s the pack is %s', (date, code) => {
    expect(packInForce(packs, date)?.code).toBe(code);
  });

  it('describes a pack without its figures', () => {
    expect(packs.map(describePack)[0]).not.toHaveProperty('figures');
  });
});

describe('owed lots', () => {
  it.each([
    ['98.4', '0.1', 984],
    ['98.41', '0.1', 985],
    ['1000.5', '1000', 2],
    ['0', '1', 0],
  ])('%s in lots of %s is %d', (quantity, lotSize, lots) => {
    expect(owedLots(quantity, lotSize)).toBe(lots);
  });

  it.each(['-1', '1e3', '', 'ten'])('refuses %j', (quantity) => {
    expect(() => owedLots(quantity, '1')).toThrow(
      expect.objectContaining({ code: 'obligation.bad-quantity' }),
    );
  });
});
