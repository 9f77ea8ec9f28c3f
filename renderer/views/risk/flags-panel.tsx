import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { strategyIdSchema } from '../../../shared/schema/signal.ts';
import type { RiskDocument } from '../../../shared/schema/risk.ts';
import type { RiskScope } from '../../../shared/schema/risk-policy.ts';
import { api } from '../../state/api.ts';
import { cx } from '../../widgets/class-names.ts';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import { useRiskDrafts } from './edit/draft-store.ts';
import { scopeKey } from './edit/risk-draft.ts';
import { FlagChips } from './flag-chips.tsx';
import css from './flags-panel.module.css';
import { flagGroups } from './flags-model.ts';
import type { FlagLevel } from './flags-model.ts';

export interface FlagsPanelProps {
  risk: RiskDocument;
  onEdit: (scope: RiskScope) => void;
}

/** What each level allows, as chips. */
export function FlagsPanel({ risk, onEdit }: FlagsPanelProps) {
  const drafts = useRiskDrafts((state) => state.drafts);
  return (
    <div className={css.scroll} tabIndex={0} role="group" aria-label="Flags">
      <p className={css.hint}>Flags of all levels apply together: what one of them refuses, no other allows.</p>
      {flagGroups(risk).map((group) => (
        <section key={group.title} className={css.level} aria-label={`Flags, ${group.title.toLowerCase()}`}>
          <div className={css.head}>
            <h2 className={css.caps}>{group.title}</h2>
            {group.title === 'Strategies' ? <OfStrategy onEdit={onEdit} /> : null}
          </div>
          {group.levels.length === 0 ? (
            <p className={cx(css.row, css.none)}>No strategy has flags of its own.</p>
          ) : (
            <ul>
              {group.levels.map((level) => (
                <Level
                  key={scopeKey(level.scope)}
                  level={level}
                  drafted={drafts.has(scopeKey(level.scope))}
                  onEdit={onEdit}
                />
              ))}
            </ul>
          )}
        </section>
      ))}
    </div>
  );
}

function Level({ level, drafted, onEdit }: { level: FlagLevel; drafted: boolean; onEdit: FlagsPanelProps['onEdit'] }) {
  return (
    <li className={css.row}>
      <span className={css.label}>
        <span className={cx('num', css.name)} title={level.label}>
          {level.label}
        </span>
        {level.account ? <ModeBadge mode={level.account.mode} testnet={level.account.testnet} dense /> : null}
        {level.about ? <span className={css.none}>{level.about}</span> : null}
      </span>
      <FlagChips flags={level.flags} />
      {drafted ? <span className={css.drafted}>draft</span> : null}
      <Button
        size="xs"
        variant="subtle"
        aria-label={`Edit the flags of ${level.label}`}
        onClick={() => onEdit(level.scope)}
      >
        Edit
      </Button>
    </li>
  );
}

/** Flags of a strategy begin with its name: one that is known, or one that is yet to come. */
function OfStrategy({ onEdit }: { onEdit: FlagsPanelProps['onEdit'] }) {
  const [search, setSearch] = useState('');
  const known = useQuery(api.routing.strategies.queryOptions()).data ?? [];
  const typed = strategyIdSchema.safeParse(search);
  const names = [...new Set([...known.map((each) => each.strategy_id), ...(typed.success ? [typed.data] : [])])];
  return (
    <Select
      aria-label="Set flags of a strategy"
      placeholder="Set flags of a strategy"
      size="xs"
      w={220}
      searchable
      data={names}
      value={null}
      searchValue={search}
      onSearchChange={setSearch}
      onChange={(name) => {
        setSearch('');
        if (name !== null) onEdit({ kind: 'strategy', name });
      }}
    />
  );
}
