import type { Cap, ComplianceResult, Pipeline, PlanSummary } from '../api/types';
import { call } from './access';
import { sessionPath, sessionState } from './session';
import { createStore } from './store';

/** What is public along the chain from cap to surrender; null = not fetched yet. */
export interface ChainState {
  readonly plans: readonly PlanSummary[] | null;
  readonly pipeline: Pipeline | null;
  readonly results: readonly ComplianceResult[] | null;
}
export const chain = createStore<ChainState>({ plans: null, pipeline: null, results: null });
export const forgetChain = (): void => chain.set({ plans: null, pipeline: null, results: null });

export async function fetchPipeline(): Promise<void> {
  chain.set({ pipeline: await call<Pipeline>({ path: `${sessionPath()}/settlement/pipeline` }) });
}
export async function fetchResults(): Promise<void> {
  chain.set({
    results: await call<readonly ComplianceResult[]>({ path: `${sessionPath()}/compliance/results` }),
  });
}
export async function fetchAllocation(): Promise<void> {
  const [caps, plans] = await Promise.all([
    call<readonly Cap[]>({ path: `${sessionPath()}/registry/caps` }),
    call<readonly PlanSummary[]>({ path: `${sessionPath()}/registry/plans` }),
  ]);
  sessionState.set({ caps });
  chain.set({ plans });
}
