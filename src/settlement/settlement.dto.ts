import { z } from 'zod';
import { INSTRUCTION_STATES } from './settlement.contract';

const MAXIMUM_INSTRUCTIONS = 500;

export const latestQuery = z.coerce.number().int().min(0).max(MAXIMUM_INSTRUCTIONS).default(20);
export const limitQuery = z.coerce.number().int().min(1).max(MAXIMUM_INSTRUCTIONS).default(50);
export const stateQuery = z.enum(INSTRUCTION_STATES).optional();

const state = z.enum(INSTRUCTION_STATES);
const cny = z.string().meta({ description: 'CNY', example: '74630.00' });
const instant = z.string().meta({ example: '2026-01-05T09:30:00.000Z' });
const text = z.object({ en: z.string(), zh: z.string() });

export const instructionResponse = z
  .object({
    instructionNumber: z.int(),
    tradeId: z.string(),
    instrumentCode: z.string().meta({ example: 'CEA-2024' }),
    quantity: z.string().meta({ description: 'in the unit of the instrument', example: '1000' }),
    amount: cny,
    buyerCode: z.string().nullable().meta({ description: 'null unless you may know', example: 'P01' }),
    sellerCode: z.string().nullable().meta({ description: 'null unless you may know', example: 'P02' }),
    state,
    attempts: z.int(),
    failure: z
      .object({ code: z.string().meta({ example: 'ledger.insufficient-balance' }), text })
      .nullable()
      .meta({ description: 'why the last attempt failed' }),
    instructedAt: instant,
    settledAt: instant.nullable(),
    nextAttemptAt: instant.nullable(),
  })
  .meta({ id: 'SettlementInstruction' });
export type InstructionResponse = z.infer<typeof instructionResponse>;

export const pipelineResponse = z
  .object({
    lanes: z.array(z.object({ state, count: z.int(), amount: cny })),
    latest: z.array(instructionResponse).meta({ description: 'newest first' }),
  })
  .meta({ id: 'SettlementPipeline' });
export type PipelineResponse = z.infer<typeof pipelineResponse>;
