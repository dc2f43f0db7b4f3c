import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Answer, CARBON, TradingVenue } from '../../../../test/support/trading-venue';
import { VENUE_LIMITS } from '../limits';
import { LARGE_LOT_RULES } from './large-lots';
import { type MarketPhase, PHASES, TRADING_DAYS, type TradingDayName } from './phases';

const PAGE = join(__dirname, '../../../../docs/markets.md');
const NAMES = Object.keys(PHASES) as MarketPhase[];

const CHINESE: Readonly<Record<MarketPhase, string>> = {
  closed: '休市',
  'pre-open': '开市前申报',
  'call-auction': '集合竞价',
  continuous: '连续竞价',
  'volatility-halt': '波动性中断',
  'closing-auction': '收盘集合竞价',
  suspended: '停牌',
};
const yes = (value: boolean): string => (value ? 'yes' : '–');
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const phaseTable = () =>
  table(
    [
      'phase',
      '中文',
      'takes orders',
      'orders meet as they come',
      'orders are collected',
      'uncrossed at its end',
    ],
    NAMES.map((name) => {
      const { accepts, matches, collects, uncrossesAtEnd } = PHASES[name];
      return [`\`${name}\``, CHINESE[name], yes(accepts), yes(matches), yes(collects), yes(uncrossesAtEnd)];
    }),
  );

const clock = (second: number): string =>
  `${Math.floor(second / 3_600)}:${String(Math.floor((second % 3_600) / 60)).padStart(2, '0')}`;
const dayTable = () =>
  table(
    ['trading day', 'windows', 'block trades'],
    Object.entries(TRADING_DAYS).map(([name, windows]) => [
      `\`${name}\``,
      windows
        .map(
          ({ fromSecondOfDay, phase, cancels }) =>
            `${clock(fromSecondOfDay)} ${phase}${cancels ? '' : ' (no cancels)'}`,
        )
        .join(' · '),
      LARGE_LOT_RULES[name as TradingDayName]?.blockHours.map(clock).join('–') ?? 'while continuous',
    ]),
  );

/** What each kind of order is answered in each phase: the core itself is asked. */
const KINDS: Readonly<Record<string, (venue: TradingVenue) => Answer>> = {
  'limit, iceberg (GTC, DAY, GTD)': (venue) =>
    venue.buy('ANNA', 5, 96, { displayLots: 2, timeInForce: 'DAY' }),
  'market, IOC, FOK': (venue) => venue.buy('ANNA', 5, 100, { timeInForce: 'IOC' }),
  'post-only': (venue) => venue.buy('ANNA', 5, 96, { postOnly: true }),
  'minimum quantity': (venue) => venue.buy('ANNA', 5, 100, { minimumLots: 1 }),
  'stop, stop-limit': (venue) => venue.buy('ANNA', 5, 96, { stopTicks: 105 }),
  amend: (venue) => venue.amend('BERT', venue.open()[0]?.[0] ?? 0, { leavesLots: 1 }),
  cancel: (venue) => venue.cancel('BERT', venue.open()[0]?.[0] ?? 0),
  'block trade': (venue) =>
    venue.send({
      type: 'propose-block',
      participantCode: 'ANNA',
      actorId: 'seat-1',
      actorKind: 'person',
      clientOrderId: 'b',
      instrumentCode: 'CEA',
      side: 'sell',
      counterpartyCode: 'BERT',
      priceTicks: 100,
      quantityLots: 50,
      eligibility: { allowed: true, limitLots: null, limitReason: null },
    }),
};

function answerIn(phase: MarketPhase, ask: (venue: TradingVenue) => Answer): string {
  const venue = new TradingVenue({ instruments: [{ ...CARBON, blockThresholdLots: 50 }] });
  venue.sell('BERT', 5, 100);
  venue.phase(phase);
  const { refusal, order } = ask(venue);
  const code = refusal?.code ?? (order?.status === 'rejected' ? order.reason?.code : undefined);
  return code ? code.replace('order.', '') : 'yes';
}

const orderTable = () =>
  table(
    ['', ...NAMES.map((name) => `\`${name}\``)],
    Object.entries(KINDS).map(([kind, ask]) => [kind, ...NAMES.map((phase) => answerIn(phase, ask))]),
  );

const MAXIMA: Readonly<Record<keyof typeof VENUE_LIMITS, readonly [string, string]>> = {
  instruments: ['instruments of a venue', '`venue.too-many-instruments`'],
  participants: ['trading accounts', '`venue.too-many-participants`'],
  openOrders: ['open orders of a venue', '`order.book-full`'],
  openOrdersPerParticipant: ['open orders of a participant', '`order.too-many-open-orders`'],
  levelsPerBook: ['price levels of a book, both sides', '`order.too-many-levels`'],
};
const maximaTable = () =>
  table(
    ['maximum of', '', 'refused with'],
    (Object.keys(MAXIMA) as (keyof typeof VENUE_LIMITS)[]).map((name) => [
      MAXIMA[name][0],
      VENUE_LIMITS[name].toLocaleString('en'),
      MAXIMA[name][1],
    ]),
  );

const SECTIONS: Readonly<Record<string, () => string>> = {
  phases: phaseTable,
  'trading-days': dayTable,
  'orders-by-phase': orderTable,
  maxima: maximaTable,
};

describe('docs/markets.md', () => {
  it.each(Object.keys(SECTIONS))('tells the %s as they are in the code', (name) => {
    const page = readFileSync(PAGE, 'utf8');
    const [open, close] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
    const from = page.indexOf(open) + open.length;
    const to = page.indexOf(close);
    expect(from >= open.length && to >= from).toBe(true);
    const wanted = `\n${SECTIONS[name]?.()}\n\n`;
    if (process.env['UPDATE_DOCS'] === '1')
      writeFileSync(PAGE, page.slice(0, from) + wanted + page.slice(to));
    else expect(page.slice(from, to)).toBe(wanted);
  });
});
