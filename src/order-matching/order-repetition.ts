import { DomainError } from '../kernel';
import type { OrderCommand } from './core';
import type { AnsweredOrder } from './persistence/venue-reader';
import type { OrderRequest } from './persistence/venue-writes';

/** What the client decided: without who sent it and what the family said, and without what it left open. */
export function requestOf(command: OrderCommand): OrderRequest {
  const { participantCode, actorId, actorKind, clientOrderId, eligibility, ...asked } = command;
  return Object.fromEntries(
    Object.entries(asked).filter(([, value]) => value !== undefined && value !== null && value !== false),
  ) as OrderRequest;
}

/** Fields whose name at the API is another one. */
const NAMES: Readonly<Record<string, string>> = {
  type: 'kind of order',
  priceTicks: 'price',
  quantityLots: 'quantity',
  displayLots: 'displayQuantity',
  minimumLots: 'minimumQuantity',
  stopTicks: 'stopPrice',
  floorTicks: 'floorPrice',
  capTicks: 'capPrice',
  counterpartyCode: 'counterparty',
  listingNumber: 'listingId',
  proposalNumber: 'proposalId',
  biddingNumber: 'biddingId',
};

/**
 * I16: the same key with the same order is the same request; with another order it is a conflict that says what differs.
 * @returns null when the order is the same
 */
export function keyConflict(command: OrderCommand, answered: AnsweredOrder): DomainError | null {
  const asked = requestOf(command);
  const keys = new Set([...Object.keys(asked), ...Object.keys(answered.request)]);
  const differing = [...keys].filter((key) => asked[key] !== answered.request[key]);
  if (differing.length === 0) return null;
  const fields = differing.map((key) => NAMES[key] ?? key);
  return new DomainError(
    'order.client-order-id-reused',
    {
      en: `clientOrderId ${command.clientOrderId} already stands for another order: ${fields.join(', ')} differ.`,
      zh: `clientOrderId ${command.clientOrderId} 已用于另一笔委托，不同之处：${fields.join('、')}。`,
    },
    { clientOrderId: command.clientOrderId },
    {
      kind: 'conflict',
      remedy: { en: 'Use a new clientOrderId for a new order.', zh: '新委托请使用新的 clientOrderId。' },
      problems: fields.map((field) => ({
        field,
        rule: 'order.client-order-id-reused',
        message: { en: 'differs from the order of this clientOrderId', zh: '与该 clientOrderId 的委托不同' },
      })),
    },
  );
}
