import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import type { SigningClient } from '../exchange/signing-client.ts';
import { positionModeSchema, symbolConfigSchema } from './swap-wire-documents.ts';

/** Somebody may change the terms on the exchange's own site, so what was verified is not believed for longer. */
const BELIEVED_MS = 3_600_000;

interface Verified {
  /** By symbol of the venue: when, by the venue's clock. */
  atMs: Map<string, number>;
  /** Those that are being verified now. */
  pending: Map<string, Promise<void>>;
}

/** One an account's client. */
const known = new WeakMap<SigningClient, Verified>();

/**
 * Makes sure that the account nets its positions (one-way mode) and that the symbol has the account's leverage and margin
 * mode: read, set where they differ, and read back. Throws `QtError('LEVERAGE_NOT_SET')`; then nothing may be sent.
 */
export async function requireSwapTerms(desk: Desk, symbol: string): Promise<void> {
  const { client } = desk;
  const verified = verifiedOf(client);
  const atMs = verified.atMs.get(symbol);
  if (atMs !== undefined && Math.abs(client.time.nowMs() - atMs) < BELIEVED_MS) return;
  let pending = verified.pending.get(symbol);
  if (!pending) {
    pending = verify(desk, symbol).finally(() => verified.pending.delete(symbol));
    verified.pending.set(symbol, pending);
  }
  await pending;
  verified.atMs.set(symbol, client.time.nowMs());
}

/** After a refusal, or word of a change: the next order asks anew. Without a symbol all of them. */
export function forgetSwapTerms(client: SigningClient, symbol?: string): void {
  const { atMs } = verifiedOf(client);
  if (symbol === undefined) atMs.clear();
  else atMs.delete(symbol);
}

function verifiedOf(client: SigningClient): Verified {
  let verified = known.get(client);
  if (!verified) known.set(client, (verified = { atMs: new Map(), pending: new Map() }));
  return verified;
}

async function verify({ client, account }: Desk, symbol: string): Promise<void> {
  await requireOneWay(client);
  const { leverage, marginMode } = account;
  const wanted = { leverage, marginType: marginMode && (marginMode === 'cross' ? 'CROSSED' : 'ISOLATED') };
  const differs = (now: Awaited<ReturnType<typeof readTerms>>): string[] => [
    ...(wanted.marginType !== null && now.marginType !== wanted.marginType
      ? [`margin mode ${now.marginType} instead of ${wanted.marginType}`]
      : []),
    ...(leverage !== null && now.leverage !== leverage ? [`leverage ${now.leverage} instead of ${leverage}`] : []),
  ];
  const before = await readTerms(client, symbol);
  if (differs(before).length === 0) return;

  // What the venue answers to these is of no weight ("no need to change" is an error to it): what it has afterwards is.
  const words: string[] = [];
  const set = async (call: string, change: Record<string, string>): Promise<void> => {
    const verdict = await client.read(call, { symbol, ...change });
    if (verdict.kind !== 'ok') words.push(verdict.message);
  };
  if (wanted.marginType !== null && before.marginType !== wanted.marginType) {
    await set('fapiPrivatePostMarginType', { marginType: wanted.marginType });
  }
  if (leverage !== null && before.leverage !== leverage) await set('fapiPrivatePostLeverage', { leverage });
  const left = differs(await readTerms(client, symbol));
  if (left.length > 0) throw notSet(`${symbol} has ${left.join(' and ')}`, words);
}

async function requireOneWay(client: SigningClient): Promise<void> {
  const verdict = await client.read('fapiPrivateGetPositionSideDual', {});
  const mode = verdict.kind === 'ok' ? positionModeSchema.safeParse(verdict.document) : null;
  if (!mode?.success) throw notSet('the position mode cannot be read', wordsOf(verdict));
  if (mode.data.dualSidePosition) {
    throw notSet(
      'the account is in hedge mode; set it to one-way mode at the exchange, where positions are netted',
      [],
    );
  }
}

async function readTerms(client: SigningClient, symbol: string): Promise<{ leverage: string; marginType: string }> {
  const verdict = await client.read('fapiPrivateGetSymbolConfig', { symbol });
  const told = verdict.kind === 'ok' ? symbolConfigSchema.safeParse(verdict.document) : null;
  const config = told?.data?.find((each) => each.symbol === symbol);
  if (!config) throw notSet(`leverage and margin mode of ${symbol} cannot be read`, wordsOf(verdict));
  return config;
}

function wordsOf(verdict: { kind: string; message?: string }): string[] {
  return verdict.message === undefined ? [] : [verdict.message];
}

function notSet(reason: string, words: readonly string[]): QtError {
  return new QtError('LEVERAGE_NOT_SET', [reason, ...words].join(': '));
}
