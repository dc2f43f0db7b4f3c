import { createEmptyDatabase, startTestApp, type TestApp } from '../../test/support';
import { Compliance } from '../compliance';
import { Identity } from '../identity';
import { DomainError } from '../kernel';
import { Ledger } from '../ledger';
import { FeedAnnouncements } from '../market-data';
import { OrderMatching } from '../order-matching';
import { SessionBuilder } from './session-builder.service';
import { SessionClock } from './session-clock.service';
import { SessionStages } from './session-stages.service';
import { Sessions } from './sessions.service';
import { Training } from './training.contract';

/** Real days so long that no clock beats by itself. */
const NEVER_MS = 86_400_000;

const start = (program: TestApp, bots = false) =>
  program
    .get(Training)
    .startSession({ scenario: 'demo', seed: 5, dayMilliseconds: NEVER_MS, bots, progress: () => undefined });
const home = async (program: TestApp, sessionId: string) =>
  (await program.get(OrderMatching).accounts(sessionId)).every(({ rights }) =>
    rights.every(({ availableLots }) => availableLots === 0),
  );

afterEach(() => jest.restoreAllMocks());

describe('a session that people and crashes disturb', () => {
  let program: TestApp;
  beforeAll(async () => {
    program = await startTestApp();
  }, 60_000);
  afterAll(async () => await program.close(), 30_000);

  it('is numbered once, however many are started at the same moment, and its seed is not announced', async () => {
    const announced = jest.spyOn(program.get(FeedAnnouncements), 'publishSession');
    const blank = {
      scenario: 'blank',
      seed: 9,
      dayMilliseconds: NEVER_MS,
      bots: false,
      progress: () => undefined,
    };
    const made = await Promise.all([1, 2, 3, 4].map(() => program.get(Training).startSession(blank)));
    expect(made.map(({ sessionId }) => sessionId).sort()).toEqual([
      'blank-1',
      'blank-2',
      'blank-3',
      'blank-4',
    ]);
    expect(announced.mock.calls.length).toBeGreaterThan(0);
    for (const [session] of announced.mock.calls) expect(session).toMatchObject({ seed: null });
    expect(program.get(Sessions).lineCount).toBe(0);
  }, 60_000);

  it('returns the rights of all when one trader moves its own at the same moment', async () => {
    const { sessionId } = await start(program);
    const orderMatching = program.get(OrderMatching);
    const realMove = orderMatching.moveFromTrading.bind(orderMatching);
    let toggles = 0;
    jest.spyOn(orderMatching, 'moveFromTrading').mockImplementation(async (move) => {
      const mine = move.participantCode === 'P01' && move.asset === 'CEA-2024';
      // first its own hand is faster, then it brings the rights back
      if (mine && toggles === 0) {
        toggles = 1;
        await realMove({ ...move, amount: move.amount - 5, reference: 'own-hand' });
      } else if (mine && toggles === 1) {
        toggles = 2;
        await orderMatching.moveToTrading({ ...move, amount: 7, reference: 'and-back' });
      }
      await realMove(move);
    });
    await expect(program.get(Training).nextStage(sessionId)).resolves.toMatchObject({ stage: 'monitoring' });
    expect(toggles).toBe(2);
    expect(await home(program, sessionId)).toBe(true);
  }, 60_000);

  it('goes on without the rights of one that cannot be moved', async () => {
    const { sessionId } = await start(program);
    const orderMatching = program.get(OrderMatching);
    const realMove = orderMatching.moveFromTrading.bind(orderMatching);
    jest.spyOn(orderMatching, 'moveFromTrading').mockImplementation(async (move) => {
      if (move.participantCode === 'P01')
        throw new DomainError('transfer.insufficient-rights', { en: '', zh: '' }, {}, { kind: 'refused' });
      await realMove(move);
    });
    await expect(program.get(Training).nextStage(sessionId)).resolves.toMatchObject({ stage: 'monitoring' });
    const accounts = await orderMatching.accounts(sessionId);
    const away = accounts.filter(({ rights }) => rights.some(({ availableLots }) => availableLots > 0));
    expect(away.map(({ participantCode }) => participantCode)).toEqual(['P01']);
  }, 60_000);

  it('takes over what regulators reported and verified before its own files', async () => {
    const { sessionId } = await start(program);
    const compliance = program.get(Compliance);
    const reports = (family: string, csv: string) =>
      compliance.importReports({ sessionId, family, period: '2024', csv, actorId: 'seat:one' });
    await reports('carbon-credits', 'participant_code,quantity\nP01,1000\n');
    await compliance.verifyReports({
      sessionId,
      family: 'carbon-credits',
      period: '2024',
      actorId: 'seat:two',
    });
    await reports('water-rights', 'participant_code,quantity\nW01,2000\n');
    const training = program.get(Training);
    await training.nextStage(sessionId);
    await expect(training.nextStage(sessionId)).resolves.toMatchObject({ stage: 'surrender' });
    const kept = new Map((await compliance.reports(sessionId)).map((row) => [row.participantCode, row]));
    expect(kept.get('P01')).toMatchObject({ measuredQuantity: '1000', verifiedBy: 'seat:two' });
    expect(kept.get('W01')).toMatchObject({ measuredQuantity: '2000', verifiedBy: 'officer:verifier' });
    expect(kept.get('P02')).toMatchObject({ status: 'verified', reportedBy: 'officer:monitoring' });
  }, 60_000);

  it('lets a robot surrender whatever a person at the same seat used as a reference', async () => {
    const { sessionId } = await start(program, true);
    program.get(SessionClock).stop(sessionId);
    const training = program.get(Training);
    const compliance = program.get(Compliance);
    await training.nextStage(sessionId);
    await training.nextStage(sessionId);
    const person = {
      sessionId,
      participantCode: 'P02',
      period: '2024',
      actorId: 'seat:x',
      date: '2025-01-06',
    };
    for (const reference of ['bot:2024:P02:2', 'bot:2024:2'])
      await compliance.surrender({
        ...person,
        reference,
        parts: [{ instrumentCode: 'CEA-2024', quantityLots: 1 }],
      });
    await training.nextStage(sessionId);
    const results = await compliance.results(sessionId);
    const robot = results.find(({ participantCode }) => participantCode === 'P02');
    expect(robot?.surrenderedLots).toBeGreaterThan(1_000);
  }, 60_000);

  it('opens although more was issued after the opening balances had begun to move', async () => {
    const builder = program.get(SessionBuilder);
    const orderMatching = program.get(OrderMatching);
    const realMove = orderMatching.moveToTrading.bind(orderMatching);
    jest.spyOn(orderMatching, 'moveToTrading').mockImplementation(async (move) => {
      if (move.participantCode === 'P02') throw new Error('killed');
      await realMove(move);
    });
    await expect(start(program)).rejects.toThrow('killed');
    jest.restoreAllMocks();
    const session = (await program.get(Sessions).all()).find(
      ({ stage, scenario }) => stage === 'setup' && scenario === 'demo',
    );
    const sessionId = session?.sessionId ?? '';
    await program.get(Ledger).postOne(sessionId, {
      reference: 'another-plan',
      kind: 'issue',
      date: '2024-01-01',
      postings: [{ from: 'system:issuance', to: 'P01:registration', asset: 'CEA-2024', amount: 40 }],
    });
    if (!session) throw new Error('the session is there');
    const opened = await builder.open(session, () => undefined);
    expect(builder.hasVenue(opened)).toBe(true);
    const accounts = await orderMatching.accounts(sessionId);
    const moved = accounts.find(({ participantCode }) => participantCode === 'P02');
    expect(moved?.rights.some(({ availableLots }) => availableLots > 0)).toBe(true);
  }, 60_000);
});

