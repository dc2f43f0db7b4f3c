import type { InstrumentTerms, Reason, VenueCommandBody } from '../../../src/order-matching/core';
import { ALLOWED, type Answer, CARBON, TradingVenue } from '../trading-venue';

/** What must stand in each `{…}`, in both languages or in English and Chinese. */
export type Values = Readonly<Record<string, string | readonly [string, string]>>;
export interface Case {
  readonly values?: Values;
  /** gives the refusal, or the last report that bears the code */
  readonly provoke: () => Reason | null | undefined;
}

export const ORIGIN = {
  actorId: 'seat-1',
  actorKind: 'person',
  clientOrderId: 'c',
  eligibility: ALLOWED,
} as const;
export const LARGE = { ...CARBON, blockThresholdLots: 100 };

export const endOf = ({ order, refusal }: Answer): Reason | null | undefined => refusal ?? order?.reason;
/** The reason of another order than the command's own. */
export const lastOf = ({ events }: Answer): Reason | null | undefined =>
  events.flatMap((event) => (event.type === 'order' ? [event.order.reason] : [])).at(-1);
export const tons = (amount: number): readonly [string, string] => [`${amount} t`, `${amount} 吨`];

export const buying = (...order: [number, number | null, object?]) =>
  endOf(new TradingVenue().buy('ANNA', ...order));
export const sending = (body: VenueCommandBody, venue = new TradingVenue()) => endOf(venue.send(body));

export function withAsk(lots = 5, price = 100): TradingVenue {
  const venue = new TradingVenue();
  venue.sell('BERT', lots, price);
  return venue;
}

export function inPhase(phase: 'closed' | 'suspended' | 'call-auction', cancels = true): TradingVenue {
  const venue = new TradingVenue();
  venue.buy('ANNA', 1, 95);
  venue.phase(phase, cancels);
  return venue;
}

export function bidding(lots = 100, floorTicks = 95, capTicks = 105, terms: InstrumentTerms = LARGE) {
  const venue = new TradingVenue({ instruments: [terms] });
  const opened = venue.send({
    type: 'open-bidding',
    ...ORIGIN,
    participantCode: 'BERT',
    instrumentCode: 'CEA',
    quantityLots: lots,
    floorTicks,
    capTicks,
    pricing: 'uniform',
  });
  const bid = (priceTicks: number, participantCode = 'ANNA', biddingNumber = opened.number) =>
    venue.send({
      type: 'place-bid',
      ...ORIGIN,
      participantCode,
      biddingNumber,
      priceTicks,
      quantityLots: 60,
    });
  return {
    venue,
    opened,
    bid,
    close: () => venue.send({ type: 'close-bidding', biddingNumber: opened.number }),
  };
}
