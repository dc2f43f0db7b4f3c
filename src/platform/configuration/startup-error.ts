/**
 * Why the program cannot start, in one sentence that also says what to do. `main` prints it and nothing else,
 * and exits with a non-zero code.
 */
export class StartupError extends Error {
  constructor(
    message: string,
    readonly remedy = '',
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'StartupError';
  }

  /** The one line for the terminal. */
  get line(): string {
    return this.remedy === '' ? this.message : `${this.message}. ${this.remedy}`;
  }
}

/**
 * What the operating system says (`EACCES`, `ENOENT`, …), or an empty string. By shape, not by class: in a test
 * environment the errors of Node itself are of another realm's `Error`.
 */
export function systemCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join('; ');
  return typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : String(error);
}
