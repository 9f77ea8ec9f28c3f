import { Button, NativeSelect, Table, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { MappingChange } from '../../../shared/schema/mapping.ts';
import { cx } from '../../widgets/class-names.ts';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import type { StrategyCard } from './canvas-model.ts';
import { mapOptions } from './map-options.ts';
import type { MapOption } from './map-options.ts';
import { OwnerTag } from '../parts/owner-tag.tsx';
import { useShownRouting } from './routing-context.ts';
import { changeFor, entryOf } from './routing-draft.ts';
import css from './strategy-table.module.css';

const NONE = '';

/** One of the two maps as a table: everything that the canvas can do, by keyboard. */
export function StrategyTable({ map }: { map: MappingChange['map'] }) {
  const { model, world } = useShownRouting();
  const [filter, setFilter] = useState('');
  const options = useMemo(() => mapOptions(map, world), [map, world]);
  const rows = model.strategies.filter((card) => card.strategy_id.toLowerCase().includes(filter.trim().toLowerCase()));
  return (
    <div className={css.frame}>
      <div className={css.head}>
        <TextInput
          aria-label="Filter strategies"
          placeholder="Filter strategies"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        <p className={css.rule}>{map === 'account' ? ACCOUNT_RULE : EXCHANGE_RULE}</p>
      </div>
      <div className={css.scroll} tabIndex={0} role="group" aria-label="Strategies">
        <Table
          className={css.table}
          withRowBorders
          stickyHeader
          aria-label={map === 'account' ? 'Strategy to account' : 'Strategy to exchange'}
        >
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Strategy</Table.Th>
              <Table.Th className={cx(css.right, css.volume)}>Signals, 24 h</Table.Th>
              <Table.Th className={css.former}>Now</Table.Th>
              <Table.Th>{map === 'account' ? 'Send to account' : 'Exchange'}</Table.Th>
              <Table.Th>Its signals end on</Table.Th>
              <Table.Th>
                <span className="sr-only">Actions</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((card) => (
              <Row key={card.strategy_id} map={map} card={card} options={options} />
            ))}
          </Table.Tbody>
        </Table>
        {rows.length === 0 ? <NoRows filtered={model.strategies.length > 0} /> : null}
      </div>
    </div>
  );
}

const ACCOUNT_RULE =
  'A signal that names no account goes where its strategy is sent; without an entry to main_<exchange>.';
const EXCHANGE_RULE =
  'A signal that names no exchange takes its strategy’s; without an entry the default one. An account trades on its own exchange only: where both maps name a strategy and disagree, its signals are refused.';

function Row({ map, card, options }: { map: MappingChange['map']; card: StrategyCard; options: MapOption[] }) {
  const { applied, drafted, changes, edit } = useShownRouting();
  const id = card.strategy_id;
  const change = changeFor(changes, map, id);
  const now = entryOf(applied.maps, map, id);
  const wanted = entryOf(drafted, map, id);
  const set = (value: string | null): void => edit({ map, strategy_id: id, value } as MappingChange);
  const fallback = map === 'account' ? 'no entry: main_<exchange>' : `no entry: default, ${applied.default_exchange}`;
  const unlisted = wanted !== null && !options.some((option) => option.value === wanted);
  return (
    <Table.Tr className={cx(change && css.pending)} data-strategy-row={id}>
      <Table.Th scope="row" className={cx('num', css.name)}>
        {id}
        {change ? <span className={css.tag}>{card.added ? 'new' : 'pending'}</span> : null}
      </Table.Th>
      <Table.Td className={cx('num', css.right, css.volume)}>{card.signals_24h}</Table.Td>
      <Table.Td className={cx('num', css.dim, css.former)}>
        {change ? <s>{now ?? 'no entry'}</s> : (now ?? 'no entry')}
      </Table.Td>
      <Table.Td className={css.select}>
        <NativeSelect
          aria-label={map === 'account' ? `Account of ${id}` : `Exchange of ${id}`}
          title={options.find((option) => option.value === wanted)?.label ?? fallback}
          value={wanted ?? NONE}
          onChange={(event) => set(event.currentTarget.value === NONE ? null : event.currentTarget.value)}
          data={[
            { value: NONE, label: fallback },
            ...(unlisted ? [{ value: wanted, label: `${wanted} (not registered)` }] : []),
            ...options,
          ]}
        />
      </Table.Td>
      <Table.Td>
        <Ending card={card} />
      </Table.Td>
      <Table.Td className={css.right}>
        {change ? (
          <Button size="xs" variant="subtle" aria-label={`Take back the change of ${id}`} onClick={() => set(now)}>
            Take back
          </Button>
        ) : wanted !== null ? (
          <Button size="xs" variant="subtle" aria-label={`Remove the mapping of ${id}`} onClick={() => set(null)}>
            Remove
          </Button>
        ) : null}
      </Table.Td>
    </Table.Tr>
  );
}

/** The account that a signal of the strategy ends on, or why it is refused. */
function Ending({ card }: { card: StrategyCard }) {
  const { account, account_name: name, error, by, exchange } = card.destination;
  if (error) {
    return (
      <span className={css.refused} title={error.message}>
        <IconAlertTriangle size={13} stroke={2} aria-hidden />
        <span>
          refused <code>{error.code}</code>
        </span>
      </span>
    );
  }
  return (
    <span className={css.ending}>
      <span className="num">{name}</span>
      {account ? <ModeBadge mode={account.mode} testnet={account.testnet} dense /> : null}
      <span className={css.more}>{account ? <OwnerTag owner={account.owner} /> : null}</span>
      <span className={cx(css.dim, css.more)}>
        {exchange}
        {by === 'default' ? ', by default' : ''}
      </span>
    </span>
  );
}

function NoRows({ filtered }: { filtered: boolean }) {
  if (filtered) return <EmptyState title="No strategy matches the filter" />;
  return (
    <EmptyState title="No strategy is known yet">
      Strategies appear here with their first signal. Add one beforehand with “Add a strategy”.
    </EmptyState>
  );
}
