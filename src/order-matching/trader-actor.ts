import type { Actor } from '../identity';
import { DomainError } from '../kernel';
import type { OrderOrigin } from './order-requests';

/** Whom the caller trades for: nobody sees or moves anything of another participant (I18). @throws DomainError `auth.no-participant` */
export function participantOf(actor: Actor): string {
  if (actor.participantCode !== null) return actor.participantCode;
  throw new DomainError(
    'auth.no-participant',
    { en: 'This seat trades for no participant.', zh: '该席位不代表任何参与者。' },
    {},
    {
      kind: 'forbidden',
      remedy: { en: 'Join with a trading seat’s code.', zh: '请使用交易席位的加入码。' },
    },
  );
}

/** Who sends an order, under which name of its own. @throws DomainError `auth.no-participant` */
export const originOf = (sessionId: string, actor: Actor, clientOrderId: string): OrderOrigin => ({
  sessionId,
  participantCode: participantOf(actor),
  actorId: actor.actorId,
  actorKind: actor.kind,
  clientOrderId,
});
