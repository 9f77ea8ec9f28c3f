import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { PreviewDocument } from '../../../shared/schema/decision.ts';
import type { Signal } from '../../../shared/schema/signal.ts';
import { api } from '../../state/api.ts';
import { readDraft } from './ticket-draft.ts';
import type { DraftReading } from './ticket-draft.ts';
import { isPendingOnly } from './pending-override.ts';
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
  /** Firing past an earlier order of unknown outcome; null where there is none, or where more stands against the signal. */
  override: PendingOverride | null;
  refresh: () => void;
}

/** The operator's word to fire although an earlier order may still fill. It is for one signal, fired once. */
export interface PendingOverride {
  on: boolean;
  set: (on: boolean) => void;
}

const OPTIONS = {
  placeholderData: keepPreviousData,
  staleTime: 0,
  gcTime: 10_000,
  refetchInterval: REFRESH_MS,
} as const;

/** What the engine would do with the ticket as it stands: a dry run of the code that fires. */
export function usePreview(): Preview {
  const draft = useTicket((ticket) => ticket.draft);
  const reading = useMemo(() => readDraft(draft), [draft]);
  const signal = reading.ok ? reading.signal : null;
  const [settled] = useDebouncedValue(signal, DEBOUNCE_MS);
  const signalId = useTicket((ticket) => ticket.signalId);
  const [word, setWord] = useState<{ signal: Signal; signalId: string } | null>(null);
  const overriding = signal !== null && word?.signal === signal && word.signalId === signalId;
  const plain = useQuery(api.signals.preview.queryOptions(overriding ? skipToken : (settled ?? skipToken), OPTIONS));
  const past = useQuery(
    api.signals.previewOverriding.queryOptions(overriding ? (settled ?? skipToken) : skipToken, OPTIONS),
  );
  const query = overriding ? past : plain;
  // Until the other answer is here the one before it stays in sight; it can not be fired.
  const document = signal === null ? null : (query.data ?? plain.data ?? null);
  const answered = settled === signal && query.data !== undefined && !query.isPlaceholderData && !query.isError;
  return {
    reading,
    document,
    current: signal && document && answered ? { signal, document } : null,
    recomputing: signal !== null && !answered && !query.isError,
    error: signal !== null && settled === signal ? query.error : null,
    updatedAtMs: query.dataUpdatedAt,
    override:
      signal !== null && (overriding || (answered && isPendingOnly(document)))
        ? { on: overriding, set: (on) => setWord(on ? { signal, signalId } : null) }
        : null,
    refresh: () => void query.refetch(),
  };
}
