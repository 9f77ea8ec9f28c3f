import { IconPlus } from '@tabler/icons-react';
import type { GroupDocument } from '../../../shared/schema/group.ts';
import { cx } from '../../widgets/class-names.ts';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import { ModeEdge } from '../../widgets/mode-edge.tsx';
import { Panel } from '../../widgets/panel.tsx';
import accounts from '../accounts/accounts.module.css';
import { ALLOCATION_WORDS } from './group-form-model.ts';

interface GroupListProps {
  groups: readonly GroupDocument[];
  selected: string | null;
  onSelect: (name: string) => void;
  onNew: () => void;
}

/** Every group, those that cannot fire too. */
export function GroupList({ groups, selected, onSelect, onNew }: GroupListProps) {
  return (
    <Panel
      title="Groups"
      note={groups.length}
      actions={
        <button type="button" className={accounts.add} onClick={onNew}>
          <IconPlus size={14} stroke={2} aria-hidden />
          New group
        </button>
      }
      scroll
    >
      {groups.length === 0 ? (
        <EmptyState title="No group yet">A group sends one signal to several accounts at once.</EmptyState>
      ) : (
        <ul className={accounts.list} aria-label="Groups">
          {groups.map((group) => (
            <li key={group.name}>
              <button
                type="button"
                className={cx(accounts.item, group.name === selected && accounts.on)}
                aria-current={group.name === selected ? 'true' : undefined}
                onClick={() => onSelect(group.name)}
              >
                <ModeEdge mode={group.mode ?? 'unknown'} testnet={group.testnet} />
                <span className={accounts.line}>
                  <span className={cx('num', accounts.name)}>{group.name}</span>
                  <span className={accounts.grow} />
                  <ModeBadge mode={group.mode} testnet={group.testnet} small />
                </span>
                <span className={accounts.line}>
                  <span className={accounts.dim}>{ALLOCATION_WORDS[group.allocation].label}</span>
                  <span className={accounts.grow} />
                  <span className={accounts.dim}>
                    {group.members.length} {group.members.length === 1 ? 'account' : 'accounts'}
                  </span>
                </span>
                {group.error ? <span className={accounts.bad}>{group.error.message}</span> : null}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
