import { formatDecimal, type LocalizedText } from '../../kernel';
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
import { allocatePaidUse, COD_PAID_USE } from './paid-use.method';
import { ATTAINMENT_GATE, OPENING_PRICE, PAID_USE, PERMIT_PENALTY, TRADING_LIMITS } from './rule-packs';
import { judgeSurrender, planSurrender } from './surrender';

/** Emission rights for chemical oxygen demand of a watershed and a year, in lots of 0.1 t. */
export class EmissionPermitsFamily implements RightFamily {
  readonly code = FAMILY;
  readonly names: LocalizedText = { en: 'Pollutant emission permits', zh: '排污权' };
  readonly rulePacks = [PAID_USE, TRADING_LIMITS, ATTAINMENT_GATE, PERMIT_PENALTY, OPENING_PRICE].map(
    describePack,
  );
  readonly allocationMethods = [COD_PAID_USE];

  /** A fine is set between two bounds; a session takes the lower one unless told otherwise. */
  constructor(private readonly penalty: PenaltyChoice = 'lowest') {}

  instrumentsOf(question: {
    readonly period: string;
    readonly zones: readonly Zone[];
  }): readonly RightInstrument[] {
    return instrumentsOf(question.period, question.zones);
  }

  allocate(request: AllocationRequest): AllocationOutcome {
    methodOf(this, request.method);
    return allocatePaidUse(request);
  }

  judgeOrder(question: OrderQuestion): OrderVerdict {
    return judgeOrder(question);
  }

  /** Measured load, rounded up to 0.1 t. @throws DomainError `obligation.bad-quantity` */
  obligationOf({ period, measuredQuantity }: ObligationQuestion): Obligation {
    const obligationLots = owedLots(measuredQuantity, LOT_SIZE);
    return {
      obligationLots,
      explanation: [
        {
          label: {
            en: `measured load of ${period}, rounded up to 0.1 t`,
            zh: `${period} 年实测排放量，向上取整至0.1吨`,
          },
          formula: `${measuredQuantity} t`,
          value: formatDecimal(obligationLots, 1),
          clause: clauseOf(PERMIT_PENALTY),
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

  /** Discharge beyond the permitted quantity: a fine within two bounds, whatever the load. */
  shortfallConsequence(question: ShortfallQuestion): ShortfallConsequence {
    return boundedFine(question, {
      pack: PERMIT_PENALTY,
      choice: this.penalty,
      label: {
        en: 'discharge beyond the permitted quantity: fine of 200,000 to 1,000,000 CNY; production may be limited or the permit revoked',
        zh: '超过许可排放量排放：罚款20万元以上100万元以下，可责令限制生产，直至吊销许可证',
      },
      article: { en: 'article 34', zh: '第三十四条' },
    });
  }

  surplusConsequence({
    surplusLots,
    period,
  }: {
    readonly surplusLots: number;
    readonly period: string;
  }): LocalizedText {
    const load = formatDecimal(surplusLots, 1);
    const last = Number(period) + Number(PAID_USE.figures.longestYears) - 1;
    return {
      en: `${load} t were not used in ${period}. The right was paid for five years and stays valid to the end of ${last}.`,
      zh: `${period} 年未用排污权 ${load} 吨。有偿使用期为五年，至 ${last} 年底有效。`,
    };
  }
}
