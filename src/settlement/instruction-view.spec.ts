import type { Role } from '../identity';
import type { HolderDirectory } from '../right-family';
import { InstructionViews, maySeeCounterparties } from './instruction-view.service';
import type { SettlementInstruction } from './settlement.contract';

const instruction: SettlementInstruction = {
  sessionId: 'S1',
  instructionNumber: 7,
  tradeId: 'T7',
  instrumentCode: 'COD-LUAN-2024',
  quantityLots: 123,
  amountCents: 24_600_000,
  buyerCode: 'P01',
  sellerCode: 'P02',
  state: 'settled',
  attempts: 1,
  failure: null,
  instructedAt: '2026-01-05T09:30:00.000Z',
  settledAt: '2026-01-05T09:30:01.000Z',
  nextAttemptAt: null,
};
const directory = {
  instrument: jest.fn(async () => ({
    code: 'COD-LUAN-2024',
    unit: { en: 't', zh: '吨' },
    lotSize: '0.1',
    tickSize: '1',
  })),
} as unknown as HolderDirectory;

describe('I18: who sees the counterparties of an instruction', () => {
  it.each<[Role, string | null, boolean]>([
    ['trainer', null, true],
    ['regulator', null, true],
    ['trader', 'P01', true],
    ['trader', 'P02', true],
    ['trader', 'P03', false],
    ['trader', null, false],
    ['observer', null, false],
  ])('%s of %s: %s', (role, participantCode, expected) => {
    expect(maySeeCounterparties({ role, participantCode }, instruction)).toBe(expected);
  });

  it('writes decimal strings, without the session and, for an observer, without names', async () => {
    const views = new InstructionViews(directory);
    const [view] = await views.of({ role: 'observer', participantCode: null }, [instruction, instruction]);
    expect(view).toEqual({
      instructionNumber: 7,
      tradeId: 'T7',
      instrumentCode: 'COD-LUAN-2024',
      quantity: '12.3',
      amount: '246000.00',
      buyerCode: null,
      sellerCode: null,
      state: 'settled',
      attempts: 1,
      failure: null,
      instructedAt: '2026-01-05T09:30:00.000Z',
      settledAt: '2026-01-05T09:30:01.000Z',
      nextAttemptAt: null,
    });
    expect(directory.instrument).toHaveBeenCalledTimes(1);
  });
});
