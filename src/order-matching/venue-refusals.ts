import { DomainError, type LocalizedText } from '../kernel';
import type { ExecutionReport, PlaceOrderCommand, Reason } from './core';
import type { AnsweredOrder } from './persistence/venue-reader';

const REPEAT: LocalizedText = {
  en: 'Send the same request again in a moment; the same clientOrderId never places a second order.',
  zh: '请稍后以相同内容重试；相同的 clientOrderId 不会重复下单。',
};

/** The queue of a venue is at its named maximum. */
export const venueBusy = (): DomainError =>
  new DomainError(
    'venue.busy',
    { en: 'The venue has more requests waiting than it takes.', zh: '交易场所等待处理的请求已达上限。' },
    {},
    { kind: 'unavailable', remedy: REPEAT },
  );

/** The outcome could not be recorded, or is unknown: only a repetition with the same key tells. */
export const venueUnavailable = (): DomainError =>
  new DomainError(
    'venue.unavailable',
    {
      en: 'The venue could not record the request.',
      zh: '交易场所未能记录该请求。',
    },
    {},
    { kind: 'unavailable', remedy: REPEAT },
  );

export const venueStopping = (): DomainError =>
  new DomainError(
    'venue.stopping',
    { en: 'The venue is being stopped.', zh: '交易场所正在停止服务。' },
    {},
    { kind: 'unavailable', remedy: REPEAT },
  );

export const unknownVenue = (sessionId: string): DomainError =>
  new DomainError(
    'venue.unknown',
    { en: `Session ${sessionId} has no venue.`, zh: `场次 ${sessionId} 没有交易场所。` },
    { sessionId },
    { kind: 'not-found' },
  );

export const unknownInstrument = (instrumentCode: string): DomainError =>
  new DomainError(
    'venue.unknown-instrument',
    {
      en: `${instrumentCode} is not traded on this venue.`,
      zh: `本交易场所没有交易品种 ${instrumentCode}。`,
    },
    { instrumentCode },
    { kind: 'not-found' },
  );

/** Also for somebody else's order: whose it is stays private (I18). */
export const unknownOrder = (orderId: string): DomainError =>
  new DomainError(
    'order.unknown',
    { en: `There is no order ${orderId} of yours.`, zh: `您没有委托 ${orderId}。` },
    { orderId },
    { kind: 'not-found' },
  );

/** A reason of the core as the error that the caller gets. */
export const refusalOf = (
  { code, text, remedy }: Reason,
  kind: 'refused' | 'conflict' = 'refused',
  params: Readonly<Record<string, string>> = {},
): DomainError => new DomainError(code, text, params, { kind, remedy });

/** Field by field, in the words of the API. */
const COMPARED = {
  instrumentCode: 'instrumentCode',
  side: 'side',
  orderType: 'orderType',
  priceTicks: 'price',
  quantityLots: 'quantity',
  timeInForce: 'timeInForce',
} as const satisfies Partial<Record<keyof ExecutionReport & keyof PlaceOrderCommand, string>>;

/**
 * I16: the same key with the same order is the same request; with another order it is a conflict that says what differs.
 * @returns null when the order is the same
 */
export function keyConflict(command: PlaceOrderCommand, answered: AnsweredOrder): DomainError | null {
  const { acknowledged } = answered;
  const fields: string[] = Object.entries(COMPARED)
    .filter(([field]) => {
      const key = field as keyof typeof COMPARED;
      return command[key] !== acknowledged[key];
    })
    .map(([, name]) => name);
  if (command.selfTradePrevention !== answered.selfTradePrevention) fields.push('selfTradePrevention');
  if (fields.length === 0) return null;
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
