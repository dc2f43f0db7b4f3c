import { createEmptyDatabase, startTestApp, type TestApp, TRAINER_PASSWORD } from '../../test/support';
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
  const session = program.get(Training).startSession({
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
    // a chair that was taken and left empty is not ruined: the proposal was made for it at the deadline
    expect(person?.surrenderedLots).toBeGreaterThan(0);
    expect(results.filter(({ surrenderedLots }) => surrenderedLots > 0).length).toBe(results.length);
    expect(results.some(({ status }) => status === 'met')).toBe(true);
    expect(await findings(program, sessionId)).toEqual([]);
    expect(program.get(RightFamilyDirectory).all()).toHaveLength(3);
  }, 180_000);
});

describe('a session and a restart', () => {
  it('goes on with the day on which it stopped, its market open, and paused where it was paused', async () => {
    const database = await createEmptyDatabase();
    const first = await startTestApp({ databaseUrl: database.url });
    const { sessionId } = await start(first, false).session;
    const { sessionId: pausedId } = await start(first, false).session;
    for (let day = 0; day < 3; day += 1) await first.get(SessionClock).advanceDay(sessionId);
    await first.get(Training).pause(pausedId);
    await first.close();

    const second = await startTestApp({ databaseUrl: database.url });
    const resumed = await second.get(Training).resumeSessions();
    expect(resumed.map((session) => [session.sessionId, session.simulatedDate, session.paused])).toEqual([
      [sessionId, '2024-01-04', false],
      [pausedId, '2024-01-01', true],
    ]);
    await second.get(SessionClock).advanceDay(sessionId);
    const order = (id: string) =>
      second.get(OrderMatching).placeOrder({
        sessionId: id,
        participantCode: 'P01',
        actorId: 'seat',
        actorKind: 'person',
        clientOrderId: 'one',
        instrumentCode: 'CEA-2024',
        side: 'sell',
        orderType: 'limit',
        priceTicks: 8_000,
        quantityLots: 10,
        timeInForce: 'GTC',
        selfTradePrevention: 'cancel-resting',
      });
    expect(await order(sessionId)).toMatchObject({ status: 'open', placedOn: '2024-01-05' });
    expect(await order(pausedId)).toMatchObject({ status: 'rejected' });
    expect(await second.get(Training).resume(pausedId)).toMatchObject({ paused: false, stage: 'trading' });
    await second.close();
    await database.drop();
  }, 120_000);
});

describe('the API of sessions', () => {
  let program: TestApp;
  beforeAll(async () => {
    program = await startTestApp();
  }, 60_000);
  afterAll(async () => await program.close(), 30_000);

  it('shows sessions to everybody, and lets a trainer alone run them and see the seed', async () => {
    const call = async (method: string, path: string, token?: string, body?: unknown) => {
      const headers = {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      };
      const content = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await fetch(`${program.url}/api/v1${path}`, { method, headers, ...content });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    await program.get(Identity).ensureTrainer();
    const login = await call('POST', '/auth/login', undefined, {
      username: 'trainer',
      password: TRAINER_PASSWORD,
    });
    const trainer = String(login.body['token']);
    const asked = { scenario: 'demo', seed: 3, dayMilliseconds: NEVER_MS, bots: false };
    expect((await call('POST', '/sessions', trainer, { ...asked, speed: 9 })).status).toBe(400);
    const made = await call('POST', '/sessions', trainer, asked);
    expect([made.status, made.body['sessionId'], made.body['stage']]).toEqual([201, 'demo-1', 'trading']);
    const listed = await call('GET', '/sessions');
    expect(made.body['seed']).toBe(3);
    const everybodys = { ...made.body, seed: null };
    expect([listed.status, listed.body]).toEqual([200, [everybodys]]);
    expect((await call('GET', '/sessions/demo-1', trainer)).body).toEqual(made.body);
    expect((await call('GET', '/sessions/demo-1')).status).toBe(401);
    const watcher = await call('POST', '/auth/observe', undefined, { sessionId: 'demo-1' });
    const token = String(watcher.body['token']);
    expect((await call('GET', '/sessions/demo-1', token)).body).toEqual(everybodys);
    expect((await call('POST', '/sessions/demo-1/next-stage', token)).status).toBe(403);
    expect((await call('GET', '/sessions/demo-9', trainer)).status).toBe(404);
    const market = '/sessions/demo-1/markets/CEA-2024';
    expect((await call('GET', `${market}/depth?levels=5`, token)).body).toMatchObject({ bids: [], asks: [] });
    expect((await call('GET', `${market}/trades`, token)).body).toEqual([]);
    expect((await call('GET', `${market}/candles`, token)).body).toEqual([]);
    expect((await call('GET', `${market}/depth?levels=0`, token)).status).toBe(400);
    expect((await call('POST', '/sessions/demo-1/pause', trainer)).body).toMatchObject({ paused: true });
    const next = await call('POST', '/sessions/demo-1/next-stage', trainer);
    expect([next.status, next.body['stage']]).toEqual([200, 'monitoring']);
    const rows = (await call('GET', '/sessions/demo-1/invariants', trainer)).body as unknown as unknown[];
    expect(rows.length).toBeGreaterThan(8);
  }, 120_000);
});
