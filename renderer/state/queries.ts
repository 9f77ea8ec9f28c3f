import { useQuery } from '@tanstack/react-query';
import type { AccountDocument, AccountStatusDocument } from '../../shared/schema/account.ts';
import { api } from './api.ts';

/** Every account with its status, kept fresh by events. */
export const useStatuses = () => useQuery(api.accounts.statuses.queryOptions());

/** Every account. Unlike its status, an account hardly changes, and neither does what shows only this. */
export const useAccounts = () =>
  useQuery(api.accounts.statuses.queryOptions(undefined, { select: accountsOf })).data ?? NONE;

const NONE: AccountDocument[] = [];
const accountsOf = (statuses: AccountStatusDocument[]): AccountDocument[] => statuses.map((status) => status.account);

/** Which real accounts are armed, kept fresh by events. */
export const useArming = () => useQuery(api.arming.current.queryOptions());

/** The strategy maps in force, kept fresh by events. */
export const useRouting = () => useQuery(api.routing.current.queryOptions());

/** Facts of the engine. Most of them come with no event, so they are asked for again now and then. */
export const useSystem = () => useQuery(api.system.status.queryOptions(undefined, { refetchInterval: 10_000 }));
