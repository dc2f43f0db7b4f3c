import { Button } from '@mantine/core';
import { Fragment, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Problem, problemOf } from '../api/http';
import type { Plan, PlanEntry, PlanStatus, PlanSummary } from '../api/types';
import { useLocalized } from '../i18n';
import { ChevronIcon } from '../icons';
import { grouped, money } from '../numbers/written';
import { Empty } from '../panel';
import { Refusal } from '../refusal';
import { access, call } from '../state/access';
import { chain, fetchAllocation } from '../state/chain';
import { sessionPath, sessionState } from '../state/session';
import { useStore } from '../state/store';
import { Explanation } from './explanation';

type PlanAction = 'submit' | 'approve' | 'reject' | 'issue';
const NEXT: Readonly<Record<PlanStatus, readonly PlanAction[]>> = {
  draft: ['submit'],
  submitted: ['approve', 'reject'],
  approved: ['issue'],
  issued: [],
  rejected: [],
};

/** What the regulator may do next; drafting and approving by one person is refused by the registry. */
function PlanActions(props: { readonly plan: PlanSummary; readonly onProblem: (problem: Problem) => void }) {
  const { t } = useTranslation();
  const { plan, onProblem } = props;
  const act = async (action: PlanAction): Promise<void> => {
    try {
      const path = `${sessionPath()}/registry/plans/${encodeURIComponent(plan.planId)}/${action}`;
      await call({ method: 'POST', path });
      await fetchAllocation();
    } catch (error) {
      onProblem(problemOf(error));
    }
  };
  return NEXT[plan.status].map((action) => (
    <Button key={action} variant="default" size="compact-xs" onClick={() => void act(action)}>
      {t(`plans.actions.${action}`)}
    </Button>
  ));
}

function EntryRow({ entry }: { readonly entry: PlanEntry }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const [open, setOpen] = useState(false);
  const holder = useStore(sessionState, (state) => state.participants).find(
    ({ participantCode }) => participantCode === entry.holderCode,
  );
  const unit = useStore(sessionState, (state) => state.instruments).find(
    ({ code }) => code === entry.instrumentCode,
  )?.unit;
  return (
    <Fragment>
      <tr>
        <th scope="row">
          <button
            type="button"
            className="disclosure"
            aria-expanded={open}
            aria-label={`${entry.holderCode}: ${t('plans.explain')}`}
            onClick={() => setOpen(!open)}
          >
            <ChevronIcon /> <span className="code">{entry.holderCode}</span> {localized(holder?.names)}
          </button>
        </th>
        <td>{entry.instrumentCode}</td>
        <td className="figure">
          {grouped(entry.quantity)} <span className="quiet">{localized(unit)}</span>
        </td>
        <td className="figure">{Number(entry.charge) === 0 ? t('plans.free') : money(entry.charge)}</td>
      </tr>
      {open && (
        <tr className="details">
          <td colSpan={4}>
            <Explanation steps={entry.explanation} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}

/** The entries of a plan, fetched when they are asked for. */
function PlanEntries({ plan }: { readonly plan: PlanSummary }) {
  const { t } = useTranslation();
  const [entries, setEntries] = useState<readonly PlanEntry[] | Problem | null>(null);
  useEffect(() => {
    let wanted = true;
    const path = `${sessionPath()}/registry/plans/${encodeURIComponent(plan.planId)}`;
    call<Plan>({ path }).then(
      (whole) => wanted && setEntries(whole.entries),
      (error: unknown) => wanted && setEntries(problemOf(error)),
    );
    return () => {
      wanted = false;
    };
  }, [plan.planId]);
  if (entries === null) return <Empty>{t('words.loading')}</Empty>;
  if (entries instanceof Error)
    return <Refusal refused={{ problem: entries }} onDismiss={() => setEntries([])} />;
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('plans.holder')}</th>
          <th scope="col" className="left">
            {t('plans.right')}
          </th>
          <th scope="col">{t('plans.quantity')}</th>
          <th scope="col">{t('plans.charge')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <EntryRow key={`${entry.holderCode}|${entry.instrumentCode}`} entry={entry} />
        ))}
      </tbody>
    </table>
  );
}

function PlanRow({
  plan,
  onProblem,
}: {
  readonly plan: PlanSummary;
  readonly onProblem: (p: Problem) => void;
}) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const [open, setOpen] = useState(false);
  const role = useStore(access, (state) => state.actor?.role);
  const family = useStore(sessionState, (state) => state.families).find(({ code }) => code === plan.family);
  const method = family?.allocationMethods.find(({ code }) => code === plan.method);
  const title = `${localized(family?.names) || plan.family} · ${localized(method?.names) || plan.method}`;
  return (
    <Fragment>
      <tr>
        <th scope="row">
          <button
            type="button"
            className="disclosure"
            aria-expanded={open}
            aria-label={t('plans.show', { plan: title })}
            onClick={() => setOpen(!open)}
          >
            <ChevronIcon /> {title}
          </button>
        </th>
        <td className="figure">{plan.period}</td>
        <td className="figure">{plan.entryCount}</td>
        <td>{plan.draftedBy}</td>
        <td>{plan.approvedBy ?? '–'}</td>
        <td>
          <span className={`badge badge-${plan.status}`}>{t(`plans.statuses.${plan.status}`)}</span>{' '}
          {(role === 'regulator' || role === 'trainer') && <PlanActions plan={plan} onProblem={onProblem} />}
        </td>
      </tr>
      {open && (
        <tr className="details">
          <td colSpan={6}>
            <PlanEntries plan={plan} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}

/** Who was allotted what, by which formula, drafted and approved by whom. */
export function Plans() {
  const { t } = useTranslation();
  const plans = useStore(chain, (state) => state.plans);
  const [problem, setProblem] = useState<Problem | null>(null);
  if (plans?.length === 0) return <Empty>{t('plans.empty')}</Empty>;
  if (plans === null) return <Empty>{t('words.loading')}</Empty>;
  return (
    <div className="scroll-x">
      {problem && <Refusal refused={{ problem }} onDismiss={() => setProblem(null)} />}
      <table className="table">
        <caption>{t('plans.title')}</caption>
        <thead>
          <tr>
            <th scope="col">
              {t('plans.family')} · {t('plans.method')}
            </th>
            <th scope="col">{t('plans.period')}</th>
            <th scope="col">{t('plans.entries')}</th>
            <th scope="col" className="left">
              {t('plans.draftedBy')}
            </th>
            <th scope="col" className="left">
              {t('plans.approvedBy')}
            </th>
            <th scope="col" className="left">
              {t('plans.status')}
            </th>
          </tr>
        </thead>
        <tbody>
          {plans.map((plan) => (
            <PlanRow key={plan.planId} plan={plan} onProblem={setProblem} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
