import { z } from 'zod';
import { code, decimal, key, side } from './order-matching.dto';

const price = z.string().meta({ description: 'CNY per unit', example: '58.20' });
const quantity = z.string().meta({ description: 'in the unit of the instrument', example: '1200' });
const lot = decimal.meta({ description: 'in the unit of the instrument', example: '120000' });

export const takeListingRequest = z
  .strictObject({ clientOrderId: key, quantity: lot })
  .meta({ id: 'TakeListingRequest', example: { clientOrderId: 't1', quantity: '500' } });
export type TakeListingRequest = z.infer<typeof takeListingRequest>;

export const listingView = z
  .object({ listingId: z.string(), side, price, quantity })
  .meta({ id: 'Listing', description: 'whose it is stays private' });

export const proposeBlockRequest = z
  .strictObject({
    clientOrderId: key,
    instrumentCode: code,
    side: side.meta({ description: 'the proposer’s side' }),
    counterparty: code.meta({ description: 'participant that agreed to the trade', example: 'P02' }),
    price: decimal,
    quantity: lot,
  })
  .meta({
    id: 'ProposeBlockRequest',
    example: {
      clientOrderId: 'b1',
      instrumentCode: 'CEA-2024',
      side: 'sell',
      counterparty: 'P02',
      price: '80.00',
      quantity: '120000',
    },
  });
export type ProposeBlockRequest = z.infer<typeof proposeBlockRequest>;

export const acceptBlockRequest = z
  .strictObject({ clientOrderId: key })
  .meta({ id: 'AcceptBlockRequest', example: { clientOrderId: 'b2' } });
export type AcceptBlockRequest = z.infer<typeof acceptBlockRequest>;

export const blockProposalView = z
  .object({
    proposalId: z.string(),
    instrumentCode: z.string(),
    side: side.meta({ description: 'the proposer’s side' }),
    proposer: z.string(),
    counterparty: z.string(),
    price,
    quantity,
  })
  .meta({ id: 'BlockProposal' });

const pricing = z
  .enum(['uniform', 'pay-as-bid'])
  .meta({ description: 'uniform: everybody pays the lowest price that wins' });

export const openBiddingRequest = z
  .strictObject({
    clientOrderId: key,
    quantity: lot,
    floorPrice: decimal,
    capPrice: decimal,
    pricing,
  })
  .meta({
    id: 'OpenBiddingRequest',
    example: {
      clientOrderId: 'l1',
      quantity: '200000',
      floorPrice: '70.00',
      capPrice: '90.00',
      pricing: 'uniform',
    },
  });
export type OpenBiddingRequest = z.infer<typeof openBiddingRequest>;

export const placeBidRequest = z
  .strictObject({ clientOrderId: key, price: decimal, quantity: lot })
  .meta({ id: 'PlaceBidRequest', example: { clientOrderId: 'd1', price: '75.00', quantity: '50000' } });
export type PlaceBidRequest = z.infer<typeof placeBidRequest>;

export const biddingView = z
  .object({
    biddingId: z.string(),
    instrumentCode: z.string(),
    quantity,
    floorPrice: price,
    capPrice: price,
    pricing,
  })
  .meta({ id: 'Bidding', description: 'a lot that is offered; bids are under cover' });

export const closedBiddingView = z.object({ biddingId: z.string() }).meta({ id: 'ClosedBidding' });

export const marketPhaseRequest = z
  .strictObject({
    phase: z.enum([
      'closed',
      'pre-open',
      'call-auction',
      'continuous',
      'volatility-halt',
      'closing-auction',
      'suspended',
    ]),
    cancels: z
      .boolean()
      .default(true)
      .meta({ description: 'false: nobody may cancel or amend until the next change', example: true }),
  })
  .meta({ id: 'MarketPhaseRequest', example: { phase: 'call-auction', cancels: false } });
export type MarketPhaseRequest = z.infer<typeof marketPhaseRequest>;

export const marketPhaseView = z
  .object({ instrumentCode: z.string(), phase: marketPhaseRequest.shape.phase, cancels: z.boolean() })
  .meta({ id: 'MarketPhase' });

export const clockRequest = z
  .strictObject({
    time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, 'a time of the simulated day such as 09:30')
      .meta({ description: 'time of the simulated day, not before the present one', example: '14:57:00' }),
  })
  .meta({ id: 'VenueClockRequest', example: { time: '14:57:00' } });
export type ClockRequest = z.infer<typeof clockRequest>;

export const clockView = z.object({ time: z.string() }).meta({ id: 'VenueClock' });
