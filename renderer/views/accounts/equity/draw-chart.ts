import {
  AreaSeries,
  BaselineSeries,
  ColorType,
  CrosshairMode,
  LineStyle,
  createChart,
  createSeriesMarkers,
} from 'lightweight-charts';
import type { UTCTimestamp } from 'lightweight-charts';
import { formatDecimal } from '../../../widgets/format-decimal.ts';
import type { ChartColours } from './chart-colours.ts';
import type { CurvePoint } from './equity-model.ts';

export interface ChartData {
  points: readonly CurvePoint[];
  worst: { at_ms: number; drawdown_percent: string } | null;
}

export interface EquityChart {
  show(data: ChartData): void;
  paint(colours: ChartColours): void;
  /** Puts the crosshair on a point, null: away. */
  point(index: number | null): void;
  close(): void;
}

export interface ChartHandlers {
  /** The point under the pointer and where it is drawn, in pixels from the left; null where there is none. */
  onPoint(index: number | null, x: number): void;
}

/** Shares of the height: the curve, and its drawdown beneath. */
const PANES = [3, 1] as const;
const FONT = "'JetBrains Mono Variable', 'JetBrains Mono', monospace";

/** The curve and its drawdown on a canvas. Figures are numbers here, because they are only places; exact ones are shown beside. */
export function drawEquityChart(element: HTMLElement, colours: ChartColours, handlers: ChartHandlers): EquityChart {
  const chart = createChart(element, {
    autoSize: true,
    // What is shown is chosen by the span: nothing can be scrolled away or zoomed into by a wheel that meant the page.
    handleScroll: false,
    handleScale: false,
    rightPriceScale: { borderVisible: false },
    timeScale: {
      borderVisible: false,
      timeVisible: true,
      secondsVisible: false,
      fixLeftEdge: true,
      fixRightEdge: true,
    },
    crosshair: { mode: CrosshairMode.Magnet },
    layout: { attributionLogo: false, fontSize: 10.5, fontFamily: FONT, panes: { enableResize: false } },
  });
  const equity = chart.addSeries(
    AreaSeries,
    {
      lineWidth: 2,
      priceLineStyle: LineStyle.Dotted,
      priceFormat: { type: 'custom', minMove: 0.00000001, formatter: axisFigure },
    },
    0,
  );
  const drawdown = chart.addSeries(
    BaselineSeries,
    {
      baseValue: { type: 'price', price: 0 },
      lineWidth: 1,
      priceLineVisible: false,
      lastValueVisible: false,
      priceFormat: { type: 'custom', minMove: 0.01, formatter: (share: number) => `${axisFigure(share)}%` },
    },
    1,
  );
  drawdown.priceScale().applyOptions({ scaleMargins: { top: 0.08, bottom: 0.16 } });
  equity.priceScale().applyOptions({ scaleMargins: { top: 0.1, bottom: 0.06 } });
  chart.panes().forEach((pane, index) => pane.setStretchFactor(PANES[index] ?? 1));
  const markers = createSeriesMarkers(drawdown);

  let shown: ChartData = { points: [], worst: null };
  let paints = colours;
  let placeOf = new Map<number, number>();

  const mark = (): void => {
    const { worst } = shown;
    const at = worst === null ? undefined : shown.points.find((point) => point.atMs === worst.at_ms);
    markers.setMarkers(
      worst === null || at === undefined || !/[1-9]/.test(worst.drawdown_percent)
        ? []
        : [
            {
              time: at.time as UTCTimestamp,
              position: 'atPriceMiddle',
              price: Number(worst.drawdown_percent),
              shape: 'circle',
              size: 0.6,
              color: paints.drawdown,
            },
          ],
    );
  };

  const paint = (next: ChartColours): void => {
    paints = next;
    chart.applyOptions({
      layout: {
        background: { type: ColorType.Solid, color: next.ground },
        textColor: next.axis,
        panes: { separatorColor: next.grid },
      },
      grid: { vertLines: { visible: false }, horzLines: { color: next.grid } },
      crosshair: {
        vertLine: { color: next.crosshair, style: LineStyle.Dashed, width: 1, labelVisible: false },
        horzLine: { visible: false, labelVisible: false },
      },
    });
    equity.applyOptions({
      lineColor: next.line,
      topColor: next.area,
      bottomColor: 'transparent',
      priceLineColor: next.line,
      crosshairMarkerBackgroundColor: next.ground,
      crosshairMarkerBorderColor: next.line,
      crosshairMarkerBorderWidth: 2,
    });
    drawdown.applyOptions({
      topLineColor: next.drawdown,
      topFillColor1: 'transparent',
      topFillColor2: 'transparent',
      bottomLineColor: next.drawdown,
      bottomFillColor1: next.drawdownArea,
      bottomFillColor2: next.drawdownArea,
    });
    mark();
  };

  chart.subscribeCrosshairMove(({ time, point }) => {
    const index = typeof time === 'number' ? placeOf.get(time) : undefined;
    handlers.onPoint(index ?? null, point?.x ?? 0);
  });
  paint(colours);

  return {
    show: (data) => {
      shown = data;
      placeOf = new Map(data.points.map((each, index) => [each.time, index]));
      equity.setData(data.points.map((each) => ({ time: each.time as UTCTimestamp, value: Number(each.equity) })));
      drawdown.setData(data.points.map((each) => ({ time: each.time as UTCTimestamp, value: Number(each.drawdown) })));
      mark();
      chart.timeScale().fitContent();
    },
    paint,
    point: (index) => {
      const point = index === null ? undefined : shown.points[index];
      if (!point) {
        chart.clearCrosshairPosition();
        return handlers.onPoint(null, 0);
      }
      const time = point.time as UTCTimestamp;
      chart.setCrosshairPosition(Number(point.equity), time, equity);
      handlers.onPoint(index, chart.timeScale().timeToCoordinate(time) ?? 0);
    },
    close: () => chart.remove(),
  };
}

/** A place on an axis: no more decimals than tell its lines apart. */
function axisFigure(value: number): string {
  const size = Math.abs(value);
  return formatDecimal(value.toFixed(size >= 1_000 ? 1 : size >= 1 || size === 0 ? 2 : 4));
}
