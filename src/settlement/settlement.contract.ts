import type { LocalizedText } from '../kernel';

export const INSTRUCTION_STATES = ['instructed', 'settling', 'settled', 'failed'] as const;
/** `failed` carries a reason and is retried with backoff until it is settled or a person decides. */
export type InstructionState = (typeof INSTRUCTION_STATES)[number];

/** Delivery versus payment for one trade: rights to the buyer, cash to the seller, both or neither (I5, I6). */
export interface SettlementInstruction {
  readonly sessionId: string;
  readonly instructionNumber: number;
  readonly tradeId: string;
  readonly instrumentCode: string;
  readonly quantityLots: number;
  readonly amountCents: number;
  readonly buyerCode: string;
  readonly sellerCode: string;
  readonly state: InstructionState;
  readonly attempts: number;
  readonly failure: { readonly code: string; readonly text: LocalizedText } | null;
  /** wall-clock instants, ISO */
  readonly instructedAt: string;
  readonly settledAt: string | null;
  readonly nextAttemptAt: string | null;
}

export interface SettlementPipeline {
  readonly sessionId: string;
  readonly lanes: readonly {
    readonly state: InstructionState;
    readonly count: number;
    readonly amountCents: number;
  }[];
  /** newest first */
  readonly latest: readonly SettlementInstruction[];
}

export abstract class Settlement {
  abstract pipeline(sessionId: string, latest: number): Promise<SettlementPipeline>;
  abstract instructions(query: {
    readonly sessionId: string;
    readonly participantCode: string | null;
    readonly state: InstructionState | null;
    readonly limit: number;
  }): Promise<readonly SettlementInstruction[]>;
  /** Wakes the worker and resolves when no trade of the session waits for settlement. @throws DomainError `settlement.not-drained` after timeoutMs */
  abstract drain(sessionId: string, timeoutMs: number): Promise<void>;
  /** I5, I6: every recorded trade has exactly one instruction, every settled instruction exactly one posting set with both legs. */
  abstract checkInvariants(
    sessionId: string,
  ): Promise<readonly { readonly invariant: string; readonly holds: boolean; readonly detail: string }[]>;
}
