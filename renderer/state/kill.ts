import { create } from 'zustand';
import type { StopDocument } from '../../shared/schema/risk.ts';
import type { KillInput, RiskScope } from '../../shared/schema/risk-policy.ts';
import { announce } from './announce.ts';
import { api, client, queryClient } from './api.ts';
import { createKillSender } from './kill-sender.ts';
import type { KillRun } from './kill-sender.ts';
import { killSince, scopeWords } from './stop-words.ts';
import { errorOf } from './transport/request-error.ts';

interface KillState {
  /** What this window sent, newest first; what is settled is forgotten when the panel is opened again. */
  runs: KillRun[];
  /** What the panel is open for; null while it is closed. */
  panel: { scope: RiskScope } | null;
  /** The keys of the kill switch were pressed once; a second press kills. */
  pressedOnce: boolean;
  /** What the dialog that releases is open for; null while it is closed. */
  release: RiskScope | null;
}

/** What this window does about kills. Which stops are in effect is the engine's, see `useStops`. */
export const useKill = create<KillState>(() => ({ runs: [], panel: null, pressedOnce: false, release: null }));

export function openKillPanel(scope: RiskScope = { kind: 'global' }): void {
  useKill.setState(({ runs }) => ({ panel: { scope }, runs: runs.filter((run) => !isSettled(run)) }));
}

export function closeKillPanel(): void {
  useKill.setState({ panel: null });
}

/** In effect, and nothing is left to say about it. */
export const isDone = ({ state, error }: KillRun): boolean => state === 'in_effect' && error === null;
const isSettled = ({ state }: KillRun): boolean => state === 'in_effect' || state === 'failed';

const sender = createKillSender({
  send: (input) => client.stops.kill.mutate(input),
  errorOf,
  seen: ({ scope }, sentAtMs) => killSince(currentStops(), scope, sentAtMs),
  nowMs: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  onRun: (run) => {
    useKill.setState((before) => {
      const runs = [run, ...before.runs.filter((each) => each.key !== run.key)];
      // What went well is told by the band; without the panel nobody would see that something did not.
      if (runs.every(isDone)) return { runs, panel: null };
      const wanting = run.state === 'silent' || run.error !== null;
      return { runs, panel: before.panel ?? (wanting ? { scope: run.input.scope } : null) };
    });
    if (isSettled(run)) void queryClient.invalidateQueries({ queryKey: api.stops.pathKey() });
    say(run, run.stop !== null && showStop(run.stop));
  },
});

function currentStops(): StopDocument[] {
  return queryClient.getQueryData(api.stops.current.queryKey())?.stops ?? [];
}

/** A stop that the events told already was said with them. */
function say({ state, input, error }: KillRun, fresh: boolean): void {
  const what = scopeWords(input.scope);
  if (state === 'failed') announce('assertive', `The kill of ${what} could not be sent: ${error?.message ?? ''}`);
  else if (state === 'silent') announce('assertive', `No answer yet to the kill of ${what}`);
  else if (error) announce('assertive', `Killed ${what}, but: ${error.message}`);
  else if (fresh) announce('assertive', `Killed: ${what}`);
}

/** In sight at once, also where the stream is behind. True where it was not there yet. */
function showStop(stop: StopDocument): boolean {
  if (currentStops().some((each) => each.id === stop.id)) return false;
  queryClient.setQueryData(api.stops.current.queryKey(), (before) => {
    return before && { ...before, stops: [stop, ...before.stops] };
  });
  return true;
}

/** Stops at once, without asking. False where exactly this is under way already. */
export function kill(input: KillInput): boolean {
  return sender.kill(input);
}

/** Opens the dialog that releases every stop of exactly this scope. */
export function openRelease(scope: RiskScope): void {
  useKill.setState({ release: scope });
}

export function closeRelease(): void {
  useKill.setState({ release: null });
}
