import { type CSSProperties, type KeyboardEvent, memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instrument, Level } from '../api/types';
import { useLocalized } from '../i18n';
import { add, subtract } from '../numbers/decimal';
import { grouped, signedPercent } from '../numbers/written';
import { Empty, Panel } from '../panel';
import { useMarket } from '../state/market';
import { ticket } from '../trading/ticket-state';
import { changeOf, directionOf } from './figures';

const LEVELS = 12;

interface Row {
  readonly price: string;
  readonly quantity: string;
  readonly orders: number;
  readonly cumulative: string;
}
function cumulated(levels: readonly Level[]): readonly Row[] {
  let cumulative = '0';
  return levels.slice(0, LEVELS).map(([price, quantity, orders]) => {
    cumulative = add(cumulative, quantity);
    return { price, quantity, orders, cumulative };
  });
}

/** Up and down move between the levels, so that the book is one stop on the way of the Tab key. */
function moveFocus(event: KeyboardEvent<HTMLFieldSetElement>): void {
  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button.level')];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[at + (event.key === 'ArrowUp' ? -1 : 1)];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}

interface LevelProps extends Row {
  readonly half: 'bids' | 'asks';
  readonly share: number;
  readonly unit: string;
  readonly best: boolean;
  readonly canTrade: boolean;
}
const LevelRow = memo(function LevelRow(level: LevelProps) {
  const { t } = useTranslation();
  const { price, quantity, cumulative, half, unit, orders } = level;
  const label = t('book.level', {
    side: t(`book.${half}`),
    price,
    quantity: grouped(quantity),
    unit,
    orders,
  });
  const cells = (
    <>
      <span className={`figure ${half === 'bids' ? 'up' : 'down'}`}>{grouped(price)}</span>
      <span className="figure">{grouped(quantity)}</span>
      <span className="figure quiet">{grouped(cumulative)}</span>
    </>
  );
  const depth: CSSProperties & Record<'--depth', string> = {
    '--depth': `${(level.share * 100).toFixed(1)}%`,
  };
  if (!level.canTrade)
    return (
      <div className={`level ${half}`} style={depth} title={label}>
        {cells}
      </div>
    );
  return (
    <button
      type="button"
      className={`level ${half}`}
      style={depth}
      tabIndex={level.best ? 0 : -1}
      title={label}
      aria-label={`${label}: ${t('book.fill')}`}
      // a bid is met by selling, an ask by buying
      onClick={() => ticket.set({ side: half === 'bids' ? 'sell' : 'buy', orderType: 'limit', price })}
    >
      {cells}
    </button>
  );
});

function Middle({ instrument }: { readonly instrument: Instrument }) {
  const { t } = useTranslation();
  const market = useMarket(instrument.code);
  const change = changeOf(market);
  const [bid] = market.bids[0] ?? [];
  const [ask] = market.asks[0] ?? [];
  return (
    <div className="book-middle">
      <span className={`book-last figure ${directionOf(change)}`}>
        {market.last ? grouped(market.last) : '–'}
      </span>
      <span className={`figure ${directionOf(change)}`}>{change === null ? '' : signedPercent(change)}</span>
      <span className="quiet">
        {t('book.spread')} <span className="figure">{bid && ask ? subtract(ask, bid) : '–'}</span>
      </span>
    </div>
  );
}

/** The phase of the market, where it is not plain trading, and what an auction would give. */
function PhaseNote({ instrument }: { readonly instrument: Instrument }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const { phase, indicative } = useMarket(instrument.code);
  if (phase === null || phase === 'continuous') return null;
  return (
    <p className="book-phase" aria-live="polite">
      <span className={`badge badge-phase-${phase}`}>{t(`book.phases.${phase}`)}</span>
      {indicative && (
        <span className="figure">
          {t('book.indicative', {
            price: grouped(indicative.price),
            quantity: grouped(indicative.quantity),
            unit: localized(instrument.unit),
          })}
        </span>
      )}
    </p>
  );
}

/** Why the last auction found its price, step by step. */
function AuctionNote({ instrument }: { readonly instrument: Instrument }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const { auction } = useMarket(instrument.code);
  if (auction === null) return null;
  return (
    <details className="book-auction">
      <summary>
        <span className="badge">{t('book.phases.call-auction')}</span> {localized(auction.summary)}
      </summary>
      <ol>
        {auction.steps.map(({ criterion, text }) => (
          <li key={criterion}>{localized(text)}</li>
        ))}
      </ol>
    </details>
  );
}

/** Both halves of the book with depth bars; a level of the book fills the ticket of whoever has a seat. */
export function OrderBook({
  instrument,
  canTrade,
}: {
  readonly instrument: Instrument;
  readonly canTrade: boolean;
}) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const { bids, asks } = useMarket(instrument.code);
  const unit = localized(instrument.unit);
  const halves = { asks: cumulated(asks), bids: cumulated(bids) };
  const deepest = Math.max(1e-9, ...[...halves.asks, ...halves.bids].map((row) => Number(row.cumulative)));
  const half = (name: 'asks' | 'bids') =>
    halves[name].map((row, index) => (
      <LevelRow
        key={row.price}
        {...row}
        half={name}
        unit={unit}
        best={index === 0}
        share={Number(row.cumulative) / deepest}
        canTrade={canTrade}
      />
    ));
  return (
    <Panel
      title={t('book.title')}
      name="book"
      aside={<span className="quiet">{t('words.perUnit', { unit })}</span>}
    >
      <fieldset className="book" onKeyDown={moveFocus} aria-label={t('book.title')}>
        <div className="level level-head" aria-hidden="true">
          <span>{t('book.price')}</span>
          <span>{t('book.quantity')}</span>
          <span>{t('book.cumulative')}</span>
        </div>
        <div className="book-half asks">
          {asks.length > 0 ? (
            half('asks').reverse()
          ) : (
            <Empty>{t(bids.length > 0 ? 'book.noAsks' : 'book.empty')}</Empty>
          )}
        </div>
        <Middle instrument={instrument} />
        <PhaseNote instrument={instrument} />
        <AuctionNote instrument={instrument} />
        <div className="book-half bids">
          {bids.length > 0 ? half('bids') : <Empty>{t('book.noBids')}</Empty>}
        </div>
      </fieldset>
    </Panel>
  );
}
