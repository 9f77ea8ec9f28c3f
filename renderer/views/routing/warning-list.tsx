import { Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconAlertTriangle, IconBan } from '@tabler/icons-react';
import { api } from '../../state/api.ts';
import { cx } from '../../widgets/class-names.ts';
import { draftActions, useDraftStore } from './draft-store.ts';
import type { DraftWarning } from './draft-warnings.ts';
import css from './impact.module.css';

/** What the operator has to know before Apply. */
export function WarningList({ warnings }: { warnings: readonly DraftWarning[] }) {
  return warnings.map((warning) =>
    warning.kind === 'money' ? (
      <Money key={warning.key} warning={warning} />
    ) : (
      <Refusal key={warning.key} warning={warning} />
    ),
  );
}

function Money({ warning }: { warning: DraftWarning & { kind: 'money' } }) {
  const staying = useStayingOrders(warning.strategy_id, warning.account_name);
  return (
    <div className={css.warning} role="note">
      <IconAlertTriangle size={15} stroke={1.9} aria-hidden />
      <p>
        <b>{warning.title}</b> <span className="num">{warning.strategy_id}</span> will trade on{' '}
        <span className="num">{warning.account_name}</span>.{staying}
      </p>
    </div>
  );
}

function Refusal({ warning }: { warning: DraftWarning & { kind: 'refusal' } }) {
  return (
    <div className={cx(css.warning, css.refusal)} role="note">
      <IconBan size={15} stroke={1.9} aria-hidden />
      <p>
        <b>
          Signals of <span className="num">{warning.strategy_id}</span> will be refused.
        </b>{' '}
        {sentence(warning.error.message)} <code>{warning.error.code}</code>
      </p>
    </div>
  );
}

/** A remapping moves signals, never orders: says so where there are any. */
function useStayingOrders(strategyId: string, newAccount: string): string {
  const { data } = useQuery(api.orders.list.queryOptions({ status: 'unsettled', limit: 1_000 }));
  const orders =
    data?.orders.filter((order) => order.strategy_id === strategyId && order.account_name !== newAccount) ?? [];
  if (orders.length === 0) return '';
  const accounts = [...new Set(orders.map((order) => order.account_name))].join(', ');
  return ` ${orders.length} open ${orders.length === 1 ? 'order stays' : 'orders stay'} on ${accounts} until closed.`;
}

/** The ticks that Apply waits for. */
export function Acknowledgements({ warnings }: { warnings: readonly DraftWarning[] }) {
  const ticked = useDraftStore((state) => state.ticked);
  return warnings.map((warning) =>
    warning.kind === 'money' ? (
      <Checkbox
        key={warning.key}
        size="xs"
        label={warning.acknowledgement}
        checked={ticked.has(warning.key)}
        onChange={(event) => draftActions.tick(warning.key, event.currentTarget.checked)}
      />
    ) : null,
  );
}

/** Whether everything is ticked that has to be. */
export function allTicked(warnings: readonly DraftWarning[], ticked: ReadonlySet<string>): boolean {
  return warnings.every((warning) => warning.kind !== 'money' || ticked.has(warning.key));
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1).replace(/\.?$/, '.');
