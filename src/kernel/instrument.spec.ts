import {
  centsPerTickLot,
  formatPrice,
  formatQuantity,
  type InstrumentMeasures,
  notionalCents,
  parsePrice,
  parseQuantity,
} from '.';

const unit = { en: 't', zh: '吨' };
const allowance: InstrumentMeasures = { code: 'CEA-2024', unit, lotSize: '1', tickSize: '0.01' };
const water: InstrumentMeasures = { code: 'WATER', unit, lotSize: '1000', tickSize: '0.001' };
const permit: InstrumentMeasures = { code: 'COD', unit, lotSize: '0.1', tickSize: '1' };

describe('the measures of an instrument', () => {
  it('turns decimal strings into ticks and lots and back', () => {
    expect(parsePrice('74.63', allowance)).toBe(7463);
    expect(parseQuantity('250000', water)).toBe(250);
    expect(parseQuantity('12.3', permit)).toBe(123);
    expect(formatPrice(870, water)).toBe('0.870');
    expect(formatQuantity(250, water)).toBe('250000');
    expect(formatQuantity(123, permit)).toBe('12.3');
  });

  it('refuses what lies between two steps', () => {
    expect(() => parsePrice('74.635', allowance)).toThrow('not a multiple of 0.01');
    expect(() => parseQuantity('1500', water)).toThrow('not a multiple of 1000');
    expect(() => parseQuantity('0.15', permit)).toThrow('not a multiple of 0.1');
  });

  it('values a fill in whole cents', () => {
    expect(centsPerTickLot(water)).toBe(100);
    expect(notionalCents(7463, 100, allowance)).toBe(746_300);
    expect(notionalCents(870, 250, water)).toBe(217_500_00);
    expect(notionalCents(20_000, 123, permit)).toBe(246_000_00);
    expect(() => notionalCents(2 ** 31 - 1, 2 ** 40, allowance)).toThrow('2^53');
  });

  it('refuses an instrument that would need fractions of a cent', () => {
    expect(() => centsPerTickLot({ ...allowance, tickSize: '0.001' })).toThrow('whole number of cents');
  });
});
