import { useMutation } from '@tanstack/react-query';
import { announce } from '../state/announce.ts';
import { api, client, queryClient } from '../state/api.ts';

/** Arms an account once its operator has typed its name on the surface; the call waits for that. */
export function useArm(onArmed: () => void) {
  return useMutation({
    mutationFn: async (wanted: { account_name: string; duration_ms: number }) => {
      // Minted at the last moment: it is good for a minute, and the operator may need that to answer.
      const { confirmation_id } = await client.arming.prepare.mutate(wanted);
      return client.arming.arm.mutate({ confirmation_id, typed: '' });
    },
    onSuccess: async (armed) => {
      announce('assertive', `Real trading armed for ${armed.account_name}`);
      await queryClient.invalidateQueries({ queryKey: api.arming.pathKey() });
      onArmed();
    },
  });
}

/** Puts up with a key that may withdraw, once its operator has typed the account's name on the surface. */
export function useAcknowledgeKey(onAcknowledged: () => void) {
  return useMutation({
    mutationFn: (account_name: string) => client.arming.acknowledgeKey.mutate({ account_name, typed: '' }),
    onSuccess: onAcknowledged,
  });
}
