import type { AddressInfo } from 'node:net';
import { Global, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Identity, IdentityModule, SessionDirectory } from '../../src/identity';
import { LedgerModule } from '../../src/ledger';
import { configureHttp, httpAdapter, PlatformModule, readConfiguration } from '../../src/platform';
import { RegistryModule } from '../../src/registry';
import { RightFamilyDirectory, RightFamilyModule, SessionCalendar } from '../../src/right-family';
import { Client } from '../chain/client';
import { CAPS, emptyDatabase, PARTICIPANTS, ZONES } from './registry-bench';
import { ToyFamily } from './toy-family';

@Global()
@Module({
  providers: [
    { provide: SessionCalendar, useValue: { today: () => Promise.resolve('2024-01-05') } },
    { provide: SessionDirectory, useValue: { exists: () => Promise.resolve(true) } },
  ],
  exports: [SessionCalendar, SessionDirectory],
})
class Calendar {}

let app: NestFastifyApplication;
let database: Awaited<ReturnType<typeof emptyDatabase>>;
let url = '';
let anna: Client;
let ben: Client;
let trader: Client;
const path = (rest: string) => `/sessions/class/registry/${rest}`;

beforeAll(async () => {
  database = await emptyDatabase();
  const configuration = {
    ...readConfiguration({}),
    logLevel: 'silent' as const,
    jwtSecret: 'a-secret-for-tests-only-0123456789',
    throttlePerMinute: 0,
  };
  const testing = await Test.createTestingModule({
    imports: [
      PlatformModule.forRoot(configuration, database.url),
      Calendar,
      IdentityModule,
      RightFamilyModule,
      LedgerModule,
      RegistryModule,
    ],
  }).compile();
  app = testing.createNestApplication<NestFastifyApplication>(httpAdapter(), { logger: false });
  app.get(RightFamilyDirectory).register(new ToyFamily());
  await configureHttp(app);
  await app.listen(0, '127.0.0.1');
  url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  const seats = await app.get(Identity).openSeats('class', [
    { role: 'regulator', participantCode: null },
    { role: 'regulator', participantCode: null },
    { role: 'trader', participantCode: 'A' },
  ]);
  const clients = await Promise.all(
    [...seats]
      .sort((a, b) => a.role.localeCompare(b.role))
      .map(({ joinCode }, index) => new Client(url).joined(joinCode, `person ${index}`)),
  );
  const [first, second, third] = clients;
  if (!first || !second || !third) throw new Error('three seats');
  [anna, ben, trader] = [first, second, third];
  for (const [name, csv] of Object.entries({ zones: ZONES, participants: PARTICIPANTS, caps: CAPS }))
    await anna.call('PUT', path(`files/${name}`), csv);
}, 60_000);
afterAll(async () => {
  await app?.close();
  await database?.drop();
});

it('shows caps, zones, participants, instruments and families, private figures to whom they belong', async () => {
  expect(await trader.call('GET', path('caps'))).toEqual([
    expect.objectContaining({
      regionCode: 'CN',
      regionNames: { en: 'China', zh: '中国' },
      cap: '100.0',
      issued: '0.0',
    }),
    expect.objectContaining({ regionCode: 'RIVER', cap: '30.0' }),
  ]);
  expect(await trader.call('GET', path('zones'))).toHaveLength(4);
  const participants = await trader.call<{ participantCode: string; openingCash: string }[]>(
    'GET',
    path('participants'),
  );
  expect(participants.map(({ participantCode, openingCash }) => [participantCode, openingCash])).toEqual([
    ['A', '100.00'],
    ['B', null],
    ['C', null],
    ['R1', null],
  ]);
  expect(await trader.call('GET', path('instruments'))).toMatchObject([{ code: 'TOY-2024', lotSize: '0.1' }]);
  expect(await trader.call('GET', path('families'))).toMatchObject([{ code: 'toy' }]);
});

it('answers a bad file with every bad cell, in the language that was asked for', async () => {
  const problem = await anna.refused(
    'PUT',
    path('files/attainment'),
    'zone_code,attains\nLAKE,maybe\nMOON,yes\n',
  );
  expect(problem).toMatchObject({
    status: 422,
    code: 'registry.bad-file',
    errors: [
      { line: 2, column: 'attains', rule: 'code.unknown' },
      { line: 3, column: 'zone_code', rule: 'code.unknown' },
    ],
  });
  expect(await trader.refused('PUT', path('files/zones'), ZONES)).toMatchObject({ status: 403 });
  expect(await anna.refused('PUT', path('files/treasures'), ZONES)).toMatchObject({ status: 400 });
});

it('walks a plan from draft to issue; others see it when it is issued', async () => {
  const body = {
    family: 'toy',
    method: 'as-written',
    period: '2024',
    csv: 'holder,quantity,charge\nA,15,1.50\n',
  };
  const plan = await anna.call<{ planId: string }>('POST', path('plans'), body);
  expect(plan).toMatchObject({
    status: 'draft',
    entries: [{ holderCode: 'A', quantity: '1.5', charge: '1.50', explanation: [{ value: '1' }] }],
  });
  const at = (action: string) => path(`plans/${plan.planId}${action}`);
  expect(await trader.refused('GET', at(''))).toMatchObject({ status: 404, code: 'plan.unknown' });
  await anna.call('POST', at('/submit'));
  expect(await anna.refused('POST', at('/approve'))).toMatchObject({ status: 403, code: 'plan.same-person' });
  await ben.call('POST', at('/approve'));
  expect(await anna.call('POST', at('/issue'))).toMatchObject({ status: 'issued', entryCount: 1 });
  expect(await anna.refused('POST', at('/issue'))).toMatchObject({ status: 409, code: 'plan.wrong-state' });
  expect(await trader.call('GET', path('plans'))).toMatchObject([{ planId: plan.planId, status: 'issued' }]);
  expect(await trader.call('GET', path('caps'))).toMatchObject([{ issued: '1.5' }, { issued: '0.0' }]);
});

it('offers templates and the allocation table as CSV', async () => {
  const token = await app.get(Identity).observe('class');
  const text = async (rest: string) => {
    const response = await fetch(`${url}/api/v1${path(rest)}`, {
      headers: { authorization: `Bearer ${token.token}` },
    });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    return response.text();
  };
  expect(await text('files/attainment/template.csv')).toBe('zone_code,attains\r\nFEN,no\r\n');
  expect(await text('families/toy/methods/as-written/template.csv')).toContain('holder,quantity');
  expect(await text('plans/plan-1/entries.csv')).toContain('A,TOY-2024,1.5,t,1.50,CN,,');
});
