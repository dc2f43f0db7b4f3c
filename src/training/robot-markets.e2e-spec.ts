import { startTestApp, type TestApp } from '../../test/support';
import { OrderMatching } from '../order-matching';
import { SessionClock } from './session-clock.service';
import { Training } from './training.contract';

/** two windows a day: the fewest occasions that a demonstration in a hurry has */
const DAY_MS = 500;
const DAYS = 120;

/** Lowest and highest plausible price in ticks, by market. */
const PLAUSIBLE: Readonly<Record<string, readonly [number, number]>> = {
  'CEA-2024': [6_000, 11_000],
  CCER: [5_000, 10_500],
  'COD-LUAN-2024': [14_000, 26_000],
  'WATER-YELLOW-NX-2024': [600, 1_400],
  'WATER-YELLOW-NM-2024': [600, 1_400],
};

describe('the markets of robots', () => {
  let program: TestApp;
  beforeAll(async () => {
    program = await startTestApp();
  }, 60_000);
  afterAll(async () => await program.close(), 30_000);

  it('have bids and asks on nearly every day, at plausible prices', async () => {
    const clock = program.get(SessionClock);
    const orderMatching = program.get(OrderMatching);
    const progress = () => undefined;
    const { sessionId } = await program
      .get(Training)
      .startSession({ scenario: 'demo', seed: 1, dayMilliseconds: DAY_MS, bots: true, progress });
    clock.stop(sessionId);
    const daysWithBothSides = new Map<string, number>();
    for (let day = 0; day < DAYS; day += 1) {
      await clock.advanceDay(sessionId);
      for (const [code, [lowest, highest]] of Object.entries(PLAUSIBLE)) {
        const { bids, asks, referencePriceTicks } = await orderMatching.depth(sessionId, code, 1);
        if (bids.length > 0 && asks.length > 0)
          daysWithBothSides.set(code, (daysWithBothSides.get(code) ?? 0) + 1);
        expect(referencePriceTicks).toBeGreaterThanOrEqual(lowest);
        expect(referencePriceTicks).toBeLessThanOrEqual(highest);
      }
    }
    for (const code of Object.keys(PLAUSIBLE))
      expect([code, (daysWithBothSides.get(code) ?? 0) >= DAYS * 0.95]).toEqual([code, true]);
  }, 240_000);
});
