import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity';
import { formatCents, formatQuantity, type InstrumentMeasures } from '../kernel';
import { HolderDirectory } from '../right-family';
import type { SettlementInstruction } from './settlement.contract';

const MAXIMUM_REMEMBERED = 10_000;

/** An instruction as one person may see it, with decimal strings. */
export interface InstructionView {
  readonly instructionNumber: number;
  readonly tradeId: string;
  readonly instrumentCode: string;
  readonly quantity: string;
  readonly amount: string;
  readonly buyerCode: string | null;
  readonly sellerCode: string | null;
  readonly state: SettlementInstruction['state'];
  readonly attempts: number;
  readonly failure: SettlementInstruction['failure'];
  readonly instructedAt: string;
  readonly settledAt: string | null;
  readonly nextAttemptAt: string | null;
}

/** The market is anonymous: trainers and regulators see both sides, a trader those of its own trades (I18). */
export function maySeeCounterparties(
  actor: Pick<Actor, 'role' | 'participantCode'>,
  instruction: Pick<SettlementInstruction, 'buyerCode' | 'sellerCode'>,
): boolean {
  switch (actor.role) {
    case 'trainer':
    case 'regulator':
      return true;
    case 'trader':
      return (
        actor.participantCode !== null &&
        [instruction.buyerCode, instruction.sellerCode].includes(actor.participantCode)
      );
    case 'observer':
      return false;
  }
}

@Injectable()
export class InstructionViews {
  private readonly measures = new Map<string, InstrumentMeasures>();

  constructor(private readonly directory: HolderDirectory) {}

  async of(
    actor: Pick<Actor, 'role' | 'participantCode'>,
    instructions: readonly SettlementInstruction[],
  ): Promise<InstructionView[]> {
    const views: InstructionView[] = [];
    for (const instruction of instructions) {
      const measures = await this.measuresOf(instruction.sessionId, instruction.instrumentCode);
      const open = maySeeCounterparties(actor, instruction);
      views.push({
        instructionNumber: instruction.instructionNumber,
        tradeId: instruction.tradeId,
        instrumentCode: instruction.instrumentCode,
        quantity: formatQuantity(instruction.quantityLots, measures),
        amount: formatCents(instruction.amountCents),
        buyerCode: open ? instruction.buyerCode : null,
        sellerCode: open ? instruction.sellerCode : null,
        state: instruction.state,
        attempts: instruction.attempts,
        failure: instruction.failure,
        instructedAt: instruction.instructedAt,
        settledAt: instruction.settledAt,
        nextAttemptAt: instruction.nextAttemptAt,
      });
    }
    return views;
  }

  /** An instrument's measures never change, so they are asked for once. */
  private async measuresOf(sessionId: string, instrumentCode: string): Promise<InstrumentMeasures> {
    const key = `${sessionId}\n${instrumentCode}`;
    const known = this.measures.get(key);
    if (known) return known;
    const measures = await this.directory.instrument(sessionId, instrumentCode);
    if (this.measures.size >= MAXIMUM_REMEMBERED) this.measures.clear();
    this.measures.set(key, measures);
    return measures;
  }
}
