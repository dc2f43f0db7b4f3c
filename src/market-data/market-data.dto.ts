import { z } from 'zod';

const MAX_DEPTH_LEVELS = 100;
const MAX_TRADES = 500;
const MAX_AUCTIONS = 100;

export const levelsQuery = z.coerce.number().int().min(1).max(MAX_DEPTH_LEVELS).default(10);
export const tradesQuery = z.coerce.number().int().min(1).max(MAX_TRADES).default(50);

export const auctionsQuery = z.coerce.number().int().min(1).max(MAX_AUCTIONS).default(10);

const price = z.string().meta({ description: 'CNY per unit', example: '58.20' });
const quantity = z.string().meta({ description: 'in the unit of the instrument', example: '1200' });
const simulatedDate = z.string().meta({ description: 'simulated date', example: '2024-05-17' });
const level = z.tuple([price, quantity, z.int()]).meta({ description: 'price, quantity, number of orders' });

const standing = {
  last: price.nullable().meta({ description: 'block trades and bidding do not count' }),
  reference: price,
  bandLow: price,
  bandHigh: price,
  phase: z.enum([
    'closed',
    'pre-open',
    'call-auction',
    'continuous',
    'volatility-halt',
    'closing-auction',
    'suspended',
  ]),
  cancels: z.boolean().meta({ description: 'false: nobody may cancel or amend at this hour' }),
  indicative: z
    .object({ price, quantity, surplus: quantity, surplusSide: z.enum(['buy', 'sell']).nullable() })
    .nullable()
    .meta({
      description: 'what the collected orders would trade at now; null when nothing is collected or crosses',
    }),
};

export const depthView = z
  .object({
    sequence: z.int().meta({ description: 'last venue event in this picture', example: 1042 }),
    bids: z.array(level),
    asks: z.array(level),
    ...standing,
  })
  .meta({ id: 'Depth' });

export const marketView = z
  .object({
    instrumentCode: z.string().meta({ example: 'CEA-2024' }),
    ...standing,
  })
  .meta({ id: 'Market' });

export const tradeView = z
  .object({
    tradeId: z.string(),
    price,
    quantity,
    side: z.enum(['buy', 'sell']).meta({ description: 'side of the aggressor' }),
    model: z.enum(['continuous', 'auction', 'listing', 'block', 'bidding']),
    date: simulatedDate,
    executedAt: z.string().meta({ example: '2026-01-05T09:30:00.000Z' }),
  })
  .meta({ id: 'PublicTrade' });

const bothLanguages = z.object({ en: z.string(), zh: z.string() });

export const auctionView = z
  .object({
    rule: z.enum(['sse', 'szse', 'asx', 'nse']).meta({ description: 'whose tie rules' }),
    price,
    quantity,
    surplus: quantity.meta({ description: 'left over at the price, on surplusSide' }),
    surplusSide: z.enum(['buy', 'sell']).nullable(),
    steps: z.array(
      z.object({ criterion: z.string().meta({ example: 'maximum-volume' }), text: bothLanguages }),
    ),
    summary: bothLanguages,
    date: simulatedDate,
  })
  .meta({ id: 'CallAuction' });

export const candleView = z
  .object({
    date: simulatedDate,
    open: price,
    high: price,
    low: price,
    close: price,
    average: price.meta({ description: 'volume-weighted, half-up to the tick' }),
    volume: quantity,
    turnover: z.string().meta({ description: 'CNY', example: '1204311.50' }),
  })
  .meta({ id: 'Candle' });
