import { Logger } from '@nestjs/common';
import { StopSequence } from './stop-sequence';

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('the stop sequence', () => {
  beforeAll(() => Logger.overrideLogger(false));

  it('stops edges, then workers, then sequencers, each stage after the one before is done, once', async () => {
    const sequence = new StopSequence();
    const order: string[] = [];
    for (const stage of ['sequencers', 'edges', 'workers'] as const)
      sequence.register(stage, stage, async () => {
        order.push(`${stage} begin`);
        await settle();
        order.push(`${stage} end`);
      });
    expect(sequence.stopping).toBe(false);
    await Promise.all([sequence.run(), sequence.run()]);
    expect(order).toEqual(
      ['edges', 'workers', 'sequencers'].flatMap((stage) => [`${stage} begin`, `${stage} end`]),
    );
    expect(sequence.stopping).toBe(true);
  });

  it('goes on when a step fails or hangs, and says so', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    const sequence = new StopSequence();
    const said: string[] = [];
    let reached = false;
    sequence.register('edges', 'broken', () => Promise.reject(new Error('broken')));
    sequence.register('workers', 'hanging', () => new Promise(() => undefined));
    sequence.register('sequencers', 'last', async () => {
      reached = true;
    });
    const run = sequence.run((text) => said.push(text));
    await jest.advanceTimersByTimeAsync(5_000);
    await run;
    jest.useRealTimers();
    expect(reached).toBe(true);
    expect(said).toContain('hanging did not stop in time; going on without it');
  });
});
