import fc from 'fast-check';
import { Measure } from './measure';

const tick = (size: string) => new Measure('tick', size, '--tick');

describe('a tick or a lot', () => {
  it.each([
    ['0.01', '58.20', 5_820],
    ['0.01', 58, 5_800],
    ['0.05', '1.15', 23],
    ['1', '58', 58],
    ['1', '58.0', 58],
    ['1', 58, 58],
    ['1000', 250_000, 250],
    ['1000', '250000', 250],
    ['0.01', '-0.02', -2],
    ['0.01', '-0', 0],
    ['1', Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  ])('of %s reads %j as %i', (size, value, steps) => expect(tick(size).read(value, 'price')).toBe(steps));

  it.each([
    ['0.01', '58.205', 'price: "58.205" is not a multiple of the tick 0.01'],
    ['0.05', '1.13', 'price: "1.13" is not a multiple of the tick 0.05'],
    ['1000', 1_500, 'price: 1500 is not a multiple of the tick 1000'],
    ['0.01', 58.2, 'price: 58.2 is not an integer; write decimals as a string, such as "58.20"'],
    [
      '1',
      2 ** 53,
      'price: 9007199254740992 is beyond ±(2^53 − 1), where JSON numbers are not exact any more',
    ],
    ['0.01', 2 ** 52, 'price: 4503599627370496 is too large to be counted exactly'],
    ['1', '9007199254740992', 'price: "9007199254740992" is too large to be counted exactly'],
    ['1', '1e3', 'price: "1e3" is not a decimal number, such as "58.20"'],
    ['1', '', 'price: "" is not a decimal number, such as "58.20"'],
    ['1', true, 'price: true is neither a decimal string nor an integer'],
    ['1', [], 'price: [] is neither a decimal string nor an integer'],
    [
      '1',
      Number.POSITIVE_INFINITY,
      'price: Infinity is not an integer; write decimals as a string, such as "58.20"',
    ],
  ])('of %s refuses %j', (size, value, message) =>
    expect(() => tick(size).read(value, 'price')).toThrow(message),
  );

  it.each(['0', '0.00', '-1', 'x', '', '1e-2', '0.0000000000001'])('cannot be of the size %j', (size) =>
    expect(() => tick(size)).toThrow('--tick: '),
  );

  it('writes in the form in which the input began', () => {
    const whole = tick('1');
    expect(whole.write(5)).toBe('"5"');
    whole.read(3, 'price');
    whole.read('4', 'price');
    expect(whole.write(5)).toBe('5');
    const text = tick('1.0');
    text.read('3', 'price');
    text.read(4, 'price');
    expect(text.write(5)).toBe('"5"');
    const fraction = tick('0.50');
    fraction.read(3, 'price');
    expect(fraction.write(5)).toBe('"2.50"');
    const thousand = tick('1000');
    thousand.read(1_000, 'price');
    expect(thousand.write(5)).toBe('5000');
  });

  it('writes sums beyond 2^53 to the last digit', () => {
    expect(tick('0.05').text(Number.MAX_SAFE_INTEGER)).toBe('450359962737049.55');
    expect(tick('1000').text(Number.MAX_SAFE_INTEGER)).toBe('9007199254740991000');
    expect(tick('0.25').text(Number.MAX_SAFE_INTEGER)).toBe('2251799813685247.75');
    expect(tick('0.000000000005').text(1)).toBe('0.000000000005');
  });

  it('reads what it writes', () => {
    void fc.assert(
      fc.property(
        fc.constantFrom('1', '0.01', '0.25', '1000', '0.005'),
        fc.nat(2 ** 31 - 1),
        (size, steps) => {
          const measure = tick(size);
          expect(measure.read(measure.text(steps), 'price')).toBe(steps);
          expect(measure.read(JSON.parse(measure.write(steps)), 'price')).toBe(steps);
        },
      ),
    );
  });
});
