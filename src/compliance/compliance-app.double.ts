import { Global, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { createTestDatabase } from '../../test/support';
import { CarbonCreditsModule } from '../carbon-credits';
import { IdentityModule, SessionDirectory } from '../identity';
import { CASH, Ledger, LedgerModule, type Posting, participantAccount, SYSTEM_ACCOUNTS } from '../ledger';
import { OrderMatching } from '../order-matching';
import { configureHttp, httpAdapter, PlatformModule, readConfiguration } from '../platform';
import { Registry, RegistryModule } from '../registry';
import { RightFamilyModule, SessionCalendar } from '../right-family';
import { WaterRightsModule } from '../water-rights';
import { Compliance, ComplianceModule } from '.';
import { TradingAccountsDouble } from './trading-accounts.double';

export const SESSION = 's1';
export const FAMILY = 'carbon-credits';

@Global()
@Module({
  providers: [
    {
      provide: OrderMatching,
      inject: [Ledger],
      useFactory: (ledger: Ledger) => new TradingAccountsDouble(ledger),
    },
    { provide: SessionCalendar, useValue: { today: async () => '2026-12-01' } },
    { provide: SessionDirectory, useValue: { exists: async () => true } },
  ],
  exports: [OrderMatching, SessionCalendar, SessionDirectory],
})
class SurroundingsModule {}

/** For tests: compliance with all that lies below it on a database of its own; the venue alone is a double. */
export async function startCompliance() {
  const database = await createTestDatabase();
  const configuration = { ...readConfiguration({}), logLevel: 'silent', jwtSecret: 'x'.repeat(40) } as const;
  const testing = await Test.createTestingModule({
    imports: [
      PlatformModule.forRoot(configuration, database.url),
      RightFamilyModule,
      CarbonCreditsModule,
      WaterRightsModule,
      LedgerModule,
      RegistryModule,
      SurroundingsModule,
      IdentityModule,
      ComplianceModule,
    ],
  }).compile();
  const app = testing.createNestApplication<NestFastifyApplication>(httpAdapter(), { logger: false });
  await configureHttp(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const compliance = app.get(Compliance);
  const ledger = app.get(Ledger, { strict: false });
  await openRegister(app.get(Registry));
  return {
    app,
    database,
    compliance,
    ledger,
    venue: app.get(OrderMatching, { strict: false }) as unknown as TradingAccountsDouble,
    ...participants(ledger),
    ...requests(compliance),
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}
export type ComplianceApp = Awaited<ReturnType<typeof startCompliance>>;

async function openRegister(registry: Registry): Promise<void> {
  const importFile = (file: 'zones' | 'participants', lines: readonly string[]) =>
    registry.importFile({ sessionId: SESSION, file, csv: lines.join('\n'), actorId: 'trainer' });
  await importFile('zones', [
    'code,parent_code,kind,name_zh,name_en,attains_quality_target',
    'CN,,country,中国,China,',
  ]);
  await importFile('participants', [
    'code,name_zh,name_en,kind,family,zone_code,opening_cash_cny',
    ...['P01,0', 'P02,30000.00', 'P03,0', 'P04,0'].map((row) => {
      const [code = '', cash = ''] = row.split(',');
      return `${code},公司${code},Company ${code},power-company,${FAMILY},CN,${cash}`;
    }),
    'W01,灌区,District,water-user,water-rights,CN,0',
  ]);
  await registry.openPeriod(SESSION, [FAMILY], '2024');
}

/** What participants hold, and how they come to it. */
function participants(ledger: Ledger) {
  let count = 0;
  async function post(kind: 'issue' | 'deposit' | 'to-trading', posting: Posting): Promise<void> {
    count += 1;
    const reference = `test:${count}`;
    await ledger.postOne(SESSION, { reference, kind, date: '2024-01-02', postings: [posting] });
  }
  const isCash = (asset: string) => asset === CASH;
  return {
    give: (code: string, asset: string, amount: number) =>
      post(isCash(asset) ? 'deposit' : 'issue', {
        from: isCash(asset) ? SYSTEM_ACCOUNTS.clearingBank : SYSTEM_ACCOUNTS.issuance,
        to: participantAccount(code, isCash(asset) ? 'bank' : 'registration'),
        asset,
        amount,
      }),
    toTrading: (code: string, asset: string, amount: number) =>
      post('to-trading', {
        from: participantAccount(code, isCash(asset) ? 'bank' : 'registration'),
        to: participantAccount(code, 'trading'),
        asset,
        amount,
      }),
    balance: async (account: string, asset: string) =>
      (await ledger.balances(SESSION)).find((row) => row.account === account && row.asset === asset)
        ?.amount ?? 0,
  };
}

function requests(compliance: Compliance) {
  return {
    surrender: (participantCode: string, reference: string, parts: Record<string, number>) =>
      compliance.surrender({
        sessionId: SESSION,
        participantCode,
        period: '2024',
        parts: Object.entries(parts).map(([instrumentCode, quantityLots]) => ({
          instrumentCode,
          quantityLots,
        })),
        actorId: 'seat:test',
        date: '2026-12-01',
        reference,
      }),
    importReports: (csv: string, actorId = 'regulator-1', period = '2024') =>
      compliance.importReports({ sessionId: SESSION, family: FAMILY, period, csv, actorId }),
    verify: (actorId: string, period = '2024') =>
      compliance.verifyReports({ sessionId: SESSION, family: FAMILY, period, actorId }),
  };
}
