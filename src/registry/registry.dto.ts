import { z } from 'zod';
import { plainText } from '../platform';
import { PLAN_STATUSES } from './core/register';
import { MAX_FILE_CHARACTERS } from './core/table';
import type { RegistryFile } from './registry.contract';

const REGISTRY_FILE_NAMES = [
  'zones',
  'participants',
  'caps',
  'savings',
  'attainment',
] as const satisfies readonly RegistryFile[];

export const registryFile = z.enum(REGISTRY_FILE_NAMES);
const csvBody = z.string().max(MAX_FILE_CHARACTERS);
export const registryCsv = csvBody.meta({ example: 'zone_code,attains\nLUAN,yes\nFEN,no\n' });
export const code = plainText(80).min(1);
const period = z.string().regex(/^[1-9]\d{3}$/);
const localized = z.object({ en: z.string(), zh: z.string() });
const decimal = z.string().meta({ description: 'decimal string', example: '23200000' });

export const draftPlanRequest = z
  .strictObject({
    family: code,
    method: code,
    period,
    parameters: z.record(plainText(60), plainText(200)).default({}),
    /** the input file as text; its columns are those of the method */
    csv: csvBody,
  })
  .meta({
    id: 'DraftPlanRequest',
    example: {
      family: 'carbon-credits',
      method: 'ccer-registration',
      period: '2024',
      parameters: {},
      csv: 'participant_code,project_code,tonnes\nD01,CCER-OW-0001,180000\n',
    },
  });
export type DraftPlanRequest = z.infer<typeof draftPlanRequest>;

export const rowCountResponse = z
  .object({ rowCount: z.number().int() })
  .meta({ id: 'RegistryFileImported', example: { rowCount: 12 } });

export const capResponse = z
  .object({
    family: z.string(),
    commodity: z.string(),
    regionCode: z.string(),
    regionNames: localized,
    period: z.string(),
    cap: decimal,
    issued: decimal,
    unit: localized,
  })
  .meta({ id: 'Cap' });
export type CapResponse = z.infer<typeof capResponse>;

export const zoneResponse = z
  .object({
    code: z.string(),
    parentCode: z.string().nullable(),
    kind: z.string(),
    names: localized,
    attainsQualityTarget: z.boolean().nullable(),
  })
  .meta({ id: 'Zone' });

export const participantResponse = z
  .object({
    participantCode: z.string(),
    names: localized,
    kind: z.string(),
    family: z.string(),
    zoneCode: z.string(),
    /** CNY; null for everybody but trainers, regulators and the participant itself */
    openingCash: z.string().nullable(),
  })
  .meta({ id: 'Participant' });
export type ParticipantResponse = z.infer<typeof participantResponse>;

export const instrumentResponse = z
  .object({
    code: z.string(),
    family: z.string(),
    commodity: z.string(),
    zoneCode: z.string().nullable(),
    vintage: z.string().nullable(),
    names: localized,
    purpose: z.enum(['allowance', 'offset']),
    unit: localized,
    lotSize: z.string(),
    tickSize: z.string(),
    initialReferencePrice: z.string(),
    priceBandBasisPoints: z.number().int(),
  })
  .meta({ id: 'Instrument' });

const columnSpecification = z.object({
  name: z.string(),
  names: localized,
  required: z.boolean(),
  example: z.string(),
});

export const familyResponse = z
  .object({
    code: z.string(),
    names: localized,
    rulePacks: z.array(
      z.object({
        code: z.string(),
        names: localized,
        effectiveFrom: z.string(),
        effectiveTo: z.string().nullable(),
        status: z.enum(['in-force', 'draft', 'editable-parameter']),
        source: localized,
      }),
    ),
    allocationMethods: z.array(
      z.object({
        code: z.string(),
        names: localized,
        rulePack: z.string(),
        columns: z.array(columnSpecification),
        parameters: z.array(columnSpecification),
      }),
    ),
  })
  .meta({ id: 'RightFamily' });

const planFields = {
  planId: z.string(),
  family: z.string(),
  method: z.string(),
  period: z.string(),
  parameters: z.record(z.string(), z.string()),
  status: z.enum(PLAN_STATUSES),
  draftedBy: z.string(),
  submittedBy: z.string().nullable(),
  approvedBy: z.string().nullable(),
  entryCount: z.number().int(),
};

export const planSummaryResponse = z.object(planFields).meta({ id: 'PlanSummary' });
export type PlanSummaryResponse = z.infer<typeof planSummaryResponse>;

export const planResponse = z
  .object({
    ...planFields,
    entries: z.array(
      z.object({
        holderCode: z.string(),
        instrumentCode: z.string(),
        /** in the instrument's unit */
        quantity: decimal,
        /** price of paid use, CNY */
        charge: z.string(),
        capRegionCode: z.string().nullable(),
        drawnFromHolderCode: z.string().nullable(),
        basis: z.array(z.string()).meta({ description: 'what it is allotted for: once in a period' }),
        explanation: z.array(
          z.object({ label: localized, formula: z.string(), value: z.string(), clause: localized }),
        ),
      }),
    ),
  })
  .meta({ id: 'Plan' });
export type PlanResponse = z.infer<typeof planResponse>;
