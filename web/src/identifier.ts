/**
 * An id that nobody else has: 96 random bits. `crypto.randomUUID` is missing where a classroom opens the page by the
 * trainer's network address without TLS; `getRandomValues` is always there.
 */
export function freshId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `${prefix}-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
