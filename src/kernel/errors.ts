/** The same sentence in both languages that the product speaks. */
export interface LocalizedText {
  readonly en: string;
  readonly zh: string;
}

/** One thing that is wrong with an input: where, which rule, and what would be accepted. */
export interface FieldProblem {
  /** dotted path in the body (`quantity`) or `line 4, column load_factor` for a file */
  readonly field: string;
  /** stable machine-readable code of the rule that was broken */
  readonly rule: string;
  readonly message: LocalizedText;
  readonly line?: number;
  readonly column?: string;
}

export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'refused'
  | 'unavailable';

export interface DomainErrorOptions {
  readonly kind?: ErrorKind;
  /** what the caller can do so that the request would be accepted */
  readonly remedy?: LocalizedText;
  readonly problems?: readonly FieldProblem[];
  readonly params?: Readonly<Record<string, string | number | boolean>>;
}

/**
 * A refusal with a stable code, a sentence in both languages and, where there is one, a remedy.
 * The HTTP edge turns it into problem details (RFC 9457); a core throws it only for what a caller can mend.
 */
export class DomainError extends Error {
  readonly kind: ErrorKind;
  readonly remedy: LocalizedText | undefined;
  readonly problems: readonly FieldProblem[];
  readonly params: Readonly<Record<string, string | number | boolean>>;

  constructor(
    readonly code: string,
    readonly text: LocalizedText,
    params: Readonly<Record<string, string | number | boolean>> = {},
    options: DomainErrorOptions = {},
  ) {
    super(text.en);
    this.name = 'DomainError';
    this.kind = options.kind ?? 'invalid';
    this.remedy = options.remedy;
    this.problems = options.problems ?? [];
    this.params = { ...params, ...options.params };
  }
}

/** A check that stays on in production: a broken one is a defect of ours, never of the caller. */
export function assert(condition: unknown, message: string): asserts condition {
  // the throw stands apart to keep this so short that the compiler puts it into every caller
  if (!condition) fail(message);
}

function fail(message: string): never {
  throw new Error(`assertion failed: ${message}`);
}
