/** Roles of tokens.css that a canvas needs as colours: it cannot read `var()`. */
const ROLES = {
  line: '--qt-chart-line',
  area: '--qt-chart-area',
  drawdown: '--qt-chart-drawdown',
  drawdownArea: '--qt-chart-drawdown-area',
  grid: '--qt-chart-grid',
  axis: '--qt-chart-axis',
  crosshair: '--qt-line-control',
  ground: '--qt-bg-surface',
  label: '--qt-accent-fill',
  labelQuiet: '--qt-line-3',
} as const;

export type ChartColours = Record<keyof typeof ROLES, string>;

/** The roles as they are now on that element. Read again when the theme changes. */
export function chartColours(element: HTMLElement): ChartColours {
  const style = getComputedStyle(element);
  const read = (role: string): string => style.getPropertyValue(role).trim();
  return Object.fromEntries(Object.entries(ROLES).map(([name, role]) => [name, read(role)])) as ChartColours;
}
