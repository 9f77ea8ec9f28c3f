import { decide } from '../../../shared/routing/decide.ts';
import type { Route, RoutingSnapshot } from '../../../shared/routing/decide.ts';
import type { ImpactDocument, MappingChange } from '../../../shared/schema/mapping.ts';
import type { Signal } from '../../../shared/schema/signal.ts';
import { isoTime } from '../ports.ts';
import { applyChanges } from './apply-changes.ts';

const MAX_ROWS = 200;

/** Replays stored signals through the kernel, once with the maps as they are and once with the draft. */
export function replayImpact(
  signals: readonly { id: string; receivedMs: number; signal: Signal }[],
  snapshot: RoutingSnapshot,
  changes: readonly MappingChange[],
  sinceMs: number,
): ImpactDocument {
  const draft = { ...snapshot, maps: applyChanges(snapshot.maps, changes) };
  const rows: ImpactDocument['rows'] = [];
  let moved = 0;
  let refused = 0;
  for (const { id, receivedMs, signal } of signals) {
    const before = decide(signal, snapshot);
    const after = decide(signal, draft);
    const from = placeOf(before);
    const to = placeOf(after);
    const newlyRefused = before.ok && !after.ok;
    if (from === to && !newlyRefused) continue;
    moved += 1;
    if (!after.ok) refused += 1;
    if (rows.length >= MAX_ROWS) continue;
    rows.push({
      signal_id: id,
      received_at: isoTime(receivedMs),
      symbol: signal.symbol,
      side: signal.side,
      strategy_id: signal.strategy_id ?? null,
      from,
      to,
      error: after.ok ? null : after.error.code,
    });
  }
  return { since: isoTime(sinceMs), signals: signals.length, moved, refused, rows };
}

function placeOf(route: Route): string | null {
  return route.ok ? route.account.name : null;
}