describe('a stop between two stages', () => {
  it('ends the stage after the restart, before the market could open again', async () => {
    const database = await createEmptyDatabase();
    const first = await startTestApp({ databaseUrl: database.url });
    const { sessionId } = await start(first);
    jest.spyOn(first.get(Compliance), 'importReports').mockRejectedValue(new Error('killed'));
    await expect(first.get(Training).nextStage(sessionId)).rejects.toThrow('killed');
    expect(await home(first, sessionId)).toBe(true);
    expect(await first.get(Sessions).get(sessionId)).toMatchObject({ stage: 'trading', leaving: true });
    await first.close();
    jest.restoreAllMocks();

    const second = await startTestApp({ databaseUrl: database.url });
    const setPhase = jest.spyOn(second.get(OrderMatching), 'setPhase');
    const leave = jest.spyOn(second.get(SessionStages), 'leave');
    const [resumed] = await second.get(Training).resumeSessions();
    expect(resumed).toMatchObject({ sessionId, stage: 'monitoring', simulatedDate: '2025-01-01' });
    expect(setPhase.mock.calls.map(([, phase]) => phase)).not.toContain('open');
    expect(leave).toHaveBeenCalledTimes(1);
    expect(await second.get(Sessions).get(sessionId)).toMatchObject({ leaving: false });
    await second.close();
    await database.drop();
  }, 60_000);

  it('is gone on with by the clock when the stage cannot be ended at once', async () => {
    const program = await startTestApp();
    try {
      const { sessionId } = await start(program);
      const clock = program.get(SessionClock);
      clock.stop(sessionId);
      jest.spyOn(program.get(Compliance), 'importReports').mockRejectedValueOnce(new Error('away'));
      await expect(program.get(Training).nextStage(sessionId)).rejects.toThrow('away');
      await clock.advanceDay(sessionId);
      expect(await program.get(Training).session(sessionId)).toMatchObject({ stage: 'monitoring' });
      expect((await program.get(Identity).seats(sessionId)).length).toBeGreaterThan(0);
    } finally {
      await program.close();
    }
  }, 60_000);
});
