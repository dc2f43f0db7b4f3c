import type { FieldProblem, InstrumentMeasures, LocalizedText } from '../kernel';

/**
 * The contract that every right family implements (pure: plain data in, plain data out, no clock, no randomness).
 * A family is added by one folder and one registration; nothing else changes.
 */
export interface RightFamily {
  readonly code: string;
  readonly names: LocalizedText;
  /** The dated rule packs that this family's answers come from, with their sources. */
  readonly rulePacks: readonly RulePack[];
  readonly allocationMethods: readonly AllocationMethod[];

  /** What is it? The instruments (commodity, zone, vintage) that exist in a compliance period. */
  instrumentsOf(question: {
    readonly period: string;
    readonly zones: readonly Zone[];
  }): readonly RightInstrument[];

  /** How is it first allotted under the cap? Every bad row is reported; with problems there are no entries. */
  allocate(request: AllocationRequest): AllocationOutcome;

  /** May this participant buy or sell it, and how much? */
  judgeOrder(question: OrderQuestion): OrderVerdict;

  /** What is owed for a period? */
  obligationOf(question: ObligationQuestion): Obligation;

  /** Which holdings pay the obligation, in which order? What cannot pay stays out, with its reason. */
  planSurrender(question: SurrenderQuestion): SurrenderPlan;

  /** May exactly these rights be surrendered for this obligation? */
  judgeSurrender(question: SurrenderQuestion & { readonly parts: readonly RightQuantity[] }): Verdict;

  /** What follows a shortfall, by the rule in force on the date? */
  shortfallConsequence(question: ShortfallQuestion): ShortfallConsequence;

  /** What may happen to units that are left over (carry-over, expiry)? */
  surplusConsequence(question: { readonly surplusLots: number; readonly period: string }): LocalizedText;
}

/** Rules are data with dates and a source; a draft is labelled a draft, an unconfirmed figure an editable parameter. */
export interface RulePack {
  readonly code: string;
  readonly names: LocalizedText;
  /** first day in force, ISO date */
  readonly effectiveFrom: string;
  /** last day in force, ISO date; null = open */
  readonly effectiveTo: string | null;
  readonly status: 'in-force' | 'draft' | 'editable-parameter';
  /** official title and number, never a web address */
  readonly source: LocalizedText;
}

/** A place where rights are fungible or limits apply: province, basin, watershed, irrigation district. */
export interface Zone {
  readonly code: string;
  readonly parentCode: string | null;
  readonly kind: 'country' | 'province' | 'city' | 'basin' | 'watershed' | 'irrigation-district';
  readonly names: LocalizedText;
  /** environment quality meets its target; null where no target applies */
  readonly attainsQualityTarget: boolean | null;
}

/** A tradable right: (family, commodity, zone, vintage). */
export interface RightInstrument extends InstrumentMeasures {
  readonly family: string;
  readonly commodity: string;
  readonly zoneCode: string | null;
  /** the year whose obligation it was issued for; null for offsets */
  readonly vintage: string | null;
  readonly names: LocalizedText;
  readonly purpose: 'allowance' | 'offset';
  /** opening reference price as a decimal string, before any trade */
  readonly initialReferencePrice: string;
  /** half-width of the price band around the reference price, in basis points (1000 = ±10 %) */
  readonly priceBandBasisPoints: number;
}

export interface RightQuantity {
  readonly instrumentCode: string;
  readonly quantityLots: number;
}

/** What a family may know about a participant, as kept by the registry. */
export interface HolderFacts {
  readonly participantCode: string;
  readonly kind: string;
  /** the participant's own region first, then its ancestors up to the root */
  readonly zones: readonly Zone[];
  /** approved savings per instrument code, in lots: the volume that may be sold */
  readonly approvedSavingLots: Readonly<Record<string, number>>;
}

/** A refusal that teaches: code, sentence, clause, and what would make it lawful. */
export interface Refusal {
  readonly allowed: false;
  readonly code: string;
  readonly text: LocalizedText;
  readonly remedy: LocalizedText;
  readonly clause: LocalizedText;
}
export type Verdict = { readonly allowed: true } | Refusal;

