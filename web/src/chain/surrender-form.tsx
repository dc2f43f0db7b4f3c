import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Problem, problemOf } from '../api/http';
import type { Actor, RightPart, SessionSummary, SurrenderProposal } from '../api/types';
import { useLocalized } from '../i18n';
import { freshId } from '../identifier';
import { add, compare, isDecimal, subtract } from '../numbers/decimal';
import { grouped } from '../numbers/written';
import { Refusal } from '../refusal';
import { call } from '../state/access';
import { fetchOwn, own } from '../state/account';
import { fetchResults } from '../state/chain';
import { sessionPath, sessionState } from '../state/session';
import { useStore } from '../state/store';
import { Explanation } from './explanation';

type Typed = Readonly<Record<string, string>>;

/** Every right that is registered, with the proposed quantity filled in. */
function useRows(
  proposal: SurrenderProposal | null,
): readonly { readonly code: string; readonly registered: string }[] {
  const account = useStore(own, (state) => state.account);
  const registered = new Map(account?.rights.map((right) => [right.instrumentCode, right.registered]));
  const codes = new Set([
    ...(proposal?.parts.map((part) => part.instrumentCode) ?? []),
    ...[...registered].filter(([, quantity]) => Number(quantity) > 0).map(([code]) => code),
  ]);
  return [...codes].map((code) => ({ code, registered: registered.get(code) ?? '0' }));
}

interface FormState {
  readonly proposal: SurrenderProposal | null;
  readonly typed: Typed;
  readonly outcome: Problem | 'busy' | 'done' | null;
  /** kept while no answer came, so that a repeated try cannot surrender twice */
  readonly reference: string;
}

function useSurrender(period: string) {
  const [state, setState] = useState<FormState>(() => ({
    proposal: null,
    typed: {},
    outcome: null,
    reference: freshId('surrender'),
  }));
  const change = (next: Partial<FormState>): void => setState((before) => ({ ...before, ...next }));
  const propose = async (): Promise<void> => {
    try {
      const path = `${sessionPath()}/compliance/proposal?period=${encodeURIComponent(period)}`;
      const proposal = await call<SurrenderProposal>({ path });
      const typed = Object.fromEntries(proposal.parts.map((part) => [part.instrumentCode, part.quantity]));
      change({ proposal, typed });
    } catch (error) {
      change({ outcome: problemOf(error) });
    }
  };
  const surrender = async (parts: readonly RightPart[]): Promise<void> => {
    change({ outcome: 'busy' });
    try {
      const body = { period, parts, reference: state.reference };
      await call({ method: 'POST', path: `${sessionPath()}/compliance/surrenders`, body });
      change({ outcome: 'done', reference: freshId('surrender') });
      await Promise.allSettled([fetchResults(), fetchOwn(), propose()]);
    } catch (error) {
      const problem = problemOf(error);
      change({ outcome: problem, ...(problem.status === 0 ? {} : { reference: freshId('surrender') }) });
    }
  };
  return { state, change, propose, surrender };
}

function Missing({ proposal, typed }: { readonly proposal: SurrenderProposal; readonly typed: Typed }) {
  const { t } = useTranslation();
  const total = (parts: readonly string[]): string =>
    parts.filter(isDecimal).reduce((sum, quantity) => add(sum, quantity), '0');
  const owed = add(total(proposal.parts.map(({ quantity }) => quantity)), proposal.shortfall);
  const missing = subtract(owed, total(Object.values(typed)));
  return compare(missing, '0') > 0 ? (
    <p className="warning">{t('surrender.missing', { quantity: grouped(missing) })}</p>
  ) : (
    <p className="accepted">{t('surrender.covered')}</p>
  );
}

interface FieldsProps {
  readonly rows: readonly { readonly code: string; readonly registered: string }[];
  readonly typed: Typed;
  readonly onType: (typed: Typed) => void;
}
function Fields({ rows, typed, onType }: FieldsProps) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const instruments = useStore(sessionState, (state) => state.instruments);
  return (
    <table className="table surrender-fields">
      <thead>
        <tr>
          <th scope="col">{t('surrender.right')}</th>
          <th scope="col">{t('surrender.registered')}</th>
          <th scope="col">{t('surrender.quantity')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ code, registered }) => {
          const instrument = instruments.find((candidate) => candidate.code === code);
          return (
            <tr key={code}>
              <th scope="row">
                {code} <span className="quiet">{localized(instrument?.unit)}</span>
              </th>
              <td className="figure">{grouped(registered)}</td>
              <td className="figure">
                <TextInput
                  aria-label={`${t('surrender.quantity')} ${code}`}
                  inputMode="decimal"
                  value={typed[code] ?? ''}
                  onChange={(event) =>
                    onType({ ...typed, [code]: event.currentTarget.value.replace(/[,，\s]/g, '') })
                  }
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** A seat pays its obligation: prefilled by the family's rules, changeable by hand. */
export function SurrenderForm({
  actor,
  session,
}: {
  readonly actor: Actor;
  readonly session: SessionSummary;
}) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const { state, change, propose, surrender } = useSurrender(session.period);
  const { proposal, typed, outcome } = state;
  const rows = useRows(proposal);
  const participant = useStore(sessionState, (all) => all.participants).find(
    ({ participantCode }) => participantCode === actor.participantCode,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per session and period
  useEffect(() => void propose(), [session.sessionId, session.period]);
  const parts = Object.entries(typed)
    .filter(([, quantity]) => isDecimal(quantity) && Number(quantity) > 0)
    .map(([instrumentCode, quantity]) => ({ instrumentCode, quantity }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (outcome !== 'busy') void surrender(parts);
  };
  return (
    <form className="surrender-form" onSubmit={submit}>
      <h3 className="surrender-title">
        {t('surrender.form', { participant: localized(participant?.names) || actor.displayName })}
      </h3>
      <p className="quiet">{t('surrender.formHint')}</p>
      <Fields rows={rows} typed={typed} onType={(next) => change({ typed: next })} />
      {proposal && <Missing proposal={proposal} typed={typed} />}
      <div className="form-actions">
        <Button type="submit" loading={outcome === 'busy'} disabled={parts.length === 0}>
          {t(parts.length === 0 ? 'surrender.sendNothing' : 'surrender.send')}
        </Button>
        <Button variant="default" onClick={() => void propose()}>
          {t('surrender.retryProposal')}
        </Button>
      </div>
      <div aria-live="polite">
        {outcome === 'done' && <p className="accepted">{t('surrender.done')}</p>}
        {outcome instanceof Error && (
          <Refusal refused={{ problem: outcome }} onDismiss={() => change({ outcome: null })} />
        )}
      </div>
      {proposal && proposal.explanation.length > 0 && <Explanation steps={proposal.explanation} />}
    </form>
  );
}
