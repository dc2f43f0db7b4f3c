import request from 'supertest';
import { DataSource } from 'typeorm';
import { Identity } from '../identity';
import { DomainError } from '../kernel';
import { CASH, SYSTEM_ACCOUNTS } from '../ledger';
import { type ComplianceApp, FAMILY, SESSION, startCompliance } from './compliance-app.double';

let started: ComplianceApp;
const close = () =>
  started.compliance.closePeriod({ sessionId: SESSION, period: '2024', date: '2026-12-31' });
const refusal = () =>
  new DomainError('venue.reserved', { en: 'reserved', zh: '已冻结' }, {}, { kind: 'refused' });

beforeAll(async () => {
  started = await startCompliance();
  await started.give('P01', 'CEA-2024', 50);
  await started.give('P02', 'CEA-2024', 50);
  await started.toTrading('P02', CASH, 2_000_000);
  await started.give('P03', 'CEA-2024', 60);
}, 60_000);

afterEach(() => jest.restoreAllMocks());
afterAll(async () => await started?.close(), 30_000);

describe('monitoring reports', () => {
  it('are refused for a year of which the session has no allowances, with the years that are accepted', async () => {
    const refused = {
      code: 'report.unknown-period',
      params: { accepted: '2023, 2024' },
      remedy: { en: 'Use one of: 2023, 2024.' },
    };
    const { importReports, verify, compliance } = started;
    await expect(importReports('participant_code,quantity\nP01,5\n', 'a', '2042')).rejects.toMatchObject(
      refused,
    );
    await expect(verify('b', '2042')).rejects.toMatchObject(refused);
    await expect(compliance.results(SESSION)).resolves.toEqual([]);
  });

  it('of people stand when the rest is filled in', async () => {
    const { compliance, importReports, verify } = started;
    await importReports('participant_code,quantity\nP01,200\n');
    await verify('regulator-2');
    await importReports('participant_code,quantity\nP02,100\n');
    const csv = 'participant_code,quantity\nP01,1\nP02,1\nP03,60\n';
    const filled = { sessionId: SESSION, family: FAMILY, period: '2024', csv, actorId: 'officer' };
    await expect(compliance.importReports({ ...filled, onlyMissing: true })).resolves.toEqual({
      rowCount: 1,
    });
    await expect(compliance.importReports({ ...filled, onlyMissing: true })).resolves.toEqual({
      rowCount: 0,
    });
    await expect(verify('verifier')).resolves.toEqual({ verifiedCount: 2 });
    const results = await compliance.results(SESSION);
    expect(results.map(({ participantCode, obligationLots }) => [participantCode, obligationLots])).toEqual([
      ['P01', 200],
      ['P02', 100],
      ['P03', 60],
    ]);
  });
});

describe('surrender', () => {
  it('has a namespace of references for each participant', async () => {
    const { surrender } = started;
    await surrender('P01', 'mine', { 'CEA-2024': 10 });
    await expect(surrender('P02', 'mine', { 'CEA-2024': 20 })).resolves.toMatchObject({
      surrenderedLots: 20,
    });
    await expect(surrender('P01', 'mine', { 'CEA-2024': 11 })).rejects.toMatchObject({
      code: 'surrender.reference-reused',
    });
    const longest = 'r'.repeat(80);
    await expect(surrender('P01', longest, { 'CEA-2024': 1 })).resolves.toMatchObject({
      surrenderedLots: 11,
    });
  });

  it('shows its progress to whom it concerns only, until the deadline (I18)', async () => {
    const identity = started.app.get(Identity);
    const seats = await identity.openSeats(SESSION, [
      { role: 'trader', participantCode: 'P01' },
      { role: 'regulator', participantCode: null },
    ]);
    const [trader = '', regulator = ''] = await Promise.all(
      seats.map(async ({ joinCode }) => (await identity.join(joinCode, 'x')).token),
    );
    const seen = async (token: string) => {
      const { body } = await request(started.app.getHttpServer())
        .get(`/api/v1/sessions/${SESSION}/compliance/results`)
        .set('authorization', `Bearer ${token}`);
      return (body as Record<string, unknown>[]).slice(0, 2);
    };
    const hidden = {
      surrendered: null,
      surrenderedParts: null,
      shortfall: null,
      surplus: null,
      surplusNote: null,
      penaltyCollected: null,
      status: 'open',
    };
    const p01 = {
      obligation: '200',
      surrendered: '11',
      shortfall: '189',
      surplus: '39',
      penaltyCollected: '0.00',
    };
    const p02 = { obligation: '100', surrendered: '20', surplus: '30' };
    expect(await seen((await identity.observe(SESSION)).token)).toMatchObject([
      { obligation: '200', ...hidden },
      { obligation: '100', ...hidden },
    ]);
    expect(await seen(trader)).toMatchObject([p01, { obligation: '100', ...hidden }]);
    expect(await seen(regulator)).toMatchObject([p01, p02]);
  });
});

