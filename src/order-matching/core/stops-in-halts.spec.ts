import { CARBON, TradingVenue } from '../../../test/support/trading-venue';
import { restoreSnapshot, stateHash, takeSnapshot } from '.';

const triggered = ({ reports }: ReturnType<TradingVenue['send']>) =>
  reports.filter(([, , , code]) => code === 'order.stop-triggered').map(([number]) => number);

/** A call that ends in a closed market, where no stop can enter. */
function auctionAt(venue: TradingVenue, price: number): void {
  venue.phase('call-auction');
  venue.sell('CARA', 1, price);
  venue.buy('DORA', 1, price);
  venue.phase('closed');
}

describe('a stop order that is placed while trading stands still', () => {
  it('is not set off by trades older than itself, though another stop waits', () => {
    const venue = new TradingVenue({ instruments: [{ ...CARBON, dynamicBandBasisPoints: 200 }] });
    venue.sell('CARA', 1, 100);
    venue.buy('DORA', 1, 100);
    venue.buy('ANNA', 1, 95, { stopTicks: 108 });
    for (const price of [99, 98, 97]) venue.buy('CARA', 1, price);
    venue.sell('DORA', 3, 97, { timeInForce: 'IOC' });
    expect(venue.market()).toMatchObject({ phase: 'volatility-halt', lastPriceTicks: 98 });
    venue.buy('BERT', 1, 95, { stopTicks: 99 });
    expect(triggered(venue.phase('continuous'))).toEqual([]);
    expect(venue.core.openOrders().map(({ status }) => status)).toEqual(['waiting', 'open', 'waiting']);
  });

  it('leaves one reached that was reached before; a snapshot keeps that', () => {
    const venue = new TradingVenue();
    const reached = venue.buy('ANNA', 1, 95, { stopTicks: 104 }).number;
    auctionAt(venue, 105);
    auctionAt(venue, 100);
    venue.phase('call-auction');
    const later = venue.buy('BERT', 1, 95, { stopTicks: 103 }).number;
    const restored = restoreSnapshot(takeSnapshot(venue.core));
    expect(stateHash(restored)).toBe(venue.hash);
    const command = { type: 'set-phase', phase: 'continuous', instrumentCode: 'CEA' } as const;
    const again = restored.apply({ ...command, sequence: restored.commandSequence + 1 });
    const answer = venue.send({ ...command });
    expect(again.events).toEqual(answer.events);
    expect(triggered(answer)).toEqual([reached]);
    expect(venue.core.openOrder(later)?.status).toBe('waiting');
  });
});
