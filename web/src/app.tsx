import { Progress } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role, SessionStage } from './api/types';
import { Caps } from './chain/caps';
import { ChainOverview } from './chain/overview';
import { Details, type DetailTab } from './details';
import { NewerSession, usePriceColours } from './header/display';
import { Header } from './header/header';
import { ExpiredNotice, SeatDialog, SeatForm } from './header/seat';
import { MarketList } from './market/market-list';
import { OrderBook } from './market/order-book';
import { PriceChart } from './market/price-chart';
import { TradesTape } from './market/trades-tape';
import { Panel } from './panel';
import { access } from './state/access';
import { fetchOwn } from './state/account';
import { fetchAllocation, fetchPipeline, fetchResults } from './state/chain';
import { usePoll } from './state/poll';
import { fetchSessions, sessionState } from './state/session';
import { useStore } from './state/store';
import { OrderTicket } from './trading/order-ticket';

// the feed tells the session, the book and the own account; these are for what it does not tell, and for what it missed
const PIPELINE_MS = { shown: 1000, aside: 6000 };
const RESULTS_MS = { running: 4000, before: 30_000 };
const ALLOCATION_MS = { setup: 4000, after: 60_000 };
const SESSION_MS = 15_000;
const OWN_MS = 15_000;
const OWES: ReadonlySet<SessionStage> = new Set(['monitoring', 'surrender', 'debrief']);

/** What is not pushed is asked for, at a pace that suits it. */
function usePolls(pipelineShown: boolean): void {
  const ready = useStore(sessionState, (state) => state.phase === 'ready');
  const sessionId = useStore(sessionState, (state) => state.session?.sessionId ?? null);
  const actorId = useStore(access, (state) => (state.actor?.role === 'trader' ? state.actor.actorId : null));
  const key = ready ? sessionId : null;
  const stage = useStore(sessionState, (state) => state.session?.stage ?? 'setup');
  usePoll(fetchPipeline, PIPELINE_MS[pipelineShown ? 'shown' : 'aside'], key);
  usePoll(fetchSessions, SESSION_MS, key);
  usePoll(fetchAllocation, ALLOCATION_MS[stage === 'setup' ? 'setup' : 'after'], key);
  usePoll(fetchResults, RESULTS_MS[OWES.has(stage) ? 'running' : 'before'], key);
  usePoll(fetchOwn, OWN_MS, key && actorId && `${key}|${actorId}`);
}

function Opening({ phase }: { readonly phase: 'loading' | 'waiting' | 'unreachable' }) {
  const { t } = useTranslation();
  const progress = useStore(sessionState, (state) => state.progress);
  return (
    <main className="opening" id="market" aria-busy={phase === 'loading'}>
      <p role="status">{t(`opening.${phase}`)}</p>
      <Progress
        value={phase === 'loading' ? Math.max(8, progress * 100) : 100}
        animated={phase !== 'loading'}
        aria-label={t(`opening.${phase}`)}
      />
    </main>
  );
}

function Invitation() {
  const { t } = useTranslation();
  return (
    <Panel title={t('seat.watching')} name="seat">
      <p className="quiet">{t('seat.invitation')}</p>
      <SeatForm />
    </Panel>
  );
}

function Floor({ role }: { readonly role: Role }) {
  const { t } = useTranslation();
  const [tab, setTab] = useState<DetailTab>('settlement');
  usePolls(tab === 'settlement');
  const selected = useStore(sessionState, (state) => state.selected);
  const instrument = useStore(sessionState, (state) => state.instruments).find(
    ({ code }) => code === selected,
  );
  const isTrader = role === 'trader';
  return (
    <main className={`floor floor-${isTrader ? 'trader' : 'watcher'}`} id="market">
      <div className="column column-markets">
        <MarketList />
        <Panel title={t('chain.title')} name="chain">
          <ChainOverview onChoose={setTab} />
        </Panel>
      </div>
      <div className="column column-chart">
        {instrument && <PriceChart instrument={instrument} />}
        <Details tab={tab} onTab={setTab} />
      </div>
      <div className="column column-book">
        {instrument && <OrderBook instrument={instrument} canTrade={isTrader} />}
        {instrument && <TradesTape instrument={instrument} />}
      </div>
      <div className="column column-act">
        {isTrader && instrument && <OrderTicket instrument={instrument} />}
        {role === 'observer' && <Invitation />}
        {!isTrader && (
          <Panel title={t('caps.title')} name="caps">
            <Caps />
          </Panel>
        )}
      </div>
    </main>
  );
}

export function App() {
  const [sitting, setSitting] = useState(false);
  const phase = useStore(sessionState, (state) => state.phase);
  const role = useStore(access, (state) => state.actor?.role ?? 'observer');
  usePriceColours();
  return (
    <div className="page">
      <Header onSit={() => setSitting(true)} />
      <ExpiredNotice />
      <NewerSession />
      {phase === 'ready' ? <Floor role={role} /> : <Opening phase={phase} />}
      {sitting && <SeatDialog onClose={() => setSitting(false)} />}
    </div>
  );
}
