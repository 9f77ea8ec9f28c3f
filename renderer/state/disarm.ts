import { useMutation } from '@tanstack/react-query';
import { announce } from './announce.ts';
import { api, client, queryClient } from './api.ts';
import { showError } from './show-error.ts';

/** Disarms one account, or every account for null, at once and without asking. */
export async function disarm(accountName: string | null): Promise<void> {
  try {
    const arming = await client.arming.disarm.mutate({ account_name: accountName });
    queryClient.setQueryData(api.arming.current.queryKey(), arming);
    announce('assertive', accountName === null ? 'Real trading disarmed' : `${accountName} disarmed`);
  } catch (error) {
    showError('Disarming failed', error);
  }
}

export const useDisarm = () => useMutation({ mutationFn: (accountName: string | null) => disarm(accountName) });
