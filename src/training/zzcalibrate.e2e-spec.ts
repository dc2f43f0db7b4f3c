import { appendFileSync } from 'node:fs';
import { startTestApp } from '../../test/support';
import { Compliance } from '../compliance';
import { OrderMatching } from '../order-matching';
import { Registry } from '../registry';
import { Invariants } from './invariants.service';
import { SessionClock } from './session-clock.service';
import { Training } from './training.contract';

it('year', async () => {
  const out = (text: string) => appendFileSync('/tmp/calibrate.log', `${text}\n`);
  const program = await startTestApp();
  const s = await program
    .get(Training)
    .startSession({ scenario: 'demo', seed: 20240101, dayMilliseconds: 2000, bots: true, progress: out });
  const id = s.sessionId;
  const clock = program.get(SessionClock);
  clock.stop(id);
  const om = program.get(OrderMatching);
  const t0 = Date.now();
  const codes = ['CEA-2024', 'CCER', 'WATER-YELLOW-NX-2024', 'WATER-YELLOW-NM-2024', 'COD-LUAN-2024'];
  for (let day = 0; day < 366; day += 1) {
    await clock.advanceDay(id);
    if (day % 30 !== 29) continue;
    out(`day ${day + 1} ${((Date.now() - t0) / (day + 1)).toFixed(0)} ms/day`);
    for (const code of codes) {
      const days = await om.dailyPrices(id, code);
      const d = await om.depth(id, code, 100);
      const last = days.at(-1);
      out(
        `  ${code} ref ${d.referencePriceTicks} last ${last?.date} avg ${last?.averageTicks} [${last?.lowTicks}-${last?.highTicks}] days ${days.length} vol ${days.slice(-15).reduce((a, b) => a + b.volumeLots, 0)} levels ${d.bids.length}/${d.asks.length} best ${d.bids[0]?.priceTicks}/${d.asks[0]?.priceTicks}`,
      );
    }
    const ts = await om.recentTrades(id, 'CEA-2024', 1);
    out(`  trades ${ts[0]?.tradeSequence}`);
    const reasons: Record<string, number> = {};
    let n = 0;
    for (const { participantCode } of await program.get(Registry).participants(id))
      for (const o of await om.orders({ sessionId: id, participantCode, openOnly: false, limit: 500 })) {
        n += 1;
        if (o.status === 'rejected')
          reasons[`${o.participantCode} ${o.instrumentCode} ${o.side} ${o.reason?.code}`] =
            (reasons[`${o.participantCode} ${o.instrumentCode} ${o.side} ${o.reason?.code}`] ?? 0) + 1;
      }
    out(`  orders sampled ${n} rejected ${JSON.stringify(reasons)}`);
  }
  for (let i = 0; i < 30; i += 1) {
    const c = await clock.advanceDay(id);
    if (c.stage === 'debrief') break;
  }
  for (const r of await program.get(Compliance).results(id))
    out(
      `${r.participantCode} ${r.family} owed ${r.obligationLots} paid ${r.surrenderedLots} short ${r.shortfallLots} surplus ${r.surplusLots} ${r.status} penalty ${r.penaltyCents}/${r.penaltyCollectedCents} parts ${JSON.stringify(r.surrendered)}`,
    );
  out(JSON.stringify((await program.get(Invariants).check(id)).filter((x) => !x.holds)));
  await program.close();
}, 3_000_000);
