import { z } from 'zod';
import { plainText } from '../platform';
import { FAMILY_REFUSALS, ORDER_ENDINGS, ORDER_REFUSALS } from './documented-codes';

const decimal = z
  .string()
  .max(24)
  .regex(/^\d+(\.\d+)?$/, 'a decimal number such as 58.20')
  .meta({ example: '58.20' });
const key = z
  .string()
  .min(1)
  .max(64)
  .refine((text) => /^[\x21-\x7e]+$/.test(text), {
    params: {
      text: { en: 'Printable ASCII without spaces is accepted.', zh: '只接受不含空格的可打印 ASCII 字符。' },
    },
  });
const code = plainText(40).min(1);
const localizedText = z.object({ en: z.string(), zh: z.string() }).meta({ id: 'LocalizedText' });

export const placeOrderRequest = z
  .strictObject({
    clientOrderId: key,
    instrumentCode: code,
    side: z.enum(['buy', 'sell']),
    orderType: z.enum(['limit', 'market']),
    price: decimal.optional().meta({ description: 'CNY per unit; limit orders only' }),
    quantity: decimal.meta({ description: 'in the unit of the instrument', example: '1200' }),
    timeInForce: z
      .enum(['GTC', 'IOC', 'FOK'])
      .default('GTC')
      .meta({ description: 'a market order with GTC is treated as IOC' }),
    selfTradePrevention: z
      .enum(['cancel-aggressor', 'cancel-resting', 'cancel-both'])
      .default('cancel-aggressor'),
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

export const ordersQuery = {
  open: z.enum(['true', 'false']).default('false'),
  limit: z.coerce.number().int().min(1).max(500).default(50),
};

export const orderResponse = z
  .object({
    orderId: z.string(),
    clientOrderId: z.string(),
    instrumentCode: z.string(),
    side: z.enum(['buy', 'sell']),
    orderType: z.enum(['limit', 'market']),
    timeInForce: z.enum(['GTC', 'IOC', 'FOK']),
    price: z.string().nullable(),
    quantity: z.string(),
    cumulativeQuantity: z.string(),
    leavesQuantity: z.string(),
    cancelledQuantity: z.string(),
    status: z.enum(['open', 'partially-filled', 'filled', 'cancelled', 'rejected']),
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
