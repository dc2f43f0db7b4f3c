import { createHash } from 'node:crypto';
import { stateHash, VenueCore } from '../../../src/order-matching/core';
import { FIRST_DATE } from './flow';
import type { PlannedFlow } from './flow-run';

/** All events of a flow, byte by byte, and the state at its end: equal in every process and time zone (I13). */
export function digestOf({ plan, commands }: PlannedFlow): string {
  const { limits, ample } = plan;
  const core = new VenueCore(FIRST_DATE, { limits, ample });
  const hash = createHash('sha256');
  for (const command of commands) hash.update(JSON.stringify(core.apply(command)));
  return `${plan.name} ${hash.digest('hex')} ${stateHash(core)}`;
}
