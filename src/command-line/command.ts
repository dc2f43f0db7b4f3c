import type { TextOutput } from './streams';

/** One command of the program. */
export interface Command {
  readonly name: string;
  /** what it does, in half a line */
  readonly summary: string;
  /** the page of `COMMAND --help` */
  readonly help: string;
  /** @throws InputError for what the caller can mend, BreachError; what was written to the output before stays written */
  run(args: readonly string[], output: TextOutput): Promise<void>;
}

/** What was to be checked does not hold; the output says what. */
export class BreachError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BreachError';
  }
}
