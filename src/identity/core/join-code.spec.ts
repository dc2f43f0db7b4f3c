import { randomBytes } from 'node:crypto';
import { makeJoinCode, normalizeJoinCode } from './join-code';

describe('makeJoinCode', () => {
  it('makes eight characters that cannot be mistaken for one another', () => {
    for (let round = 0; round < 200; round += 1)
      expect(makeJoinCode(randomBytes)).toMatch(/^[2-9A-HJKMNP-TV-Z]{8}$/);
  });

  it('leaves out the bytes that would favour some characters', () => {
    const bytes = Uint8Array.from({ length: 16 }, (_, index) => (index % 2 === 0 ? 255 : index));
    expect(makeJoinCode(() => bytes)).toBe('3579BDFH');
  });

  it('stops when the source is broken', () => {
    expect(() => makeJoinCode((count) => new Uint8Array(count).fill(250))).toThrow('no usable bytes');
  });

  it('forgives case, blanks and dashes', () => {
    expect(normalizeJoinCode(' k7qx-m2 rd')).toBe('K7QXM2RD');
  });
});
