import { breachesIn, describeOnEachQueue, startTestApp, type TestApp } from '../support';
import { Classroom, type Order, order } from './classroom';

/** Units of the worked examples A4, A7 and A6 (constructed from the 2023–24 plan), one company each. */
const UNITS = `participant_code,unit_code,category,output_mwh,heat_gj,load_factor,verified_emissions_t
LONG,L1,I,3000000,1500000,0.60,2600000
SHORT,S1,II,1000000,0,0.70,880000
GAS,G1,IV,288929,0,,100000
`;

describeOnEachQueue('carbon: from the units file to surrender', (queue) => {
  let test: TestApp;
  let room: Classroom;
  beforeAll(async () => {
    test = await startTestApp({ queue });
    room = await Classroom.open(test);
  }, 60_000);
  afterAll(() => test?.close());

  it('reports every bad row at once and imports nothing', async () => {
    const problem = await room.registrar.refused(
      'PUT',
      room.path('registry/files/zones'),
      'code,parent_code,kind,name_zh,name_en,attains_quality_target\nCN,,planet,中国,China,\nHN,XX,province,河南,Henan,maybe\n',
    );
    expect(problem).toMatchObject({ status: 422, code: 'registry.bad-file' });
    expect(problem.errors?.map(({ line, column }) => `${line} ${column}`)).toEqual(
      expect.arrayContaining(['2 kind', '3 parent_code', '3 attains_quality_target']),
    );
    expect(await room.registrar.call('GET', room.path('registry/zones'))).toEqual([]);
  });

  it('allots under the cap, with a second person', async () => {
    await room.file(
      'zones',
      'code,parent_code,kind,name_zh,name_en,attains_quality_target\nCN,,country,中国,China,\n',
    );
    await room.file(
      'participants',
      `code,name_zh,name_en,kind,family,zone_code,opening_cash_cny
LONG,长电,Long Power,power-company,carbon-credits,CN,1000000.00
SHORT,短电,Short Power,power-company,carbon-credits,CN,90000000.00
GAS,气电,Gas Power,power-company,carbon-credits,CN,1000000.00
FOREST,林业,Forest Credits,offset-developer,carbon-credits,CN,1000000.00
`,
    );
    await room.file(
      'caps',
      'family,commodity,region_code,period,cap\ncarbon-credits,CEA,CN,2024,3600000\ncarbon-credits,CCER,CN,2024,30000\n',
    );
    const planId = await room.submitPlan('carbon-credits', 'cn-power-benchmark-2023-2024', UNITS);
    const same = await room.registrar.refused('POST', room.path(`registry/plans/${planId}/approve`));
    expect(same).toMatchObject({ status: 403, code: 'plan.same-person' });
    await room.approveAndIssue(planId);
    const { entries } = await room.trainer.call<{ entries: { holderCode: string; quantity: string }[] }>(
      'GET',
      room.path(`registry/plans/${planId}`),
    );
    expect(Object.fromEntries(entries.map(({ holderCode, quantity }) => [holderCode, quantity]))).toEqual({
      LONG: '2673566', // A4
      SHORT: '804900', // 1,000,000 MWh × 0.8049
      GAS: '100000', // A7: 288,929 MWh × 0.3288 is short, topped up to verified emissions
    });
  });

  it('refuses to issue above the cap, and nothing is issued', async () => {
    const before = await room.trainer.call('GET', room.path('registry/caps'));
    const csv = 'participant_code,project_code,tonnes\nFOREST,CCER-01-001,30001\n';
    const planId = await room.submitPlan('carbon-credits', 'ccer-registration', csv);
    await room.approver.call('POST', room.path(`registry/plans/${planId}/approve`));
    const problem = await room.registrar.refused('POST', room.path(`registry/plans/${planId}/issue`));
    expect(problem).toMatchObject({ status: 422, code: 'cap.exceeded' });
    expect(await room.trainer.call('GET', room.path('registry/caps'))).toEqual(before);
    await room.allot('carbon-credits', 'ccer-registration', csv.replace('30001', '30000'));
  });

  it('trades and settles rights against payment, and refuses the unlawful order with its reason', async () => {
    await room.nextStage();
    const [long, short, forest] = await Promise.all(
      ['LONG', 'SHORT', 'FOREST'].map((code) => room.trader(code)),
    );
    if (!long || !short || !forest) throw new Error('three seats');
    const market = await room.trainer.call<{ reference: string; bandHigh: string }>(
      'GET',
      room.path('markets/CEA-2024/depth'),
    );
    const outside = order('buy', 'CEA-2024', (Number(market.bandHigh) + 0.01).toFixed(2), '10');
    expect(await short.refused('POST', room.path('orders'), outside)).toMatchObject({ status: 422 });
    const uncovered = order('sell', 'CEA-2024', market.reference, '2673567');
    expect(await long.refused('POST', room.path('orders'), uncovered)).toMatchObject({ status: 422 });

    await long.call('POST', room.path('orders'), order('sell', 'CEA-2024', market.reference, '40000'));
    const bought = await short.call<Order>(
      'POST',
      room.path('orders'),
      order('buy', 'CEA-2024', market.reference, '40000'),
    );
    expect(bought).toMatchObject({ status: 'filled', cumulativeQuantity: '40000' });
    const offset = await room.trainer.call<{ reference: string }>('GET', room.path('markets/CCER/depth'));
    await forest.call('POST', room.path('orders'), order('sell', 'CCER', offset.reference, '30000'));
    await short.call('POST', room.path('orders'), order('buy', 'CCER', offset.reference, '30000'));
    await room.settled(2);
    const account = await short.call<{ rights: { instrumentCode: string; available: string }[] }>(
      'GET',
      room.path('account'),
    );
    expect(account.rights.find(({ instrumentCode }) => instrumentCode === 'CEA-2024')?.available).toBe(
      '844900',
    );
  });

  it('surrenders with at most 5 % of offsets, and shows surplus', async () => {
    await room.nextStage();
    await room.monitor(
      'carbon-credits',
      'participant_code,quantity\nLONG,2600000\nSHORT,880000\nGAS,100000\nFOREST,0\n'.replace(
        'FOREST,0\n',
        '',
      ),
    );
    await room.nextStage();
    const short = await room.trader('SHORT');
    const surrender = (parts: unknown) => ({ period: '2024', parts, reference: crypto.randomUUID() });
    const tooMany = await short.refused(
      'POST',
      room.path('compliance/surrenders'),
      // 5 % of 880,000 is 44,000: all 30,000 would be allowed, so the unlawful part is what was never bought
      surrender([
        { instrumentCode: 'CCER', quantity: '44001' },
        { instrumentCode: 'CEA-2024', quantity: '835999' },
      ]),
    );
    expect(tooMany.status).toBe(422);
    await short.call(
      'POST',
      room.path('compliance/surrenders'),
      surrender([
        { instrumentCode: 'CCER', quantity: '30000' },
        { instrumentCode: 'CEA-2024', quantity: '844900' },
      ]),
    );
    await room.nextStage();
    const results = await room.results();
    expect(results.get('SHORT')).toMatchObject({
      obligation: '880000',
      surrendered: '874900',
      shortfall: '5100',
      status: 'short',
    });
    // 5,100 t × 5 × the average price of the month before the deadline
    expect(Number(results.get('SHORT')?.penalty)).toBeGreaterThan(0);
    expect(await room.brokenInvariants()).toEqual([]);
    expect(await breachesIn(test.databaseUrl)).toEqual([]);
  });
});
