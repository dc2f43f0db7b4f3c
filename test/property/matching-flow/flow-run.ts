import type { VenueCommand } from '../../../src/order-matching/core';
import { VENUE_LIMITS } from '../../../src/order-matching/core/limits';
import { Flow } from './flow';
import { FLOW_NAMES, type FlowName, type FlowPlan } from './flow-plan';
import { planOf } from './flow-plans';
import { pick, SeededSource } from './random-source';

export interface PlannedFlow {
  readonly plan: FlowPlan;
  readonly commands: readonly VenueCommand[];
}

/** Something that takes commands one by one and throws when an invariant does not hold. */
export interface Trial {
  apply(command: VenueCommand): void;
  /** after the last command */
  finish?(): void;
}
export type MakeTrial = (plan: FlowPlan) => Trial;

/** The flow of a seed, and nothing else: what the seed of a failure brings back. @param length commands after the opening */
export function flowOfSeed(
  seed: number,
  length: number,
  names: readonly FlowName[] = FLOW_NAMES,
): PlannedFlow {
  const source = new SeededSource(seed);
  const plan = planOf(source, pick(source, names));
  const flow = new Flow(source, plan);
  const commands = flow.opening();
  for (let count = 0; count < length; count += 1) commands.push(flow.next());
  return { plan, commands };
}

/** Runs the commands; null when all is well, else what was wrong and at which command. */
export function failureOf(
  makeTrial: MakeTrial,
  { plan, commands }: PlannedFlow,
): { readonly error: Error; readonly place: number } | null {
  const trial = makeTrial(plan);
  let place = 0;
  try {
    for (; place < commands.length; place += 1) trial.apply(commands[place] as VenueCommand);
    trial.finish?.();
    return null;
  } catch (error) {
    return { error: error instanceof Error ? error : new Error(String(error)), place };
  }
}

const isNothing = (command: VenueCommand): boolean =>
  command.type === 'confirm-settlement' && command.tradeSequences.length === 0;

/** A command that keeps its number and does nothing: orders that others name keep their numbers. */
const nothing = ({ sequence }: VenueCommand): VenueCommand => ({
  type: 'confirm-settlement',
  tradeSequences: [],
  sequence,
});

/** Takes commands out of a failing flow as long as it fails: first many at a time, then one by one. */
export function shrunk(makeTrial: MakeTrial, flow: PlannedFlow): PlannedFlow {
  const failure = failureOf(makeTrial, flow);
  if (!failure) return flow;
  let commands = flow.commands.slice(0, failure.place + 1);
  const fails = (shorter: readonly VenueCommand[]): boolean =>
    failureOf(makeTrial, { ...flow, commands: shorter }) !== null;
  for (let size = commands.length; size >= 1; size = size > 1 ? Math.ceil(size / 2) : 0)
    for (let from = 0; from < commands.length; from += size) {
      const shorter = commands.map((command, place) =>
        place >= from && place < from + size ? nothing(command) : command,
      );
      if (fails(shorter)) commands = shorter;
    }
  return { ...flow, commands };
}

/** The commands that matter, one a line, after what went wrong. */
export function describeFailure(makeTrial: MakeTrial, flow: PlannedFlow, title: string): string {
  const small = shrunk(makeTrial, flow);
  const { error } = failureOf(makeTrial, small) ?? { error: new Error('it does not fail again') };
  const { name, ample, limits } = flow.plan;
  return [
    `${title} (${name}${ample ? ', ample' : ''}): ${error.message}`,
    limits === VENUE_LIMITS ? 'the usual limits' : `limits ${JSON.stringify(limits)}`,
    'These commands are enough (those between them do nothing):',
    ...small.commands.filter((command) => !isNothing(command)).map((command) => JSON.stringify(command)),
    error.stack
      ?.split('\n')
      .filter((line) => line.startsWith('    at '))
      .slice(0, 5)
      .join('\n') ?? '',
  ].join('\n');
}

/** Which flows: `PROPERTY_SEED` alone runs the one flow of that seed, `PROPERTY_RUNS` so many from there on. */
export function flowsToRun(runs: number): { readonly firstSeed: number; readonly runs: number } {
  const { PROPERTY_SEED: seed, PROPERTY_RUNS: count } = process.env;
  return { firstSeed: Number(seed ?? 1), runs: Number(count ?? (seed === undefined ? runs : 1)) };
}

/** @throws Error with the seed of the first flow that fails, and the commands that make it fail */
export function runFlows(
  makeTrial: MakeTrial,
  usualRuns: number,
  length: number,
  names?: readonly FlowName[],
): void {
  const { firstSeed, runs } = flowsToRun(usualRuns);
  for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
    const flow = flowOfSeed(seed, length, names);
    if (failureOf(makeTrial, flow) !== null)
      throw new Error(describeFailure(makeTrial, flow, `PROPERTY_SEED=${seed}`));
  }
}
