import fc from 'fast-check';
import { planCollection } from './cash-collection';

describe('planCollection', () => {
  it('takes the bank account first, then trading cash', () => {
    expect(planCollection({ penaltyCents: 100, bankCents: 60, tradingCents: 70 })).toEqual({
      fromTradingCents: 40,
      collectCents: 100,
    });
    expect(planCollection({ penaltyCents: 100, bankCents: 200, tradingCents: 70 })).toEqual({
      fromTradingCents: 0,
      collectCents: 100,
    });
  });

  it('I3: never takes more than is there, nor more than is due', () => {
    const amount = fc.nat(10 ** 9);
    fc.assert(
      fc.property(amount, amount, amount, (penaltyCents, bankCents, tradingCents) => {
        const plan = planCollection({ penaltyCents, bankCents, tradingCents });
        expect(plan.fromTradingCents).toBeLessThanOrEqual(tradingCents);
        expect(plan.collectCents).toBe(Math.min(penaltyCents, bankCents + tradingCents));
        expect(plan.collectCents - plan.fromTradingCents).toBeLessThanOrEqual(bankCents);
      }),
    );
  });
});
