import { DomainError, type LocalizedText } from '../../kernel';
import type { PlanStatus } from './register';

export type PlanAction = 'submit' | 'approve' | 'reject' | 'issue';

interface Transition {
  readonly from: readonly PlanStatus[];
  readonly to: PlanStatus;
  readonly names: LocalizedText;
  /** four eyes: who took one of these earlier steps may not take this one */
  readonly notBy: readonly ('drafter' | 'submitter')[];
}

/** Everything that can happen to an initial allocation plan; what is not here cannot. */
export const PLAN_TRANSITIONS: Readonly<Record<PlanAction, Transition>> = {
  submit: { from: ['draft'], to: 'submitted', names: { en: 'submit', zh: '提交' }, notBy: [] },
  approve: {
    from: ['submitted'],
    to: 'approved',
    names: { en: 'approve', zh: '批准' },
    notBy: ['drafter', 'submitter'],
  },
  reject: {
    from: ['draft', 'submitted', 'approved'],
    to: 'rejected',
    names: { en: 'reject', zh: '退回' },
    notBy: [],
  },
  issue: { from: ['approved'], to: 'issued', names: { en: 'issue', zh: '发放' }, notBy: [] },
};

const STATUS_NAMES: Readonly<Record<PlanStatus, LocalizedText>> = {
  draft: { en: 'a draft', zh: '草案' },
  submitted: { en: 'submitted', zh: '已提交' },
  approved: { en: 'approved', zh: '已批准' },
  issued: { en: 'issued', zh: '已发放' },
  rejected: { en: 'rejected', zh: '已退回' },
};

export interface PlanStanding {
  readonly planId: string;
  readonly status: PlanStatus;
  readonly draftedBy: string;
  readonly submittedBy: string | null;
}

function refuseWrongState(action: PlanAction, plan: PlanStanding): never {
  const { from, names } = PLAN_TRANSITIONS[action];
  const needed = from.map((status) => STATUS_NAMES[status]);
  throw new DomainError(
    'plan.wrong-state',
    {
      en: `plan ${plan.planId} is ${STATUS_NAMES[plan.status].en}; "${names.en}" needs it to be ${needed.map((name) => name.en).join(' or ')}`,
      zh: `方案 ${plan.planId} 的状态为“${STATUS_NAMES[plan.status].zh}”；“${names.zh}”要求状态为${needed.map((name) => name.zh).join('或')}`,
    },
    { planId: plan.planId, status: plan.status, action },
    { kind: 'conflict' },
  );
}

/**
 * The state that an action leads to.
 * @throws DomainError `plan.wrong-state` · `plan.same-person` when a second person is needed
 */
export function nextStatus(action: PlanAction, plan: PlanStanding, actorId: string): PlanStatus {
  const transition = PLAN_TRANSITIONS[action];
  if (!transition.from.includes(plan.status)) refuseWrongState(action, plan);
  const earlier = { drafter: plan.draftedBy, submitter: plan.submittedBy };
  if (transition.notBy.some((step) => earlier[step] === actorId))
    throw new DomainError(
      'plan.same-person',
      {
        en: `plan ${plan.planId} must be approved by a second person, neither its drafter nor its submitter`,
        zh: `方案 ${plan.planId} 须由起草人和提交人以外的第二人批准`,
      },
      { planId: plan.planId, action },
      {
        kind: 'forbidden',
        remedy: { en: 'Ask another regulator to approve it.', zh: '请另一位主管人员批准。' },
      },
    );
  return transition.to;
}
