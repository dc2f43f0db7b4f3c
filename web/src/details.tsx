import { Tabs } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Holdings } from './account/holdings';
import { OpenOrders, OrderHistory } from './account/orders';
import type { SessionStage } from './api/types';
import { Caps } from './chain/caps';
import type { ChainTab } from './chain/overview';
import { Plans } from './chain/plans';
import { SettlementLanes } from './chain/settlement';
import { SurrenderForm } from './chain/surrender-form';
import { SurrenderResults } from './chain/surrender-results';
import { access } from './state/access';
import { sessionState } from './state/session';
import { useStore } from './state/store';

export type DetailTab = 'own' | ChainTab;

const OPENS_SURRENDER: ReadonlySet<SessionStage> = new Set(['monitoring', 'surrender', 'debrief']);

function Surrender() {
  const session = useStore(sessionState, (state) => state.session);
  const actor = useStore(access, (state) => state.actor);
  return (
    <>
      {session?.stage === 'surrender' && actor?.role === 'trader' && (
        <SurrenderForm key={`${session.sessionId}${actor.actorId}`} actor={actor} session={session} />
      )}
      <SurrenderResults />
    </>
  );
}

interface DetailsProps {
  readonly tab: DetailTab;
  readonly onTab: (tab: DetailTab) => void;
}

/** Under the chart: the own account, settlement, allocation and surrender. */
export function Details({ tab, onTab }: DetailsProps) {
  const { t } = useTranslation();
  const isTrader = useStore(access, (state) => state.actor?.role === 'trader');
  const stage = useStore(sessionState, (state) => state.session?.stage);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new stage or seat turns the page, not the reader's choice
  useEffect(() => {
    if (stage && OPENS_SURRENDER.has(stage)) onTab('surrender');
    else onTab(isTrader ? 'own' : 'settlement');
  }, [stage, isTrader]);
  const tabs: readonly DetailTab[] = [
    ...(isTrader ? (['own'] as const) : []),
    'settlement',
    'allocation',
    'surrender',
  ];
  return (
    <Tabs
      className="panel panel-details"
      value={tab}
      onChange={(value) => onTab((value as DetailTab) ?? 'settlement')}
    >
      <Tabs.List aria-label={t('tabs.label')}>
        {tabs.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {t(`tabs.${name}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {isTrader && (
        <Tabs.Panel value="own" className="own">
          <Holdings />
          <OpenOrders />
          <OrderHistory />
        </Tabs.Panel>
      )}
      <Tabs.Panel value="settlement">
        <SettlementLanes />
      </Tabs.Panel>
      <Tabs.Panel value="allocation" className="allocation">
        <Caps />
        <Plans />
      </Tabs.Panel>
      <Tabs.Panel value="surrender">
        <Surrender />
      </Tabs.Panel>
    </Tabs>
  );
}
