import { AccountNames } from './account-names';

describe('accounts of a stream', () => {
  it('are one for each name, and never that of an order without one', () => {
    const names = new AccountNames();
    const own = names.take(null);
    expect(names.take('ann')).toBe(names.take('ann'));
    expect(new Set([own, names.take(null), names.take('ann'), names.take('1'), names.take('#1')]).size).toBe(
      5,
    );
  });

  it('serve again when the order without a name is over', () => {
    const names = new AccountNames();
    const [first, second] = [names.take(null), names.take(null)];
    names.giveBack(first);
    names.giveBack(names.take('ann'));
    expect([names.take(null), names.take(null)]).not.toContain(second);
    names.giveBack(second);
    expect(names.take(null)).toBe(second);
  });
});
