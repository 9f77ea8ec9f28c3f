import { Spotlight } from '@mantine/spotlight';
import type { SpotlightActionGroupData } from '@mantine/spotlight';
import {
  IconContrast,
  IconKeyboard,
  IconLock,
  IconLockOpen,
  IconSearch,
  IconTargetArrow,
  IconWallet,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api } from '../state/api.ts';
import { disarm } from '../state/disarm.ts';
import { toggleTheme } from '../state/preferences.ts';
import { useAccounts, useArming, useStops } from '../state/queries.ts';
import { focusTicket, openAccount, openArmDialog, openView, useWindow } from '../state/window-state.ts';
import { Keys } from '../widgets/kbd.tsx';
import { ModeBadge } from '../widgets/mode-badge.tsx';
import { useShownTheme } from './appearance.ts';
import { killActions } from './kill-actions.tsx';
import { KILL_GROUP, filterActions } from './palette-filter.ts';
import { VIEWS } from './views.ts';

const ICON = { size: 16, stroke: 1.7, 'aria-hidden': true } as const;

/** Go anywhere, do anything: Ctrl K. `>` narrows to commands, `@` to accounts. */
export function CommandPalette() {
  const accounts = useAccounts();
  const arming = useArming().data;
  const stops = useStops().data?.stops ?? [];
  const strategies = useQuery(api.routing.strategies.queryOptions()).data ?? [];
  const shown = useShownTheme();
  const actions: SpotlightActionGroupData[] = [
    {
      group: 'Accounts',
      actions: accounts.map((account) => ({
        id: `account ${account.name}`,
        label: account.name,
        description: `${account.exchange ?? 'unknown exchange'}${account.owner === 'me' ? '' : `, held for ${account.owner}`}`,
        keywords: [account.description, account.owner],
        leftSection: <IconWallet {...ICON} />,
        rightSection: <ModeBadge mode={account.mode} testnet={account.testnet} small />,
        onClick: () => openAccount(account.name),
      })),
    },
    {
      group: 'Go to',
      actions: VIEWS.map((view) => ({
        id: `view ${view.id}`,
        label: view.label,
        leftSection: <view.icon {...ICON} />,
        rightSection: <Keys keys={['Ctrl', view.shortcut]} />,
        onClick: () => openView(view.id),
      })),
    },
    {
      group: 'Do',
      actions: [
        {
          id: 'do ticket',
          label: 'Fire a signal',
          description: 'opens the ticket',
          leftSection: <IconTargetArrow {...ICON} />,
          rightSection: <Keys keys={['F']} />,
          onClick: focusTicket,
        },
        ...((arming?.real_accounts ?? 0) > 0
          ? [
              {
                id: 'do arm',
                label: 'Arm real trading',
                description: 'asks for the account and the time',
                leftSection: <IconLockOpen {...ICON} />,
                onClick: () => openArmDialog(),
              },
            ]
          : []),
        ...((arming?.armed.length ?? 0) > 0
          ? [
              {
                id: 'do disarm',
                label: 'Disarm real trading',
                description: 'every account, at once',
                leftSection: <IconLock {...ICON} />,
                rightSection: <Keys keys={['Ctrl', 'Shift', 'D']} />,
                onClick: () => void disarm(null),
              },
            ]
          : []),
        {
          id: 'do theme',
          label: shown === 'dark' ? 'Use the light theme' : 'Use the dark theme',
          leftSection: <IconContrast {...ICON} />,
          onClick: () => toggleTheme(shown),
        },
        {
          id: 'do shortcuts',
          label: 'Show the shortcuts',
          leftSection: <IconKeyboard {...ICON} />,
          rightSection: <Keys keys={['?']} />,
          onClick: () => useWindow.setState({ shortcutMap: true }),
        },
      ],
    },
    {
      group: KILL_GROUP,
      actions: killActions(
        accounts,
        strategies.map((each) => each.strategy_id),
        stops,
      ),
    },
  ];
  return (
    <Spotlight
      actions={actions}
      filter={filterActions}
      onSpotlightOpen={() => markFirst()}
      shortcut={['mod + K']}
      tagsToIgnore={[]}
      nothingFound="Nothing of this name"
      highlightQuery
      scrollable
      centered={false}
      yOffset={104}
      overlayProps={{ blur: 1 }}
      attributes={{ content: { 'aria-label': 'Palette' } }}
      maxHeight={420}
      size={600}
      searchProps={{
        leftSection: <IconSearch size={17} stroke={1.7} aria-hidden />,
        placeholder: 'Search or run',
        'aria-label': 'Search or run',
      }}
    />
  );
}

/** The list comes some frames after the palette was opened. */
const LAST_FRAME = 30;

/** Enter does what is marked, so something is marked from the start. The library marks by key alone until one types. */
function markFirst(frame = 0): void {
  const search = document.querySelector('input.mantine-Spotlight-search');
  const first = document.querySelector('.mantine-Spotlight-action');
  if (search && first) {
    if (document.querySelector('.mantine-Spotlight-action[data-selected]')) return;
    search.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', code: 'ArrowDown', bubbles: true }));
  } else if (frame < LAST_FRAME) {
    requestAnimationFrame(() => markFirst(frame + 1));
  }
}
