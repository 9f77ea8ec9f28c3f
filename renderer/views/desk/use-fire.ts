import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ShownRoute, Signal } from '../../../shared/schema/signal.ts';
import { announce } from '../../state/announce.ts';
import { api, client, queryClient } from '../../state/api.ts';
import { errorOf } from '../../state/transport/request-error.ts';
import { isCertain, outcomeOfError } from './fire.ts';
import type { ReadyGate } from './fire-gate.ts';
import type { FireOutcome } from './fire.ts';
import { fireSignalId, retireSignalId } from './ticket-store.ts';

export interface Fire {
  fire(gate: ReadyGate): void;
  busy: boolean;
  /** How the last firing ended; null before the first and while one runs. */
  outcome: FireOutcome | null;
}

interface Fired {
  signal: Signal & { id: string };
  shown: ShownRoute;
  override: boolean;
}

/** Fires the signal that was previewed, under the id of the draft, one at a time. */
export function useFire(): Fire {
  const [outcome, setOutcome] = useState<FireOutcome | null>(null);
  const running = useRef(false);
  const mutation = useMutation({
    mutationFn: async ({ override, ...fired }: Fired): Promise<FireOutcome> => {
      const signalId = fired.signal.id;
      const call = override ? client.signals.fireOverriding : client.signals.fireShown;
      try {
        return { kind: 'answered', signalId, document: await call.mutate(fired) };
      } catch (error) {
        return outcomeOfError(signalId, errorOf(error));
      }
    },
    onSuccess: (ended) => {
      if (isCertain(ended)) retireSignalId(ended.signalId);
      if (ended.kind !== 'answered') announce('assertive', `Signal ${ended.kind}: ${ended.error.message}`);
      else if (ended.document.error) announce('assertive', `Signal refused: ${ended.document.error.message}`);
      setOutcome(ended);
      void queryClient.invalidateQueries({ queryKey: api.system.pathKey() });
    },
    onSettled: () => {
      running.current = false;
    },
  });
  return {
    fire: ({ signal, shown, override }) => {
      // State is not there yet when a second key press of the same moment comes; the ref is.
      if (running.current) return;
      running.current = true;
      setOutcome(null);
      mutation.mutate({ signal: { ...signal, id: fireSignalId() }, shown, override });
    },
    busy: mutation.isPending,
    outcome,
  };
}
