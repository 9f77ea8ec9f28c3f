import type { KillInput } from '../../shared/schema/risk-policy.ts';

/** The same kill for a terminal, which reaches the engine where this window does not. */
export function killCommand({ scope, cancel, flatten }: Pick<KillInput, 'scope' | 'cancel' | 'flatten'>): string {
  const target = scope.kind === 'global' ? [] : [`--${scope.kind}`, quoted(scope.name)];
  return ['qt', 'kill', ...target, cancel ? '--cancel' : '', flatten ? '--flatten' : '', '--yes']
    .filter(Boolean)
    .join(' ');
}

/** Owners are free text. */
function quoted(name: string): string {
  return /^[\w.:/-]+$/.test(name) ? name : `'${name.replaceAll("'", String.raw`'\''`)}'`;
}
