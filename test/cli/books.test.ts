import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { CliHost } from '../../electron/cli/command-runner.ts';
import { limitChanges } from '../../electron/cli/limits-edit.ts';
import { runQt } from '../../electron/cli/program.ts';
import { verifyAnswer } from '../../electron/cli/verify-answer.ts';
import { styleFor } from '../../electron/cli/output.ts';
import type { VerifyAccountDocument } from '../../shared/schema/books.ts';
import { tempDir } from '../support/temp-dir.ts';
import { qt, serve } from './qt-process.ts';

const ENV = { QT_ACCOUNT_A_EXCHANGE: 'sim', QT_NOK_RATES_URL: 'off' };
const ALWAYS = ['--from', '2026-01-01', '--to', '2099-12-31'];

describe('the books in a process of their own', { timeout: 60_000 }, () => {
  it('trades, profit and a statement of what was fired, and the method that is shown', async () => {
    const dir = tempDir();
    // Attached to an engine that runs: a process then costs little.
    await serve(dir, ENV);
    const run = (...args: string[]) => qt(dir, args, ENV);
    const order = ['--symbol', 'BTC/USDT', '--amount', '0.02', '--account', 'a', '--strategy', 's1'];
    expect((await run('signal', 'fire', '--side', 'long', ...order)).code).toBe(0);
    expect((await run('signal', 'fire', '--side', 'short', ...order.with(3, '0.01'))).code).toBe(0);

    const listed = await run('trades', 'list', '--account', 'A', '--since', '1h');
    expect(listed.stdout).toMatch(/PAPER +BTC\/USDT +sell +0.01 /);
    const written = (await run('trades', 'list', '--csv')).stdout.split('\r\n');
    expect(written).toHaveLength(4);
    expect(written[1]).toMatch(/,a,sim,paper,false,BTC\/USDT,sell,[\d.]+,0.01,/);

    const method = await run('books', 'method', 'a', 'FIFO', '--json');
    expect(method.json()).toMatchObject({ account_name: 'a', method: 'fifo' });
    const pnl = (await run('pnl', '--account', 'a')).stdout;
    expect(pnl).toMatch(/a {2}PAPER {2}mine, FIFO, counted in USDT/);
    expect(pnl).toMatch(/BTC\/USDT +0.00998 /);

    const file = path.join(dir, 'gains.csv');
    const made = (await run('statement', 'a', ...ALWAYS, '--format', 'gains', '--out', file, '--json')).json();
    expect(made).toMatchObject({ file, media_type: 'text/csv; charset=utf-8', bytes: statSync(file).size });
    expect(readFileSync(file, 'utf8')).toMatch(/\r\npaper,a,fifo,.*,BTC\/USDT,long,0.01,USDT,/);
    expect(statSync(file).mode & 0o777).toBe(0o600);

    writeFileSync(file, 'mine');
    const taken = await run('statement', 'a', ...ALWAYS, '--format', 'gains', '--out', file, '--json');
    expect([taken.code, taken.json().error?.code]).toEqual([2, 'INVALID_INPUT']);
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect((await run('statement', 'a', ...ALWAYS, '--format', 'gains', '--out', file, '--force')).code).toBe(0);
    const page = await run('statement', 'a', ...ALWAYS, '--format', 'html', '--out', '-');
    expect(page.stdout).toMatch(/^<!doctype html>.*<\/html>\n$/s);
    const verified = await run('books', 'verify');
    expect([verified.code, verified.stdout]).toEqual([0, expect.stringMatching(/same +2 trades in 1 books/)]);
  });

  it.each<[number, string, string[]]>([
    [6, 'STATEMENT_EMPTY', ['statement', 'a', ...ALWAYS, '--format', 'pdf']],
    [6, 'ACCOUNT_NOT_FOUND', ['pnl', '--account', 'nobody']],
    [3, 'HISTORY_UNAVAILABLE', ['history', 'import', 'a', '--wait']],
    [7, 'NO_ENGINE', ['history', 'import', 'a']],
  ])('exit %d, %s: qt %j', async (code, error, args) => {
    const run = await qt(tempDir(), [...args, '--json'], ENV);
    expect([run.code, run.json().error?.code]).toEqual([code, error]);
  });
});

