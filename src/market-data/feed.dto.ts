import { z } from 'zod';
import { plainText } from '../platform';

const subscription = z.enum(['subscribe', 'unsubscribe']);

/** What a client may say on the feed. Unknown fields are refused. */
export const feedRequest = z.union([
  z.strictObject({
    op: subscription,
    channel: z.literal('market'),
    instrumentCode: plainText(60).min(1),
  }),
  z.strictObject({ op: subscription, channel: z.enum(['private', 'session']) }),
  z.strictObject({ op: z.literal('ping') }),
]);
