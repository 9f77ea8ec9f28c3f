import { Autocomplete, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { EXCHANGES } from '../../../shared/schema/exchange.ts';
import type { DecisionDocument } from '../../../shared/schema/decision.ts';
import { api } from '../../state/api.ts';
import { useAccounts } from '../../state/queries.ts';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import { Field } from './field.tsx';
import type { TicketField } from './ticket-draft.ts';
import { changeDraft, useTicket } from './ticket-store.ts';
import css from './ticket-route-fields.module.css';

interface RouteFieldsProps {
  errors: Partial<Record<TicketField, string>>;
  decision: DecisionDocument | null;
}

/** The choice that leaves the decision to routing. */
const AUTO = 'auto';

/** Strategy, exchange and account. All three may be left open: then routing decides, and its answer stands beside the label. */
export function RouteFields({ errors, decision }: RouteFieldsProps) {
  const draft = useTicket((ticket) => ticket.draft);
  const strategies = useQuery(api.routing.strategies.queryOptions());
  const accounts = useAccounts();
  return (
    <>
      <Field label="Strategy" error={errors.strategy_id} aside="optional">
        {({ id, describedBy }) => (
          <Autocomplete
            id={id}
            aria-describedby={describedBy}
            error={errors.strategy_id !== undefined}
            placeholder="none"
            value={draft.strategy_id}
            onChange={(value) => changeDraft({ strategy_id: value })}
            data={(strategies.data ?? []).map((each) => each.strategy_id)}
            limit={40}
            spellCheck={false}
            selectFirstOptionOnChange={false}
          />
        )}
      </Field>
      <Field label="Exchange" error={errors.exchange} aside={draft.exchange === '' ? decision?.exchange : null}>
        {({ id }) => (
          <Select
            id={id}
            value={draft.exchange === '' ? AUTO : draft.exchange}
            onChange={(value) => changeDraft({ exchange: value === null || value === AUTO ? '' : value })}
            data={[{ value: AUTO, label: 'Auto' }, ...EXCHANGES.map((each) => ({ value: each, label: each }))]}
          />
        )}
      </Field>
      <Field
        label="Account"
        wide
        error={errors.account_name}
        aside={draft.account_name === '' ? decision?.account_name : null}
      >
        {({ id }) => (
          <Select
            id={id}
            value={draft.account_name === '' ? AUTO : draft.account_name}
            onChange={(value) => changeDraft({ account_name: value === null || value === AUTO ? '' : value })}
            data={[
              { value: AUTO, label: 'Routing decides' },
              ...accounts.map((account) => ({
                value: account.name,
                label: account.name,
                disabled: account.error !== null,
              })),
            ]}
            renderOption={({ option }) => {
              const account = accounts.find((each) => each.name === option.value);
              return (
                <span className={css.option}>
                  <span className={account ? css.name : undefined}>{option.label}</span>
                  {account && account.owner !== 'me' ? <small>for {account.owner}</small> : null}
                  <span className={css.grow} />
                  {account ? <ModeBadge mode={account.mode} testnet={account.testnet} small /> : null}
                </span>
              );
            }}
          />
        )}
      </Field>
    </>
  );
}