export interface OrderQuestion {
  readonly side: 'buy' | 'sell';
  readonly instrument: RightInstrument;
  readonly holder: HolderFacts;
  /** simulated date, ISO */
  readonly date: string;
}
/**
 * Allowed, with at most `limitLots` of this instrument bought (or sold) by the participant over the whole period,
 * open orders included; null = no limit. `limitRefusal` is what to say when the limit is reached.
 */
export type OrderVerdict =
  | {
      readonly allowed: true;
      readonly limitLots: number | null;
      readonly limitRefusal: Omit<Refusal, 'allowed'> | null;
    }
  | Refusal;

/** One column of an input table, for checking, for help texts and for the template file. */
export interface ColumnSpecification {
  readonly name: string;
  readonly names: LocalizedText;
  readonly required: boolean;
  readonly example: string;
}
export interface AllocationMethod {
  readonly code: string;
  readonly names: LocalizedText;
  readonly rulePack: string;
  readonly columns: readonly ColumnSpecification[];
  readonly parameters: readonly ColumnSpecification[];
}
/** A row of an input file: its line number in the file (the header is line 1) and its cells by column name. */
export interface InputRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}
export interface AllocationRequest {
  readonly method: string;
  readonly period: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly rows: readonly InputRow[];
  readonly zones: readonly Zone[];
  readonly holders: readonly HolderFacts[];
}
export interface ExplanationStep {
  readonly label: LocalizedText;
  /** the formula with its numbers put in, e.g. `3000000 × 0.7910 × 1.061364` */
  readonly formula: string;
  readonly value: string;
  readonly clause: LocalizedText;
}
export interface AllocationEntry {
  readonly holderCode: string;
  readonly instrumentCode: string;
  readonly quantityLots: number;
  /** the cap that this entry counts against; null = draws from the account of `drawnFromHolderCode` */
  readonly capRegionCode: string | null;
  /** the holder (a region's authority) whose registered right this entry is taken from; null = newly issued */
  readonly drawnFromHolderCode: string | null;
  /**
   * What this right is allotted for: a generating unit, a project, a permit, a region of the plan. One basis gives a
   * right once in a period, whatever number of plans name it.
   */
  readonly basis: readonly string[];
  /** price of paid use, in cents; 0 where the allotment is free */
  readonly chargeCents: number;
  readonly explanation: readonly ExplanationStep[];
}
export type AllocationOutcome =
  | { readonly ok: true; readonly entries: readonly AllocationEntry[] }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

export interface ObligationQuestion {
  readonly period: string;
  readonly holder: HolderFacts;
  /** verified emissions, metered withdrawal or measured load for the period, decimal string in the family's unit */
  readonly measuredQuantity: string;
  readonly instruments: readonly RightInstrument[];
}
export interface Obligation {
  readonly obligationLots: number;
  readonly explanation: readonly ExplanationStep[];
}
export interface SurrenderQuestion {
  readonly period: string;
  readonly obligationLots: number;
  readonly holder: HolderFacts;
  /** what is in the registration account */
  readonly holdings: readonly RightQuantity[];
  readonly instruments: readonly RightInstrument[];
  /** already surrendered for the same obligation */
  readonly surrendered: readonly RightQuantity[];
}
export interface SurrenderPlan {
  readonly parts: readonly RightQuantity[];
  readonly shortfallLots: number;
  readonly surplus: readonly RightQuantity[];
  readonly explanation: readonly ExplanationStep[];
}
export interface ShortfallQuestion {
  readonly shortfallLots: number;
  readonly instrument: RightInstrument;
  /** volume-weighted average price of the month before the deadline, in ticks; null when nothing traded */
  readonly averagePriceTicks: number | null;
  /** the deadline, ISO date */
  readonly date: string;
}
export interface ShortfallConsequence {
  readonly penaltyCents: number;
  /** lots cut from the next period's allotment */
  readonly nextPeriodDeductionLots: number;
  readonly explanation: readonly ExplanationStep[];
}
