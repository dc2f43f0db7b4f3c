import { DomainError, formatDecimal, type LocalizedText } from '../../kernel';
import {
  type AllocationOutcome,
  type AllocationRequest,
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
} from '../../right-family';
import { carryOverTonnes } from './benchmark-formula';
import { CCER_REGISTRATION, registerReductions } from './ccer-registration.method';
import { FAMILY, instrumentsOf } from './instruments';
import { judgeOrder } from './order-eligibility';
import { allocateByBenchmark, POWER_BENCHMARK } from './power-benchmark.method';
import {
  CCER_RULES,
  OFFSET_LIMIT,
  OPENING_PRICES,
  PENALTY_PACKS,
  POWER_2023_2024,
  TRADING_RULES,
} from './rule-packs';
import { shortfallConsequence } from './shortfall';
import { judgeSurrender, planSurrender } from './surrender';

/** Carbon allowances (CEA) by vintage and certified reductions (CCER), in tonnes of CO2 equivalent. */
export class CarbonCreditsFamily implements RightFamily {
  readonly code = FAMILY;
  readonly names: LocalizedText = { en: 'Carbon allowances and credits', zh: '碳排放权' };
  readonly rulePacks = [
    POWER_2023_2024,
    TRADING_RULES,
    OFFSET_LIMIT,
    CCER_RULES,
    ...PENALTY_PACKS,
    OPENING_PRICES,
  ].map(describePack);
  readonly allocationMethods = [POWER_BENCHMARK, CCER_REGISTRATION];

  constructor(private readonly penalty: PenaltyChoice = 'lowest') {}

  instrumentsOf({ period }: { readonly period: string }): readonly RightInstrument[] {
    return instrumentsOf(period);
  }

  allocate(request: AllocationRequest): AllocationOutcome {
    const { code } = methodOf(this, request.method);
    return code === POWER_BENCHMARK.code ? allocateByBenchmark(request) : registerReductions(request);
  }

  judgeOrder(question: OrderQuestion): OrderVerdict {
    return judgeOrder(question);
  }

  /** Verified emissions, a tonne for a tonne. @throws DomainError `obligation.bad-quantity` */
  obligationOf({ period, measuredQuantity }: ObligationQuestion): Obligation {
    const obligationLots = owedLots(measuredQuantity, '1');
    return {
      obligationLots,
      explanation: [
        {
          label: { en: `verified emissions of ${period}`, zh: `${period} 年度经核查排放量` },
          formula: measuredQuantity,
          value: String(obligationLots),
          clause: clauseOf(TRADING_RULES, { en: 'article 14', zh: '第十四条' }),
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

  shortfallConsequence(question: ShortfallQuestion): ShortfallConsequence {
    return shortfallConsequence(question, this.penalty);
  }

  surplusConsequence({
    surplusLots,
    period,
  }: {
    readonly surplusLots: number;
    readonly period: string;
  }): LocalizedText {
    if (!Number.isSafeInteger(surplusLots) || surplusLots < 0)
      throw new DomainError(
        'surplus.bad-quantity',
        { en: 'a surplus is a whole number from 0 up', zh: '盈余应为不小于 0 的整数' },
        { surplusLots },
      );
    const surplus = formatDecimal(surplusLots, 0);
    const withoutSales = carryOverTonnes(0, surplusLots);
    return {
      en:
        `${surplus} t are left after ${period}. Allowances of 2024 and before may be carried over up to ` +
        `T = 10,000 + 1.5 × net sales of 2024 and 2025 (never more than is held; with no net sales ${withoutSales} t); ` +
        'what is not carried over cannot pay from 2025 on. CCER keep their own registration.',
      zh:
        `${period} 年度履约后结余 ${surplus} 吨。2024年度及以前的配额可结转，上限 T = 10000 + 1.5 × 2024—2025年净卖出量` +
        `（不超过持仓；无净卖出时为 ${withoutSales} 吨）；未结转配额不再用于2025年度及后续年度履约。CCER 仍按其登记有效。`,
    };
  }
}