describe('what cannot be meant is refused before an engine is looked for', () => {
  it.each<string[][]>([
    [['trades', 'list', '--limit', '0']],
    [['trades', 'list', '--csv']],
    [['trades', 'list', '--since', 'yesterday']],
    [['trades', 'list', '--until', 'tomorrow']],
    [['pnl', 'a']],
    [['books', 'performance']],
    [['books', 'performance', '--by', 'moon']],
    [['books', 'equity', 'a', '--span', '2y']],
    [['books', 'method', 'a', 'lifo']],
    [['history', 'import']],
    [['statement', 'a', '--from', '2026-02-30', '--to', '2026-03-01', '--format', 'html']],
    [['statement', 'a', '--from', '2026-02-02', '--to', '2026-02-01', '--format', 'html']],
    [['statement', 'a', '--from', '2026-02-02', '--format', 'html']],
    [['statement', '../a', ...ALWAYS, '--format', 'html']],
    [['statement', 'a', ...ALWAYS, '--format', 'docx']],
    [['statement', 'a', ...ALWAYS, '--format', 'pdf', '--out', '-']],
    [['statement', 'a', ...ALWAYS, '--format', 'html', '--out', '-']],
    [['statement', 'a', ...ALWAYS, '--format', 'html', '--out', import.meta.filename]],
  ])('qt %j', async (args) => {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const host: CliHost = {
      ...{ env: {}, dataDir: tempDir(), stdin: new PassThrough(), stdout, stderr, rendererDir: '', confirmDir: '' },
      stop: () => new AbortController().signal,
      nowMs: () => Date.parse('2026-11-22T12:00:00Z'),
      openEngine: () => Promise.reject(new Error('an engine was asked for')),
    };
    expect(await runQt([...args, '--json'], host)).toBe(2);
    expect(JSON.parse(String(stdout.read()))).toMatchObject({ error: { code: 'INVALID_INPUT' } });
    expect(stderr.read()).toBeNull();
  });
});

it('the method is a setting among the others', () => {
  expect(limitChanges('a', { 'cost-method': 'fifo' })).toEqual([
    { kind: 'settings', account_name: 'a', set: { cost_method: 'fifo' } },
  ]);
  expect(() => limitChanges('a', { 'cost-method': 'lifo' })).toThrow(/cost_method/);
});

describe('what verifying found', () => {
  const account: VerifyAccountDocument = {
    ...{ account_name: 'a', mode: 'real', testnet: false, error: null },
    recomputed: { ok: true, trades: 3, books: 1, differences: [] },
    balances: { ok: true, at: '2026-11-22T10:00:00Z', since: '2026-11-01T00:00:00Z', differences: [] },
  };
  const plain = styleFor(process.stdout, { NO_COLOR: '1' });
  const of = (...accounts: VerifyAccountDocument[]) => {
    const answer = verifyAnswer({
      ok: accounts.every(({ recomputed, balances }) => recomputed.ok && balances?.ok),
      accounts,
    });
    return {
      ...answer,
      code: (answer.document as { error?: { code: string } }).error?.code,
      words: answer.text(plain),
    };
  };

  it('ends with 0 where all is the same', () => {
    expect(of(account)).toMatchObject({ exit: 0, code: undefined });
  });

  it('ends with 1 and its code where books differ, or balances do without an explanation', () => {
    const recomputed = { ok: false, trades: 3, books: 1, differences: ['BTC/USDT: quantity 1, kept 2'] };
    const broken = of(account, { ...account, account_name: 'b', recomputed });
    expect(broken).toMatchObject({ exit: 1, code: 'BOOKS_BROKEN' });
    expect(broken.words).toContain('BTC/USDT: quantity 1, kept 2');
    const difference = {
      asset: 'BTC',
      expected: '2',
      shown: '1',
      difference: '-1',
      explanations: [],
      explained: false,
    };
    const apart = of({ ...account, balances: { ...account.balances!, ok: false, differences: [difference] } });
    expect(apart).toMatchObject({ exit: 1, code: 'BOOKS_DISAGREE' });
    expect(apart.words).toContain('BTC: 2 by the books, 1 shown, -1 apart, not explained');
  });

  it('ends with the code of an exchange that could not be asked', () => {
    const error = { code: 'VENUE_AUTH' as const, message: 'refused' };
    expect(of({ ...account, balances: null, error })).toMatchObject({ exit: 4, code: 'VENUE_AUTH' });
  });
});
