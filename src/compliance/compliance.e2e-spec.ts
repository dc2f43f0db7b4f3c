import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { Identity } from '../identity';
import { DomainError } from '../kernel';
import { CASH, type Ledger, SYSTEM_ACCOUNTS } from '../ledger';
import type { Compliance } from '.';
import { type ComplianceApp, FAMILY, SESSION, startCompliance } from './compliance-app.double';
import type { TradingAccountsDouble } from './trading-accounts.double';

const DEADLINE = '2026-12-31';

let started: ComplianceApp;
let app: NestFastifyApplication;
let compliance: Compliance;
let ledger: Ledger;
let venue: TradingAccountsDouble;
let balance: ComplianceApp['balance'];
let surrender: ComplianceApp['surrender'];
let importReports: ComplianceApp['importReports'];
let verify: ComplianceApp['verify'];

beforeAll(async () => {
  started = await startCompliance();
  ({ app, compliance, ledger, venue, balance, surrender, importReports, verify } = started);
  const { give, toTrading } = started;
  venue.trade('CEA-2024', '2026-11-29', 1, 9);
  venue.trade('CEA-2024', '2026-12-01', 7000, 100);
  venue.trade('CEA-2024', '2026-12-30', 8000, 300);
  await give('P01', 'CEA-2023', 300);
  await give('P01', 'CEA-2024', 500);
  await give('P01', 'CCER', 100);
  await toTrading('P01', 'CEA-2024', 200);
  await give('P02', 'CEA-2024', 400);
  await toTrading('P02', CASH, 2_000_000);
  await give('P03', 'CEA-2024', 10);
  await give('P04', 'CEA-2024', 100);
  await toTrading('P04', 'CEA-2024', 60);
}, 60_000);

afterEach(() => jest.restoreAllMocks());

afterAll(async () => {
  await started?.close();
});

describe('monitoring', () => {
  it('imports nothing when any row is bad, and reports every bad cell', async () => {
    const error: DomainError = await importReports(
      'participant_code,quantity\nP01,900\nP99,1\nW01,5\nP02,many\n',
    ).catch((caught) => caught);
    expect(error.code).toBe('compliance.bad-file');
    expect(error.problems.map(({ line, column }) => [line, column])).toEqual([
      [3, 'participant_code'],
      [4, 'participant_code'],
      [5, 'quantity'],
    ]);
    await expect(compliance.reports(SESSION)).resolves.toEqual([]);
  });

  it('is verified by a second person, and then stays as it is', async () => {
    await expect(verify('regulator-2')).rejects.toMatchObject({ code: 'report.none' });
    await importReports('participant_code,quantity\nP01,1\n');
    await importReports('participant_code,quantity\nP01,899.2\nP02,700\nP03,60\nP04,95\n');
    await expect(verify('regulator-1')).rejects.toMatchObject({ code: 'report.same-person' });
    await expect(compliance.results(SESSION)).resolves.toEqual([]);
    await expect(compliance.proposeSurrender(SESSION, 'P01', '2024')).rejects.toMatchObject({
      code: 'obligation.none',
    });
    await expect(verify('regulator-2')).resolves.toEqual({ verifiedCount: 4 });
    await expect(verify('regulator-2')).resolves.toEqual({ verifiedCount: 0 });
    await expect(importReports('participant_code,quantity\nP01,1\n')).rejects.toMatchObject({
      code: 'report.already-verified',
      kind: 'conflict',
    });
    const [result] = await compliance.results(SESSION);
    expect(result).toMatchObject({
      participantCode: 'P01',
      obligationLots: 900,
      status: 'open',
      surplusLots: 700,
    });
  });
});

