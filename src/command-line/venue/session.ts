import type { VenueAudit } from '../../order-matching';
import type { Arguments } from '../arguments';
import { InputError } from '../input-error';

/** Of every command that looks at a session. */
export const DATABASE_HELP = `The sessions are those of DATABASE_URL, or else of the embedded database in ECOBOURSE_DATA (./.ecobourse),
whether Ecobourse is running on it or not. Nothing is changed.
`;

/** @throws InputError */
export function requiredSession(given: Arguments): string {
  const session = given.option('session');
  if (given.file !== undefined) throw new InputError(`"${given.file}": this command reads no file`);
  if (!session) throw new InputError('--session: say which session, such as --session demo-1');
  return session;
}

/** Asks about the sessions in the database. @throws InputError */
export function auditing<T>(ask: (audit: VenueAudit) => Promise<T>): Promise<T> {
  // loaded on demand: the commands that need no database start without it
  const { withAudit } = require('./audit') as typeof import('./audit');
  return withAudit(ask);
}
