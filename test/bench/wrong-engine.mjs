// A wrong engine for the benchmark's own test: the reference, but every hundredth trade is reported one tick too high.
import { create as createReference } from '../../bench/matching/reference.mjs';

export const name = 'wrong-engine';
export const version = 'wrong on purpose';

export function create({ onTrade, ...parts }) {
  let trades = 0;
  return createReference({
    ...parts,
    onTrade: (makerId, takerId, price, qty) => {
      trades += 1;
      onTrade(makerId, takerId, trades % 100 === 0 ? price + 1 : price, qty);
    },
  });
}
