import type { AccountStatusDocument } from '../../shared/schema/account.ts';
import type { Engine } from '../engine/engine-interface.ts';
import { formatMetrics } from './prometheus.ts';
import type { MetricFamily } from './prometheus.ts';

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
  const samples = statuses.map((status) => {
    const { account } = status;
    const labels = { account_name: account.name, exchange: account.exchange ?? '', mode: account.mode };
    return { labels, value: value(status) };
  });
  return { name, type: 'gauge', help, samples };
}
