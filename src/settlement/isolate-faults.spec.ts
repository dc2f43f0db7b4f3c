import { DomainError } from '../kernel';
import { isolateFaults } from './isolate-faults';

const poisonous = (poison: ReadonlySet<number>, make: () => Error) => async (items: readonly number[]) => {
  if (items.some((item) => poison.has(item))) throw make();
  return items.map((item) => item * 10);
};
const sick = () => new DomainError('ledger.malformed-set', { en: 'sick', zh: '坏' });

describe('isolating faults', () => {
  it('runs a healthy batch once', async () => {
    const run = jest.fn(poisonous(new Set(), sick));
    expect(await isolateFaults([1, 2], run)).toEqual([
      { item: 1, result: 10 },
      { item: 2, result: 20 },
    ]);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('lets a poisoned item harm only itself', async () => {
    const attempts = await isolateFaults([1, 2, 3], poisonous(new Set([2]), sick));
    expect(attempts).toMatchObject([
      { item: 1, result: 10 },
      { item: 2, error: { code: 'ledger.malformed-set' } },
      { item: 3, result: 30 },
    ]);
  });

  it('goes on through any number of refusals, but stops when the other side is down', async () => {
    const all = [1, 2, 3, 4, 5, 6];
    expect(await isolateFaults(all, poisonous(new Set(all), sick))).toHaveLength(6);
    const down = await isolateFaults(
      all,
      poisonous(new Set(all), () => new Error('connection lost')),
    );
    expect(down.map(({ item }) => item)).toEqual([1, 2, 3]);
  });
});
