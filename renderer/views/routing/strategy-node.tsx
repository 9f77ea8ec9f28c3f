import { Menu } from '@mantine/core';
import { IconAlertTriangle, IconDots } from '@tabler/icons-react';
import { Handle, Position } from '@xyflow/react';
import type { NodeProps } from '@xyflow/react';
import type { Exchange } from '../../../shared/schema/exchange.ts';
import { cx } from '../../widgets/class-names.ts';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import type { StrategyCard } from './canvas-model.ts';
import type { StrategyFlowNode } from './flow-elements.ts';
import { useShownRouting } from './routing-context.ts';
import css from './routing.module.css';

/** A strategy: drag its handle to an account, or use its menu. */
export function StrategyNode({ data: { card, busiest } }: NodeProps<StrategyFlowNode>) {
  const { applied } = useShownRouting();
  const { error } = card.destination;
  const share = `${Math.round((card.signals_24h / busiest) * 100)}%`;
  return (
    <article
      className={cx(css.card, css.strategy, card.pending && css.changed)}
      data-strategy={card.strategy_id}
      aria-label={`Strategy ${card.strategy_id}`}
    >
      <div className={css.line}>
        <span className={cx('num', css.name)} title={card.strategy_id}>
          {card.strategy_id}
        </span>
        {card.pending ? <span className={css.pendingTag}>{card.added ? 'new' : 'pending'}</span> : null}
        <StrategyMenu card={card} />
      </div>
      <div className={css.line}>
        {error ? (
          <span className={css.refusal} title={error.message}>
            <IconAlertTriangle size={12} stroke={2} aria-hidden />
            {error.code}
          </span>
        ) : (
          <span className={css.dim}>{exchangeWords(card, applied.default_exchange)}</span>
        )}
        <span className={css.grow} />
        <span className={css.volume} aria-hidden>
          <i style={{ width: share }} />
        </span>
        <span className={cx('num', css.count)} title={`${card.signals_24h} signals in the last 24 hours`}>
          {card.signals_24h}
        </span>
      </div>
      <Handle
        type="source"
        position={Position.Right}
        className={css.handle}
        role="img"
        aria-label={`Handle of ${card.strategy_id}: drag it to an account`}
        data-handle-of={card.strategy_id}
      />
    </article>
  );
}

/** The exchange that its signals end on, and why where the map of exchanges does not say. */
function exchangeWords({ exchange, destination }: StrategyCard, byDefault: Exchange): string {
  if (exchange !== null) return exchange;
  if (destination.exchange === null || destination.exchange === byDefault) return `default, ${byDefault}`;
  return `${destination.exchange}, by its account`;
}

function StrategyMenu({ card }: { card: StrategyCard }) {
  const { edit, world, drafted } = useShownRouting();
  const id = card.strategy_id;
  const mapped = Object.hasOwn(drafted.accounts, id) ? drafted.accounts[id] : null;
  return (
    // Outside of the drawing, which is scaled, but inside of the main landmark.
    <Menu
      position="bottom-start"
      shadow="md"
      width={250}
      withInitialFocusPlaceholder={false}
      floatingStrategy="fixed"
      portalProps={{ target: '#routing-panel' }}
    >
      <Menu.Target>
        <button type="button" className={cx(css.more, 'nodrag', 'nopan')} aria-label={`Change ${id}`}>
          <IconDots size={15} stroke={1.9} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={css.menu}>
        <Menu.Label role="none">Send {id} to</Menu.Label>
        {[...world.accounts.values()].map((account) => (
          <Menu.Item
            key={account.name}
            disabled={account.name === mapped}
            rightSection={<ModeBadge mode={account.mode} testnet={account.testnet} dense />}
            onClick={() => edit({ map: 'account', strategy_id: id, value: account.name })}
          >
            <span className="num">{account.name}</span>
          </Menu.Item>
        ))}
        <Menu.Divider role="separator" />
        <Menu.Item disabled={mapped === null} onClick={() => edit({ map: 'account', strategy_id: id, value: null })}>
          Remove the mapping
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
