import { z } from 'zod';
import { plainText } from '../platform';
import { FAMILY_REFUSALS, ORDER_ENDINGS, ORDER_REFUSALS } from './documented-codes';

export const decimal = z
  .string()
  .max(24)
  .regex(/^\d+(\.\d+)?$/, 'a decimal number such as 58.20')
  .meta({ example: '58.20' });
export const key = z
  .string()
  .min(1)
  .max(64)
  .refine((text) => /^[\x21-\x7e]+$/.test(text), {
    params: {
      text: { en: 'Printable ASCII without spaces is accepted.', zh: '只接受不含空格的可打印 ASCII 字符。' },
    },
  });
export const code = plainText(40).min(1);
const localizedText = z.object({ en: z.string(), zh: z.string() }).meta({ id: 'LocalizedText' });

const date = z.iso.date();
const timeInForce = z.enum(['GTC', 'IOC', 'FOK', 'DAY', 'GTD']);
export const side = z.enum(['buy', 'sell']);

export const placeOrderRequest = z
  .strictObject({
    clientOrderId: key,
    instrumentCode: code,
    side,
    orderType: z.enum(['limit', 'market']),
    price: decimal
      .optional()
      .meta({ description: 'CNY per unit: the limit; of a market order the worst price it takes' }),
    quantity: decimal.meta({ description: 'in the unit of the instrument', example: '1200' }),
    timeInForce: timeInForce.default('GTC').meta({
      description:
        'DAY: until the simulated day ends; GTD: until the end of `expiresOn`; a market order never waits and is treated as IOC or FOK',
    }),
    expiresOn: date
      .optional()
      .meta({ description: 'GTD: the last simulated day on which it is good', example: '2024-06-28' }),
    postOnly: z
      .boolean()
      .default(false)
      .meta({ description: 'refused rather than traded at once', example: false }),
    displayQuantity: decimal
      .optional()
      .meta({ description: 'iceberg: the part that the book shows', example: '100' }),
    minimumQuantity: decimal
      .optional()
      .meta({ description: 'so much must trade at once, or the order is refused', example: '500' }),
    stopPrice: decimal
      .optional()
      .meta({ description: 'the order waits until a trade reaches this price', example: '60.00' }),
    selfTradePrevention: z
      .enum(['cancel-aggressor', 'cancel-resting', 'cancel-both', 'decrement-and-cancel'])
      .default('cancel-aggressor'),
  })
  .refine(({ timeInForce: life, expiresOn }) => expiresOn === undefined || life === 'GTD', {
    path: ['expiresOn'],
    params: { text: { en: 'Only a GTD order has a last day.', zh: '只有 GTD 委托有最后有效日。' } },
  })
  .meta({
    id: 'PlaceOrderRequest',
    example: {
      clientOrderId: 'a1',
      instrumentCode: 'CEA-2024',
      side: 'buy',
      orderType: 'limit',
      price: '97.50',
      quantity: '1200',
      timeInForce: 'GTC',
    },
  });
export type PlaceOrderRequest = z.infer<typeof placeOrderRequest>;

export const amendOrderRequest = z
  .strictObject({
    price: decimal.optional(),
    quantity: decimal.optional().meta({ description: 'the new open quantity', example: '800' }),
    stopPrice: decimal.optional().meta({ description: 'of a stop order that still waits' }),
  })
  .refine((body) => Object.values(body).some((value) => value !== undefined), {
    params: { text: { en: 'Name at least one field to change.', zh: '请至少填写一个要修改的字段。' } },
  })
  .meta({ id: 'AmendOrderRequest', example: { quantity: '800' } });
export type AmendOrderRequest = z.infer<typeof amendOrderRequest>;

/** Filters of a mass cancel; without them every open order of the participant ends. */
export const cancelQuery = { instrument: code.optional(), side: side.optional() };

export const ordersQuery = {
  open: z.enum(['true', 'false']).default('false'),
  limit: z.coerce.number().int().min(1).max(500).default(50),
};

export const orderResponse = z
  .object({
    orderId: z.string(),
    clientOrderId: z.string(),
    instrumentCode: z.string(),
    side,
    orderType: z.enum(['limit', 'market']),
    timeInForce,
    price: z.string().nullable().meta({ description: 'of a market order: its protection, if it has one' }),
    quantity: z.string(),
    cumulativeQuantity: z.string(),
    leavesQuantity: z.string(),
    cancelledQuantity: z.string(),
    status: z.enum(['waiting', 'open', 'partially-filled', 'filled', 'cancelled', 'expired', 'rejected']),
    reason: z
      .object({
        code: z.string().meta({
          description: `why it was rejected, or why it ended: ${[...ORDER_REFUSALS, ...FAMILY_REFUSALS, ...ORDER_ENDINGS].join(', ')}`,
          example: 'order.remainder-cancelled',
        }),
        text: localizedText,
        remedy: localizedText,
      })
      .nullable(),
    placedOn: z.string().meta({ description: 'simulated date' }),
    postOnly: z.boolean(),
    displayQuantity: z.string().nullable(),
    minimumQuantity: z.string().nullable(),
    stopPrice: z.string().nullable(),
    expiresOn: z.string().nullable(),
  })
  .meta({ id: 'Order' });
export type OrderResponse = z.infer<typeof orderResponse>;

export const cancelAllResponse = z.object({ cancelled: z.number().int() }).meta({ id: 'CancelAllResponse' });
export type CancelAllResponse = z.infer<typeof cancelAllResponse>;

export const accountResponse = z
  .object({
    participantCode: z.string(),
    cash: z.object({
      available: z.string(),
      reserved: z.string(),
      unsettledIn: z.string(),
      unsettledOut: z.string(),
      bank: z.string(),
    }),
    rights: z.array(
      z.object({
        instrumentCode: z.string(),
        available: z.string(),
        reserved: z.string(),
        unsettledIn: z.string(),
        unsettledOut: z.string(),
        registered: z.string(),
      }),
    ),
  })
  .meta({ id: 'TradingAccount' });
export type AccountResponse = z.infer<typeof accountResponse>;

export const transferRequest = z
  .strictObject({
    direction: z.enum(['to-trading', 'from-trading']),
    asset: code.meta({ description: 'CNY or an instrument code' }),
    amount: decimal.meta({ description: 'CNY, or the unit of the instrument' }),
    reference: key
      .optional()
      .meta({ description: 'the same reference moves nothing twice; made up when left out' }),
  })
  .meta({
    id: 'TransferRequest',
    example: { direction: 'to-trading', asset: 'CNY', amount: '250000.00' },
  });
export type TransferRequest = z.infer<typeof transferRequest>;
