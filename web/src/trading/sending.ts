import { useRef, useState } from 'react';
import { problemOf } from '../api/http';
import type { Instrument, NewOrder, Order } from '../api/types';
import { freshId } from '../identifier';
import type { Refused } from '../refusal';
import { call } from '../state/access';
import { fetchOwn, own, takeOrder } from '../state/account';
import { sessionPath } from '../state/session';
import { canWait, type TicketFields } from './ticket-state';

export interface Sending {
  readonly busy: boolean;
  readonly accepted: Order | null;
  readonly refused: Refused | null;
  send(fields: TicketFields, instrument: Instrument): Promise<boolean>;
  dismiss(): void;
}

/** A refused order is kept by the exchange with its reason in both languages. */
async function keptReason(clientOrderId: string): Promise<Order['reason']> {
  await fetchOwn().catch(() => undefined);
  return own.get().orders?.find((order) => order.clientOrderId === clientOrderId)?.reason ?? null;
}

const orderOf = (fields: TicketFields, instrument: Instrument): Omit<NewOrder, 'clientOrderId'> => ({
  instrumentCode: instrument.code,
  side: fields.side,
  orderType: fields.orderType,
  quantity: fields.quantity.trim(),
  timeInForce: fields.orderType === 'market' && fields.timeInForce !== 'FOK' ? 'IOC' : fields.timeInForce,
  ...(fields.orderType === 'limit' ? { price: fields.price.trim() } : {}),
  ...(fields.postOnly && canWait(fields) ? { postOnly: true } : {}),
});

/**
 * Sends tickets, one at a time. When no answer came the same ticket keeps its id, so that sending it again cannot
 * place it twice (I16).
 */
export function useSending(): Sending {
  const [state, setState] = useState<Omit<Sending, 'send' | 'dismiss'>>({
    busy: false,
    accepted: null,
    refused: null,
  });
  const unanswered = useRef<{ readonly ticket: string; readonly clientOrderId: string } | null>(null);

  const send = async (fields: TicketFields, instrument: Instrument): Promise<boolean> => {
    const order = orderOf(fields, instrument);
    const written = JSON.stringify(order);
    const clientOrderId =
      unanswered.current?.ticket === written ? unanswered.current.clientOrderId : freshId('web');
    setState({ busy: true, accepted: null, refused: null });
    try {
      const body: NewOrder = { clientOrderId, ...order };
      const accepted = await call<Order>({ method: 'POST', path: `${sessionPath()}/orders`, body });
      unanswered.current = null;
      takeOrder(accepted);
      setState({ busy: false, accepted, refused: null });
      return true;
    } catch (error) {
      const problem = problemOf(error);
      unanswered.current = problem.status === 0 ? { ticket: written, clientOrderId } : null;
      const reason = problem.status === 422 ? await keptReason(clientOrderId) : null;
      setState({ busy: false, accepted: null, refused: { problem, reason } });
      return false;
    }
  };
  return { ...state, send, dismiss: () => setState({ busy: false, accepted: null, refused: null }) };
}
