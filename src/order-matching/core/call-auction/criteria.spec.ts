import { ListedLevels } from './auction-levels';
import { CandidateSet } from './candidate-set';
import { CRITERIA } from './criteria';
import { AUCTION_RULES, type AuctionCriterion, TIE_CHAINS } from './rules';

const NAMES = [...new Set(AUCTION_RULES.flatMap((rule) => TIE_CHAINS[rule].criteria))];

describe('criteria', () => {
  it.each(NAMES)('%s takes prices away only, whatever was asked before', (name: AuctionCriterion) => {
    const left = new CandidateSet();
    left.collect(new ListedLevels([[20, 4]], [[10, 4]]), true, null);
    CRITERIA['closest-to-reference'](left, 17);
    expect([left.fromTicks, left.toTicks]).toEqual([17, 17]);
    CRITERIA[name](left, 12);
    expect([left.fromTicks, left.toTicks, left.first, left.last]).toEqual([17, 17, 1, 1]);
  });

  it('may be asked on columns that served a larger auction before', () => {
    const left = new CandidateSet();
    left.collect(
      new ListedLevels(
        Array.from({ length: 100 }, (_, place) => [1_000 - 3 * place, 1] as const),
        [[5, 1]],
      ),
      true,
      null,
    );
    left.collect(new ListedLevels([[20, 4]], [[10, 4]]), false, null);
    CRITERIA['least-surplus'](left, 0);
    expect([left.count, left.fromTicks, left.toTicks]).toEqual([3, 10, 20]);
  });
});
