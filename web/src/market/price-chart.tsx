import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candle, Instrument } from '../api/types';
import { useLanguage, useLocalized } from '../i18n';
import { compact, decimalsOf, grouped, signedPercent } from '../numbers/written';
import { Empty, Panel } from '../panel';
import { call } from '../state/access';
import { type Market, marketOf, useMarket } from '../state/market';
import { usePoll } from '../state/poll';
import { preferences, redIsUp } from '../state/preferences';
import { sessionPath } from '../state/session';
import { useStore } from '../state/store';
import { type Drawing, startDrawing } from './drawing';
import { changeOf, directionOf } from './figures';

const REFRESH_MS = 15_000;

async function fetchCandles(code: string): Promise<void> {
  const path = `${sessionPath()}/markets/${encodeURIComponent(code)}/candles`;
  marketOf(code).setCandles(await call<readonly Candle[]>({ path }));
}

function DayFigures({ candle, market, unit }: { candle: Candle | undefined; market: Market; unit: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (!candle) return null;
  const figures: readonly (readonly [string, string])[] = [
    [t('chart.open'), grouped(candle.open)],
    [t('chart.high'), grouped(candle.high)],
    [t('chart.low'), grouped(candle.low)],
    [t('chart.close'), grouped(candle.close)],
    [t('chart.volume'), `${compact(candle.volume, language)} ${unit}`],
    [t('chart.reference'), market.reference ? grouped(market.reference) : '–'],
  ];
  return (
    <dl className="day-figures">
      <dt className="visually-hidden">{t('tape.day')}</dt>
      <dd className="figure quiet">{candle.date}</dd>
      {figures.map(([name, value]) => (
        <span key={name}>
          <dt>{name}</dt> <dd className="figure">{value}</dd>
        </span>
      ))}
    </dl>
  );
}

/** The canvas: drawn imperatively, React only says when something changed. */
function Canvas({ instrument, market, label }: { instrument: Instrument; market: Market; label: string }) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing | null>(null);
  const language = useLanguage();
  const scheme = useComputedColorScheme('light');
  const redUp = useStore(preferences, redIsUp);
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read from the style sheet when they change
  useEffect(() => {
    if (!place.current) return undefined;
    drawing.current = startDrawing(place.current, { decimals: decimalsOf(instrument.tickSize), language });
    return () => {
      drawing.current?.stop();
      drawing.current = null;
    };
  }, [instrument.code, language, scheme, redUp]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new drawing must be filled again
  useEffect(() => {
    drawing.current?.candles(market.candles);
  }, [market.candles, instrument.code, language, scheme, redUp]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => {
    drawing.current?.lines([
      { price: market.bandHigh, title: t('chart.bandHigh'), kind: 'band' },
      { price: market.bandLow, title: t('chart.bandLow'), kind: 'band' },
      { price: market.reference, title: t('chart.reference'), kind: 'reference' },
    ]);
  }, [market.bandHigh, market.bandLow, market.reference, instrument.code, language, scheme, redUp]);
  return <div ref={place} className="chart-canvas" role="img" aria-label={label} />;
}

function Heading({ instrument, market }: { instrument: Instrument; market: Market }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const change = changeOf(market);
  return (
    <div className="chart-heading">
      <strong>{instrument.code}</strong>
      <span className="quiet">{localized(instrument.names)}</span>
      <span className={`chart-last figure ${directionOf(change)}`}>
        {market.last ? grouped(market.last) : '–'}
      </span>
      <span className="quiet">{t('words.perUnit', { unit: localized(instrument.unit) })}</span>
      {change !== null && <span className={`figure ${directionOf(change)}`}>{signedPercent(change)}</span>}
    </div>
  );
}

/** One candle and one volume bar per simulated day, live. */
export function PriceChart({ instrument }: { readonly instrument: Instrument }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const market = useMarket(instrument.code);
  const key = `${sessionPath()}|${instrument.code}`;
  usePoll(() => fetchCandles(instrument.code), REFRESH_MS, key);
  const day = market.candles.at(-1);
  const unit = localized(instrument.unit);
  const label = day
    ? t('chart.labelWithDay', { market: instrument.code, unit, ...day })
    : t('chart.label', { market: instrument.code });
  return (
    <Panel title={t('chart.title')} name="chart" aside={<Heading instrument={instrument} market={market} />}>
      <DayFigures candle={day} market={market} unit={unit} />
      {!day && <Empty>{t('chart.empty')}</Empty>}
      <Canvas instrument={instrument} market={market} label={label} />
    </Panel>
  );
}
