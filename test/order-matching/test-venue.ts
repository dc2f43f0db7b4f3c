import { type CanActivate, type ExecutionContext, Global, Injectable, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import type { Actor } from '../../src/identity';
import { DomainError } from '../../src/kernel';
import { CASH, Ledger, participantAccount, SYSTEM_ACCOUNTS } from '../../src/ledger';
import {
  OrderMatching,
  OrderMatchingModule,
  type PlaceOrder,
  VenueEvents,
  type VenueInstrument,
} from '../../src/order-matching';
import {
  configureHttp,
  httpAdapter,
  PlatformModule,
  readConfiguration,
  StopSequence,
} from '../../src/platform';
import {
  HolderDirectory,
  type HolderFacts,
  type OrderVerdict,
  type RightFamily,
  RightFamilyDirectory,
  RightFamilyModule,
  type RightInstrument,
} from '../../src/right-family';

export const SESSION = 'S1';
export const DAY = '2024-05-17';

const instrumentOf = (code: string): RightInstrument => ({
  code,
  unit: { en: 't', zh: '吨' },
  lotSize: '1',
  tickSize: '0.01',
  family: 'test-family',
  commodity: 'allowance',
  zoneCode: null,
  vintage: '2024',
  names: { en: code, zh: code },
  purpose: 'allowance',
  initialReferencePrice: '100.00',
  priceBandBasisPoints: 1_000,
});

/** A register that knows two instruments and every participant whose code begins with P. */
@Injectable()
class HolderDirectoryDouble extends HolderDirectory {
  async holder(_: string, participantCode: string): Promise<HolderFacts> {
    return { participantCode, kind: 'power-company', zones: [], approvedSavingLots: {} };
  }
  async instrument(_: string, instrumentCode: string): Promise<RightInstrument> {
    if (instrumentCode === 'CEA-2024' || instrumentCode === 'CCER') return instrumentOf(instrumentCode);
    throw new DomainError(
      'instrument.unknown',
      { en: instrumentCode, zh: instrumentCode },
      {},
      { kind: 'not-found' },
    );
  }
}

/** What the family double answers; a test may change it. */
export const verdicts = {
  judge: (): OrderVerdict => ({ allowed: true, limitLots: null, limitRefusal: null }),
};

/** Trusts `x-actor`: who is asking is not what these tests are about. */
@Injectable()
class ActorGuardDouble implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<{ headers: Record<string, string>; actor?: Actor }>();
    const participantCode = request.headers['x-actor'] ?? null;
    request.actor = {
      actorId: `seat-${participantCode}`,
      kind: 'person',
      role: 'trader',
      displayName: 'test',
      sessionId: SESSION,
      participantCode,
    };
    return true;
  }
}

@Global()
@Module({
  providers: [
    { provide: HolderDirectory, useClass: HolderDirectoryDouble },
    { provide: APP_GUARD, useClass: ActorGuardDouble },
  ],
  exports: [HolderDirectory],
})
class DoublesModule {}

export interface TestVenue {
  readonly app: NestFastifyApplication;
  readonly venue: OrderMatching;
  readonly events: VenueEvents;
  readonly ledger: Ledger;
  readonly database: DataSource;
  /** stops in the product's order; the database stays */
  stop(): Promise<void>;
}

