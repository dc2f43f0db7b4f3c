import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  restoreVenue,
  stateHash,
  type VenueCommandBody,
  VenueCore,
  type VenueTrade,
} from '../../src/order-matching/core';
import { FIRST_DATE } from './matching-flow/flow';
import { digestOf } from './matching-flow/flow-digest';
import { flowOfSeed, flowsToRun, type PlannedFlow, runFlows } from './matching-flow/flow-run';

/* I13 on random commands; seeds as in order-matching.spec.ts. */
const COMMANDS = 150;
const script = join(__dirname, '../../scripts/nightly-matching.js');

/** Runs with a clock, a calendar and dice that nobody may touch. */
function withoutClock<T>(run: () => T): T {
  const { Date: clock, Math: mathematics } = globalThis;
  const forbidden = new Proxy(clock, {
    construct: () => {
      throw new Error('I13: the core looked at the clock');
    },
    get: () => {
      throw new Error('I13: the core looked at the clock');
    },
  });
  const dice = mathematics.random;
  mathematics.random = () => {
    throw new Error('I13: the core threw dice');
  };
  globalThis.Date = forbidden;
  try {
    return run();
  } finally {
    globalThis.Date = clock;
    mathematics.random = dice;
  }
}

describe('I13: the same commands', () => {
  const { firstSeed, runs } = flowsToRun(60);
  const flows = Array.from({ length: runs }, (_, place) => flowOfSeed(firstSeed + place, COMMANDS));

  it('give the same event bytes and the same state in a second venue that has neither clock nor dice', () => {
    for (const flow of flows) {
      const first = digestOf(flow);
      expect(withoutClock(() => digestOf(flow))).toBe(first);
    }
  });

  it.each(['Asia/Kathmandu', 'America/St_Johns'])(
    'give them in another process in %s, too',
    async (zone) => {
      const argv = [
        script,
        '--digest',
        '--seed',
        String(firstSeed),
        '--runs',
        '20',
        '--commands',
        String(COMMANDS),
      ];
      const { stdout } = await promisify(execFile)(process.execPath, argv, {
        env: { ...process.env, TZ: zone, LANG: 'zh_CN.UTF-8' },
      });
      const here = Array.from({ length: 20 }, (_, place) =>
        digestOf(flowOfSeed(firstSeed + place, COMMANDS)),
      );
      expect(stdout.trim().split('\n')).toEqual(here);
    },
    60_000,
  );
});

interface Limit {
  readonly participantCode: string;
  readonly instrumentCode: string;
  readonly limitLots: number;
}

/** What a recorder of commands and events knows: trades, and how much everybody ever bought and sold. */
class Recorder {
  readonly core: VenueCore;
  readonly unsettled = new Map<number, VenueTrade>();
  readonly traded = new Map<string, { boughtLots: number; soldLots: number }>();
  /** by participant, instrument and day */
  readonly bought = new Map<string, number>();
  readonly holdingLimits = new Map<string, Limit>();
  /** by instrument and day */
  readonly turnover = new Map<string, { tickLots: bigint; lots: bigint }>();

  constructor({ limits }: PlannedFlow['plan']) {
    this.core = new VenueCore(FIRST_DATE, { limits });
  }

  send(body: VenueCommandBody): void {
    const { events, refusal } = this.core.apply({ ...body, sequence: this.core.commandSequence + 1 });
    if (body.type === 'set-holding-limit' && refusal === null) {
      const { participantCode, instrumentCode, limitLots } = body;
      const key = `${participantCode} ${instrumentCode}`;
      if (limitLots === null) this.holdingLimits.delete(key);
      else this.holdingLimits.set(key, { participantCode, instrumentCode, limitLots });
    }
    for (const event of events)
      if (event.type === 'trade') this.#trade(event.trade);
      else if (event.type === 'settled') this.unsettled.delete(event.tradeSequence);
  }

  #trade(trade: VenueTrade): void {
    const { instrumentCode, priceTicks, quantityLots, buyerCode, date } = trade;
    const today = `${buyerCode} ${instrumentCode} ${date}`;
    this.bought.set(today, (this.bought.get(today) ?? 0) + quantityLots);
    this.unsettled.set(trade.tradeSequence, trade);
    const both = [`${trade.buyerCode} ${instrumentCode}`, `${trade.sellerCode} ${instrumentCode}`];
    both.forEach((key, place) => {
      const sums = this.traded.get(key) ?? { boughtLots: 0, soldLots: 0 };
      const name = place === 0 ? 'boughtLots' : 'soldLots';
      this.traded.set(key, { ...sums, [name]: sums[name] + quantityLots });
    });
    if (trade.model === 'block' || trade.model === 'bidding') return;
    const day = `${instrumentCode} ${date}`;
    const { tickLots, lots } = this.turnover.get(day) ?? { tickLots: 0n, lots: 0n };
    const more = BigInt(priceTicks) * BigInt(quantityLots);
    this.turnover.set(day, { tickLots: tickLots + more, lots: lots + BigInt(quantityLots) });
  }

  /** The venue as PostgreSQL and the ledger keep it, taken up again. */
  restored(): VenueCore {
    const { core } = this;
    return restoreVenue({
      commandSequence: core.commandSequence,
      eventSequence: core.eventSequence,
      tradeSequence: core.tradeSequence,
      phase: core.phase,
      date: core.date,
      secondOfDay: core.secondOfDay,
      instruments: core.instrumentCodes().map((code) => {
        const { terms } = core.names.instrument(code);
        const { phase, cancels, lastPriceTicks, referencePriceTicks } = core.picture(code, 0);
        const { tickLots, lots } = this.turnover.get(`${code} ${core.date}`) ?? { tickLots: 0n, lots: 0n };
        return {
          terms: { ...terms, referencePriceTicks },
          market: { phase, cancels },
          lastPriceTicks,
          dayTurnoverTickLots: tickLots,
          dayVolumeLots: lots,
        };
      }),
      balances: core.accountPictures().flatMap((one) => [
        {
          participantCode: one.participantCode,
          instrumentCode: null,
          amount: one.cashAvailableCents + one.cashReservedCents + one.cashUnsettledOutCents,
        },
        ...one.rights.map(({ instrumentCode, availableLots, reservedLots, unsettledOutLots }) => ({
          participantCode: one.participantCode,
          instrumentCode,
          amount: availableLots + reservedLots + unsettledOutLots,
        })),
      ]),
      traded: [...this.traded].map(([key, lots]) => {
        const [participantCode = '', instrumentCode = ''] = key.split(' ');
        return {
          participantCode,
          instrumentCode,
          ...lots,
          boughtTodayLots: this.bought.get(`${key} ${core.date}`) ?? 0,
        };
      }),
      holdingLimits: [...this.holdingLimits.values()],
      unsettled: [...this.unsettled.values()],
    });
  }
}

it('what is taken up from trades, balances and prices is the venue as it was, without its book', () => {
  runFlows(
    (plan) => {
      const recorder = new Recorder(plan);
      return {
        apply: ({ sequence, ...body }) => {
          recorder.send(body);
        },
        finish: () => {
          recorder.send({ type: 'set-phase', phase: 'open' });
          for (const biddingNumber of [...recorder.core.biddings.open.keys()])
            recorder.send({ type: 'close-bidding', biddingNumber });
          recorder.send({ type: 'cancel-all', participantCode: null });
          expect(stateHash(recorder.restored())).toBe(stateHash(recorder.core));
        },
      };
    },
    60,
    COMMANDS,
    ['everything', 'continuous', 'auctions', 'stops', 'models', 'holdings'],
  );
});
