import type { Flags } from '../../shared/schema/flags.ts';
import type { AccountRiskDocument, GaugeDocument } from '../../shared/schema/risk.ts';
import type { RiskScope } from '../../shared/schema/risk-policy.ts';
import { table } from './output.ts';
import type { Style } from './output.ts';
import { hoursText } from './trading-hours.ts';
import { modeWord, orDash } from './words.ts';

/** Every account with its limits as gauges; accounts without a limit in one line. */
export function limitsText(accounts: readonly AccountRiskDocument[], style: Style): string {
  if (accounts.length === 0) return 'No accounts are registered.';
  return accounts.map((account) => accountText(account, style)).join('\n\n');
}

function accountText(account: AccountRiskDocument, style: Style): string {
  const { settings, gauges, stops, error } = account;
  const counted = [
    `counted in ${account.currency}`,
    ...(settings.time_zone ? [`days of ${settings.time_zone}`] : []),
    ...(settings.day_starts_at ? [`beginning ${settings.day_starts_at}`] : []),
    ...(settings.cost_method ? [`books by ${settings.cost_method === 'fifo' ? 'FIFO' : 'average cost'}`] : []),
    ...(settings.ignored_assets ? [`without ${settings.ignored_assets.join(', ') || 'nothing'}`] : []),
  ].join(', ');
  return [
    `${style.bold(account.account_name)}  ${modeWord(account, style)}  ${style.dim(counted)}`,
    ...(stops.length > 0 ? [style.red(`stopped: ${stops.join(', ')}`)] : []),
    ...(error ? [style.red(`${error.code}: ${error.message}`)] : []),
    gaugeTable(gauges, style),
  ].join('\n');
}

function gaugeTable(gauges: readonly GaugeDocument[], style: Style): string {
  return table(
    gauges,
    [
      { title: 'LIMIT', cell: (gauge) => gauge.limit_name.replaceAll('_', ' ') },
      { title: 'USED', align: 'right', cell: (gauge) => orDash(gauge.used) },
      { title: 'OF', align: 'right', cell: (gauge) => gauge.limit },
      { title: 'UNIT', cell: (gauge) => gauge.unit },
      { title: '%', align: 'right', cell: (gauge) => orDash(gauge.percent) },
      { title: 'STATE', cell: (gauge) => stateWord(gauge.state, style) },
      {
        title: 'NOTE',
        cell: (gauge) => (gauge.state === 'unknown' ? style.yellow(gauge.detail) : style.dim(gauge.detail)),
      },
    ],
    style,
    'No limit is set.',
  );
}

function stateWord(state: GaugeDocument['state'], style: Style): string {
  if (state === 'reached') return style.red(state);
  return state === 'ok' ? style.green(state) : style.yellow(state);
}

/** Flags of one level. */
export interface FlagLevel {
  scope: RiskScope;
  flags: Flags;
}

export function flagsText(levels: readonly FlagLevel[], style: Style): string {
  const lines = levels.map(({ scope, flags }) => {
    const entries = Object.entries(flags) as [keyof Flags, unknown][];
    const words = entries.map(([name]) => `  ${name.replaceAll('_', ' ').padEnd(14)} ${flagWord(name, flags)}`);
    return [style.bold(scopeTitle(scope)), ...(words.length > 0 ? words : [style.dim('  no restriction')])].join('\n');
  });
  return lines.length > 0 ? lines.join('\n') : 'No flag is set.';
}

function scopeTitle(scope: RiskScope): string {
  return scope.kind === 'global' ? 'every account' : `${scope.kind} ${scope.name}`;
}

function flagWord(name: keyof Flags, flags: Flags): string {
  if (name === 'trading_hours' && flags.trading_hours) {
    const { windows, time_zone } = flags.trading_hours;
    return `${hoursText(windows)} (${time_zone})`;
  }
  if (name === 'approval' && flags.approval) return `by hand, within ${flags.approval.valid_minutes} min`;
  const value = flags[name];
  if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : 'none at all';
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : typeof value === 'string' ? value : '';
}
