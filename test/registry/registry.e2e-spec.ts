import { SYSTEM_ACCOUNTS } from '../../src/ledger';
import type { RegistryFile } from '../../src/registry';
import { CAPS, emptyDatabase, openRegistry, PARTICIPANTS, type RegistryBench, ZONES } from './registry-bench';

let bench: RegistryBench;
let database: Awaited<ReturnType<typeof emptyDatabase>>;
let session = '';
let sessions = 0;

beforeAll(async () => {
  database = await emptyDatabase();
  bench = await openRegistry(database.url);
}, 60_000);
afterAll(async () => {
  await bench?.close();
  await database?.drop();
});

const file = (name: RegistryFile, csv: string) =>
  bench.registry.importFile({ sessionId: session, file: name, csv, actorId: 'anna' });
const draft = (csv: string, actorId = 'anna') =>
  bench.registry.draftPlan({
    sessionId: session,
    family: 'toy',
    method: 'as-written',
    period: '2024',
    parameters: {},
    csv,
    actorId,
  });
async function approved(csv: string): Promise<string> {
  const { planId } = await draft(csv);
  await bench.registry.submitPlan(session, planId, 'anna');
  await bench.registry.approvePlan(session, planId, 'ben');
  return planId;
}
const issue = (planId: string, on = bench) => on.registry.issuePlan(session, planId, 'carl', '2024-01-05');
const issued = async (): Promise<number[]> =>
  (await bench.registry.caps(session)).map(({ issuedLots }) => issuedLots);
async function balance(account: string, asset = 'TOY-2024'): Promise<number> {
  const balances = await bench.ledger.balances(session);
  return balances.find((each) => each.account === account && each.asset === asset)?.amount ?? 0;
}
const refused = (work: Promise<unknown>, code: string) => expect(work).rejects.toMatchObject({ code });
async function expectSound(): Promise<void> {
  expect((await bench.ledger.checkInvariants(session)).filter(({ holds }) => !holds)).toEqual([]);
  const total = (await issued()).reduce((sum, lots) => sum + lots, 0);
  expect(await balance(SYSTEM_ACCOUNTS.issuance)).toBe(total === 0 ? 0 : -total);
}

beforeEach(async () => {
  sessions += 1;
  session = `s${sessions}`;
  await file('zones', ZONES);
  await file('participants', PARTICIPANTS);
  await file('caps', CAPS);
});

it('has the schema that its entities describe', async () => {
  const drift = await bench.dataSource.driver.createSchemaBuilder().log();
  expect(drift.upQueries.map(({ query }) => query).filter((query) => query.includes('registry_'))).toEqual(
    [],
  );
});

describe('importing files', () => {
  it('opens accounts with their opening cash, once, however often the file comes', async () => {
    expect(await file('participants', PARTICIPANTS)).toEqual({ rowCount: 4 });
    expect(await balance('A:bank', 'CNY')).toBe(10_000);
    expect(await balance(SYSTEM_ACCOUNTS.clearingBank, 'CNY')).toBe(-15_000);
    await file('zones', ZONES);
    await file('caps', CAPS);
    await expectSound();
  });

  it('pays in what a crash after the commit of the register left out, when the file comes again', async () => {
    session = `${session}-crash`;
    await file('zones', ZONES);
    const post = jest.spyOn(bench.ledger, 'post').mockRejectedValueOnce(new Error('killed'));
    await expect(file('participants', PARTICIPANTS)).rejects.toThrow('killed');
    post.mockRestore();
    expect(await balance('A:bank', 'CNY')).toBe(0);
    await file('participants', PARTICIPANTS);
    expect(await balance('A:bank', 'CNY')).toBe(10_000);
  });

  it('imports nothing when any row is bad, and names every bad cell', async () => {
    const csv = `${PARTICIPANTS}D,丁,Dora,plant,toy,NOWHERE,1.00\nE,,Emil,plant,boy,CN,-1\n`;
    await expect(file('participants', csv)).rejects.toMatchObject({
      code: 'registry.bad-file',
      problems: [
        { line: 6, column: 'zone_code', rule: 'code.unknown' },
        { line: 7, column: 'name_zh', rule: 'cell.empty' },
        { line: 7, column: 'family', rule: 'code.unknown' },
        { line: 7, column: 'opening_cash_cny', rule: 'number.negative' },
      ],
    });
    expect(await bench.registry.participants(session)).toHaveLength(4);
  });

  it('refuses a row that contradicts the register', async () => {
    await refused(file('participants', PARTICIPANTS.replace('100.00', '900.00')), 'registry.bad-file');
    expect(await balance('A:bank', 'CNY')).toBe(10_000);
  });

  it('tells the exchange about holders, and what an import changes', async () => {
    expect(await bench.holders.holder(session, 'A')).toEqual({
      participantCode: 'A',
      kind: 'plant',
      zones: (await bench.registry.zones(session))
        .filter(({ code }) => code !== 'CN-NX')
        .sort((a, b) => ['LAKE', 'RIVER', 'CN'].indexOf(a.code) - ['LAKE', 'RIVER', 'CN'].indexOf(b.code)),
      approvedSavingLots: {},
    });
    await file('attainment', 'zone_code,attains\nLAKE,yes\n');
    await file(
      'savings',
      'participant_code,instrument_code,saved_volume,approval_number\nA,TOY-2024,1.5,N-1\nA,TOY-2024,2,N-2\n',
    );
    const { zones, approvedSavingLots } = await bench.holders.holder(session, 'A');
    expect([zones[0]?.attainsQualityTarget, approvedSavingLots]).toEqual([true, { 'TOY-2024': 35 }]);
    await refused(bench.holders.holder(session, 'Z'), 'participant.unknown');
    await refused(bench.holders.instrument(session, 'Z'), 'instrument.unknown');
  });

  it('lets two imports of the same file come at once', async () => {
    session = `${session}-twice`;
    await Promise.all([file('zones', ZONES), file('zones', ZONES)]);
    await Promise.all([file('participants', PARTICIPANTS), file('participants', PARTICIPANTS)]);
    expect(await balance('A:bank', 'CNY')).toBe(10_000);
  });
});

