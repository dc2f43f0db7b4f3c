import fc from 'fast-check';
import { capClaims, checkCaps } from '../../src/registry/core/cap-check';
import { nextStatus, PLAN_TRANSITIONS, type PlanAction } from '../../src/registry/core/plan-transitions';
import type { Cap, PlanStatus } from '../../src/registry/core/register';
import { csvText } from '../../src/registry/core/registry-files';
import { parseTable } from '../../src/registry/core/table';
import type { AllocationEntry, RightInstrument } from '../../src/right-family';

const REGIONS = ['CN', 'YELLOW', 'LUAN'];
const text = (word: string) => ({ en: word, zh: word });
const instrument: RightInstrument = {
  code: 'TOY-2024',
  family: 'toy',
  commodity: 'TOY',
  zoneCode: null,
  vintage: '2024',
  names: text('toy'),
  purpose: 'allowance',
  unit: text('t'),
  lotSize: '1',
  tickSize: '1',
  initialReferencePrice: '1',
  priceBandBasisPoints: 1000,
};
const INSTRUMENTS = new Map([[instrument.code, instrument]]);

const entries: fc.Arbitrary<AllocationEntry[]> = fc.array(
  fc.record({ region: fc.constantFrom(...REGIONS), lots: fc.nat(60), drawn: fc.boolean() }).map(
    ({ region, lots, drawn }): AllocationEntry => ({
      holderCode: 'A',
      instrumentCode: instrument.code,
      quantityLots: lots,
      capRegionCode: drawn ? null : region,
      drawnFromHolderCode: drawn ? 'R' : null,
      basis: [],
      chargeCents: 0,
      explanation: [],
    }),
  ),
  { maxLength: 8 },
);
const caps: fc.Arbitrary<Cap[]> = fc.tuple(...REGIONS.map(() => fc.nat(150))).map((figures) =>
  figures.map((capLots, index) => ({
    family: 'toy',
    commodity: 'TOY',
    regionCode: REGIONS[index] ?? '',
    period: '2024',
    capLots,
    issuedLots: 0,
    unit: text('t'),
    lotSize: '1',
  })),
);

describe('I19: issued never exceeds the cap', () => {
  it('whatever plans come, and no plan is refused that would have fitted', () => {
    fc.assert(
      fc.property(caps, fc.array(entries, { maxLength: 12 }), (opening, plans) => {
        let state: readonly Cap[] = opening;
        for (const plan of plans) {
          const claims = capClaims(plan, INSTRUMENTS, '2024');
          const asked = (cap: Cap) =>
            claims.find(({ regionCode }) => regionCode === cap.regionCode)?.lots ?? 0;
          const fits = state.every((cap) => cap.issuedLots + asked(cap) <= cap.capLots);
          let accepted = true;
          try {
            checkCaps(claims, state);
          } catch {
            accepted = false;
          }
          expect(accepted).toBe(fits);
          if (accepted) state = state.map((cap) => ({ ...cap, issuedLots: cap.issuedLots + asked(cap) }));
          for (const cap of state) expect(cap.issuedLots).toBeLessThanOrEqual(cap.capLots);
        }
      }),
    );
  });

  it('claims exactly what is newly issued, whatever the order of the entries', () => {
    fc.assert(
      fc.property(entries, (plan) => {
        const claims = capClaims(plan, INSTRUMENTS, '2024');
        const issued = plan.filter(({ drawnFromHolderCode }) => drawnFromHolderCode === null);
        expect(claims.reduce((sum, { lots }) => sum + lots, 0)).toBe(
          issued.reduce((sum, { quantityLots }) => sum + quantityLots, 0),
        );
        expect(capClaims([...plan].reverse(), INSTRUMENTS, '2024')).toEqual(claims);
      }),
    );
  });
});

describe('a plan moves only as declared', () => {
  const step = fc.record({
    action: fc.constantFrom(...(Object.keys(PLAN_TRANSITIONS) as PlanAction[])),
    actor: fc.constantFrom('anna', 'ben', 'carl'),
  });

  it('is issued only after a submission and an approval by another person', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let status: PlanStatus = 'draft';
        let submittedBy: string | null = null;
        let approvedBy: string | null = null;
        for (const { action, actor } of steps) {
          const before = status;
          try {
            status = nextStatus(action, { planId: 'p', status, draftedBy: 'anna', submittedBy }, actor);
          } catch {
            continue;
          }
          expect(PLAN_TRANSITIONS[action]).toMatchObject({ to: status });
          expect(PLAN_TRANSITIONS[action].from).toContain(before);
          if (action === 'submit') submittedBy = actor;
          if (action === 'approve') approvedBy = actor;
        }
        if (status === 'issued') {
          expect(approvedBy).not.toBeNull();
          expect(['anna', submittedBy]).not.toContain(approvedBy);
        }
      }),
    );
  });
});

describe('CSV', () => {
  it('reads back whatever cells it wrote, with the lines where they stand', () => {
    const cell = fc
      .string({ unit: fc.constantFrom('a', '中', '"', ',', '\n', ' ', '1', ';') })
      .map((value) => `x${value}x`);
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 10 }), (rows) => {
        const columns = ['a', 'b'].map((name) => ({ name, required: true }));
        const read = parseTable(csvText([['a', 'b'], ...rows]), columns).rows;
        expect(read.map(({ cells: { a, b } }) => [a, b])).toEqual(rows);
        let line = 2;
        for (const [index, row] of rows.entries()) {
          expect(read[index]?.line).toBe(line);
          line += 1 + row.join('').split('\n').length - 1;
        }
      }),
    );
  });
});
