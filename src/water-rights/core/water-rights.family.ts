import { formatDecimal, type LocalizedText, multiplySafe } from '../../kernel';
import {
  type AllocationOutcome,
  type AllocationRequest,
  boundedFine,
  clauseOf,
  describePack,
  methodOf,
  type Obligation,
  type ObligationQuestion,
  type OrderQuestion,
  type OrderVerdict,
  owedLots,
  type PenaltyChoice,
  type RightFamily,
  type RightInstrument,
  type RightQuantity,
  type ShortfallConsequence,
  type ShortfallQuestion,
  type SurrenderPlan,
  type SurrenderQuestion,
  type Verdict,
  type Zone,
} from '../../right-family';
import { FAMILY, instrumentsOf, LOT_SIZE } from './instruments';
import { judgeOrder } from './order-eligibility';
import { allocateRiverPlan, RIVER_PLAN_PRO_RATA } from './river-plan.method';
import {
  ANNUAL_LAPSE,
  OPENING_PRICE,
  QUOTA_BOUNDS,
  RIVER_PLAN,
  WATER_TRADING,
  WATER_TRADING_FORMS,
  WITHDRAWAL_PERMITS,
} from './rule-packs';
import { judgeSurrender, planSurrender } from './surrender';
import { allocateWithdrawalPermits, WITHDRAWAL_PERMIT_QUOTA } from './withdrawal-permit.method';

/** Water-use rights of a region of a basin and a year, in lots of 1,000 m³. */
export class WaterRightsFamily implements RightFamily {
  readonly code = FAMILY;
  readonly names: LocalizedText = { en: 'Water-use rights', zh: '用水权' };
  readonly rulePacks = [
    RIVER_PLAN,
    QUOTA_BOUNDS,
    WITHDRAWAL_PERMITS,
    WATER_TRADING,
    WATER_TRADING_FORMS,
    ANNUAL_LAPSE,
    OPENING_PRICE,
  ].map(describePack);
  readonly allocationMethods = [RIVER_PLAN_PRO_RATA, WITHDRAWAL_PERMIT_QUOTA];

  /** A fine is set between two bounds; a session takes the lower one unless told otherwise. */
  constructor(private readonly penalty: PenaltyChoice = 'lowest') {}

  instrumentsOf(question: {
    readonly period: string;
    readonly zones: readonly Zone[];
  }): readonly RightInstrument[] {
    return instrumentsOf(question.period, question.zones);
  }

  allocate(request: AllocationRequest): AllocationOutcome {
    const { code } = methodOf(this, request.method);
    return code === RIVER_PLAN_PRO_RATA.code
      ? allocateRiverPlan(request)
      : allocateWithdrawalPermits(request);
  }

  judgeOrder(question: OrderQuestion): OrderVerdict {
    return judgeOrder(question);
  }

  /** Metered withdrawal, rounded up to 1,000 m³. @throws DomainError `obligation.bad-quantity` */
  obligationOf({ period, measuredQuantity }: ObligationQuestion): Obligation {
    const obligationLots = owedLots(measuredQuantity, LOT_SIZE);
    return {
      obligationLots,
      explanation: [
        {
          label: {
            en: `metered withdrawal of ${period}, rounded up to 1,000 m³`,
            zh: `${period} 年计量取水量，向上取整至千立方米`,
          },
          formula: `${measuredQuantity} m³`,
          value: formatDecimal(multiplySafe(obligationLots, Number(LOT_SIZE)), 0),
          clause: clauseOf(WITHDRAWAL_PERMITS),
        },
      ],
    };
  }

  planSurrender(question: SurrenderQuestion): SurrenderPlan {
    return planSurrender(question);
  }

  judgeSurrender(question: SurrenderQuestion & { readonly parts: readonly RightQuantity[] }): Verdict {
    return judgeSurrender(question);
  }

  /** Withdrawal beyond the right: a fine within two bounds, whatever the volume. */
  shortfallConsequence(question: ShortfallQuestion): ShortfallConsequence {
    return boundedFine(question, {
      pack: WITHDRAWAL_PERMITS,
      choice: this.penalty,
      label: {
        en: 'withdrawal beyond the right: fine of 20,000 to 100,000 CNY; use beyond the plan also pays a progressive water fee',
        zh: '超量取水：罚款2万元以上10万元以下；超计划用水另按累进加价缴纳水资源费',
      },
      article: { en: 'article 51', zh: '第五十一条' },
    });
  }

  surplusConsequence({
    surplusLots,
    period,
  }: {
    readonly surplusLots: number;
    readonly period: string;
  }): LocalizedText {
    const volume = formatDecimal(multiplySafe(surplusLots, Number(LOT_SIZE)), 0);
    return {
      en: `${volume} m³ were not used in ${period}. A year's volume lapses with the year; it is not carried over.`,
      zh: `${period} 年未用水量 ${volume} 立方米。年度水量当年有效，不结转。`,
    };
  }
}