describe('surrender', () => {
  it('proposes from registered rights and from those that are free in the trading account', async () => {
    const plan = await compliance.proposeSurrender(SESSION, 'P01', '2024');
    expect(plan.parts).toEqual([
      { instrumentCode: 'CCER', quantityLots: 45 },
      { instrumentCode: 'CEA-2023', quantityLots: 300 },
      { instrumentCode: 'CEA-2024', quantityLots: 500 },
    ]);
    expect(plan.shortfallLots).toBe(55);
  });

  it('refuses more than 5 % of offsets, what is not there and what is not owed, with the rule', async () => {
    await expect(surrender('P01', 'a', { CCER: 46 })).rejects.toMatchObject({
      code: 'carbon.surrender-offset-share',
      kind: 'refused',
      remedy: { en: expect.stringContaining('45') },
    });
    await expect(surrender('P01', 'a', { 'CEA-2024': 501 })).rejects.toMatchObject({
      code: 'carbon.surrender-not-held',
    });
    await expect(surrender('P04', 'a', { 'CEA-2024': 96 })).rejects.toMatchObject({
      code: 'carbon.surrender-more-than-owed',
    });
    await expect(surrender('P01', 'a', {})).rejects.toMatchObject({ code: 'surrender.malformed' });
    await expect(balance(SYSTEM_ACCOUNTS.surrendered, 'CEA-2024')).resolves.toBe(0);
  });

  it('moves back only as much as needed, and posts a reference once (I16)', async () => {
    const parts = { CCER: 45, 'CEA-2023': 300, 'CEA-2024': 450 };
    const first = await surrender('P01', 'p01-1', parts);
    expect(first).toMatchObject({
      surrenderedLots: 795,
      shortfallLots: 105,
      status: 'open',
      surplusLots: 55,
    });
    expect(venue.moves).toEqual(['P01 CEA-2024 150']);
    await expect(surrender('P01', 'p01-1', parts)).resolves.toEqual(first);
    await expect(surrender('P01', 'p01-1', { ...parts, CCER: 44 })).rejects.toMatchObject({
      code: 'surrender.reference-reused',
      kind: 'conflict',
    });
    await expect(balance(SYSTEM_ACCOUNTS.surrendered, 'CEA-2024')).resolves.toBe(450);
    await expect(balance('P01:trading', 'CEA-2024')).resolves.toBe(50);
  });

  it('is healed by a retry when the process dies after the ledger has posted', async () => {
    const realPost = ledger.postOne.bind(ledger);
    jest.spyOn(ledger, 'postOne').mockImplementation(async (sessionId, set) => {
      await realPost(sessionId, set);
      if (set.kind === 'surrender') throw new Error('killed');
    });
    await expect(surrender('P04', 'p04-1', { 'CEA-2024': 70 })).rejects.toThrow('killed');
    jest.restoreAllMocks();
    await expect(surrender('P04', 'p04-1', { 'CEA-2024': 70 })).resolves.toMatchObject({
      surrenderedLots: 70,
    });
    await expect(balance('P04:registration', 'CEA-2024')).resolves.toBe(0);
    await expect(balance('P04:trading', 'CEA-2024')).resolves.toBe(30);
  });

  it('is healed when the process dies between two moves, and again can be tried after a refusal', async () => {
    jest.spyOn(ledger, 'postOne').mockRejectedValueOnce(new Error('killed'));
    await expect(surrender('P04', 'p04-2', { 'CEA-2024': 10 })).rejects.toThrow('killed');
    await surrender('P04', 'p04-2', { 'CEA-2024': 10 });
    const refusal = new DomainError(
      'venue.reserved',
      { en: 'reserved', zh: '已冻结' },
      {},
      { kind: 'refused' },
    );
    jest.spyOn(venue, 'moveFromTrading').mockRejectedValueOnce(refusal);
    await expect(surrender('P04', 'p04-3', { 'CEA-2024': 15 })).rejects.toMatchObject({
      code: 'venue.reserved',
    });
    await expect(surrender('P04', 'p04-3', { 'CEA-2024': 14 })).rejects.toMatchObject({
      code: 'surrender.reference-reused',
    });
    await expect(surrender('P04', 'p04-3', { 'CEA-2024': 15 })).resolves.toMatchObject({
      surrenderedLots: 95,
      status: 'met',
    });
    await expect(balance('P04:trading', 'CEA-2024')).resolves.toBe(5);
  });

  it('does not let two at once use the same room', async () => {
    const outcomes = await Promise.allSettled([
      surrender('P02', 'p02-1', { 'CEA-2024': 400 }),
      surrender('P02', 'p02-2', { 'CEA-2024': 400 }),
      surrender('P02', 'p02-1', { 'CEA-2024': 400 }),
    ]);
    const done = outcomes.filter(({ status }) => status === 'fulfilled').length;
    expect(done).toBeGreaterThanOrEqual(1);
    await expect(balance('P02:registration', 'CEA-2024')).resolves.toBe(0);
    const result = (await compliance.results(SESSION)).find((row) => row.participantCode === 'P02');
    expect(result?.surrenderedLots).toBe(400);
  });
});

