import { IconArrowRight, IconX } from '@tabler/icons-react';
import { cx } from '../../widgets/class-names.ts';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import css from './impact.module.css';
import { useShownRouting } from './routing-context.ts';
import type { DraftChange } from './routing-draft.ts';

/** The pending changes, each of which can be taken back by itself. */
export function ChangeLines({ changes }: { changes: readonly DraftChange[] }) {
  const { edit } = useShownRouting();
  return (
    <ul className={css.changes} aria-label="Pending changes">
      {changes.map((change) => (
        <li key={`${change.map} ${change.strategy_id}`} className={css.change}>
          <span className={cx('num', css.strategyName)} title={change.strategy_id}>
            {change.strategy_id}
          </span>
          <AccountMode change={change} />
          <button
            type="button"
            className={css.takeBack}
            aria-label={`Take back the change of ${change.strategy_id}`}
            title="Take this change back"
            onClick={() => edit({ map: change.map, strategy_id: change.strategy_id, value: change.from } as never)}
          >
            <IconX size={13} stroke={2} aria-hidden />
          </button>
          <span className={css.move}>
            <s className={cx('num', css.old)}>{change.from ?? 'default'}</s>
            <IconArrowRight size={13} stroke={2} role="img" aria-label="to" className={css.arrow} />
            <span className="num">{change.to ?? 'default'}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function AccountMode({ change }: { change: DraftChange }) {
  const { world } = useShownRouting();
  const account = change.map === 'account' && change.to !== null ? world.accounts.get(change.to) : undefined;
  return account ? (
    <ModeBadge mode={account.mode} testnet={account.testnet} small />
  ) : (
    <span className={css.dim}>{change.map === 'exchange' ? 'exchange' : null}</span>
  );
}
