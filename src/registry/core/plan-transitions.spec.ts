import { nextStatus, PLAN_TRANSITIONS, type PlanAction } from './plan-transitions';
import { PLAN_STATUSES, type PlanStatus } from './register';

const plan = (status: PlanStatus) => ({ planId: 'plan-1', status, draftedBy: 'anna', submittedBy: 'ben' });
const codeOf = (work: () => unknown): string => {
  try {
    return String(work());
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('what can happen to a plan', () => {
  it('is draft → submitted → approved → issued, and rejected before it is issued', () => {
    const table = (Object.keys(PLAN_TRANSITIONS) as PlanAction[]).map((action) =>
      [action, ...PLAN_STATUSES.map((status) => codeOf(() => nextStatus(action, plan(status), 'carl')))].join(
        ' | ',
      ),
    );
    expect(table).toEqual([
      'submit | submitted | plan.wrong-state | plan.wrong-state | plan.wrong-state | plan.wrong-state',
      'approve | plan.wrong-state | approved | plan.wrong-state | plan.wrong-state | plan.wrong-state',
      'reject | rejected | rejected | rejected | plan.wrong-state | plan.wrong-state',
      'issue | plan.wrong-state | plan.wrong-state | issued | plan.wrong-state | plan.wrong-state',
    ]);
  });

  it('asks for a second person to approve: neither who drafted nor who submitted', () => {
    const approve = (actor: string) => codeOf(() => nextStatus('approve', plan('submitted'), actor));
    expect([approve('anna'), approve('ben'), approve('carl')]).toEqual([
      'plan.same-person',
      'plan.same-person',
      'approved',
    ]);
  });
});
