import {
  CandlestickSeries,
  ColorType,
  createChart,
  HistogramSeries,
  type IChartApi,
  type IPriceLine,
  LineStyle,
} from 'lightweight-charts';
import type { Candle } from '../api/types';

interface PriceLine {
  readonly price: string | null;
  readonly title: string;
  readonly kind: 'band' | 'reference';
}
export interface Drawing {
  candles(candles: readonly Candle[]): void;
  lines(lines: readonly PriceLine[]): void;
  stop(): void;
}

/** The page's colours, so that the chart follows theme and up/down convention. */
function palette(place: HTMLElement) {
  const style = getComputedStyle(place);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  return {
    up: colour('--up'),
    down: colour('--down'),
    text: colour('--quiet'),
    line: colour('--line-soft'),
    strong: colour('--line'),
    upSoft: colour('--up-soft'),
    downSoft: colour('--down-soft'),
    font: style.fontFamily,
  };
}
type Palette = ReturnType<typeof palette>;

function chartOn(place: HTMLElement, colours: Palette, decimals: number, language: string): IChartApi {
  return createChart(place, {
    autoSize: true,
    layout: {
      background: { type: ColorType.Solid, color: 'transparent' },
      textColor: colours.text,
      fontFamily: colours.font,
      fontSize: 11,
      // the licence of lightweight-charts asks for its mark on the page
      attributionLogo: true,
    },
    grid: { vertLines: { color: colours.line }, horzLines: { color: colours.line } },
    rightPriceScale: { borderColor: colours.strong, scaleMargins: { top: 0.08, bottom: 0.24 } },
    timeScale: { borderColor: colours.strong, rightOffset: 3, barSpacing: 9, minBarSpacing: 1 },
    localization: {
      locale: language === 'zh' ? 'zh-CN' : 'en-GB',
      dateFormat: 'yyyy-MM-dd',
      priceFormatter: (price: number) => price.toFixed(decimals),
    },
  });
}

const candleData = (candles: readonly Candle[]) =>
  candles.map(({ date, open, high, low, close }) => ({
    time: date,
    open: Number(open),
    high: Number(high),
    low: Number(low),
    close: Number(close),
  }));
const volumeData = (candles: readonly Candle[], { upSoft, downSoft }: Palette) =>
  candles.map(({ date, open, close, volume }) => ({
    time: date,
    value: Number(volume),
    color: Number(close) >= Number(open) ? upSoft : downSoft,
  }));

function seriesOn(chart: IChartApi, { up, down }: Palette, decimals: number) {
  const prices = chart.addSeries(CandlestickSeries, {
    upColor: up,
    downColor: down,
    borderVisible: false,
    wickUpColor: up,
    wickDownColor: down,
    priceFormat: { type: 'price', precision: decimals, minMove: 10 ** -decimals },
  });
  const volumes = chart.addSeries(HistogramSeries, {
    priceScaleId: '',
    priceFormat: { type: 'volume' },
    lastValueVisible: false,
    priceLineVisible: false,
  });
  volumes.priceScale().applyOptions({ scaleMargins: { top: 0.82, bottom: 0 } });
  return { prices, volumes };
}

/** Floats are good enough here: nothing is computed from what is drawn. */
export function startDrawing(
  place: HTMLElement,
  options: { readonly decimals: number; readonly language: string },
): Drawing {
  const colours = palette(place);
  const chart = chartOn(place, colours, options.decimals, options.language);
  const { prices, volumes } = seriesOn(chart, colours, options.decimals);
  let drawnFrom = '';
  let drawnCount = 0;
  let marks: IPriceLine[] = [];
  return {
    candles: (candles) => {
      const first = candles[0]?.date ?? '';
      const [data, bars] = [candleData(candles), volumeData(candles, colours)];
      // usually only the last days have moved on: a full redraw would drop the reader's scroll and zoom
      if (drawnCount > 0 && first === drawnFrom && candles.length >= drawnCount) {
        for (const candle of data.slice(drawnCount - 1)) prices.update(candle);
        for (const bar of bars.slice(drawnCount - 1)) volumes.update(bar);
      } else {
        prices.setData(data);
        volumes.setData(bars);
        if (data.length > 0 && drawnFrom !== first) showWhole(chart, data.length);
      }
      drawnFrom = first;
      drawnCount = candles.length;
    },
    lines: (lines) => {
      for (const mark of marks) prices.removePriceLine(mark);
      marks = lines.flatMap(({ price, title, kind }) =>
        price === null
          ? []
          : [
              prices.createPriceLine({
                price: Number(price),
                title,
                color: colours.text,
                lineWidth: 1,
                lineStyle: kind === 'band' ? LineStyle.Dashed : LineStyle.Dotted,
                axisLabelVisible: false,
              }),
            ],
      );
    },
    stop: () => chart.remove(),
  };
}

const SHOWN_DAYS = 90;
function showWhole(chart: IChartApi, days: number): void {
  chart
    .timeScale()
    .setVisibleLogicalRange({ from: Math.max(0, days - SHOWN_DAYS) - 1, to: Math.max(days, 30) + 2 });
}
