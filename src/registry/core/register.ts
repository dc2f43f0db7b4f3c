import type { LocalizedText } from '../../kernel';

export interface Participant {
  readonly participantCode: string;
  readonly names: LocalizedText;
  /** power-company, offset-developer, region-authority, irrigation-district, water-user, plant, investor … */
  readonly kind: string;
  readonly family: string;
  readonly zoneCode: string;
  readonly openingCashCents: number;
}

/** A ceiling on what may be issued: per family, region and period. */
export interface Cap {
  readonly family: string;
  readonly commodity: string;
  readonly regionCode: string;
  readonly period: string;
  readonly capLots: number;
  readonly issuedLots: number;
  readonly unit: LocalizedText;
  readonly lotSize: string;
}

export const PLAN_STATUSES = ['draft', 'submitted', 'approved', 'issued', 'rejected'] as const;
export type PlanStatus = (typeof PLAN_STATUSES)[number];
