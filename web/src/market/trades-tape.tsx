import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instrument } from '../api/types';
import { useLocalized } from '../i18n';
import { grouped, timeOfDay } from '../numbers/written';
import { Empty, Panel } from '../panel';
import { useMarket } from '../state/market';

const ROW_HEIGHT = 20;

/** Newest first; only the rows in view exist. The arrow says who came in, never who they are. */
export function TradesTape({ instrument }: { readonly instrument: Instrument }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const { trades } = useMarket(instrument.code);
  const scroller = useRef<HTMLElement>(null);
  const rows = useVirtualizer({
    count: trades.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  return (
    <Panel
      title={t('tape.title')}
      name="tape"
      aside={<span className="quiet">{localized(instrument.unit)}</span>}
    >
      <div className="tape-row tape-head" aria-hidden="true">
        <span>{t('tape.day')}</span>
        <span>{t('tape.time')}</span>
        <span>{t('book.price')}</span>
        <span>{t('book.quantity')}</span>
      </div>
      {trades.length === 0 && <Empty>{t('tape.empty')}</Empty>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section ref={scroller} className="tape" tabIndex={0} aria-label={t('tape.title')}>
        <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const trade = trades[index];
            if (!trade) return null;
            const buying = trade.side === 'buy';
            return (
              <div key={trade.tradeId} className="tape-row" style={{ transform: `translateY(${start}px)` }}>
                <span className="quiet figure">{trade.date.slice(5)}</span>
                <span className="quiet figure">{timeOfDay(trade.executedAt)}</span>
                <span
                  className={`figure ${buying ? 'up' : 'down'}`}
                  title={t(buying ? 'tape.boughtBy' : 'tape.soldBy')}
                >
                  {buying ? '▲' : '▼'} {grouped(trade.price)}
                </span>
                <span className="figure">{grouped(trade.quantity)}</span>
              </div>
            );
          })}
        </div>
      </section>
    </Panel>
  );
}
