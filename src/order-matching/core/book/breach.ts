/**
 * An assertion of the hot functions, asked for by a condition: `if (level === 0) breach('…')`. It is `assert` of the
 * kernel turned round, because an argument must be computed into a register, while a condition is only a jump.
 */
export function breach(rule: string): never {
  throw new Error(`assertion failed: ${rule}`);
}
