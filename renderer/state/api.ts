import { QueryClient } from '@tanstack/react-query';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import type { AppRouter } from '../../electron/api/router.ts';
import { createClient } from './transport/create-client.ts';

/** The one connection of this page. */
export const connection = createClient();

/** Typed calls without the query cache. */
export const client = connection.client;

export const queryClient = new QueryClient({
  defaultOptions: {
    // The event stream keeps answers fresh, so nothing is asked again for its age or for a window that came to the front.
    queries: { staleTime: Infinity, refetchOnWindowFocus: false, retry: false, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});

// Events patch these lists row by row and leave the rest as it is; comparing hundreds of rows in depth at every frame
// would find nothing else.
for (const path of ['signals', 'orders']) queryClient.setQueryDefaults([[path, 'list']], { structuralSharing: false });

/** Options for `useQuery`, `useMutation` and the cache: `useQuery(api.accounts.list.queryOptions())`. */
export const api = createTRPCOptionsProxy<AppRouter>({ client, queryClient });
