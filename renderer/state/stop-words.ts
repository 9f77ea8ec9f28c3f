import { sameStrategy } from '../../shared/risk/flag-levels.ts';
import type { StopDocument, StopWorkDocument } from '../../shared/schema/risk.ts';
import type { RiskScope } from '../../shared/schema/risk-policy.ts';

/** Every stop that holds this account now; with a strategy, also those that hold a signal of it. */
export function stopsHolding(
  stops: readonly StopDocument[],
  account: { name: string; owner: string } | null,
  strategyId: string | null = null,
): StopDocument[] {
  return stops.filter(({ scope }) => {
    if (scope.kind === 'global') return true;
    if (scope.kind === 'strategy') return strategyId !== null && sameStrategy(scope.name, strategyId);
    if (account === null) return false;
    return scope.name === (scope.kind === 'owner' ? account.owner : account.name);
  });
}

/** `everything`, `account main_firi`. */
export function scopeWords(scope: RiskScope): string {
  return scope.kind === 'global' ? 'everything' : `${scope.kind} ${scope.name}`;
}

export function isSameScope(a: RiskScope, b: RiskScope): boolean {
  return scopeWords(a) === scopeWords(b);
}

/** The kill of this scope that began since then, if any did. */
export function killSince(stops: readonly StopDocument[], scope: RiskScope, sinceMs: number): StopDocument | null {
  const began = (stop: StopDocument): boolean =>
    stop.cause === 'kill' && isSameScope(stop.scope, scope) && Date.parse(stop.at) >= sinceMs;
  return stops.find(began) ?? null;
}

/** Who pulled it. */
export function byWords(by: StopDocument['by']): string {
  return {
    desktop: 'the window',
    page: 'the web page',
    cli: 'qt',
    http: 'a program over HTTP',
    console: 'the console',
  }[by];
}

/** The widest first, kills before automatic ones; of one kind the newest first. */
export function inOrder(stops: readonly StopDocument[]): StopDocument[] {
  const rank = ({ cause, scope }: StopDocument): number => (cause === 'kill' ? 0 : 10) + RANKS[scope.kind];
  return stops.toSorted((a, b) => rank(a) - rank(b) || b.at.localeCompare(a.at));
}

const RANKS: Record<RiskScope['kind'], number> = { global: 0, owner: 1, strategy: 2, account: 3 };

/** How far cancelling and closing have come, in one line; null where nothing was asked for. */
export function workWords({ cancel, flatten, work }: StopDocument): string | null {
  if (!cancel && !flatten) return null;
  const task = flatten ? 'cancelling and closing' : 'cancelling';
  if (work.length === 0) return `${task}: starting`;
  const done = work.filter((each) => each.stage === 'done').length;
  const failing = work.filter(isFailing).length;
  const accounts = `${done} of ${work.length} ${work.length === 1 ? 'account' : 'accounts'} done`;
  return `${task}: ${accounts}${failing > 0 ? `, ${failing} tried again` : ''}`;
}

/** Not done, and the last attempt was not enough. */
export function isFailing({ stage, error }: StopWorkDocument): boolean {
  return stage !== 'done' && error !== null;
}

export function stageWords({ stage, attempts }: StopWorkDocument): string {
  if (stage === 'done') return 'done';
  return `${stage}${attempts > 1 ? `, attempt ${attempts}` : ''}`;
}
