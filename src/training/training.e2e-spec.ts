import { startTestApp, type TestApp } from '../../test/support';
import { Compliance } from '../compliance';
import { Identity } from '../identity';
import { OrderMatching } from '../order-matching';
import { Registry } from '../registry';
import { RightFamilyDirectory, SessionCalendar } from '../right-family';
import { Settlement } from '../settlement';
import { Invariants } from './invariants.service';
import { SessionClock } from './session-clock.service';
import { Training } from './training.contract';

/** Real days so long that no clock beats by itself: the test lets days pass by hand. */
const NEVER_MS = 86_400_000;

const start = (program: TestApp, bots: boolean, dayMilliseconds = NEVER_MS) => {
  const sentences: string[] = [];
  const session = program
    .get(Training)
    .startSession({
      scenario: 'demo',
      seed: 7,
      dayMilliseconds,
      bots,
      progress: (text) => sentences.push(text),
    });
  return { session, sentences };
};
const findings = async (program: TestApp, sessionId: string) =>
  (await program.get(Invariants).check(sessionId)).filter(({ holds }) => !holds);

describe('the demonstration, day by day', () => {
  let program: TestApp;
  let training: Training;
  let clock: SessionClock;

  beforeAll(async () => {
    program = await startTestApp();
    training = program.get(Training);
    clock = program.get(SessionClock);
  }, 60_000);
  afterAll(async () => await program.close(), 30_000);

  it('goes without robots from the caps to the debrief, one stage at a time', async () => {
    const { session, sentences } = start(program, false);
    const { sessionId, stage, simulatedDate } = await session;
    expect([sessionId, stage, simulatedDate]).toEqual(['demo-1', 'trading', '2024-01-01']);
    expect(sentences.join('\n')).toMatch(
      /13 rows, 8 holders, [\d,]+ t CO2e of CEA allotted under a cap of 23,200,000 t CO2e/,
    );
    for (const plan of await program.get(Registry).plans(sessionId)) {
      expect(plan.status).toBe('issued');
      expect(plan.approvedBy).not.toBe(plan.draftedBy);
    }
    const accounts = await program.get(OrderMatching).accounts(sessionId);
    const power = accounts.find(({ participantCode }) => participantCode === 'P01');
    expect(power?.cashAvailableCents).toBeGreaterThan(0);
    expect(power?.rights.some(({ availableLots }) => availableLots > 0)).toBe(true);
    expect(accounts.some(({ participantCode }) => participantCode === 'R-NX')).toBe(false);
    const seats = await program.get(Identity).seats(sessionId);
    expect(seats.filter(({ role }) => role === 'regulator')).toHaveLength(2);
    expect(seats.filter(({ role }) => role === 'trader').length).toBe(accounts.length);

    await clock.advanceDay(sessionId);
    expect(await program.get(SessionCalendar).today(sessionId)).toBe('2024-01-02');
    // pressed by two hands at once, the stage ends once
    const [one, other] = await Promise.all([training.nextStage(sessionId), training.nextStage(sessionId)]);
    expect([one.stage, other.stage, one.simulatedDate]).toEqual(['monitoring', 'monitoring', '2025-01-01']);
    for (let day = 0; day < 5; day += 1) await clock.advanceDay(sessionId);
    expect(await training.session(sessionId)).toMatchObject({
      stage: 'surrender',
      simulatedDate: '2025-01-06',
    });
    for (let day = 0; day < 15; day += 1) await clock.advanceDay(sessionId);
    expect(await training.session(sessionId)).toMatchObject({ stage: 'debrief' });
    const results = await program.get(Compliance).results(sessionId);
    expect(results.length).toBeGreaterThan(20);
    expect(results.every(({ status }) => status === 'short')).toBe(true);
    expect(await findings(program, sessionId)).toEqual([]);
    await training.nextStage(sessionId);
    await expect(training.nextStage(sessionId)).rejects.toMatchObject({ code: 'session.ended' });
  }, 120_000);

  it('has live markets with robots, whose orders are rarely refused, and ends with surrender', async () => {
    // 2 s: eight windows a day; the clock is stopped, so that only the test lets time pass
    const { session } = start(program, true, 2_000);
    const { sessionId } = await session;
    clock.stop(sessionId);
    const orderMatching = program.get(OrderMatching);
    for (let day = 0; day < 12; day += 1) await clock.advanceDay(sessionId);
    const markets = ['CEA-2024', 'CCER', 'WATER-YELLOW-NX-2024', 'COD-LUAN-2024'];
    for (const code of markets) {
      const trades = await orderMatching.recentTrades(sessionId, code, 500);
      expect([code, trades.length > 0]).toEqual([code, true]);
    }
    const refused: string[] = [];
    let placed = 0;
    for (const { participantCode } of await program.get(Registry).participants(sessionId))
      for (const order of await orderMatching.orders({
        sessionId,
        participantCode,
        openOnly: false,
        limit: 500,
      })) {
        placed += 1;
        if (order.status === 'rejected') refused.push(order.reason?.code ?? '');
      }
    expect(placed).toBeGreaterThan(100);
    expect(refused.length / placed).toBeLessThan(0.02);
    expect(await findings(program, sessionId)).toEqual([]);

    const [seat] = (await program.get(Identity).seats(sessionId)).filter((s) => s.participantCode === 'P01');
    await program.get(Identity).join(seat?.joinCode ?? '', 'Ann');
    await clock.advanceDay(sessionId);
    await clock.advanceDay(sessionId);
    const left = await orderMatching.orders({ sessionId, participantCode: 'P01', openOnly: true, limit: 50 });
    expect(left).toEqual([]);

    await training.nextStage(sessionId);
    await training.nextStage(sessionId);
    const { lanes } = await program.get(Settlement).pipeline(sessionId, 0);
    for (const { state, count } of lanes) if (state !== 'settled') expect([state, count]).toEqual([state, 0]);
    await training.nextStage(sessionId);
    const results = await program.get(Compliance).results(sessionId);
    const person = results.find(({ participantCode }) => participantCode === 'P01');
    expect(person).toMatchObject({ status: 'short', surrenderedLots: 0 });
    expect(results.filter(({ surrenderedLots }) => surrenderedLots > 0).length).toBe(results.length - 1);
    expect(results.some(({ status }) => status === 'met')).toBe(true);
    expect(await findings(program, sessionId)).toEqual([]);
    expect(program.get(RightFamilyDirectory).all()).toHaveLength(3);
  }, 180_000);
});
