/** The same states as in the contract, for the core. */
export type CoreInstructionState = 'instructed' | 'settling' | 'settled' | 'failed';

/**
 * From which state to which: the whole life of an instruction.
 * `settling → settling`: a worker died, its lease ran out, another one takes over. `settled` is final (I5).
 */
export const TRANSITIONS: Readonly<Record<CoreInstructionState, readonly CoreInstructionState[]>> = {
  instructed: ['settling'],
  settling: ['settled', 'failed', 'settling'],
  failed: ['settling'],
  settled: [],
};

/** The states that may become `next`: the guard of every update of an instruction. */
export const statesBefore = (next: CoreInstructionState): readonly CoreInstructionState[] =>
  (Object.keys(TRANSITIONS) as CoreInstructionState[]).filter((state) => TRANSITIONS[state].includes(next));