describe('plans', () => {
  it('reports every bad row of form and of the family at once, and drafts nothing', async () => {
    await expect(draft('holder,quantity\nA,x\n,1\nB,y\nC\n')).rejects.toMatchObject({
      code: 'registry.bad-file',
      problems: [
        { line: 2, rule: 'toy.not-lots' },
        { line: 3, column: 'holder', rule: 'cell.empty' },
        { line: 4, rule: 'toy.not-lots' },
        { line: 5, rule: 'row.too-short' },
      ],
    });
    await expect(draft('holder,quantity\nZ,1\n')).rejects.toMatchObject({
      problems: [{ rule: 'participant.unknown' }],
    });
    expect(await bench.registry.plans(session)).toEqual([]);
  });

  it('needs a second person', async () => {
    const { planId } = await draft('holder,quantity\nA,10\n', 'anna');
    await bench.registry.submitPlan(session, planId, 'ben');
    await refused(bench.registry.approvePlan(session, planId, 'anna'), 'plan.same-person');
    await refused(bench.registry.approvePlan(session, planId, 'ben'), 'plan.same-person');
    await refused(issue(planId), 'plan.wrong-state');
    expect(await bench.registry.approvePlan(session, planId, 'carl')).toMatchObject({
      status: 'approved',
      approvedBy: 'carl',
    });
  });

  it('is approved once when two approve at the same time', async () => {
    const { planId } = await draft('holder,quantity\nA,10\n');
    await bench.registry.submitPlan(session, planId, 'anna');
    const both = await Promise.allSettled(
      ['ben', 'carl'].map((actor) => bench.registry.approvePlan(session, planId, actor)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('issues new rights, draws from an authority and charges for paid use, as one posting set', async () => {
    await issue(await approved('holder,quantity,region\nR1,300,RIVER\n'));
    const planId = await approved('holder,quantity,drawn_from,charge\nA,120,R1,60.00\nB,30,,10.00\n');
    expect(await issue(planId)).toMatchObject({ status: 'issued', entryCount: 2, totalLots: 150 });
    expect(await Promise.all(['R1', 'A', 'B'].map((code) => balance(`${code}:registration`)))).toEqual([
      180, 120, 30,
    ]);
    expect([await balance('A:bank', 'CNY'), await balance(SYSTEM_ACCOUNTS.treasury, 'CNY')]).toEqual([
      4_000, 7_000,
    ]);
    expect(await issued()).toEqual([30, 300]);
    const trace = await bench.dataSource.query(
      'SELECT plan_id, holder_code, drawn_from_holder_code, issued_on FROM registry_register WHERE session_id = $1 ORDER BY plan_id, entry_number',
      [session],
    );
    expect(trace).toEqual([
      { plan_id: 'plan-1', holder_code: 'R1', drawn_from_holder_code: null, issued_on: '2024-01-05' },
      { plan_id: 'plan-2', holder_code: 'A', drawn_from_holder_code: 'R1', issued_on: '2024-01-05' },
      { plan_id: 'plan-2', holder_code: 'B', drawn_from_holder_code: null, issued_on: '2024-01-05' },
    ]);
    await expectSound();
  });

  it('refuses to exceed any cap, to issue without one, and to issue twice; nothing changes (I19)', async () => {
    await issue(await approved('holder,quantity\nA,900\n'));
    const above = await approved('holder,quantity,region\nB,100,RIVER\nB,101,CN\n');
    await expect(issue(above)).rejects.toMatchObject({
      code: 'cap.exceeded',
      params: { region: 'CN', period: '2024', cap: '100.0', issued: '90.0', asked: '10.1' },
    });
    await refused(issue(await approved('holder,quantity,region\nB,1,CN-NX\n')), 'cap.not-set');
    await refused(issue('plan-1'), 'plan.wrong-state');
    expect([await issued(), await balance('B:registration')]).toEqual([[900, 0], 0]);
    await refused(
      file('caps', 'family,commodity,region_code,period,cap\ntoy,TOY,CN,2024,89.9\n'),
      'registry.bad-file',
    );
    await file('caps', 'family,commodity,region_code,period,cap\ntoy,TOY,CN,2024,101.0\n');
    await issue(above);
    await expectSound();
  });

  it('refuses what an authority or a bank account cannot bear, and gives the cap back', async () => {
    const volume = await approved('holder,quantity,drawn_from\nA,1,R1\nB,5,\n');
    await expect(issue(volume)).rejects.toMatchObject({
      code: 'plan.insufficient-volume',
      problems: [
        {
          field: 'R1:registration',
          message: { en: 'R1:registration holds 0.0 t of TOY-2024; the plan takes 0.1' },
        },
      ],
    });
    const cash = await approved('holder,quantity,charge\nB,5,50.01\nA,5,1.00\n');
    await expect(issue(cash)).rejects.toMatchObject({
      code: 'plan.insufficient-cash',
      problems: [{ field: 'B:bank' }],
    });
    expect(await issued()).toEqual([0, 0]);
    expect(await bench.registry.rejectPlan(session, cash, 'ben')).toMatchObject({ status: 'rejected' });
    await issue(await approved('holder,quantity,region\nR1,1,RIVER\n'));
    await issue(volume);
    await expectSound();
  });
});

describe('issuing under attack', () => {
  it('issues once when asked many times at the same time, also from a second process', async () => {
    const other = await openRegistry(database.url);
    const planId = await approved('holder,quantity\nA,10\n');
    const answers = await Promise.allSettled(
      [bench, other, bench, other, bench].map((on) => issue(planId, on)),
    );
    await other.close();
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect([await issued(), await balance('A:registration')]).toEqual([[10, 0], 10]);
    await expectSound();
  });

  it('never exceeds a cap when plans compete for its rest', async () => {
    const other = await openRegistry(database.url);
    const plans: string[] = [];
    for (let count = 0; count < 6; count += 1) plans.push(await approved('holder,quantity\nA,300\n'));
    const answers = await Promise.allSettled(
      plans.map((planId, at) => issue(planId, at % 2 ? bench : other)),
    );
    await other.close();
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(await issued()).toEqual([900, 0]);
    await expectSound();
  });

  it.each(['before the ledger posted', 'after the ledger posted'])('heals a crash %s', async (moment) => {
    const planId = await approved('holder,quantity\nA,1000\n');
    const post = bench.ledger.post.bind(bench.ledger);
    const crash = jest.spyOn(bench.ledger, 'post').mockImplementationOnce(async (...request) => {
      if (moment.startsWith('after')) await post(...request);
      throw new Error('killed');
    });
    await expect(issue(planId)).rejects.toThrow('killed');
    crash.mockRestore();
    // reserved, so that nothing else can take the cap, and nobody can reject what may have been posted
    await refused(issue(await approved('holder,quantity\nB,1\n')), 'cap.exceeded');
    await refused(bench.registry.rejectPlan(session, planId, 'ben'), 'plan.being-issued');
    expect(await issue(planId)).toMatchObject({ status: 'issued' });
    expect([await issued(), await balance('A:registration')]).toEqual([[1_000, 0], 1_000]);
    await expectSound();
  });

  it('heals a crash between the ledger and the register when the process starts again', async () => {
    const planId = await approved('holder,quantity\nA,10\n');
    const post = bench.ledger.post.bind(bench.ledger);
    const crash = jest.spyOn(bench.ledger, 'post').mockImplementationOnce(async (...request) => {
      await post(...request);
      throw new Error('killed');
    });
    await expect(issue(planId)).rejects.toThrow('killed');
    crash.mockRestore();
    await (await openRegistry(database.url)).close();
    expect(await bench.registry.plan(session, planId)).toMatchObject({ status: 'issued' });
    expect(await balance('A:registration')).toBe(10);
    await expectSound();
  });
});