describe('the deadline', () => {
  it('counts a try that was given up as refused, and had reached the ledger', async () => {
    const { ledger, surrender, compliance } = started;
    const realPost = ledger.postOne.bind(ledger);
    let postLate: () => Promise<void> = async () => undefined;
    jest.spyOn(ledger, 'postOne').mockImplementation(async (sessionId, set) => {
      if (set.kind !== 'surrender') return await realPost(sessionId, set);
      postLate = () => realPost(sessionId, set);
      throw refusal();
    });
    await expect(surrender('P03', 'late', { 'CEA-2024': 60 })).rejects.toMatchObject({
      code: 'venue.reserved',
    });
    // the other hand of the same try posts when the market's books are shut and nothing is pending any more
    const realSnapshot = ledger.tradingSnapshot.bind(ledger);
    jest.spyOn(ledger, 'tradingSnapshot').mockImplementationOnce(async (...asked) => {
      const snapshot = await realSnapshot(...asked);
      await postLate();
      return snapshot;
    });
    await close();
    const result = (await compliance.results(SESSION)).find((row) => row.participantCode === 'P03');
    expect(result).toMatchObject({ surrenderedLots: 60, status: 'met', shortfallLots: 0, penaltyCents: 0 });
  });

  it('collects a penalty once when it is closed by two hands', async () => {
    const { venue, ledger, balance, app } = started;
    const database = app.get(DataSource);
    const before = await balance(SYSTEM_ACCOUNTS.treasury, CASH);
    await database.query(
      `update compliance_obligations set state = 'assessed', penalty_cents = 500000, penalty_collected_cents = 0,
         planned_collection_cents = 0, planned_from_trading_cents = 0, collection_attempt = 6
       where participant_code = 'P02'`,
    );
    await started.give('P02', CASH, 400_000);
    await started.toTrading('P02', CASH, 300_000);
    const realMove = venue.moveFromTrading.bind(venue);
    let arrived = 0;
    let second: Promise<unknown> = Promise.resolve();
    let letSecondGo: () => void = () => undefined;
    const secondMayGo = new Promise<void>((resolve) => {
      letSecondGo = resolve;
    });
    const waits = async () => {
      const [row] = await database.query<{ waiting: string }[]>(
        `select count(*) as waiting from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return Number(row?.waiting) > 0;
    };
    jest.spyOn(venue, 'moveFromTrading').mockImplementation(async (move) => {
      arrived += 1;
      if (arrived === 1) {
        second = close();
        while (arrived < 2 && !(await waits()));
        throw refusal();
      }
      // a hand that came in by the first plan goes on only when the next plan is carried out
      if (arrived === 2 && move.reference.includes(':7:')) await secondMayGo;
      await realMove(move);
    });
    await close();
    await started.give('P02', CASH, 4_000_000);
    await started.toTrading('P02', CASH, 3_000_000);
    letSecondGo();
    await second;
    const { penaltyCollectedCents } =
      (await started.compliance.results(SESSION)).find((row) => row.participantCode === 'P02') ?? {};
    expect((await balance(SYSTEM_ACCOUNTS.treasury, CASH)) - before).toBe(penaltyCollectedCents);
    const findings = await ledger.checkInvariants(SESSION);
    expect(findings.filter(({ holds }) => !holds)).toEqual([]);
  });

  it('shows what is stored even when the allowance of the year is not known', async () => {
    const { compliance, app } = started;
    await app
      .get(DataSource)
      .query(`update compliance_obligations set period = '2042' where participant_code = 'P03'`);
    const result = (await compliance.results(SESSION)).find((row) => row.period === '2042');
    expect(result).toMatchObject({ lotSize: '1', unit: { en: 'lots' } });
  });
});
