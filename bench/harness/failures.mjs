/** The caller asked for something that does not exist: one line on stderr, exit code 2. */
export class UsageError extends Error {}

/** What was measured is not right, so its figures mean nothing: one line on stderr, exit code 1. */
export class WrongSubjectError extends Error {}
