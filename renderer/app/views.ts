import {
  IconChecklist,
  IconLayoutDashboard,
  IconRoute2,
  IconSettings,
  IconShield,
  IconTable,
  IconUsersGroup,
  IconWallet,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { lazy } from 'react';
import type { ComponentType, LazyExoticComponent } from 'react';

export type ViewId = 'desk' | 'routing' | 'orders' | 'accounts' | 'groups' | 'risk' | 'approvals' | 'settings';

export interface View {
  id: ViewId;
  label: string;
  icon: Icon;
  /** With Ctrl. */
  shortcut: string;
  load: () => Promise<unknown>;
  component: LazyExoticComponent<ComponentType>;
}

const loaded = (load: () => Promise<{ default: ComponentType }>): Pick<View, 'load' | 'component'> => ({
  load,
  component: lazy(load),
});

/** Every view of the window, in the order of the rail; settings stand at its foot. */
export const VIEWS: readonly View[] = [
  {
    id: 'desk',
    label: 'Desk',
    icon: IconLayoutDashboard,
    shortcut: '1',
    ...loaded(() => import('../views/desk/desk-view.tsx')),
  },
  {
    id: 'routing',
    label: 'Routing',
    icon: IconRoute2,
    shortcut: '2',
    ...loaded(() => import('../views/routing/routing-view.tsx')),
  },
  {
    id: 'orders',
    label: 'Orders',
    icon: IconTable,
    shortcut: '3',
    ...loaded(() => import('../views/orders/orders-view.tsx')),
  },
  {
    id: 'accounts',
    label: 'Accounts',
    icon: IconWallet,
    shortcut: '4',
    ...loaded(() => import('../views/accounts/accounts-view.tsx')),
  },
  {
    id: 'groups',
    label: 'Groups',
    icon: IconUsersGroup,
    shortcut: '5',
    ...loaded(() => import('../views/groups/groups-view.tsx')),
  },
  {
    id: 'risk',
    label: 'Risk',
    icon: IconShield,
    shortcut: '6',
    ...loaded(() => import('../views/risk/risk-view.tsx')),
  },
  {
    id: 'approvals',
    label: 'Approvals',
    icon: IconChecklist,
    shortcut: '7',
    ...loaded(() => import('../views/approvals/approvals-view.tsx')),
  },
  {
    id: 'settings',
    label: 'Settings',
    icon: IconSettings,
    shortcut: ',',
    ...loaded(() => import('../views/settings/settings-view.tsx')),
  },
];

/** Fetches every view: one that is opened for the first time must be there even when the engine, which serves it, is not. */
export function preloadViews(): void {
  for (const view of VIEWS) view.load().catch(() => {});
}
