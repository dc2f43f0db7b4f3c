import { z } from 'zod';

const subscription = z.enum(['subscribe', 'unsubscribe']);

/** What a client may say on the feed. Unknown fields are refused. */
export const feedRequest = z.union([
  z.strictObject({
    op: subscription,
    channel: z.literal('market'),
    instrumentCode: z.string().min(1).max(60),
  }),
  z.strictObject({ op: subscription, channel: z.enum(['private', 'session']) }),
  z.strictObject({ op: z.literal('ping') }),
]);
