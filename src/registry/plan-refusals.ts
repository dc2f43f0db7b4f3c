import { DomainError, type FieldProblem, formatCents, formatQuantity } from '../kernel';
import { CASH, type PostingOutcome } from '../ledger';
import type { RightInstrument } from '../right-family';
import type { Shortage } from './plan-postings';

const MAX_LISTED_PROBLEMS = 100;

function shortageProblem(
  { account, asset, needed, available }: Shortage,
  instruments: ReadonlyMap<string, RightInstrument>,
): FieldProblem {
  const instrument = instruments.get(asset);
  const amount = (steps: number): string =>
    asset === CASH ? formatCents(steps) : instrument ? formatQuantity(steps, instrument) : String(steps);
  const unit = asset === CASH ? { en: CASH, zh: '元' } : (instrument?.unit ?? { en: 'lots', zh: '手' });
  return {
    field: account,
    rule: asset === CASH ? 'plan.insufficient-cash' : 'plan.insufficient-volume',
    message: {
      en: `${account} holds ${amount(available)} ${unit.en} of ${asset}; the plan takes ${amount(needed)}`,
      zh: `${account} 持有 ${asset} ${amount(available)} ${unit.zh}，方案需要 ${amount(needed)}`,
    },
  };
}

/** What the ledger refused, said in the registry's words: which account lacks what. */
export function notCovered(
  planId: string,
  outcome: Extract<PostingOutcome, { status: 'refused' }>,
  missing: readonly Shortage[],
  instruments: ReadonlyMap<string, RightInstrument>,
): DomainError {
  const problems = missing
    .slice(0, MAX_LISTED_PROBLEMS)
    .map((shortage) => shortageProblem(shortage, instruments));
  const params = { planId, cause: outcome.code };
  if (missing.some((shortage) => shortage.asset !== CASH))
    return new DomainError(
      'plan.insufficient-volume',
      {
        en: `plan ${planId} draws more than the authority's registration account holds; nothing was issued`,
        zh: `方案 ${planId} 的划拨量超过主管账户的持有量；未发放任何数量`,
      },
      params,
      {
        kind: 'refused',
        problems,
        remedy: {
          en: "Issue the authority's own plan first, or allot less.",
          zh: '请先发放主管机构自身的方案，或减少分配量。',
        },
      },
    );
  if (missing.length > 0)
    return new DomainError(
      'plan.insufficient-cash',
      {
        en: `${missing.length} holder(s) of plan ${planId} cannot pay the charge for paid use; nothing was issued`,
        zh: `方案 ${planId} 中有 ${missing.length} 个持有人无力支付有偿使用费；未发放任何数量`,
      },
      params,
      {
        kind: 'refused',
        problems,
        remedy: {
          en: 'Have the cash paid in, or leave these holders out.',
          zh: '请先入金，或从方案中移除。',
        },
      },
    );
  return new DomainError(
    'plan.not-posted',
    {
      en: `the ledger refused plan ${planId} (${outcome.code}): ${outcome.detail}; nothing was issued`,
      zh: `账本拒绝了方案 ${planId}（${outcome.code}）：${outcome.detail}；未发放任何数量`,
    },
    params,
    { kind: 'refused' },
  );
}

/** A unit, project, permit or region gives a right once in a period. */
export function allottedBefore(
  planId: string,
  found: readonly { readonly basis: string; readonly planId: string }[],
): DomainError {
  const problems = found.slice(0, MAX_LISTED_PROBLEMS).map(
    ({ basis, planId: earlier }): FieldProblem => ({
      field: basis,
      rule: 'plan.allotted-before',
      message: {
        en: `${basis} has its right for this period from ${earlier} already`,
        zh: `${basis} 本期权利已由 ${earlier} 分配`,
      },
    }),
  );
  return new DomainError(
    'plan.allotted-before',
    {
      en: `${found.length} units, projects, permits or regions of ${planId} have their right for this period already`,
      zh: `方案 ${planId} 中有 ${found.length} 个机组、项目、许可证或区域本期已获分配`,
    },
    { planId },
    {
      kind: 'refused',
      problems,
      remedy: {
        en: 'reject this plan and draft one without those rows',
        zh: '请驳回本方案，去掉这些行后重新编制',
      },
    },
  );
}
