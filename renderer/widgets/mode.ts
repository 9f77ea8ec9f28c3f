/** How an account's orders are shown. An unknown mode is its own kind: it must never pass for paper. */
export type ModeKind = 'paper' | 'testnet' | 'real' | 'unknown';

export function modeKind(mode: string | null | undefined, testnet = false): ModeKind {
  if (mode === 'paper') return 'paper';
  if (mode === 'real') return testnet ? 'testnet' : 'real';
  return 'unknown';
}
