/** What was typed or sent cannot be used. The message says where, which rule, and what would be accepted, in one line. */
export class InputError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InputError';
  }
}

/** @param field where in the input, such as `orders[2].price` */
export const refuseField = (field: string, message: string): never => {
  throw new InputError(`${field}: ${message}`);
};

/** A value of the input in a message: as JSON, on one line, not too long. */
export function shown(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

const LONGEST_SHOWN = 60;
