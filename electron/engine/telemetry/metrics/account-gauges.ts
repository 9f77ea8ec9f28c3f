import { Counter, Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import type { AccountStatusDocument } from '../../../../shared/schema/account.ts';
import type { OrderCountDocument } from '../../../../shared/schema/order.ts';
import type { AccountRiskDocument, StopDocument } from '../../../../shared/schema/risk.ts';

const RECONCILE_STATES = ['not_needed', 'pending', 'running', 'done', 'failed'] as const;
const SCOPES = ['global', 'owner', 'account', 'strategy'] as const;
const CAUSES = ['kill', 'automatic'] as const;
const STREAM_STATES = ['none', 'connecting', 'live', 'down'] as const;
const PER_ACCOUNT = ['account_name', 'exchange', 'mode'] as const;

export interface AccountFigures {
  account_name: string;
  equity_usd: string | null;
  pnl_today_usd: string | null;
  exposure_usd: string | null;
}

/** The state of everything at one moment. */
export interface Sight {
  nowMs: number;
  statuses: readonly AccountStatusDocument[];
  counts: readonly OrderCountDocument[];
  risks: readonly AccountRiskDocument[];
  stops: readonly StopDocument[];
  approvalsWaiting: number;
  figures: readonly AccountFigures[];
  /** By account: profit by its books, in US dollars; null where it cannot be told. */
  pnlUsd: ReadonlyMap<string, string | null>;
}

/**
 * What accounts are, as gauges that are set at each scrape. Kinds of money are told apart by `account_info`, which every sum
 * has to be joined with. A figure that is not known has no sample: zero would be a lie.
 */
export function createAccountGauges(registry: Registry): (sight: Sight) => void {
  const registers = [registry];
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Gauge({ name, help, labelNames: [...labelNames], registers });
  const perAccount = (name: string, help: string) => gauge(name, help, PER_ACCOUNT);
  const byName = (name: string, help: string) => gauge(name, help, ['account_name']);

  const orders = new Counter({
    name: 'account_orders_total',
    help: 'Orders journaled, by the state that they are in now.',
    labelNames: ['account_name', 'exchange', 'mode', 'status'],
    registers,
  });
  const info = gauge('account_info', 'What an account is. Sums over accounts are joined with it by kind.', [
    'account_name',
    'exchange',
    'mode',
    'kind',
    'whose',
  ]);
  const pnl = byName('account_pnl_usd', 'Profit by the books: realised, unrealised, funding, less fees; US dollars.');
  const today = byName('account_pnl_today_usd', 'Profit since the trading day began, without deposits; US dollars.');
  const equity = byName('account_equity_usd', 'What an account is worth; US dollars.');
  const exposure = byName('account_exposure_usd', 'Value of positions and open orders; US dollars.');
  const limits = gauge('account_limit_utilisation_ratio', 'What is used of a limit; 1 where it is reached.', [
    'account_name',
    'limit',
  ]);
  const open = perAccount('account_open_orders', 'Orders that are not final.');
  const unknown = perAccount('account_unknown_orders', 'Orders whose outcome is unknown.');
  const external = perAccount('account_external_orders', 'Orders at the exchange that were not placed from here.');
  const reconciled = perAccount('account_reconciled', '1 while its orders were compared, so that it may trade.');
  const reconciledAt = perAccount('account_reconcile_timestamp_seconds', 'When the last comparison ended, Unix time.');
  const reconcileAge = perAccount('account_reconcile_age_seconds', 'Since the last comparison with the exchange.');
  const reconcileState = gauge('account_reconcile_state', 'How the comparison stands.', [...PER_ACCOUNT, 'state']);
  const streamState = gauge('account_stream_state', 'How the orders are followed.', [...PER_ACCOUNT, 'state']);
  const armed = perAccount('account_armed', '1 while real trading is armed.');
  const broken = perAccount('account_broken', '1 where the configuration is broken.');
  const stopped = gauge('stops_in_effect', 'Kills and automatic stops that hold something.', ['scope', 'cause']);
  const approvals = gauge('approvals_waiting', "Signals that wait for the operator's yes.", []);
  const all = [orders, info, pnl, today, equity, exposure, limits, open, unknown, external, reconciled];
  const rest = [reconciledAt, reconcileAge, reconcileState, streamState, armed, broken, stopped];

  return ({ nowMs, statuses, counts, risks, stops, approvalsWaiting, figures, pnlUsd }) => {
    for (const metric of [...all, ...rest]) metric.reset();
    for (const { count, ...labels } of counts) orders.inc(labels, count);
    for (const status of statuses) {
      const { account, reconcile, stream } = status;
      const labels = { account_name: account.name, exchange: account.exchange ?? '', mode: account.mode };
      const whose = account.owner === 'me' ? 'mine' : 'others';
      info.set(
        { ...labels, kind: account.mode === 'paper' ? 'paper' : account.testnet ? 'testnet' : 'real', whose },
        1,
      );
      open.set(labels, status.open_orders);
      unknown.set(labels, status.unknown_orders);
      external.set(labels, status.external_orders);
      reconciled.set(labels, reconcile.state === 'done' || reconcile.state === 'not_needed' ? 1 : 0);
      if (reconcile.at !== null) {
        const atMs = Date.parse(reconcile.at);
        reconciledAt.set(labels, atMs / 1_000);
        reconcileAge.set(labels, Math.max(0, nowMs - atMs) / 1_000);
      }
      for (const state of RECONCILE_STATES) reconcileState.set({ ...labels, state }, reconcile.state === state ? 1 : 0);
      for (const state of STREAM_STATES) streamState.set({ ...labels, state }, stream === state ? 1 : 0);
      armed.set(labels, status.armed_until ? 1 : 0);
      broken.set(labels, account.error ? 1 : 0);
    }
    for (const figure of figures) {
      const labels = { account_name: figure.account_name };
      setKnown(today, labels, figure.pnl_today_usd);
      setKnown(equity, labels, figure.equity_usd);
      setKnown(exposure, labels, figure.exposure_usd);
    }
    for (const [name, value] of pnlUsd) setKnown(pnl, { account_name: name }, value);
    for (const { account_name: name, gauges } of risks) {
      for (const { limit_name: limit, percent } of gauges) {
        if (percent !== null) limits.set({ account_name: name, limit }, percent / 100);
      }
    }
    // Also those of which there is none: an alarm needs the zero.
    for (const scope of SCOPES) {
      for (const cause of CAUSES) {
        stopped.set({ scope, cause }, stops.filter((stop) => stop.scope.kind === scope && stop.cause === cause).length);
      }
    }
    approvals.set(approvalsWaiting);
  };
}

/** Prometheus keeps floats; nothing here is computed on with money. */
function setKnown(gauge: Gauge<'account_name'>, labels: { account_name: string }, value: string | null): void {
  if (value !== null) gauge.set(labels, Number(value));
}
