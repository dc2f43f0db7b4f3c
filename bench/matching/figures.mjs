import { median, spreadOf } from '../harness/statistics.mjs';

const isStuck = (results) => results.some((result) => result.isStuck);

/** One subject's figures on one flow: medians over its runs. Undefined where the subject never got so far. */
export function figuresOf(subject, results, flow) {
  const { throughput, latency, memory, allocation } = results;
  const figures = { subject, version: throughput[0].version };
  figures.completedShare = completedShare(throughput, flow);
  if (!isStuck(throughput)) {
    figures.operationsPerSecond = spreadOf(throughput.map((run) => run.operationsPerSecond));
    figures.addsPerSecond = median(throughput.map((run) => run.addsPerSecond));
    figures.othersCores = Math.max(0, ...throughput.map((run) => run.othersCores ?? 0));
  }
  if (!isStuck(latency)) {
    figures.latencyNs = Object.fromEntries(
      ['p50', 'p99', 'p999', 'timerNs'].map((name) => [name, median(latency.map((run) => run[name]))]),
    );
  }
  if (!isStuck(memory)) {
    figures.emptyBytes = Math.max(0, memory[0].emptyBytes);
    figures.bytesPerRestingOrder = memory[0].filledBytes / flow.prefill;
  }
  if (allocation.length > 0 && !isStuck(allocation)) {
    figures.allocatedBytes = allocation[0].bytesPerOperation;
    figures.scavenges = allocation[0].scavenges;
  }
  return figures;
}

/** How much of the flow was done before the time was up; 0 when not even the starting book could be built. */
function completedShare(runs, flow) {
  const least = Math.min(...runs.map((run) => run.reached));
  return Math.max(0, least - flow.prefill) / (flow.n - flow.prefill);
}

const isPeer = ({ subject, operationsPerSecond }) =>
  subject.kind === 'peer' && operationsPerSecond !== undefined;

const timesAsFast = (one, other) => one.operationsPerSecond.median / other.operationsPerSecond.median;

/** The fastest npm package on this flow, or undefined when none was measured. */
export function bestPeer(figuresOfCase) {
  const peers = figuresOfCase.filter(isPeer);
  return peers.sort((a, b) => b.operationsPerSecond.median - a.operationsPerSecond.median)[0];
}

/**
 * Speed as a multiple of every peer, of the best of them and of the reference.
 * @param elsewhere the figures of all subjects on the flow `deep`, for a flow that only our own subjects run: is there
 *   a cliff between its book and this one?
 * @returns name → ratio
 */
export function speedRatios(figures, figuresOfCase, elsewhere = []) {
  if (figures.operationsPerSecond === undefined) return {};
  const best = bestPeer(figuresOfCase);
  const against = figuresOfCase.filter((other) => isPeer(other) || other.subject.kind === 'floor');
  const ratios = {};
  for (const other of against)
    if (other !== figures) ratios[other.subject.name] = timesAsFast(figures, other);
  if (best) ratios['best npm peer'] = timesAsFast(figures, best);
  const same = elsewhere.find(({ subject }) => subject === figures.subject);
  if (same?.operationsPerSecond) ratios['itself on the flow deep'] = timesAsFast(figures, same);
  return ratios;
}
