import { EventFollower } from './matching-flow/event-follower';
import { FIRST_DATE } from './matching-flow/flow';
import { FLOW_NAMES } from './matching-flow/flow-plan';
import { runFlows } from './matching-flow/flow-run';
import { OracleComparison } from './order-matching-oracle/oracle-comparison';

/*
 * Random commands of every kind against the whole venue. A flow has a seed; one that fails tells it, and prints the few
 * commands that are enough to fail. Again:  PROPERTY_SEED=17 npx jest --selectProjects unit --testPathPatterns
 * property/order-matching.spec     and other flows:  PROPERTY_SEED=1000 PROPERTY_RUNS=5000 npx jest …
 * `node scripts/nightly-matching.js --trial oracle` runs any number of them on all cores.
 */
const MINUTES = 60_000;

describe.each(FLOW_NAMES)('random commands: %s', (name) => {
  it(
    'the venue does what the rules say: same events, same books, same accounts, same refusals',
    () => {
      runFlows((plan) => new OracleComparison(FIRST_DATE, plan.limits), 20, 120, [name]);
    },
    5 * MINUTES,
  );

  it(
    'I3 I7 I8 I9 I10 I11 I12 I14 I15 and conservation hold for whoever follows the events',
    () => {
      runFlows((plan) => new EventFollower(plan), 20, 150, [name]);
    },
    5 * MINUTES,
  );
});
