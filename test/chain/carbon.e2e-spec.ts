import { breachesIn, describeOnEachQueue, startTestApp, type TestApp } from '../support';
import { Classroom, type Order, order } from './classroom';

/** Units of the worked examples A4, A7 and A6 (constructed from the 2023–24 plan) and a company that is a little short. */
const UNITS = `participant_code,unit_code,category,output_mwh,heat_gj,load_factor,verified_emissions_t
LONG,L1,I,3000000,1500000,0.60,2600000
SHORT,S1,II,1000000,0,0.70,880000
GAS,G1,IV,288929,0,,100000
GAP,P1,II,869670,0,0.70,1000000
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
GAP,缺口,Gap Power,power-company,carbon-credits,CN,1000000.00
FOREST,林业,Forest Credits,offset-developer,carbon-credits,CN,1000000.00
`,
    );
    await room.file(
      'caps',
      'family,commodity,region_code,period,cap\ncarbon-credits,CEA,CN,2024,4400000\ncarbon-credits,CCER,CN,2024,60000\n',
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
      GAP: '800000', // A6: 869,670 MWh × 0.8049 = 699,997 t, more than 20 % short, topped up to 80 % of 1,000,000 t
      GAS: '100000', // A7: 288,929 MWh × 0.3288 is short, topped up to verified emissions
    });
  });

  it('refuses to issue above the cap, and nothing is issued', async () => {
    const before = await room.trainer.call('GET', room.path('registry/caps'));
    const csv = 'participant_code,project_code,tonnes\nFOREST,CCER-01-001,60001\n';
    const planId = await room.submitPlan('carbon-credits', 'ccer-registration', csv);
    await room.approver.call('POST', room.path(`registry/plans/${planId}/approve`));
    const problem = await room.registrar.refused('POST', room.path(`registry/plans/${planId}/issue`));
    expect(problem).toMatchObject({ status: 422, code: 'cap.exceeded' });
    expect(await room.trainer.call('GET', room.path('registry/caps'))).toEqual(before);
    await room.allot('carbon-credits', 'ccer-registration', csv.replace('60001', '60000'));
  });

  it('allots a project once in a period, and a refused draft leaves no trace', async () => {
    const csv = 'participant_code,project_code,tonnes\nFOREST,CCER-01-001,100\n';
    const planId = await room.submitPlan('carbon-credits', 'ccer-registration', csv);
    await room.approver.call('POST', room.path(`registry/plans/${planId}/approve`));
    const problem = await room.registrar.refused('POST', room.path(`registry/plans/${planId}/issue`));
    expect(problem).toMatchObject({ status: 422, code: 'plan.allotted-before' });

    const before = await room.trainer.call('GET', room.path('registry/instruments'));
    const draft = {
      family: 'carbon-credits',
      method: 'cn-power-benchmark-2023-2024',
      period: '2030',
      parameters: {},
      csv: UNITS,
    };
    expect(await room.registrar.refused('POST', room.path('registry/plans'), draft)).toMatchObject({
      status: 422,
      code: 'registry.bad-file',
    });
    expect(await room.trainer.call('GET', room.path('registry/instruments'))).toEqual(before);
  });

  it('trades and settles rights against payment, and refuses the unlawful order with its reason', async () => {
    await room.nextStage();
    const [long, short, forest] = await room.traders('LONG', 'SHORT', 'FOREST');
    const market = await room.market('CEA-2024');
    const orders = room.path('orders');
    const outside = order('buy', 'CEA-2024', (Number(market.bandHigh) + 0.01).toFixed(2), '10');
    expect(await short.refused('POST', orders, outside)).toMatchObject({
      status: 422,
      code: 'order.outside-band',
    });
    const uncovered = order('sell', 'CEA-2024', market.reference, '2673567');
    expect(await long.refused('POST', orders, uncovered)).toMatchObject({
      status: 422,
      code: 'order.insufficient-rights',
    });

    await long.call('POST', orders, order('sell', 'CEA-2024', market.reference, '26000'));
    const bought = await short.call<Order>(
      'POST',
      orders,
      order('buy', 'CEA-2024', market.reference, '26000'),
    );
    expect(bought).toMatchObject({ status: 'filled', cumulativeQuantity: '26000' });
    const offset = await room.market('CCER');
    await forest.call('POST', orders, order('sell', 'CCER', offset.reference, '45000'));
    await short.call('POST', orders, order('buy', 'CCER', offset.reference, '45000'));
    await room.settled(2);
    const account = await short.call<{ rights: { instrumentCode: string; available: string }[] }>(
      'GET',
      room.path('account'),
    );
    const available = Object.fromEntries(
      account.rights.map((right) => [right.instrumentCode, right.available]),
    );
    expect(available).toEqual({ 'CEA-2024': '830900', CCER: '45000' });
  });

  it('leaves the hours of a market to the trainer: orders are collected, then trade at one price', async () => {
    const [long, short] = await room.traders('LONG', 'SHORT');
    const { reference } = await room.market('CEA-2024');
    const phase = room.path('markets/CEA-2024/phase');
    for (const somebody of [long, room.registrar])
      expect(await somebody.refused('PUT', phase, { phase: 'suspended' })).toMatchObject({
        status: 403,
        code: 'auth.wrong-role',
      });
    expect(await long.refused('PUT', room.path('clock'), { time: '10:00' })).toMatchObject({ status: 403 });
    expect(await room.trainer.refused('POST', room.path('orders'), {})).toMatchObject({ status: 403 });
    await room.trainer.call('PUT', phase, { phase: 'call-auction' });
    const orders = room.path('orders');
    const sell = await long.call<Order>('POST', orders, order('sell', 'CEA-2024', reference, '500'));
    await short.call('POST', orders, order('buy', 'CEA-2024', reference, '500'));
    expect(await room.market('CEA-2024')).toMatchObject({
      phase: 'call-auction',
      indicative: { price: reference, quantity: '500', surplus: '0', surplusSide: null },
    });
    await long.call('PATCH', `${orders}/${sell.orderId}`, { quantity: '200' });
    await room.trainer.call('PUT', phase, { phase: 'continuous' });
    expect((await long.call<Order[]>('GET', orders))[0]).toMatchObject({
      status: 'filled',
      cumulativeQuantity: '200',
    });
    expect(await long.call('GET', room.path('markets/CEA-2024/auctions?limit=1'))).toMatchObject([
      {
        rule: 'sse',
        price: reference,
        quantity: '200',
        surplus: '300',
        surplusSide: 'buy',
        steps: [{ criterion: 'maximum-volume' }],
      },
    ]);
    // what was bought goes back, so that the year ends as it would have
    await short.call('DELETE', orders);
    await long.call('POST', orders, order('buy', 'CEA-2024', reference, '200'));
    await short.call('POST', orders, order('sell', 'CEA-2024', reference, '200'));
    await room.settled(4);
  });

  it('surrenders with at most 5 % of offsets, and fines the shortfall', async () => {
    const { reference } = await room.market('CEA-2024');
    await room.nextStage();
    await room.monitor(
      'carbon-credits',
      'participant_code,quantity\nLONG,2600000\nSHORT,880000\nGAS,100000\n',
    );
    await room.nextStage();
    const [long, short] = await room.traders('LONG', 'SHORT');
    const surrenders = room.path('compliance/surrenders');
    const paidWith = (offsets: string) => ({
      period: '2024',
      parts: [
        { instrumentCode: 'CCER', quantity: offsets },
        { instrumentCode: 'CEA-2024', quantity: '830900' },
      ],
      reference: crypto.randomUUID(),
    });
    // 5 % of 880,000 is 44,000; 45,000 are held
    expect(await short.refused('POST', surrenders, paidWith('44001'))).toMatchObject({
      status: 422,
      code: 'carbon.surrender-offset-share',
    });
    await short.call('POST', surrenders, paidWith('44000'));
    const { parts } = await long.call<{ parts: unknown[] }>(
      'GET',
      room.path('compliance/proposal?period=2024'),
    );
    await long.call('POST', surrenders, { period: '2024', parts, reference: crypto.randomUUID() });
    await room.nextStage();
    const results = await room.results();
    expect(results.get('LONG')).toMatchObject({
      obligation: '2600000',
      shortfall: '0',
      surplus: '47566',
      status: 'met',
    });
    expect(results.get('SHORT')).toMatchObject({
      obligation: '880000',
      surrendered: '874900',
      shortfall: '5100',
      status: 'short',
      // nothing traded in the month before the deadline, so the opening price counts: 5 × price × 5,100 t
      penalty: (5 * 5100 * Number(reference)).toFixed(2),
    });
    expect(await room.brokenInvariants()).toEqual([]);
    expect(await breachesIn(test.databaseUrl)).toEqual([]);
  });
});
