import { TextInput } from '@mantine/core';
import { Num } from '../../widgets/money.tsx';
import { Segmented } from '../../widgets/segmented.tsx';
import { Field } from './field.tsx';
import type { TicketField } from './ticket-draft.ts';
import css from './ticket-price-fields.module.css';
import { PostOnlyToggle } from './ticket-options.tsx';
import { changeDraft, useTicket } from './ticket-store.ts';
import type { Preview } from './use-preview.ts';
import { useTicker } from './use-ticker.ts';

interface PriceFieldsProps {
  errors: Partial<Record<TicketField, string>>;
  preview: Preview;
}

const TYPES = [
  { value: 'limit', label: 'Limit' },
  { value: 'market', label: 'Market' },
] as const;

/** Order type, limit price and size. */
export function PriceFields({ errors, preview }: PriceFieldsProps) {
  const draft = useTicket((ticket) => ticket.draft);
  const [base = '', rest = ''] = draft.symbol.split('/');
  const quote = rest.split(':')[0] ?? '';
  const ticker = useTicker(preview.document?.decision.exchange ?? null, draft.symbol);
  const touch = draft.side === 'long' ? ticker?.ask : ticker?.bid;
  const order = preview.current?.document.order;
  const inBase = draft.size_unit === 'base';
  return (
    <>
      <Field label="Order type" aside={<PostOnlyToggle decision={preview.document?.decision ?? null} />}>
        {() => (
          <Segmented label="Order type" value={draft.type} onChange={(type) => changeDraft({ type })} options={TYPES} />
        )}
      </Field>
      <Field
        label="Limit price"
        error={errors.price}
        aside={
          draft.type === 'limit' && touch ? (
            <button
              type="button"
              className={css.fill}
              title="Take this price"
              onClick={() => changeDraft({ price: touch })}
            >
              {draft.side === 'long' ? 'ask' : 'bid'} <Num value={touch} />
            </button>
          ) : null
        }
      >
        {({ id, describedBy }) => (
          <TextInput
            id={id}
            aria-describedby={describedBy}
            error={errors.price !== undefined}
            disabled={draft.type === 'market'}
            placeholder={draft.type === 'market' ? 'at market' : undefined}
            inputMode="decimal"
            value={draft.type === 'market' ? '' : draft.price}
            onChange={(event) => changeDraft({ price: event.currentTarget.value })}
            rightSection={<span className={css.unit}>{quote}</span>}
            rightSectionWidth={52}
            classNames={{ input: css.figure ?? '' }}
          />
        )}
      </Field>
      <Field
        label="Size"
        wide
        error={errors.size}
        aside={order?.notional ? <Num value={order.notional} maxDecimals={2} className={css.notional} /> : null}
      >
        {({ id, describedBy }) => (
          <TextInput
            id={id}
            aria-describedby={describedBy}
            error={errors.size !== undefined}
            inputMode="decimal"
            value={draft.size}
            onChange={(event) => changeDraft({ size: event.currentTarget.value })}
            rightSection={
              <button
                type="button"
                className={css.swap}
                aria-label={`Size counts ${inBase ? base : quote}: count ${inBase ? quote : base} instead`}
                title={`Count ${inBase ? quote : base} instead`}
                onClick={() => changeDraft({ size_unit: inBase ? 'quote' : 'base' })}
              >
                {inBase ? base : quote}
              </button>
            }
            rightSectionWidth={62}
            classNames={{ input: css.figure ?? '' }}
          />
        )}
      </Field>
    </>
  );
}
