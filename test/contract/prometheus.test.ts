import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Served } from './serve-process.ts';
import { openWorkspace } from './workspace.ts';
import type { Json, Workspace } from './workspace.ts';

const DOCS = path.join(import.meta.dirname, '../../docs/metrics');
const read = (name: string): string => readFileSync(path.join(DOCS, name), 'utf8');

const isInstalled = ['prometheus', 'promtool'].every((name) => spawnSync(name, ['--version']).error === undefined);

/** Queries that have something to tell of a console that has just placed one paper order. */
const TELLS = [
  'up{job="quantum-trader"} == 1',
  'account_pnl_usd{account_name="main_sim"}',
  'account_exposure_usd{account_name="main_sim"}',
  'account_equity_usd * on (account_name) group_left (kind) account_info{kind="paper"}',
  'account_orders_total{account_name="main_sim", exchange="sim", mode="paper", status="filled"} == 1',
  'signal_commit_seconds_count == 1',
  'order_first_fill_seconds_count == 1',
  'journal_commit_seconds_count >= 1',
  'event_loop_delay_p99_seconds',
  'account_reconcile_state{state="not_needed"} == 1',
];

describe.skipIf(!isInstalled)('metrics at a real Prometheus', () => {
  let desk: Workspace;
  let served: Served;
  let url: string;
  let prometheus: ReturnType<typeof spawn>;

  beforeAll(async () => {
    desk = await openWorkspace();
    served = await desk.serve();
    const fired = await served.signal({ symbol: 'BTC/USDT', side: 'long', amount: '0.01', account_name: 'main_sim' });
    if (fired.status !== 200) throw new Error(fired.text);
    const dir = path.join(desk.home, 'prometheus');
    mkdirSync(dir);
    // The example as it is handed out, but for what it says has to be put in.
    const config = read('prometheus.yml')
      .replaceAll('15s', '1s')
      .replace('/path/to/data-dir/http-token', served.tokenFile)
      .replace('127.0.0.1:8420', `127.0.0.1:${served.port}`);
    writeFileSync(path.join(dir, 'prometheus.yml'), config);
    writeFileSync(path.join(dir, 'alerts.yml'), read('alerts.yml'));
    const address = `127.0.0.1:${await freePort()}`;
    url = `http://${address}`;
    prometheus = spawn(
      'prometheus',
      [
        `--config.file=${path.join(dir, 'prometheus.yml')}`,
        `--storage.tsdb.path=${path.join(dir, 'data')}`,
        `--web.listen-address=${address}`,
      ],
      { stdio: 'ignore' },
    );
    const isReady = (): Promise<boolean> =>
      fetch(`${url}/-/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
    await vi.waitUntil(isReady, { timeout: 30_000, interval: 100 });
    await vi.waitUntil(async () => (await query('up == 1')).length > 0, { timeout: 30_000, interval: 100 });
  }, 60_000);
  afterAll(async () => {
    prometheus.kill();
    if (prometheus.exitCode === null) await once(prometheus, 'exit');
    await desk.close();
  });

  async function ask(route: string): Promise<Json> {
    const response = await fetch(`${url}${route}`);
    const document: Json = await response.json();
    if (document.status !== 'success') throw new Error(JSON.stringify(document));
    return document.data;
  }
  const query = async (text: string): Promise<Json[]> =>
    (await ask(`/api/v1/query?query=${encodeURIComponent(text)}`)).result;

  it.each(TELLS)('is told: %s', async (text) => {
    await expect.poll(() => query(text), { timeout: 30_000 }).not.toEqual([]);
  });

  it('scrapes in time, and drops no sample', async () => {
    const [took] = await query('scrape_duration_seconds{job="quantum-trader"}');
    expect(Number(took.value[1])).toBeLessThan(1);
    const [scraped] = await query('scrape_samples_scraped - scrape_samples_post_metric_relabeling');
    expect(scraped.value[1]).toBe('0');
  });

  it('loads every alert rule, and evaluates each', async () => {
    const health = async (): Promise<unknown> => {
      const { groups }: Json = await ask('/api/v1/rules');
      return groups[0]?.rules.map((rule: Json) => rule.health);
    };
    const named = read('alerts.yml').match(/- alert: /g) ?? [];
    await expect.poll(health, { timeout: 30_000 }).toEqual(named.map(() => 'ok'));
  });

  it('takes every query of the dashboard, and finds every metric that it names', async () => {
    const dashboard: Json = JSON.parse(read('grafana-dashboard.json'));
    const exprs: string[] = dashboard.panels.flatMap(({ targets }: Json) => targets.map(({ expr }: Json) => expr));
    expect(exprs.length).toBeGreaterThan(20);
    const known = new Set((await ask('/api/v1/label/__name__/values')) as string[]);
    const types = new Set(Object.keys(await ask('/api/v1/metadata')));
    for (const expr of exprs) {
      const text = expr.replaceAll('$kind', 'paper').replaceAll('$__rate_interval', '1m');
      await query(text);
      for (const [name] of text.matchAll(
        /[a-z_]+_(?:usd|ratio|total|seconds|bucket|orders|info|effect|bytes)(?=[ ({[)])/g,
      )) {
        const family = name.replace(/_bucket$/, '');
        expect(known.has(name) || types.has(family), name).toBe(true);
      }
    }
  });

  it('promtool finds nothing to object to', async () => {
    const run = (input: string | undefined, ...args: string[]) =>
      spawnSync('promtool', args, { cwd: DOCS, input, encoding: 'utf8' });
    const text = (await served.get('/metrics')).text;
    for (const done of [
      run(text, 'check', 'metrics'),
      run(undefined, 'check', 'rules', 'alerts.yml'),
      run(undefined, 'test', 'rules', 'alerts.test.yml'),
    ]) {
      expect(done.status, done.stdout + done.stderr).toBe(0);
    }
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
