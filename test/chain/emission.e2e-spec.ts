import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { breachesIn, describeOnEachQueue, startTestApp, type TestApp } from '../support';
import { Classroom, type Order, order } from './classroom';

const LUAN = 'COD-LUAN-2024';
const FEN = 'COD-FEN-2024';
const example = (name: string): string => readFileSync(join(__dirname, '../../examples/demo', name), 'utf8');

describeOnEachQueue('emission permits: from paid use to the measured load', (queue) => {
  let test: TestApp;
  let room: Classroom;
  beforeAll(async () => {
    test = await startTestApp({ queue });
    room = await Classroom.open(test);
    for (const file of ['zones', 'participants', 'caps']) await room.file(file, example(`${file}.csv`));
  }, 60_000);
  afterAll(() => test?.close());

  it('sells the use of permits for five years at the fixed price (A14)', async () => {
    await room.allot(
      'emission-permits',
      'cod-paid-use-fixed-price',
      example('cod-permits-2024.csv').replace('E01,PWX-LUAN-001,120.0', 'E01,PWX-LUAN-001,100.0'),
    );
    const [plan] = await room.trainer.call<{ planId: string }[]>('GET', room.path('registry/plans'));
    const { entries } = await room.trainer.call<{
      entries: { holderCode: string; quantity: string; charge: string }[];
    }>('GET', room.path(`registry/plans/${plan?.planId}`));
    expect(entries.find(({ holderCode }) => holderCode === 'E01')).toMatchObject({
      quantity: '100.0',
      charge: '115000.00',
    });
  });

  it('keeps buyers out where the watershed misses its quality target, and says what would change it', async () => {
    await room.nextStage();
    const [seller, buyer, fenBuyer] = await room.traders('E02', 'E01', 'E06');
    const fen = await room.market(FEN);
    const missed = await fenBuyer.refused(
      'POST',
      room.path('orders'),
      order('buy', FEN, fen.reference, '1.0'),
    );
    expect(missed).toMatchObject({ status: 422, code: 'emission.target-missed' });
    expect(missed.remedy).toBeTruthy();
    await room.file('attainment', 'zone_code,attains\nFEN,yes\n');
    await fenBuyer.call('POST', room.path('orders'), order('buy', FEN, fen.reference, '1.0'));

    const luan = await room.market(LUAN);
    const elsewhere = order('buy', LUAN, luan.reference, '1.0');
    expect((await fenBuyer.refused('POST', room.path('orders'), elsewhere)).code).toBe(
      'emission.other-watershed',
    );
    await seller.call('POST', room.path('orders'), order('sell', LUAN, luan.reference, '12.5'));
    const bought = await buyer.call<Order>(
      'POST',
      room.path('orders'),
      order('buy', LUAN, luan.reference, '12.5'),
    );
    expect(bought).toMatchObject({ status: 'filled', cumulativeQuantity: '12.5' });
    await room.settled(1);
  });

  it('shows surplus and shortfall of the measured load', async () => {
    await room.nextStage();
    await room.monitor('emission-permits', 'participant_code,quantity\nE01,112.5\nE02,60.0\nE03,50.0\n');
    await room.nextStage();
    for (const code of ['E01', 'E02', 'E03']) {
      const plant = await room.trader(code);
      const { parts } = await plant.call<{ parts: unknown[] }>(
        'GET',
        room.path('compliance/proposal?period=2024'),
      );
      const body = { period: '2024', parts, reference: crypto.randomUUID() };
      await plant.call('POST', room.path('compliance/surrenders'), body);
    }
    await room.nextStage();
    const results = await room.results();
    expect(results.get('E01')).toMatchObject({ status: 'met', shortfall: '0.0', surplus: '0.0' });
    expect(results.get('E02')).toMatchObject({ status: 'met', surplus: '7.5' });
    expect(results.get('E03')).toMatchObject({ status: 'short', shortfall: '4.5', penalty: '200000.00' });
    expect(await room.brokenInvariants()).toEqual([]);
    expect(await breachesIn(test.databaseUrl)).toEqual([]);
  });
});
