import { Autocomplete } from '@mantine/core';
import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { isExchange } from '../../../shared/schema/exchange.ts';
import type { DecisionDocument } from '../../../shared/schema/decision.ts';
import { api } from '../../state/api.ts';
import { useRouting } from '../../state/queries.ts';
import { Num } from '../../widgets/money.tsx';
import { Segmented } from '../../widgets/segmented.tsx';
import { Field } from './field.tsx';
import type { TicketField } from './ticket-draft.ts';
import { ReduceOnlyToggle } from './ticket-options.tsx';
import { changeDraft, useTicket } from './ticket-store.ts';
import { useTicker } from './use-ticker.ts';

interface SymbolFieldsProps {
  errors: Partial<Record<TicketField, string>>;
  /** Where the route leads to; null while it is not known. */
  decision: DecisionDocument | null;
}

const SIDES = [
  { value: 'long', tone: 'buy', label: <Face buys /> },
  { value: 'short', tone: 'sell', label: <Face buys={false} /> },
] as const;

function Face({ buys }: { buys: boolean }) {
  const Arrow = buys ? IconArrowUpRight : IconArrowDownRight;
  return (
    <>
      <Arrow size={14} stroke={2.2} aria-hidden />
      {buys ? 'Buy' : 'Sell'}
    </>
  );
}

/** Symbol and side, with what the exchange in force trades and its price of now. */
export function SymbolFields({ errors, decision }: SymbolFieldsProps) {
  const { symbol, side, exchange: asked } = useTicket((ticket) => ticket.draft);
  const routing = useRouting().data;
  const inForce = decision?.exchange ?? (isExchange(asked) ? asked : (routing?.default_exchange ?? null));
  const instruments = useQuery(
    api.market.instruments.queryOptions({ exchange: inForce ?? 'sim' }, { enabled: inForce !== null }),
  );
  const ticker = useTicker(inForce, symbol);
  const price = ticker?.last ?? ticker?.ask ?? null;
  return (
    <>
      <Field label="Symbol" error={errors.symbol} aside={price === null ? null : <Num value={price} />}>
        {({ id, describedBy }) => (
          <Autocomplete
            id={id}
            aria-describedby={describedBy}
            error={errors.symbol !== undefined}
            data-first-field
            value={symbol}
            onChange={(value) => changeDraft({ symbol: value.toUpperCase() })}
            data={(instruments.data ?? []).filter((each) => each.active).map((each) => each.symbol)}
            limit={40}
            maxDropdownHeight={260}
            spellCheck={false}
            selectFirstOptionOnChange={false}
          />
        )}
      </Field>
      <Field label="Side" aside={<ReduceOnlyToggle decision={decision} />}>
        {() => (
          <Segmented label="Side" value={side} onChange={(value) => changeDraft({ side: value })} options={SIDES} />
        )}
      </Field>
    </>
  );
}
