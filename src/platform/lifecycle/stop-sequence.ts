import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';

export const STOP_STAGES = ['edges', 'workers', 'sequencers'] as const;
export type StopStage = (typeof STOP_STAGES)[number];

/** All stages together; Ctrl-C should never take longer than a person's patience. */
const STOP_MILLISECONDS = 4_000;

interface Step {
  readonly stage: StopStage;
  readonly name: string;
  readonly stop: () => Promise<void>;
}

/**
 * Stops the program from the outside in: first nobody is let in any more (edges), then work that was begun is finished
 * (workers), then the single writers close (sequencers). Nest closes the database afterwards.
 */
@Injectable()
export class StopSequence implements OnModuleDestroy {
  private readonly logger = new Logger('stop');
  private readonly steps: Step[] = [];
  private running: Promise<void> | null = null;

  /** Steps of one stage stop at the same time. */
  register(stage: StopStage, name: string, stop: () => Promise<void>): void {
    this.steps.push({ stage, name, stop });
  }

  get stopping(): boolean {
    return this.running !== null;
  }

  /** Runs once, however often it is asked. A step that fails or takes too long is named and passed over. */
  run(report: (text: string) => void = () => undefined): Promise<void> {
    this.running ??= this.runStages(report);
    return this.running;
  }

  onModuleDestroy(): Promise<void> {
    return this.run();
  }

  private async runStages(report: (text: string) => void): Promise<void> {
    const patience = new AbortController();
    const tooLate = pause(STOP_MILLISECONDS, 'late' as const, { signal: patience.signal, ref: false }).catch(
      () => 'late' as const,
    );
    for (const stage of STOP_STAGES) {
      const steps = this.steps.filter((step) => step.stage === stage);
      if (steps.length > 0) report(`Stopping ${stage}: ${steps.map((step) => step.name).join(', ')}`);
      await Promise.all(steps.map((step) => this.runStep(step, tooLate, report)));
    }
    patience.abort();
  }

  private async runStep(step: Step, tooLate: Promise<'late'>, report: (text: string) => void): Promise<void> {
    try {
      if ((await Promise.race([step.stop(), tooLate])) !== 'late') return;
      report(`${step.name} did not stop in time; going on without it`);
    } catch (error) {
      this.logger.error(error, `${step.name} failed to stop`);
    }
  }
}
