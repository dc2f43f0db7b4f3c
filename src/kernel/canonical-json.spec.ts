import { canonicalJson } from './canonical-json';

describe('canonical JSON', () => {
  it('is the same for equal data, whatever the order of its keys', () => {
    const one = { b: 1, a: { d: [3, { y: null, x: '水' }], c: true } };
    const other = { a: { c: true, d: [3, { x: '水', y: null }] }, b: 1 };
    expect(canonicalJson(one)).toBe(canonicalJson(other));
    expect(canonicalJson(one)).toBe('{"a":{"c":true,"d":[3,{"x":"水","y":null}]},"b":1}');
  });

  it('keeps the order of a list, and leaves out what is undefined', () => {
    expect(canonicalJson([3, 1, 2])).toBe('[3,1,2]');
    expect(canonicalJson({ a: undefined, b: null })).toBe('{"b":null}');
  });
});
