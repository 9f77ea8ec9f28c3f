import { useQuery } from '@tanstack/react-query';
import { api } from '../state/api.ts';
import { useAccounts } from '../state/queries.ts';
import { Segmented } from '../widgets/segmented.tsx';
import css from './kill-panel.module.css';
import { choicesOf, withKind } from './kill-target.ts';
import type { KillTarget } from './kill-target.ts';

const KINDS = [
  { value: 'global', label: 'Everything' },
  { value: 'owner', label: 'Owner' },
  { value: 'account', label: 'Account' },
  { value: 'strategy', label: 'Strategy' },
] as const;

interface KillScopeProps {
  target: KillTarget;
  onChange: (target: KillTarget) => void;
}

/** How far the kill reaches. */
export function KillScope({ target, onChange }: KillScopeProps) {
  const accounts = useAccounts();
  const strategies = useQuery(api.routing.strategies.queryOptions()).data ?? [];
  const { kind, name } = target;
  const choices = choicesOf(
    accounts,
    strategies.map((each) => each.strategy_id),
  );
  const names = kind === 'global' ? [] : choices[kind];
  return (
    <div className={css.scope}>
      <Segmented
        label="What to kill"
        value={kind}
        onChange={(chosen) => onChange(withKind(chosen, choices))}
        options={KINDS}
      />
      {kind === 'global' ? null : (
        // The list of a browser's own select opens above the top layer; one that is drawn in the page would lie beneath it.
        <select
          aria-label={`The ${kind}`}
          className={css.select}
          value={name}
          onChange={(event) => onChange({ kind, name: event.currentTarget.value })}
        >
          <option value="">Choose the {kind}</option>
          {/* A preset that is not known here is still meant. */}
          {[...new Set([...(name === '' ? [] : [name]), ...names])].map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
