/** Neither 0/O, 1/I/L nor U: what a class reads from a projector must not be mistaken. 30 characters. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;

/**
 * A join code from random bytes: bytes that would favour some characters are left out, so that every code is as
 * likely as any other.
 * @param randomBytes source of that many random bytes
 */
export function makeJoinCode(randomBytes: (count: number) => Uint8Array): string {
  const fair = 256 - (256 % ALPHABET.length);
  let code = '';
  // one byte in sixteen is left out; 64 rounds of 16 bytes run dry only when the source is broken
  for (let round = 0; round < 64 && code.length < LENGTH; round += 1)
    for (const byte of randomBytes(16))
      if (byte < fair && code.length < LENGTH) code += ALPHABET.charAt(byte % ALPHABET.length);
  if (code.length < LENGTH) throw new Error('the random source gives no usable bytes');
  return code;
}

/** What people type: lower case, blanks and dashes are forgiven. */
export const normalizeJoinCode = (typed: string): string => typed.toUpperCase().replaceAll(/[\s-]/g, '');
