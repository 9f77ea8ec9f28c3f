import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { ORDER_STATUSES } from '../../../shared/schema/order.ts';
import type { OrderStatus } from '../../../shared/schema/order.ts';
import { useStatuses } from '../../state/queries.ts';
import { statusWord } from '../../widgets/order-status-chip.tsx';
import { NO_FILTER, isFiltered } from './order-filter.ts';
import type { OrderFilterState } from './order-filter.ts';
import css from './orders-view.module.css';

export interface OrderFiltersProps {
  filter: OrderFilterState;
  /** Orders that were not placed here all rest: their status is no question. */
  external: boolean;
  onChange: (filter: OrderFilterState) => void;
  symbolRef: RefObject<HTMLInputElement | null>;
}

/** Narrows the list by account, status and symbol. */
export function OrderFilters({ filter, external, onChange, symbolRef }: OrderFiltersProps) {
  const accounts = useStatuses().data ?? [];
  return (
    <div className={css.filters} role="search" aria-label="Filter orders">
      <NativeSelect
        aria-label="Account"
        value={filter.account_name ?? ''}
        onChange={(event) => onChange({ ...filter, account_name: event.currentTarget.value || null })}
        data={[
          { value: '', label: 'All accounts' },
          ...accounts.map(({ account }) => ({ value: account.name, label: account.name })),
        ]}
      />
      {external ? null : (
        <NativeSelect
          aria-label="Status"
          value={filter.status ?? ''}
          onChange={(event) =>
            onChange({ ...filter, status: (event.currentTarget.value || null) as OrderStatus | null })
          }
          data={[
            { value: '', label: 'Any status' },
            ...ORDER_STATUSES.map((status) => ({ value: status, label: statusWord(status) })),
          ]}
        />
      )}
      <TextInput
        ref={symbolRef}
        aria-label="Symbol"
        placeholder="Symbol"
        leftSection={<IconSearch size={13} aria-hidden />}
        value={filter.symbol}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange({ ...filter, symbol: event.currentTarget.value })}
      />
      {isFiltered(filter) ? (
        <Button size="xs" variant="subtle" onClick={() => onChange(NO_FILTER)}>
          Clear
        </Button>
      ) : null}
    </div>
  );
}
