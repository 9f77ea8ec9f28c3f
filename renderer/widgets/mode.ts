/** How an account's orders are shown. An unknown mode is its own kind: it must never pass for paper. */
export type ModeKind = 'paper' | 'testnet' | 'real' | 'unknown';

export function modeKind(mode: string | null | undefined, testnet?: unknown): ModeKind {
  if (mode === 'paper') return 'paper';
  // Whatever is no plain yes counts as real money.
  if (mode === 'real') return testnet === true ? 'testnet' : 'real';
  return 'unknown';
}
