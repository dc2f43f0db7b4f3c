import { z } from 'zod';

export const period = z.string().regex(/^\d{4}$/);
export const familyCode = z.string().regex(/^[a-z][a-z-]{1,59}$/);
/** a monitoring file: header `participant_code,quantity` */
export const monitoringFile = z
  .string()
  .min(1)
  .max(1_000_000)
  .meta({ example: 'participant_code,quantity\nP01,812345\n' });

/** decimal string */
const decimal = z.string().regex(/^\d{1,15}(\.\d{1,9})?$/);
const localized = z.object({ en: z.string(), zh: z.string() });
const rightQuantity = z.strictObject({ instrumentCode: z.string().min(1).max(40), quantity: decimal });
const explanationStep = z.object({
  label: localized,
  formula: z.string(),
  value: z.string(),
  clause: localized,
});

export const surrenderBody = z
  .strictObject({
    period,
    parts: z.array(rightQuantity).min(1).max(20),
    /** chosen by the caller, unique for the participant: the same reference and parts surrender once */
    reference: z.string().regex(/^[\w.:-]{1,80}$/),
  })
  .meta({
    id: 'SurrenderRequest',
    example: {
      period: '2024',
      parts: [{ instrumentCode: 'CEA-2024', quantity: '1200' }],
      reference: 'p07-2024-1',
    },
  });
export type SurrenderBody = z.infer<typeof surrenderBody>;

export const rowCountResponse = z.object({ rowCount: z.number().int() }).meta({ id: 'ReportsImported' });
export const verifiedResponse = z.object({ verifiedCount: z.number().int() }).meta({ id: 'ReportsVerified' });

export const reportResponse = z
  .object({
    participantCode: z.string(),
    family: z.string(),
    period: z.string(),
    measuredQuantity: z.string(),
    status: z.enum(['reported', 'verified']),
    reportedBy: z.string(),
    verifiedBy: z.string().nullable(),
  })
  .meta({ id: 'MonitoringReport' });
export type ReportResponse = z.infer<typeof reportResponse>;

export const proposalResponse = z
  .object({
    parts: z.array(rightQuantity),
    shortfall: z.string(),
    surplus: z.array(rightQuantity),
    explanation: z.array(explanationStep).readonly(),
  })
  .meta({ id: 'SurrenderProposal' });
export type ProposalResponse = z.infer<typeof proposalResponse>;

export const resultResponse = z
  .object({
    participantCode: z.string(),
    names: localized,
    family: z.string(),
    period: z.string(),
    unit: localized,
    obligation: z.string(),
    /** null before the deadline for whom it does not concern; so are the parts, the shortfall and the surplus */
    surrendered: z.string().nullable(),
    surrenderedParts: z.array(rightQuantity).nullable(),
    shortfall: z.string().nullable(),
    surplus: z.string().nullable(),
    status: z.enum(['open', 'met', 'short']),
    penalty: z.string(),
    /** null for whom it does not concern: what was in a participant's bank is its own affair */
    penaltyCollected: z.string().nullable(),
    nextPeriodDeduction: z.string(),
    explanation: z.array(explanationStep).readonly(),
    surplusNote: localized.nullable(),
  })
  .meta({ id: 'ComplianceResult' });
export type ResultResponse = z.infer<typeof resultResponse>;
