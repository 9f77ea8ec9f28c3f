import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { PreviewDocument } from '../../../shared/schema/decision.ts';
import type { Signal } from '../../../shared/schema/signal.ts';
import { api } from '../../state/api.ts';
import { readDraft } from './ticket-draft.ts';
import type { DraftReading } from './ticket-draft.ts';
import { useTicket } from './ticket-store.ts';

const DEBOUNCE_MS = 120;
const REFRESH_MS = 3_000;

export interface Preview {
  reading: DraftReading;
  /** The last answer; it may be of an earlier draft. */
  document: PreviewDocument | null;
  /** The signal that `document` answers, when that is the draft of now. Only this may be fired. */
  current: { signal: Signal; document: PreviewDocument } | null;
  /** True while the draft is newer than the answer shown. */
  recomputing: boolean;
  error: unknown;
  updatedAtMs: number;
  refresh: () => void;
}

/** What the engine would do with the ticket as it stands: a dry run of the code that fires. */
export function usePreview(): Preview {
  const draft = useTicket((ticket) => ticket.draft);
  const reading = useMemo(() => readDraft(draft), [draft]);
  const signal = reading.ok ? reading.signal : null;
  const [settled] = useDebouncedValue(signal, DEBOUNCE_MS);
  const query = useQuery(
    api.signals.preview.queryOptions(settled ?? skipToken, {
      placeholderData: keepPreviousData,
      staleTime: 0,
      gcTime: 10_000,
      refetchInterval: REFRESH_MS,
    }),
  );
  const document = signal === null ? null : (query.data ?? null);
  const answered = settled === signal && !query.isPlaceholderData && !query.isError;
  return {
    reading,
    document,
    current: signal && document && answered ? { signal, document } : null,
    recomputing: signal !== null && !answered && !query.isError,
    error: signal !== null && settled === signal ? query.error : null,
    updatedAtMs: query.dataUpdatedAt,
    refresh: () => void query.refetch(),
  };
}
