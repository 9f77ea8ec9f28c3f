import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { GroupDocument } from '../../../shared/schema/group.ts';
import { api } from '../../state/api.ts';
import { cx } from '../../widgets/class-names.ts';
import { ErrorState } from '../../widgets/error-state.tsx';
import { Panel } from '../../widgets/panel.tsx';
import { EMPTY_TICKET, readTicket } from './group-draft.ts';
import { GroupTicketFields } from './group-ticket-fields.tsx';
import { useGroupTicket } from './group-ticket-store.ts';
import type { GroupTicketDraft } from './group-draft.ts';
import { GroupFire } from './group-fire.tsx';
import { GroupLegs } from './group-legs.tsx';
import css from './groups.module.css';

const DEBOUNCE_MS = 150;
const REFRESH_MS = 3_000;

interface GroupTicketProps {
  group: GroupDocument;
  onEdit: () => void;
  onFired: (signalId: string) => void;
}

/** One signal for all accounts of a group: what each leg would be, before anything leaves. */
export function GroupTicket({ group, onEdit, onFired }: GroupTicketProps) {
  const draft = useGroupTicket((tickets) => tickets[group.name]) ?? EMPTY_TICKET;
  const setDraft = (next: GroupTicketDraft): void => useGroupTicket.setState({ [group.name]: next });
  const reading = useMemo(() => readTicket(group.name, group.allocation, draft), [group, draft]);
  const signal = reading.ok ? reading.signal : null;
  const [settled] = useDebouncedValue(signal, DEBOUNCE_MS);
  const preview = useQuery(
    api.groups.preview.queryOptions(settled ?? skipToken, {
      placeholderData: keepPreviousData,
      staleTime: 0,
      gcTime: 10_000,
      refetchInterval: REFRESH_MS,
    }),
  );
  const answered = signal !== null && settled === signal && !preview.isPlaceholderData && !preview.isError;
  const document = signal === null ? null : (preview.data ?? null);
  const [base = '', rest = ''] = draft.symbol.split('/');
  const quote = rest.split(':')[0] ?? '';
  const failure = signal !== null && settled === signal ? preview.error : null;
  const missing = reading.ok ? '' : reading.message;
  return (
    <Panel
      title={`Signal to ${group.name}`}
      note="every leg is shown before anything leaves"
      actions={
        <Button size="xs" onClick={onEdit}>
          Edit the group
        </Button>
      }
      className={css.signal}
    >
      <div className={css.scroll}>
        <GroupTicketFields group={group} draft={draft} onChange={setDraft} />
        {group.error ? <ErrorState inline title="This group cannot fire" error={group.error} /> : null}
        {failure ? <ErrorState inline title="No preview could be made" error={failure} /> : null}
        {document ? (
          <div aria-busy={!answered} className={cx(!answered && css.recomputing)}>
            <GroupLegs preview={document} base={base} quote={quote} />
          </div>
        ) : (
          <p className={css.hint}>
            {signal === null ? `Nothing is sent while you type. ${missing}` : failure ? null : 'Asking every account.'}
          </p>
        )}
      </div>
      {document && signal ? (
        <GroupFire preview={document} signal={signal} current={answered} onFired={onFired} />
      ) : null}
    </Panel>
  );
}
