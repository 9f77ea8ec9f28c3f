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

/** Limits, flags and how near each account is to its limits, kept fresh by events. */
export const useRisk = () => useQuery(api.risk.current.queryOptions());

/** Every kill and automatic stop in effect, kept fresh by events. */
export const useStops = () => useQuery(api.stops.current.queryOptions());

/** What every account is worth, as last measured, kept fresh by events. */
export const useWorth = () => useQuery(api.equity.summary.queryOptions());

/** How far the import of each account's past is, kept fresh by events. */
export const useImports = () => useQuery(api.history.list.queryOptions());

/** Signals that wait for the operator's yes, kept fresh by events. */
export const useWaitingApprovals = () => useQuery(api.approvals.list.queryOptions({ state: 'waiting' }));

/** Facts of the engine. Most of them come with no event, so they are asked for again now and then. */
export const useSystem = () => useQuery(api.system.status.queryOptions(undefined, { refetchInterval: 10_000 }));
