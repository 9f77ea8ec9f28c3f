import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { connection, queryClient } from '../state/api.ts';
import { useShownTheme } from './appearance.ts';
import { LiveRegions } from './live-regions.tsx';
import { LoginPage } from './login-page.tsx';
import { resolveCssVariables, theme } from './theme.ts';
import { WindowShell } from './window-shell.tsx';

/** Providers, and the choice between the console and its login. */
export function App() {
  const shown = useShownTheme();
  const { session } = connection;
  const state = useSyncExternalStore(session.subscribe, session.state);
  return (
    <MantineProvider theme={theme} forceColorScheme={shown} cssVariablesResolver={resolveCssVariables}>
      <QueryClientProvider client={queryClient}>
        <Notifications position="bottom-right" limit={4} />
        <LiveRegions />
        {state === 'open' ? <WindowShell /> : <LoginPage exchanging={state === 'exchanging'} />}
      </QueryClientProvider>
    </MantineProvider>
  );
}
