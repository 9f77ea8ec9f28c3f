import { afterEach, describe, expect, it } from 'vitest';
import { Secret } from '../../../../electron/engine/accounts/secret.ts';
import { binanceFault } from '../../../venues/binance-server.ts';
import { KEYS, limitBuy, openBinanceRig } from '../rig.ts';
import type { Rig } from '../rig.ts';

const rigs: Rig[] = [];
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close();
});
const open = async (...args: Parameters<typeof openBinanceRig>): Promise<Rig> => {
  const rig = await openBinanceRig(...args);
  rigs.push(rig);
  return rig;
};

describe('an account at Binance', () => {
  it('reads what it holds, and nothing that it does not', async () => {
    const { venue } = await open();
    await venue.place(limitBuy());
    expect(await venue.balances()).toEqual([
      { asset: 'BTC', free: '10', locked: '0', total: '10' },
      { asset: 'USDT', free: '999500', locked: '500', total: '1000000' },
    ]);
  });

  it('tells what the key may do, from the key and not from the account', async () => {
    const permissions = { withdraw: true, ipRestrict: false };
    const { venue } = await open({ accounts: [{ name: 'main', ...KEYS, permissions }] });
    const key = await venue.key();
    expect(key).toMatchObject({ canTrade: true, canWithdraw: true, ipRestricted: false });
    expect(key?.note).toMatch(/withdraw/);
    const careful = await open({ accounts: [{ name: 'main', ...KEYS, permissions: { ipRestrict: true } }] });
    expect(await careful.venue.key()).toEqual({ canTrade: true, canWithdraw: false, ipRestricted: true, note: '' });
  });

  it('does not ask the testnet for what it does not have', async () => {
    const rig = await open({}, { testnet: true });
    expect(await rig.venue.key()).toMatchObject({ canTrade: null, canWithdraw: null });
    expect(rig.server.requests).toHaveLength(0);
    expect(await rig.venue.place(limitBuy())).toMatchObject({ kind: 'accepted' });
  });

  it('goes without where the venue does not tell of the key', async () => {
    const rig = await open();
    rig.server.faults.next('apiRestrictions', { kind: 'status', status: 404 });
    expect(await rig.venue.key()).toMatchObject({ canTrade: null, canWithdraw: null, ipRestricted: null });
  });

  it.each([
    [binanceFault(-2015), 'VENUE_AUTH'],
    [binanceFault(-1003), 'VENUE_RATE_LIMIT'],
    [{ kind: 'status', status: 502 }, 'VENUE_ERROR'],
    [{ kind: 'garbage_200' }, 'VENUE_ERROR'],
    [{ kind: 'drop_before' }, 'VENUE_ERROR'],
  ] as const)('a failed read has a code: %o %s', async (fault, code) => {
    const rig = await open();
    rig.server.faults.next('account', fault);
    await expect(rig.venue.balances()).rejects.toMatchObject({ name: 'QtError', code });
  });

  it('a wrong secret is a matter of the key', async () => {
    const credentials = {
      apiKey: new Secret(KEYS.apiKey),
      apiSecret: new Secret('wrong'),
      passphrase: null,
      clientId: null,
    };
    const rig = await open({}, { credentials });
    await expect(rig.venue.balances()).rejects.toMatchObject({ code: 'VENUE_AUTH' });
    expect(await rig.venue.place(limitBuy())).toMatchObject({ kind: 'refused', code: 'VENUE_AUTH' });
  });
});

describe('a clock that is wrong', () => {
  it('is measured before an order is prepared, and corrected', async () => {
    const rig = await open();
    rig.server.setClockSkew(-90_000);
    await rig.venue.prepare(limitBuy());
    expect(await rig.venue.place(limitBuy())).toMatchObject({ kind: 'accepted' });
    expect(Math.abs((await rig.venue.clockSkewMs())! + 90_000)).toBeLessThan(100);
    await rig.venue.prepare(limitBuy());
    expect(rig.count('time')).toBe(2);
  });

  it('is measured again after a refused timestamp; the order is not sent again', async () => {
    const rig = await open();
    await rig.venue.prepare(limitBuy());
    rig.server.setClockSkew(60_000);
    expect(await rig.venue.place(limitBuy())).toMatchObject({ kind: 'refused', code: 'VENUE_CLOCK' });
    expect([rig.count('order.place'), rig.count('time')]).toEqual([1, 1]);
    await rig.venue.prepare(limitBuy());
    expect(await rig.venue.place(limitBuy())).toMatchObject({ kind: 'accepted' });
    expect([rig.count('order.place'), rig.count('time')]).toEqual([2, 2]);
  });

  it('does not stop a read', async () => {
    const rig = await open();
    await rig.venue.balances();
    rig.server.setClockSkew(60_000);
    expect(await rig.venue.balances()).toHaveLength(2);
    expect([rig.count('account'), rig.count('time')]).toEqual([3, 2]);
  });

  it('is null where the venue does not tell', async () => {
    const rig = await open();
    rig.server.faults.next('time', { kind: 'drop_before' });
    expect(await rig.venue.clockSkewMs()).toBeNull();
  });
});
