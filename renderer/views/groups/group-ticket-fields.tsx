import { TextInput } from '@mantine/core';
import type { GroupDocument } from '../../../shared/schema/group.ts';
import { Segmented } from '../../widgets/segmented.tsx';
import { Field } from '../desk/field.tsx';
import price from '../desk/ticket-price-fields.module.css';
import type { GroupTicketDraft } from './group-draft.ts';
import css from './groups.module.css';

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

interface GroupTicketFieldsProps {
  group: GroupDocument;
  draft: GroupTicketDraft;
  onChange: (draft: GroupTicketDraft) => void;
}

/** What is asked of all legs together, and what to do where one of them cannot be placed. */
export function GroupTicketFields({ group, draft, onChange }: GroupTicketFieldsProps) {
  const change = (part: Partial<GroupTicketDraft>): void => onChange({ ...draft, ...part });
  const [base = '', rest = ''] = draft.symbol.split('/');
  const quote = rest.split(':')[0] ?? '';
  const inBase = draft.size_unit === 'base';
  const sizes = group.allocation === 'sizes';
  const market = draft.type === 'market';
  return (
    <div className={css.ticket}>
      <Field label="Symbol">
        {({ id }) => (
          <TextInput
            id={id}
            value={draft.symbol}
            onChange={(event) => change({ symbol: event.currentTarget.value.toUpperCase() })}
            spellCheck={false}
            autoComplete="off"
          />
        )}
      </Field>
      <Field label="Side">
        {() => <Segmented label="Side" value={draft.side} onChange={(side) => change({ side })} options={SIDES} />}
      </Field>
      <Field label="Order type">
        {() => (
          <Segmented label="Order type" value={draft.type} onChange={(type) => change({ type })} options={TYPES} />
        )}
      </Field>
      <Field label="Limit price">
        {({ id }) => (
          <TextInput
            id={id}
            value={market ? '' : draft.price}
            placeholder={market ? 'at market' : undefined}
            disabled={market}
            inputMode="decimal"
            onChange={(event) => change({ price: event.currentTarget.value })}
            autoComplete="off"
            rightSection={<span className={price.unit}>{quote}</span>}
            rightSectionWidth={52}
            classNames={{ input: price.figure ?? '' }}
          />
        )}
      </Field>
      <Field label="Size of all legs together">
        {({ id }) => (
          <TextInput
            id={id}
            value={sizes ? '' : draft.size}
            placeholder={sizes ? 'each account has its own' : undefined}
            disabled={sizes}
            inputMode="decimal"
            onChange={(event) => change({ size: event.currentTarget.value })}
            autoComplete="off"
            rightSectionWidth={62}
            rightSection={
              sizes ? null : (
                <button
                  type="button"
                  className={price.swap}
                  aria-label={`Size counts ${inBase ? base : quote}: count ${inBase ? quote : base} instead`}
                  title={`Count ${inBase ? quote : base} instead`}
                  onClick={() => change({ size_unit: inBase ? 'quote' : 'base' })}
                >
                  {inBase ? base : quote}
                </button>
              )
            }
            classNames={{ input: price.figure ?? '' }}
          />
        )}
      </Field>
      <Field label="If a leg cannot be placed">
        {() => (
          <Segmented
            label="If a leg cannot be placed"
            value={draft.unplaceable}
            onChange={(unplaceable) => change({ unplaceable })}
            options={CHOICES}
          />
        )}
      </Field>
    </div>
  );
}