describe('the deadline', () => {
  it('finishes what a crash left, establishes shortfalls, and collects as far as cash goes', async () => {
    const realPost = ledger.postOne.bind(ledger);
    jest.spyOn(ledger, 'postOne').mockImplementation(async (sessionId, set) => {
      await realPost(sessionId, set);
      if (set.kind === 'surrender' || set.kind === 'penalty') throw new Error('killed');
    });
    await expect(surrender('P03', 'p03-1', { 'CEA-2024': 10 })).rejects.toThrow('killed');
    const close = () => compliance.closePeriod({ sessionId: SESSION, period: '2024', date: DEADLINE });
    await expect(close()).rejects.toThrow('killed');
    jest.restoreAllMocks();
    const results = await close();
    const facts = results.map(
      ({ participantCode, shortfallLots, status, penaltyCents, penaltyCollectedCents }) => [
        participantCode,
        shortfallLots,
        status,
        penaltyCents,
        penaltyCollectedCents,
      ],
    );
    // the month before the deadline averaged 77.50 CNY/t; the lowest multiple in force then is five
    expect(facts).toEqual([
      ['P01', 105, 'short', 5 * 7750 * 105, 0],
      ['P02', 300, 'short', 5 * 7750 * 300, 3_000_000],
      ['P03', 50, 'short', 5 * 7750 * 50, 0],
      ['P04', 0, 'met', 0, 0],
    ]);
    await expect(balance(SYSTEM_ACCOUNTS.treasury, CASH)).resolves.toBe(3_000_000);
    await expect(close()).resolves.toEqual(results);
    await expect(surrender('P01', 'late', { 'CEA-2024': 1 })).rejects.toMatchObject({
      code: 'surrender.period-closed',
    });
    const findings = await ledger.checkInvariants(SESSION);
    expect(findings.filter(({ holds }) => !holds)).toEqual([]);
  });
});

describe('over HTTP', () => {
  const http = (method: 'get' | 'post' | 'put', path: string, token: string) =>
    request(app.getHttpServer())
      [method](`/api/v1/sessions/${SESSION}/compliance/${path}`)
      .set('authorization', `Bearer ${token}`);

  it('shows results to everybody, reports to whom they concern, and files only from the regulator', async () => {
    const identity = app.get(Identity);
    const seats = await identity.openSeats(SESSION, [
      { role: 'trader', participantCode: 'P01' },
      { role: 'regulator', participantCode: null },
    ]);
    const [trader = '', regulator = ''] = await Promise.all(
      seats.map(async ({ joinCode }) => (await identity.join(joinCode, 'x')).token),
    );
    const observer = (await identity.observe(SESSION)).token;
    const results = await http('get', 'results', observer);
    expect(results.status).toBe(200);
    expect(results.body[0]).toMatchObject({
      participantCode: 'P01',
      names: { zh: '公司P01' },
      obligation: '900',
      surrendered: '795',
      surrenderedParts: expect.arrayContaining([{ instrumentCode: 'CCER', quantity: '45' }]),
      shortfall: '105',
      status: 'short',
      penalty: '40687.50',
      penaltyCollected: null,
      surplusNote: { en: expect.any(String), zh: expect.any(String) },
    });
    expect((await http('get', 'reports', observer)).body.code).toBe('auth.wrong-role');
    expect((await http('get', 'reports', trader)).body).toHaveLength(1);
    expect((await http('get', 'reports', regulator)).body).toHaveLength(4);
    const file = 'participant_code,quantity\nP01,x\n';
    const csv = (token: string) =>
      http('put', `reports/${FAMILY}/2024`, token).set('content-type', 'text/csv').send(file);
    expect((await csv(trader)).body.code).toBe('auth.wrong-role');
    const bad = await csv(regulator).set('accept-language', 'zh-CN');
    expect([bad.status, bad.body.code]).toEqual([422, 'compliance.bad-file']);
    expect(bad.body.errors).toEqual([
      expect.objectContaining({ line: 2, column: 'quantity', message: expect.stringContaining('不是') }),
    ]);
    const late = await http('post', 'surrenders', trader).send({
      period: '2024',
      parts: [{ instrumentCode: 'CEA-2024', quantity: '1' }],
      reference: 'late-1',
    });
    expect([late.status, late.body.code]).toEqual([422, 'surrender.period-closed']);
    expect((await http('get', 'proposal?period=2024', trader)).body.code).toBe('surrender.period-closed');
    expect((await http('get', 'proposal?period=2024', regulator)).body.code).toBe('auth.wrong-role');
  });

  it('stores what the entities say', async () => {
    const drift = await app.get(DataSource).driver.createSchemaBuilder().log();
    expect(
      drift.upQueries.map(({ query }) => query).filter((query) => query.includes('compliance_')),
    ).toEqual([]);
  });
});
