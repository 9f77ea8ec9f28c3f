import { skipToken, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ApprovalDocument } from '../../../shared/schema/approval.ts';
import type { GroupSignal } from '../../../shared/schema/group.ts';
import type { Signal } from '../../../shared/schema/signal.ts';
import { api } from '../../state/api.ts';
import type { Outlook } from './approval-gate.ts';

export interface OutlookReading {
  outlook: Outlook | null;
  error: unknown;
  /** Epoch milliseconds. */
  atMs: number;
  refresh: () => void;
}

/** What a waiting signal would come to as things are now, asked again every `everyMs` and whenever something changes. */
export function useOutlook({ signal }: ApprovalDocument, everyMs: number): OutlookReading {
  // The signal has its id already; asked about as it stands now, it is a question like any other.
  const asked = useMemo((): Signal => ({ ...signal, id: undefined }), [signal]);
  const options = { staleTime: 0, gcTime: 10_000, refetchInterval: everyMs } as const;
  const group = isForGroup(asked) ? asked : null;
  const one = useQuery(api.signals.preview.queryOptions(group ? skipToken : asked, options));
  const legs = useQuery(api.groups.preview.queryOptions(group ?? skipToken, options));
  const query = group ? legs : one;
  return {
    outlook: group
      ? legs.data
        ? { kind: 'group', preview: legs.data, signal: group }
        : null
      : one.data
        ? { kind: 'account', preview: one.data }
        : null,
    error: query.error,
    atMs: query.dataUpdatedAt,
    refresh: () => void query.refetch(),
  };
}

function isForGroup(signal: Signal): signal is GroupSignal {
  return signal.group !== undefined;
}
