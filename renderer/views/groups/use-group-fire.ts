import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { announce } from '../../state/announce.ts';
import { api, client } from '../../state/api.ts';
import { errorOf } from '../../state/transport/request-error.ts';
import { outcomeOfError } from '../desk/fire.ts';
import type { FireOutcome } from '../desk/fire.ts';
import { groupSignalId, retireGroupSignalId } from './group-fire-store.ts';
import type { GroupGate } from './group-gate.ts';

type Ready = Extract<GroupGate, { ready: true }>;

export interface GroupFiring {
  fire(gate: Ready): void;
  busy: boolean;
  /** How the last firing ended; null before the first and while one runs. */
  outcome: FireOutcome | null;
}

/** Fires what was previewed at all legs at once, one firing at a time. */
export function useGroupFire(onFired: (signalId: string) => void): GroupFiring {
  const cache = useQueryClient();
  const running = useRef(false);
  const mutation = useMutation({
    mutationFn: async ({ signal, shown }: Ready): Promise<FireOutcome> => {
      const signalId = groupSignalId(signal);
      try {
        const document = await client.groups.fireShown.mutate({ signal: { ...signal, id: signalId }, shown });
        return { kind: 'answered', signalId, document };
      } catch (error) {
        return outcomeOfError(signalId, errorOf(error));
      }
    },
    onSuccess: (ended) => {
      if (isSettled(ended)) retireGroupSignalId(ended.signalId);
      if (ended.kind !== 'answered') announce('assertive', `Group signal ${ended.kind}: ${ended.error.message}`);
      else if (ended.document.error) announce('assertive', `Group signal: ${ended.document.error.message}`);
      else announce('polite', `${ended.document.orders.length} orders sent`);
      if (ended.kind === 'answered') onFired(ended.signalId);
      void cache.invalidateQueries({ queryKey: api.groups.pathKey() });
    },
    onSettled: () => {
      running.current = false;
    },
  });
  return {
    fire: (gate) => {
      if (running.current) return;
      running.current = true;
      mutation.mutate(gate);
    },
    busy: mutation.isPending,
    outcome: mutation.data ?? null,
  };
}

/** True when the id has done its duty and the next firing is a new signal: of every leg it is known what became of it. */
function isSettled(outcome: FireOutcome): boolean {
  if (outcome.kind !== 'answered') return outcome.kind === 'refused';
  return (outcome.document.legs ?? []).every(({ state }) => state === 'placed' || state === 'not_placed');
}
