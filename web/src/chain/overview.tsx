import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComplianceResult, InstructionState, Pipeline } from '../api/types';
import { useLanguage } from '../i18n';
import { add } from '../numbers/decimal';
import { compact, grouped } from '../numbers/written';
import { chain } from '../state/chain';
import { sessionState } from '../state/session';
import { useStore } from '../state/store';

interface LinkProps {
  readonly name: string;
  readonly text: ReactNode;
  readonly state: 'done' | 'now' | 'later';
  readonly onChoose: () => void;
}
function Link({ name, text, state, onChoose }: LinkProps) {
  return (
    <li className={`link-step link-${state}`}>
      <button type="button" onClick={onChoose}>
        <b>{name}</b>
        <span>{text}</span>
      </button>
    </li>
  );
}

const countOf = (pipeline: Pipeline | null, ...states: readonly InstructionState[]): number =>
  pipeline?.lanes.filter(({ state }) => states.includes(state)).reduce((sum, { count }) => sum + count, 0) ??
  0;
const statusCount = (
  results: readonly ComplianceResult[] | null,
  status: ComplianceResult['status'],
): number => results?.filter((result) => result.status === status).length ?? 0;

function useTexts() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { plans, pipeline, results } = useStore(chain, (state) => state);
  const caps = useStore(sessionState, (state) => state.caps);
  const amount = pipeline?.lanes.reduce((sum, lane) => add(sum, lane.amount), '0') ?? '0';
  const trades = countOf(pipeline, 'instructed', 'settling', 'settled', 'failed');
  const owed = results?.length ?? 0;
  return {
    cap: t('chain.capText', {
      caps: caps.length,
      plans: plans?.filter(({ status }) => status === 'issued').length ?? 0,
    }),
    trade: t('chain.tradeText', { trades: grouped(String(trades)), amount: compact(amount, language) }),
    settle: t('chain.settleText', {
      settled: grouped(String(countOf(pipeline, 'settled'))),
      moving: countOf(pipeline, 'instructed', 'settling'),
      failed: countOf(pipeline, 'failed'),
    }),
    monitor: owed > 0 ? t('chain.monitorText', { owed }) : t('chain.monitorWaiting'),
    surrender:
      owed > 0
        ? t('chain.surrenderText', {
            met: statusCount(results, 'met'),
            short: statusCount(results, 'short'),
            open: statusCount(results, 'open'),
          })
        : t('chain.surrenderWaiting'),
  };
}

export type ChainTab = 'allocation' | 'settlement' | 'surrender';
const DONE_BEFORE = { setup: 0, trading: 1, monitoring: 3, surrender: 4, debrief: 5 };

/** The whole chain in five lines with what has happened so far; each leads to its details. */
export function ChainOverview({ onChoose }: { readonly onChoose: (tab: ChainTab) => void }) {
  const { t } = useTranslation();
  const texts = useTexts();
  const stage = useStore(sessionState, (state) => state.session?.stage) ?? 'setup';
  const done = DONE_BEFORE[stage];
  const steps = [
    ['cap', 'allocation'],
    ['trade', 'settlement'],
    ['settle', 'settlement'],
    ['monitor', 'surrender'],
    ['surrender', 'surrender'],
  ] as const;
  // trading and settling go on at the same time
  const stateOf = (index: number): LinkProps['state'] =>
    index < done ? 'done' : index === done || (stage === 'trading' && index === 2) ? 'now' : 'later';
  return (
    <ol className="chain" aria-label={t('chain.title')}>
      {steps.map(([step, tab], index) => (
        <Link
          key={step}
          name={t(`chain.${step}`)}
          text={texts[step]}
          state={stateOf(index)}
          onChoose={() => onChoose(tab)}
        />
      ))}
    </ol>
  );
}
