import { setTimeout as pause } from 'node:timers/promises';
import { getQueueToken } from '@nestjs/bullmq';
import { Global, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import type { Queue } from 'bullmq';
import { DataSource } from 'typeorm';
import { createEmptyDatabase } from '../../test/support/test-database';
import { CASH, Ledger, LedgerModule, SYSTEM_ACCOUNTS } from '../ledger';
import { OrderMatching, VenueEvents } from '../order-matching';
import { PlatformModule, readConfiguration } from '../platform';
import { HolderDirectory } from '../right-family';
import { InMemoryVenue } from './in-memory-venue.double';
import { InstructionRepository } from './persistence/instruction.repository';
import { RandomSource } from './random-source';
import { Settlement } from './settlement.contract';
import { SettlementModule } from './settlement.module';
import {
  DEFAULT_SETTLEMENT_SETTINGS,
  SETTLEMENT_SETTINGS,
  type SettlementSettings,
} from './settlement.settings';
import { SETTLEMENT_QUEUE, type SettlementJob } from './settlement-job';

const SESSION = 'S1';
const PATIENCE_MS = 10_000;
const quick: SettlementSettings = {
  ...DEFAULT_SETTLEMENT_SETTINGS,
  leaseMs: 300,
  retryBaseMs: 100,
  retryMaximumMs: 400,
  sweepEveryMs: 60_000,
};

interface Running {
  readonly venue: InMemoryVenue;
  readonly module: TestingModule;
  readonly settlement: Settlement;
  readonly ledger: Ledger;
  readonly queue: Queue<SettlementJob>;
}

async function start(
  databaseUrl: string,
  redisUrl: string | null,
  options: { venue?: InMemoryVenue; settings?: Partial<SettlementSettings> } = {},
): Promise<Running> {
  const venue = options.venue ?? new InMemoryVenue();
  @Global()
  @Module({
    providers: [
      { provide: OrderMatching, useValue: venue },
      { provide: VenueEvents, useValue: venue },
      { provide: HolderDirectory, useValue: {} },
    ],
    exports: [OrderMatching, VenueEvents, HolderDirectory],
  })
  class DoublesModule {}
  const configuration = { ...readConfiguration({}), databaseUrl, redisUrl, logLevel: 'silent' as const };
  const module = await Test.createTestingModule({
    imports: [
      PlatformModule.forRoot(configuration, databaseUrl),
      DoublesModule,
      LedgerModule,
      SettlementModule,
    ],
  })
    .overrideProvider(SETTLEMENT_SETTINGS)
    .useValue({ ...quick, ...options.settings })
    .overrideProvider(RandomSource)
    .useValue({ next: () => 0.5 })
    .compile();
  module.useLogger(false);
  await module.init();
  return {
    venue,
    module,
    settlement: module.get(Settlement),
    ledger: module.get(Ledger),
    queue: module.get(getQueueToken(SETTLEMENT_QUEUE), { strict: false }),
  };
}

function suite(redisUrl: string | null): void {
  let database: { url: string; drop: () => Promise<void> };
  let running: Running;

  beforeEach(async () => {
    database = await createEmptyDatabase();
    running = await start(database.url, redisUrl);
    await running.ledger.openSession(SESSION, ['P01', 'P02', 'P03']);
    await running.ledger.post(SESSION, [
      fund('cash', SYSTEM_ACCOUNTS.clearingBank, 'P01', CASH, 1_000_000),
      fund('rights', SYSTEM_ACCOUNTS.issuance, 'P02', 'CEA-2024', 1_000),
    ]);
  });
  afterEach(async () => {
    await running.module.close();
    await database.drop();
  });

  const fund = (reference: string, from: string, to: string, asset: string, amount: number) => ({
    reference,
    kind: asset === CASH ? ('deposit' as const) : ('issue' as const),
    date: '2024-05-17',
    postings: [{ from, to: `${to}:trading`, asset, amount }],
  });
  const trade = (quantityLots = 10, buyerCode = 'P01', sellerCode = 'P02') =>
    running.venue.trade({
      sessionId: SESSION,
      instrumentCode: 'CEA-2024',
      quantityLots,
      amountCents: quantityLots * 100,
      buyerCode,
      sellerCode,
    });
  const settled = async (): Promise<number> =>
    (await running.settlement.pipeline(SESSION, 0)).lanes.find(({ state }) => state === 'settled')?.count ??
    0;
  const until = async (condition: () => Promise<boolean>): Promise<void> => {
    for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += 20) {
      if (await condition()) return;
      await pause(20);
    }
    throw new Error('the condition did not come true in time');
  };
  const amountOf = async (account: string, asset: string): Promise<number> =>
    (await running.ledger.balances(SESSION)).find((row) => row.account === account && row.asset === asset)
      ?.amount ?? 0;
  const expectSound = async (): Promise<void> => {
    const findings = [
      ...(await running.ledger.checkInvariants(SESSION)),
      ...(await running.settlement.checkInvariants(SESSION)),
    ];
    expect(findings.map(({ invariant }) => invariant)).toEqual(['I1', 'I2', 'I3', 'I4', 'I5', 'I6']);
    expect(findings.filter(({ holds }) => !holds)).toEqual([]);
  };
  const restart = async (settings: Partial<SettlementSettings> = {}): Promise<void> => {
    const { venue } = running;
    await running.module.close();
    running = await start(database.url, redisUrl, { venue, settings });
  };

  it('has the tables that its entities describe', async () => {
    const drift = await running.module.get(DataSource).driver.createSchemaBuilder().log();
    expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('I5, I6: delivers every trade once, in order, tells the venue, and leaves no job behind', async () => {
    for (let i = 0; i < 40; i += 1) trade(1 + (i % 5));
    await running.settlement.drain(SESSION, PATIENCE_MS);
    expect(await settled()).toBe(40);
    expect(await amountOf('P01:trading', 'CEA-2024')).toBe(120);
    expect(await amountOf('P02:trading', CASH)).toBe(12_000);
    expect(running.venue.confirmations.size).toBe(40);
    const [newest] = (await running.settlement.pipeline(SESSION, 1)).latest;
    expect(newest).toMatchObject({
      instructionNumber: 40,
      tradeId: 'T40',
      state: 'settled',
      attempts: 1,
      failure: null,
      nextAttemptAt: null,
    });
    expect(newest?.settledAt).not.toBeNull();
    await until(async () => (await running.queue.getJobCounts('waiting', 'active'))['active'] === 0);
    expect(await running.queue.getJobCounts('completed', 'failed', 'waiting')).toEqual({
      completed: 0,
      failed: 0,
      waiting: 0,
    });
    await expectSound();
  });

  it('lists a participant its own instructions, newest first, by state', async () => {
    trade(1);
    trade(2, 'P01', 'P02');
    trade(3, 'P03', 'P02');
    const query = { sessionId: SESSION, participantCode: 'P01', state: null, limit: 10 };
    await until(async () => (await settled()) === 2);
    const own = await running.settlement.instructions(query);
    expect(own.map(({ tradeId }) => tradeId)).toEqual(['T2', 'T1']);
    expect(await running.settlement.instructions({ ...query, state: 'failed' })).toEqual([]);
  });

  it('is not moved by doubled jobs, nor by several workers at once', async () => {
    for (let i = 0; i < 30; i += 1) trade();
    await running.queue.addBulk(
      Array.from({ length: 30 }, () => ({ name: 'settle', data: { sessionId: SESSION } })),
    );
    await running.settlement.drain(SESSION, PATIENCE_MS);
    expect(await amountOf('P01:trading', 'CEA-2024')).toBe(300);
    expect((await running.settlement.pipeline(SESSION, 50)).latest.map(({ attempts }) => attempts)).toEqual(
      Array.from({ length: 30 }, () => 1),
    );
    await expectSound();
  });

  it('finds trades that nobody announced: after a restart, and in the running sweep', async () => {
    trade();
    await running.settlement.drain(SESSION, PATIENCE_MS);
    running.venue.announcing = false;
    trade();
    await restart({ sweepEveryMs: 100 });
    await until(async () => (await settled()) === 2);
    trade();
    await until(async () => (await settled()) === 3);
    await expectSound();
  });

  it('heals a worker that died between the ledger and its own note', async () => {
    const repository = running.module.get(InstructionRepository);
    const died = jest.spyOn(repository, 'markSettled').mockRejectedValueOnce(new Error('killed'));
    trade();
    await until(async () => (await amountOf('P01:trading', 'CEA-2024')) === 10);
    await until(async () => died.mock.calls.length > 0);
    expect(await settled()).toBe(0);
    // the lease still runs: nobody takes it up before it ends
    expect((await running.settlement.pipeline(SESSION, 1)).latest[0]).toMatchObject({
      state: 'settling',
      attempts: 1,
    });
    await restart({ sweepEveryMs: 50 });
    await until(async () => (await settled()) === 1);
    await running.settlement.drain(SESSION, PATIENCE_MS);
    expect((await running.settlement.pipeline(SESSION, 1)).latest[0]).toMatchObject({ attempts: 2 });
    expect(await amountOf('P01:trading', 'CEA-2024')).toBe(10);
    expect(await amountOf('P02:trading', CASH)).toBe(1_000);
    await expectSound();
  });

  it('heals a worker that died before the ledger, and one that died before the venue was told', async () => {
    await restart({ sweepEveryMs: 50 });
    // hangs far beyond its lease, then fails: what it says about the first attempt no longer counts
    jest.spyOn(running.ledger, 'post').mockImplementationOnce(async () => {
      await pause(3 * quick.leaseMs);
      throw new Error('killed');
    });
    trade();
    await until(async () => (await settled()) === 1);
    jest
      .spyOn(running.module.get(InstructionRepository), 'markConfirmed')
      .mockRejectedValueOnce(new Error('killed'));
    running.venue.confirmationsToFail = 1;
    trade();
    await running.settlement.drain(SESSION, PATIENCE_MS);
    expect([...running.venue.confirmations.keys()].sort()).toEqual(['T1', 'T2']);
    await expectSound();
  });

  it('does not let a poisoned instruction hold up the others', async () => {
    await restart({ sweepEveryMs: 50 });
    running.venue.announcing = false;
    trade(1);
    trade(2, 'P01', 'P01'); // cannot be posted at all
    trade(3);
    trade(4, 'P09', 'P02'); // no such account
    trade(900_000, 'P01', 'P02'); // not covered
    trade(5);
    running.venue.announcing = true;
    trade(6);
    await until(async () => (await settled()) === 4);
    const failed = await running.settlement.instructions({
      sessionId: SESSION,
      participantCode: null,
      state: 'failed',
      limit: 10,
    });
    expect(new Set(failed.map(({ failure }) => failure?.code))).toEqual(
      new Set(['ledger.malformed-set', 'ledger.unknown-account', 'ledger.insufficient-balance']),
    );
    for (const { failure, nextAttemptAt } of failed) {
      expect(failure?.text.zh).toMatch(/[一-龥]/);
      expect(`${failure?.text.en}${failure?.text.zh}`).not.toContain('P0');
      expect(nextAttemptAt).not.toBeNull();
    }
    await expect(running.settlement.drain(SESSION, 50)).rejects.toMatchObject({
      code: 'settlement.not-drained',
      // between two attempts they count as failed, within one as settling
      params: { unsettled: 3 },
    });
    await expectSound();
  });

  it('retries a failed delivery until the account is covered', async () => {
    await restart({ sweepEveryMs: 50 });
    trade(10, 'P03', 'P02');
    await until(async () => {
      const [newest] = (await running.settlement.pipeline(SESSION, 1)).latest;
      return newest?.state === 'failed' && newest.attempts >= 2;
    });
    await running.ledger.post(SESSION, [fund('late', SYSTEM_ACCOUNTS.clearingBank, 'P03', CASH, 5_000)]);
    await running.settlement.drain(SESSION, PATIENCE_MS);
    expect((await running.settlement.pipeline(SESSION, 1)).latest[0]).toMatchObject({
      state: 'settled',
      failure: null,
    });
    expect(await amountOf('P03:trading', 'CEA-2024')).toBe(10);
    await expectSound();
  });

  it('waits in front of a gap in the record instead of leaving a trade behind', async () => {
    await restart({ sweepEveryMs: 50 });
    running.venue.announcing = false;
    const [first, second] = [trade(1), trade(2)];
    running.venue.trades.splice(running.venue.trades.indexOf(first), 1);
    await expect(running.settlement.drain(SESSION, 300)).rejects.toMatchObject({
      code: 'settlement.not-drained',
    });
    expect(await settled()).toBe(0);
    running.venue.trades.splice(0, running.venue.trades.length, first, second);
    await running.settlement.drain(SESSION, PATIENCE_MS);
    expect(await settled()).toBe(2);
  });

  it('I5, I6: sees what is wrong', async () => {
    trade();
    await running.settlement.drain(SESSION, PATIENCE_MS);
    const sql = (text: string): Promise<unknown> => running.module.get(DataSource).query(text);
    await sql(
      `UPDATE ledger_postings SET amount = amount + 1 WHERE reference = 'trade:T1' AND asset = 'CNY'`,
    );
    expect(await running.settlement.checkInvariants(SESSION)).toEqual([
      { invariant: 'I5', holds: true, detail: '' },
      { invariant: 'I6', holds: false, detail: 'T1: 2 postings, 0 payment, 1 delivery' },
    ]);
    await sql(`DELETE FROM ledger_postings WHERE reference = 'trade:T1'`);
    await sql(`DELETE FROM ledger_posting_sets WHERE reference = 'trade:T1'`);
    expect((await running.settlement.checkInvariants(SESSION))[0]).toEqual({
      invariant: 'I5',
      holds: false,
      detail: 'T1: settled without a posting set',
    });
    await sql(`UPDATE settlement_instructions SET quantity_lots = 11`);
    expect((await running.settlement.checkInvariants(SESSION))[0]?.detail).toContain(
      'T1: without an instruction',
    );
  });
}

describe('settlement, queue on PostgreSQL', () => suite(null));
const redisUrl = process.env['REDIS_URL'];
if (redisUrl) describe('settlement, queue on Redis', () => suite(redisUrl));
else describe.skip('settlement, queue on Redis', () => it('skipped: REDIS_URL is not set', () => undefined));
