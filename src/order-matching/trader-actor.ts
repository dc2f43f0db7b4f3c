import type { Actor } from '../identity';
import { DomainError } from '../kernel';

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
