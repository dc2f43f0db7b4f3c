import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { breachesIn, describeOnEachQueue, startTestApp, type TestApp } from '../support';
import { Classroom, type Order, order } from './classroom';

const NINGXIA = 'WATER-YELLOW-NX-2024';
const example = (name: string): string => readFileSync(join(__dirname, '../../examples/demo', name), 'utf8');

describeOnEachQueue('water: from the river plan to the metered year', (queue) => {
  let test: TestApp;
  let room: Classroom;
  beforeAll(async () => {
    test = await startTestApp({ queue });
    room = await Classroom.open(test);
    for (const file of ['zones', 'participants', 'caps']) await room.file(file, example(`${file}.csv`));
  }, 60_000);
  afterAll(() => test?.close());

  it('allots the river pro rata (A13), then the permits below each region', async () => {
    await room.allot('water-rights', 'yellow-river-plan-pro-rata', example('river-plan-2024.csv'), {
      inflow_total: '333',
    });
    const [plan] = await room.trainer.call<{ planId: string }[]>('GET', room.path('registry/plans'));
    const { entries } = await room.trainer.call<{ entries: { holderCode: string; quantity: string }[] }>(
      'GET',
      room.path(`registry/plans/${plan?.planId}`),
    );
    const volumes = new Map(entries.map(({ holderCode, quantity }) => [holderCode, quantity]));
    expect(volumes.get('R-NX')).toBe('3600000000');
    expect(volumes.get('R-NM')).toBe('5274000000');
    expect(volumes.get('R-SD')).toBe('6300000000');
    await room.allot('water-rights', 'withdrawal-permit-quota', example('water-permits-2024.csv'));
  });

  it('refuses permits beyond the volume of their region, and draws nothing', async () => {
    const csv = `${example('water-permits-2024.csv').split('\n')[0]}\nW05,QS-NX-999,3600000000,R-NX,2022-05-01,2027-04-30\n`;
    const planId = await room.submitPlan('water-rights', 'withdrawal-permit-quota', csv);
    await room.approver.call('POST', room.path(`registry/plans/${planId}/approve`));
    const problem = await room.registrar.refused('POST', room.path(`registry/plans/${planId}/issue`));
    expect(problem.status).toBe(422);
    expect(await room.brokenInvariants()).toEqual([]);
  });

  it('sells only saved volume, within the basin', async () => {
    await room.nextStage();
    const [district, park, outside] = await room.traders('W01', 'W03', 'W10');
    const market = await room.market(NINGXIA);
    const sale = (quantity: string) => order('sell', NINGXIA, market.reference, quantity);

    const unsaved = await district.refused('POST', room.path('orders'), sale('1000000'));
    expect(unsaved).toMatchObject({ status: 422, code: 'water.only-saved-volume' });
    expect(unsaved.remedy).toBeTruthy();
    await room.file('savings', example('savings.csv'));
    const beyond = await district.refused('POST', room.path('orders'), sale('60001000'));
    expect(beyond.code).toBe('water.only-saved-volume');
    await district.call('POST', room.path('orders'), sale('60000000'));
    const more = await district.refused('POST', room.path('orders'), sale('1000'));
    expect(more.code).toBe('water.only-saved-volume');

    const buy = order('buy', NINGXIA, market.reference, '45000000');
    expect(await outside.refused('POST', room.path('orders'), buy)).toMatchObject({
      status: 422,
      code: 'water.other-basin',
    });
    expect(await park.call<Order>('POST', room.path('orders'), buy)).toMatchObject({ status: 'filled' });
    await room.settled(1);
  });

  it('measures withdrawals, takes what is owed, and fines the shortfall', async () => {
    await room.nextStage();
    await room.monitor('water-rights', example('monitoring-water-rights-2024.csv'));
    await room.nextStage();
    const park = await room.trader('W03');
    const proposal = await park.call<{ parts: unknown[] }>(
      'GET',
      room.path('compliance/proposal?period=2024'),
    );
    await park.call('POST', room.path('compliance/surrenders'), {
      period: '2024',
      parts: proposal.parts,
      reference: crypto.randomUUID(),
    });
    await room.nextStage();
    const results = await room.results();
    // 180 of permit + 45 bought − 228.6 withdrawn, million m³
    expect(results.get('W03')).toMatchObject({
      obligation: '228600000',
      shortfall: '3600000',
      status: 'short',
    });
    expect(Number(results.get('W03')?.penalty)).toBeGreaterThanOrEqual(20_000);
    expect(await room.brokenInvariants()).toEqual([]);
    expect(await breachesIn(test.databaseUrl)).toEqual([]);
  });
});
