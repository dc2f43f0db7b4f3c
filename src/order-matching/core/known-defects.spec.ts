import { CARBON, TradingVenue } from '../../../test/support/trading-venue';
import { stateHash, VenueCore } from '.';
import { restoreSnapshot } from './restore-snapshot';
import { takeSnapshot } from './venue-snapshot';

/** The commands of a venue once more, in a fresh one. */
function replay({ commands }: TradingVenue): VenueCore {
  const core = new VenueCore('2024-01-02');
  for (const [place, body] of commands.entries()) core.apply({ ...body, sequence: place + 1 });
  return core;
}
const again = (core: VenueCore): VenueCore => restoreSnapshot(JSON.parse(JSON.stringify(takeSnapshot(core))));

/** Found in nodejs-order-book 10.1.1, the nearest book on npm. None of them may be here. */
describe('defects of a peer that must not be here', () => {
  it.each(['cancel-aggressor', 'cancel-resting', 'cancel-both', 'decrement-and-cancel'] as const)(
    'amend drops self-trade prevention: with %s an amended order still does not trade with its owner',
    (selfTradePrevention) => {
      const venue = new TradingVenue();
      const ask = venue.sell('ANNA', 5, 105);
      const bid = venue.buy('ANNA', 5, 100, { selfTradePrevention });
      const { trades, reports } = venue.amend('ANNA', bid.number, { priceTicks: 105, leavesLots: 6 });
      expect(trades).toEqual([]);
      const ended = reports.filter(([, , leaves]) => leaves === 0).map(([number]) => number);
      expect(ended).toEqual(
        {
          'cancel-aggressor': [bid.number],
          'cancel-resting': [ask.number],
          'cancel-both': [ask.number, bid.number],
          'decrement-and-cancel': [ask.number],
        }[selfTradePrevention],
      );
    },
  );

  it('amend trades with the own order: what is amended leaves the book first and never meets itself', () => {
    const venue = new TradingVenue();
    const { number } = venue.buy('ANNA', 5, 100);
    venue.sell('BERT', 3, 104);
    const { trades } = venue.amend('ANNA', number, { priceTicks: 105, leavesLots: 8 });
    expect(trades).toEqual([['ANNA', 'BERT', 104, 3]]);
    expect(venue.levels('buy')).toEqual([[105, 5, 1]]);
    expect(venue.levels('sell')).toEqual([]);
  });

  it('post-only amend into a cross loses the order: here it is refused and the order stays as it was', () => {
    const venue = new TradingVenue();
    const ahead = venue.buy('ANNA', 5, 100, { postOnly: true });
    venue.buy('BERT', 5, 100);
    venue.sell('CARA', 3, 104);
    const before = venue.hash;
    const { refusal, events } = venue.amend('ANNA', ahead.number, { priceTicks: 104 });
    expect([refusal?.code, events]).toEqual(['order.post-only-would-trade', []]);
    expect(venue.core.openOrder(ahead.number)).toMatchObject({
      priceTicks: 100,
      leavesLots: 5,
      status: 'open',
    });
    expect(venue.hash).not.toBe(before);
    expect(venue.sell('DORA', 1, 100).trades).toEqual([['ANNA', 'DORA', 100, 1]]);
  });

  it('FOK with cancel-resting fills partly and rests: here all or nothing, own orders not counted', () => {
    const venue = new TradingVenue();
    venue.sell('BERT', 3, 100);
    const own = venue.sell('ANNA', 5, 101);
    venue.sell('CARA', 3, 102);
    const fok = { timeInForce: 'FOK', selfTradePrevention: 'cancel-resting' } as const;
    const killed = venue.buy('ANNA', 7, 102, fok);
    expect(killed).toMatchObject({ code: 'order.fok-not-fillable', trades: [] });
    expect(killed.order).toMatchObject({ status: 'rejected', leavesLots: 0, cumulativeLots: 0 });
    expect(venue.core.openOrder(own.number)).not.toBeNull();
    expect(venue.levels('buy')).toEqual([]);
    const filled = venue.buy('ANNA', 6, 102, fok);
    expect(filled.order).toMatchObject({ status: 'filled', cumulativeLots: 6, leavesLots: 0 });
    expect(venue.open()).toEqual([]);
  });

  it('a command that ends in prevention is missing from the journal: here it has its number, its events, and replays', () => {
    const venue = new TradingVenue();
    venue.sell('ANNA', 2, 100);
    venue.sell('BERT', 2, 100);
    const prevented = venue.buy('BERT', 5, 100);
    expect(prevented.code).toBe('order.self-trade-prevented');
    expect(prevented.reports.at(-1)).toEqual([
      prevented.number,
      'cancelled',
      0,
      'order.self-trade-prevented',
    ]);
    const own = venue.buy('BERT', 1, 100);
    expect(own).toMatchObject({ code: 'order.self-trade-prevented', trades: [] });
    expect(own.events.map(({ type }) => type)).toContain('order');
    expect(venue.core.commandSequence).toBe(own.number);
    expect(stateHash(replay(venue))).toBe(venue.hash);
  });

  it('the snapshot forgets the last price: here stops, halts and pictures go on from it', () => {
    const venue = new TradingVenue({ instruments: [{ ...CARBON, dynamicBandBasisPoints: 500 }] });
    venue.sell('ANNA', 1, 104);
    venue.buy('BERT', 1, 104);
    const core = again(venue.core);
    expect(core.picture('CEA', 1)).toEqual(venue.core.picture('CEA', 1));
    expect(core.picture('CEA', 1).lastPriceTicks).toBe(104);
    const stop = venue.commands.find(({ type }) => type === 'place-order');
    const sequence = core.commandSequence + 1;
    const command = { ...stop, side: 'buy', priceTicks: 100, stopTicks: 104, sequence } as Parameters<
      typeof core.apply
    >[0];
    expect(core.apply(command).events[0]).toMatchObject({
      order: { reason: { code: 'order.stop-triggered' } },
    });
  });

  it('float dust: a hundred fills of 0.01 leave exactly nothing', () => {
    const measures = { ...CARBON.measures, lotSize: '0.01' };
    const venue = new TradingVenue({ instruments: [{ ...CARBON, measures }] });
    const { number } = venue.sell('ANNA', 100, 100);
    for (let fill = 1; fill < 100; fill += 1) {
      venue.buy('BERT', 1, 100);
      expect(venue.core.openOrder(number)).toMatchObject({ leavesLots: 100 - fill, cumulativeLots: fill });
    }
    venue.buy('BERT', 1, 100);
    expect(venue.core.openOrder(number)).toBeNull();
    expect([venue.levels('sell'), venue.account('BERT').cashUnsettledOutCents]).toEqual([[], 10_000]);
  });

  it('nondeterministic snapshot: the same commands give the same bytes, with names and numbers in order', () => {
    const fill = () => {
      const venue = new TradingVenue({ instruments: [CARBON, { ...CARBON, instrumentCode: 'CCER' }] });
      for (const who of ['DORA', 'ANNA', 'CARA']) venue.buy(who, 3, 95);
      venue.sell('BERT', 4, 95);
      venue.cancel('CARA', 1);
      return JSON.stringify(takeSnapshot(venue.core));
    };
    expect(fill()).toBe(fill());
    const snapshot = JSON.parse(fill()) as ReturnType<typeof takeSnapshot>;
    const participants = snapshot.accounts.map(({ participantCode }) => participantCode);
    expect(participants).toEqual([...participants].sort());
  });

  it('wrong remaining quantity after cancel-aggressor: quantity = filled + cancelled, nothing is left', () => {
    const venue = new TradingVenue();
    venue.sell('BERT', 2, 100);
    venue.sell('ANNA', 5, 101);
    const { order } = venue.buy('ANNA', 10, 101, { selfTradePrevention: 'cancel-aggressor' });
    expect(order).toMatchObject({ quantityLots: 10, cumulativeLots: 2, cancelledLots: 8, leavesLots: 0 });
    expect(venue.account('ANNA')).toMatchObject({ cashReservedCents: 0, cashUnsettledOutCents: 200 });
    expect(venue.rights('ANNA')).toMatchObject({ reservedLots: 5 });
  });
});
