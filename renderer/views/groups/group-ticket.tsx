import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { GroupDocument } from '../../../shared/schema/group.ts';
import { api } from '../../state/api.ts';
import { ErrorState } from '../../widgets/error-state.tsx';
import { Panel } from '../../widgets/panel.tsx';
import { Segmented } from '../../widgets/segmented.tsx';
import { EMPTY_TICKET, readTicket } from './group-draft.ts';
import { GroupFire } from './group-fire.tsx';
import { GroupLegs } from './group-legs.tsx';
import css from './groups.module.css';

const DEBOUNCE_MS = 150;
const REFRESH_MS = 3_000;

const SIDES = [
  { value: 'long', tone: 'buy', label: 'Buy' },
  { value: 'short', tone: 'sell', label: 'Sell' },
] as const;
const TYPES = [
  { value: 'limit', label: 'Limit' },
  { value: 'market', label: 'Market' },
] as const;
const CHOICES = [
  { value: 'none', label: 'Place none' },
  { value: 'rest', label: 'Place the rest' },
] as const;

/** One signal for all accounts of a group: what each leg would be, before anything leaves. */
export function GroupTicket({ group }: { group: GroupDocument }) {
  const [draft, setDraft] = useState(EMPTY_TICKET);
  const signal = useMemo(() => readTicket(group.name, group.allocation, draft), [group, draft]);
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
  const inBase = draft.size_unit === 'base';
  return (
    <Panel title={`Signal to ${group.name}`} note="every leg is shown before it leaves" scroll className={css.grown}>
      <div className={css.ticket}>
        <TextInput
          label="Symbol"
          value={draft.symbol}
          onChange={(event) => setDraft({ ...draft, symbol: event.currentTarget.value.toUpperCase() })}
          spellCheck={false}
          autoComplete="off"
        />
        <div>
          <p className={css.label}>Side</p>
          <Segmented
            label="Side"
            value={draft.side}
            onChange={(side) => setDraft({ ...draft, side })}
            options={SIDES}
          />
        </div>
        <div>
          <p className={css.label}>Order type</p>
          <Segmented
            label="Order type"
            value={draft.type}
            onChange={(type) => setDraft({ ...draft, type })}
            options={TYPES}
          />
        </div>
        <TextInput
          label={`Limit price, ${quote}`}
          value={draft.type === 'market' ? '' : draft.price}
          placeholder={draft.type === 'market' ? 'at market' : undefined}
          disabled={draft.type === 'market'}
          inputMode="decimal"
          onChange={(event) => setDraft({ ...draft, price: event.currentTarget.value })}
          autoComplete="off"
        />
        <TextInput
          label="Size of all legs together"
          value={group.allocation === 'sizes' ? '' : draft.size}
          placeholder={group.allocation === 'sizes' ? 'each account has its own' : undefined}
          disabled={group.allocation === 'sizes'}
          inputMode="decimal"
          onChange={(event) => setDraft({ ...draft, size: event.currentTarget.value })}
          autoComplete="off"
          rightSectionWidth={62}
          rightSection={
            <button
              type="button"
              className={css.unit}
              aria-label={`Size counts ${inBase ? base : quote}: count ${inBase ? quote : base} instead`}
              onClick={() => setDraft({ ...draft, size_unit: inBase ? 'quote' : 'base' })}
            >
              {inBase ? base : quote}
            </button>
          }
        />
        <div>
          <p className={css.label}>If a leg cannot be placed</p>
          <Segmented
            label="If a leg cannot be placed"
            value={draft.unplaceable}
            onChange={(unplaceable) => setDraft({ ...draft, unplaceable })}
            options={CHOICES}
          />
        </div>
      </div>
      {preview.error && signal !== null ? (
        <ErrorState inline title="No preview could be made" error={preview.error} />
      ) : null}
      {document ? (
        <GroupLegs preview={document} base={base} quote={quote} />
      ) : (
        <p className={css.hint}>Complete the signal to see what each account would do.</p>
      )}
      {document && signal ? (
        <GroupFire preview={document} signal={signal} current={answered} unplaceable={draft.unplaceable} />
      ) : null}
    </Panel>
  );
}
