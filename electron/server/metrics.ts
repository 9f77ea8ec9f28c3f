import type { AccountStatusDocument } from '../../shared/schema/account.ts';
import type { StopDocument } from '../../shared/schema/risk.ts';
import type { Engine } from '../engine/engine-interface.ts';
import { formatMetrics } from './prometheus.ts';
import type { MetricFamily } from './prometheus.ts';

const RECONCILE_STATES = ['not_needed', 'pending', 'running', 'done', 'failed'] as const;
const SCOPES = ['global', 'owner', 'account', 'strategy'] as const;
const CAUSES = ['kill', 'automatic'] as const;
const STREAM_STATES = ['none', 'connecting', 'live', 'down'] as const;

/** What the engine tells a Prometheus scraper. Balances and credentials are not among it. */
export function engineMetrics(engine: Engine): string {
  const system = engine.system();
  const statuses = engine.accounts.statuses();
  return formatMetrics([
    {
      name: 'qt_engine_info',
      type: 'gauge',
      help: 'The running engine.',
      samples: [{ labels: { version: system.version, started_at: system.started_at }, value: 1 }],
    },
    {
      name: 'account_orders_total',
      type: 'counter',
      help: 'Orders journaled, by the state that they are in now.',
      samples: engine.orders.counts().map(({ count, ...labels }) => ({ labels, value: count })),
    },
    perAccount('account_open_orders', 'Orders that are not final.', statuses, (status) => status.open_orders),
    perAccount(
      'account_unknown_orders',
      'Orders whose outcome is unknown.',
      statuses,
      (status) => status.unknown_orders,
    ),
    perAccount(
      'account_external_orders',
      'Orders that rest at the exchange and were not placed from here.',
      statuses,
      (status) => status.external_orders,
    ),
    perAccount(
      'account_reconciled',
      '1 while the account may trade: its orders were compared with its exchange.',
      statuses,
      ({ reconcile }) => (reconcile.state === 'done' || reconcile.state === 'not_needed' ? 1 : 0),
    ),
    perAccount(
      'account_reconcile_timestamp_seconds',
      'When the last comparison with the exchange ended, in Unix time.',
      statuses.filter(({ reconcile }) => reconcile.at !== null),
      ({ reconcile }) => Date.parse(reconcile.at ?? '') / 1_000,
    ),
    stateOf(
      'account_reconcile_state',
      'How the comparison with the exchange stands.',
      RECONCILE_STATES,
      statuses,
      ({ reconcile }) => reconcile.state,
    ),
    stateOf(
      'account_stream_state',
      'How the orders are followed beside polling.',
      STREAM_STATES,
      statuses,
      ({ stream }) => stream,
    ),
    stopsInEffect(engine.stops.current().stops),
    {
      name: 'approvals_waiting',
      type: 'gauge',
      help: "Signals that wait for the operator's yes.",
      samples: [{ labels: {}, value: engine.approvals.waitingCount() }],
    },
    perAccount('account_armed', '1 while real trading is armed.', statuses, (status) => (status.armed_until ? 1 : 0)),
    perAccount('account_broken', '1 where the configuration is broken.', statuses, ({ account }) =>
      account.error ? 1 : 0,
    ),
  ]);
}

function perAccount(
  name: string,
  help: string,
  statuses: AccountStatusDocument[],
  value: (status: AccountStatusDocument) => number,
): MetricFamily {
  const samples = statuses.map((status) => ({ labels: labelsOf(status), value: value(status) }));
  return { name, type: 'gauge', help, samples };
}

/** Every scope and cause, also those of which there is none: an alarm needs the zero. */
function stopsInEffect(stops: readonly StopDocument[]): MetricFamily {
  const samples = SCOPES.flatMap((scope) =>
    CAUSES.map((cause) => ({
      labels: { scope, cause },
      value: stops.filter((stop) => stop.scope.kind === scope && stop.cause === cause).length,
    })),
  );
  return {
    name: 'stops_in_effect',
    type: 'gauge',
    help: 'Kills and automatic stops that hold something now.',
    samples,
  };
}

/** One sample for each state that there is, 1 for the present one: the form that Prometheus has for states. */
function stateOf<State extends string>(
  name: string,
  help: string,
  states: readonly State[],
  statuses: AccountStatusDocument[],
  now: (status: AccountStatusDocument) => State,
): MetricFamily {
  const samples = statuses.flatMap((status) =>
    states.map((state) => ({ labels: { ...labelsOf(status), state }, value: now(status) === state ? 1 : 0 })),
  );
  return { name, type: 'gauge', help, samples };
}

function labelsOf({ account }: AccountStatusDocument): Record<string, string> {
  return { account_name: account.name, exchange: account.exchange ?? '', mode: account.mode };
}