/** The exchange on the real ledger and the real database, with doubles for the register and the families. */
export async function startVenue(databaseUrl: string): Promise<TestVenue> {
  const configuration = { ...readConfiguration({}), logLevel: 'silent' as const, throttlePerMinute: 0 };
  const testing = await Test.createTestingModule({
    imports: [
      PlatformModule.forRoot(configuration, databaseUrl),
      RightFamilyModule,
      DoublesModule,
      OrderMatchingModule,
    ],
  }).compile();
  const app = testing.createNestApplication<NestFastifyApplication>(httpAdapter(), { logger: false });
  await configureHttp(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const get = <T>(token: abstract new (...parameters: never[]) => T) => app.get<T>(token, { strict: false });
  const family: Pick<RightFamily, 'code' | 'judgeOrder'> = {
    code: 'test-family',
    judgeOrder: () => verdicts.judge(),
  };
  get(RightFamilyDirectory).register(family as RightFamily);
  return {
    app,
    venue: get(OrderMatching),
    events: get(VenueEvents),
    ledger: get(Ledger),
    database: get(DataSource),
    stop: async () => {
      await get(StopSequence).run();
      await app.close();
    },
  };
}

const listed = (instrumentCode: string): VenueInstrument => ({
  instrumentCode,
  family: 'test-family',
  referencePriceTicks: 10_000,
  priceBandBasisPoints: 1_000,
  centsPerTickLot: 1,
});

export const instruments = [listed('CEA-2024'), listed('CCER')];

/** Everybody gets cash in the bank and rights in registration, then both into the trading account. */
export async function endow(
  { venue, ledger }: TestVenue,
  participants: readonly string[],
  endowment = { cashCents: 100_000_000, lots: 1_000 },
  traded: readonly VenueInstrument[] = instruments,
): Promise<void> {
  await ledger.openSession(SESSION, participants);
  await ledger.post(
    SESSION,
    participants.map((code) => ({
      reference: `opening:${code}`,
      kind: 'issue' as const,
      date: DAY,
      postings: [
        {
          from: SYSTEM_ACCOUNTS.clearingBank,
          to: participantAccount(code, 'bank'),
          asset: CASH,
          amount: endowment.cashCents * 2,
        },
        {
          from: SYSTEM_ACCOUNTS.issuance,
          to: participantAccount(code, 'registration'),
          asset: 'CEA-2024',
          amount: endowment.lots * 2,
        },
      ],
    })),
  );
  await venue.openVenue({ sessionId: SESSION, instruments: traded, date: DAY });
  await venue.setPhase(SESSION, 'open');
  for (const participantCode of participants) {
    const move = { sessionId: SESSION, participantCode };
    await venue.moveToTrading({
      ...move,
      asset: CASH,
      amount: endowment.cashCents,
      reference: `cash:${participantCode}`,
    });
    await venue.moveToTrading({
      ...move,
      asset: 'CEA-2024',
      amount: endowment.lots,
      reference: `cea:${participantCode}`,
    });
  }
}

/** A request of a seat of the session, as JSON. */
export async function request(
  { app }: TestVenue,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  options: { readonly body?: object; readonly actor?: string; readonly language?: string } = {},
) {
  const response = await app.inject({
    method,
    url: `/api/v1/sessions/${SESSION}/${path}`,
    headers: { 'x-actor': options.actor ?? 'P1', 'accept-language': options.language ?? 'en' },
    ...(options.body && { payload: options.body }),
  });
  return { status: response.statusCode, body: response.json() };
}

let placed = 0;
const nextNumber = (): number => {
  placed += 1;
  return placed;
};
export const orderOf = (
  order: Partial<PlaceOrder> & Pick<PlaceOrder, 'participantCode' | 'side'>,
): PlaceOrder => ({
  sessionId: SESSION,
  actorId: `seat-${order.participantCode}`,
  actorKind: 'person',
  clientOrderId: `c${nextNumber()}`,
  instrumentCode: 'CEA-2024',
  orderType: 'limit',
  priceTicks: 10_000,
  quantityLots: 10,
  timeInForce: 'GTC',
  selfTradePrevention: 'cancel-aggressor',
  ...order,
});

/** As settlement does it: both legs of each trade in the ledger, under the reference that the venue knows. */
export async function deliver({ venue, ledger }: TestVenue, tradeIds?: readonly string[]): Promise<void> {
  const trades = await venue.tradesAfter(SESSION, 0, 1_000);
  await ledger.post(
    SESSION,
    trades
      .filter(({ tradeId }) => !tradeIds || tradeIds.includes(tradeId))
      .map((trade) => ({
        reference: `trade:${trade.tradeId}`,
        kind: 'trade' as const,
        date: trade.date,
        postings: [
          {
            from: participantAccount(trade.buyerCode, 'trading'),
            to: participantAccount(trade.sellerCode, 'trading'),
            asset: CASH,
            amount: trade.amountCents,
          },
          {
            from: participantAccount(trade.sellerCode, 'trading'),
            to: participantAccount(trade.buyerCode, 'trading'),
            asset: trade.instrumentCode,
            amount: trade.quantityLots,
          },
        ],
      })),
  );
}
