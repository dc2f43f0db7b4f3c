import type { HolderFacts, RightInstrument } from './contract';

/**
 * A port: what the exchange must know about a participant and an instrument when an order comes in. The registry,
 * which keeps these facts, implements it; the exchange does not know the registry.
 */
export abstract class HolderDirectory {
  abstract holder(sessionId: string, participantCode: string): Promise<HolderFacts>;
  abstract instrument(sessionId: string, instrumentCode: string): Promise<RightInstrument>;
}
