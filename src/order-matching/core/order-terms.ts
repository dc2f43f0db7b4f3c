import type { InstrumentMeasures } from '../../kernel';
import type { Side } from './order-book';
import type { Reason } from './reasons';

export type OrderType = 'limit' | 'market';
export type TimeInForce = 'GTC' | 'IOC' | 'FOK';
export type SelfTradePrevention = 'cancel-aggressor' | 'cancel-resting' | 'cancel-both';
export type VenuePhase = 'open' | 'closed';
export type OrderStatus = 'open' | 'partially-filled' | 'filled' | 'cancelled' | 'rejected';

export interface InstrumentTerms {
  readonly instrumentCode: string;
  readonly family: string;
  readonly referencePriceTicks: number;
  readonly priceBandBasisPoints: number;
  readonly centsPerTickLot: number;
  /** for sentences that name prices and quantities */
  readonly measures: InstrumentMeasures;
}

/** The state of an order after something happened to it: a message to its owner. */
export interface ExecutionReport {
  readonly orderNumber: number;
  readonly clientOrderId: string;
  readonly participantCode: string;
  readonly actorKind: 'person' | 'bot';
  readonly instrumentCode: string;
  readonly side: Side;
  readonly orderType: OrderType;
  readonly timeInForce: TimeInForce;
  readonly priceTicks: number | null;
  readonly quantityLots: number;
  readonly cumulativeLots: number;
  readonly leavesLots: number;
  readonly cancelledLots: number;
  readonly status: OrderStatus;
  readonly reason: Reason | null;
  readonly placedOn: string;
}
