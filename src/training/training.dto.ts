import { z } from 'zod';
import { SCENARIOS } from './core/scenario';
import { SESSION_STAGES } from './training.contract';

const localized = z.object({ en: z.string(), zh: z.string() });

export const sessionView = z
  .object({
    sessionId: z.string().meta({ example: 'demo-1' }),
    titles: localized,
    scenario: z.string().meta({ example: 'demo' }),
    stage: z.enum(SESSION_STAGES),
    paused: z.boolean(),
    simulatedDate: z.string().meta({ example: '2024-05-17' }),
    period: z.string().meta({ example: '2024' }),
    seed: z.int().nullable().meta({ description: 'for trainers only; null for everybody else' }),
    dayMilliseconds: z.int().meta({ description: 'real milliseconds per simulated day' }),
  })
  .meta({ id: 'Session' });

/** Real milliseconds per simulated day that a session may have. */
const SHORTEST_DAY_MS = 20;
const LONGEST_DAY_MS = 86_400_000;
const HIGHEST_SEED = 2_147_483_647;

export const newSession = z
  .strictObject({
    scenario: z.enum(SCENARIOS.map(({ code }) => code)),
    seed: z.int().min(0).max(HIGHEST_SEED).optional(),
    dayMilliseconds: z.int().min(SHORTEST_DAY_MS).max(LONGEST_DAY_MS).optional(),
    bots: z.boolean().default(true),
  })
  .meta({ id: 'NewSession', example: { scenario: 'demo', dayMilliseconds: 2000, bots: true } });
export type NewSession = z.infer<typeof newSession>;

export const invariantView = z
  .object({
    invariant: z.string().meta({ example: 'I1' }),
    holds: z.boolean(),
    detail: z.string(),
  })
  .meta({ id: 'InvariantFinding' });
