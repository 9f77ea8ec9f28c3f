import { describe, expect, it } from 'vitest';
import { tempDir } from '../server/temp-dir.ts';
import { qt } from './qt-process.ts';

const BUY = ['--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.02'];
const ENV = { QT_ACCOUNT_A_EXCHANGE: 'sim', QT_ACCOUNT_B_EXCHANGE: 'sim' };

describe('qt approvals, with no engine running', { timeout: 60_000 }, () => {
  it('finds what waits from one command to the next, and writes it for people', async () => {
    const dir = tempDir();
    const run = (...args: string[]) => qt(dir, args, ENV);
    expect((await run('approvals', 'list')).stdout).toBe('No approvals.\n');
    expect((await run('flags', 'set', 'a', '--approval', '15m')).code).toBe(0);
    const fire = ['signal', 'fire', ...BUY, '--account', 'a', '--strategy', 'momentum'];
    const waiting = await run(...fire, '--id', 's1', '--json');
    expect(waiting.code).toBe(5);
    const { id } = waiting.json()['approval'] as { id: string };

    const listed = await run('approvals', 'list', '--state', 'waiting');
    expect(listed.stdout).toMatch(new RegExp(`${id}.*a.*momentum.*LONG 0\\.02 BTC/USDT market.*waiting`));
    const shown = await run('approvals', 'show', id);
    expect(shown.stdout).toMatch(
      /waiting.*LONG 0\.02 BTC\/USDT.*account a \(15 min\).*goes to {5}a.*would send.*BUY 0\.02/s,
    );
    const fired = await run('approvals', 'approve', id, '--yes');
    expect([fired.code, fired.stdout]).toEqual([0, expect.stringMatching(/filled.*BUY 0\.02 BTC\/USDT/)]);
    const after = await run('approvals', 'show', id);
    expect(after.stdout).toMatch(/approved.*decided.*by cli/s);

    const second = (await run(...fire, '--id', 's2', '--json')).json()['approval'] as { id: string };
    expect((await run('approvals', 'decline', second.id)).stdout).toMatch(/declined.*by cli/s);
    expect((await run('approvals', 'list', '--state', 'waiting')).stdout).toBe('No approvals.\n');
  });

  it('of a group, leg by leg', async () => {
    const dir = tempDir();
    const run = (...args: string[]) => qt(dir, args, ENV);
    expect((await run('groups', 'set', 'desk', '--members', 'a,b')).code).toBe(0);
    expect((await run('flags', 'set', '--strategy', 'momentum', '--approval', '15m')).code).toBe(0);
    const waiting = await run('groups', 'fire', 'desk', ...BUY, '--strategy', 'momentum');
    expect([waiting.code, waiting.stdout]).toEqual([5, expect.stringMatching(/waits .*APPROVAL_PENDING.*apr_/s)]);
    const [, id = ''] = /(apr_\w+)/.exec(waiting.stdout) ?? [];
    expect((await run('approvals', 'show', id)).stdout).toMatch(/group desk.*2 of 2 legs/s);
    const fired = await run('approvals', 'approve', id, '--yes');
    expect([fired.code, fired.stdout]).toEqual([0, expect.stringMatching(/a .*filled.*b .*filled/s)]);
  });
});
