import { add, compare, nearestSteps, notionalOf, onStep, stepped, subtract } from './decimal';

describe('decimal strings stay exact', () => {
  it('adds, subtracts and compares across scales', () => {
    expect(add('0.1', '0.2')).toBe('0.3');
    expect(subtract('1', '0.01')).toBe('0.99');
    expect(compare('1.10', '1.1')).toBe(0);
    expect(compare('-1', '0.5')).toBe(-1);
  });

  it('values an order in CNY, with the fraction of a cent only where there is one', () => {
    expect(notionalOf('58.20', '1200')).toBe('69840.00');
    expect(notionalOf('0.412', '1000')).toBe('412.00');
    expect(notionalOf('0.001', '1')).toBe('0.001');
    expect(notionalOf('99999999.99', '99999999999')).toBe('9999999998900000000.01');
  });

  it('knows steps as the venue does', () => {
    expect(onStep('58.20', '0.01')).toBe(true);
    expect(onStep('58.205', '0.01')).toBe(false);
    expect(onStep('1500', '1000')).toBe(false);
    expect(onStep('', '1')).toBe(false);
    expect(nearestSteps('1500', '1000')).toEqual(['1000', '2000']);
    expect(nearestSteps('58.205', '0.01')).toEqual(['58.20', '58.21']);
  });

  it('moves by one step and never below zero', () => {
    expect(stepped('58.2', '0.01', 1, '1')).toBe('58.21');
    expect(stepped('58.20', '0.01', -1, '1')).toBe('58.19');
    expect(stepped('1500', '1000', -1, '1000')).toBe('1000');
    expect(stepped('0', '1', -1, '1')).toBe('0');
    expect(stepped('', '1', 1, '7')).toBe('7');
  });
});
