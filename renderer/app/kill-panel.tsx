import { Checkbox, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { RiskScope } from '../../shared/schema/risk-policy.ts';
import { useConfirming } from '../state/confirming.ts';
import { killCommand } from '../state/kill-command.ts';
import { closeKillPanel, isDone, kill, useKill } from '../state/kill.ts';
import { useLink } from '../state/link.ts';
import { useAccounts } from '../state/queries.ts';
import { scopeWords } from '../state/stop-words.ts';
import { CopyId } from '../widgets/copy-id.tsx';
import { DisabledReason } from '../widgets/disabled-reason.tsx';
import { IconButton } from '../widgets/icon-button.tsx';
import { KillOutcome } from './kill-outcome.tsx';
import css from './kill-panel.module.css';
import { KillScope } from './kill-scope.tsx';
import { accountsIn, scopeOf, targetOf } from './kill-target.ts';
import { useTopLayer } from './use-top-layer.ts';

/** What to kill and what to do beyond it. One press of its button sends it; there is nothing to type and nothing to hold. */
export function KillPanel({ preset }: { preset: RiskScope }) {
  const [target, setTarget] = useState(() => targetOf(preset));
  const [cancel, setCancel] = useState(false);
  const [flatten, setFlatten] = useState(false);
  const [reason, setReason] = useState('');
  const runs = useKill((state) => state.runs);
  const disconnected = useLink() === 'disconnected';
  useGiveWay();
  const accounts = useAccounts();
  const titleId = useId();
  const reasonId = useId();
  const scope = scopeOf(target);
  const canFlatten = target.kind !== 'strategy';
  const wish = { cancel: cancel || (flatten && canFlatten), flatten: flatten && canFlatten };
  const box = useTopLayer(() => {
    // What is under way, or went wrong, stays in sight until it is closed by its own button.
    if (runs.every(isDone)) closeKillPanel();
  });
  const asks = scope !== null && accountsIn(scope, accounts).some(({ mode, testnet }) => mode === 'real' && !testnet);

  const send = (): void => {
    if (scope === null) return;
    kill({
      scope,
      ...(wish.cancel ? { cancel: true } : {}),
      ...(wish.flatten ? { flatten: true } : {}),
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') closeKillPanel();
  };
  return (
    <div ref={box} popover="manual" role="dialog" aria-labelledby={titleId} className={css.panel} onKeyDown={onKeyDown}>
      <div className={css.head}>
        <b id={titleId}>Kill switch</b>
        <IconButton icon={IconX} label="Close the kill switch" onClick={closeKillPanel} />
      </div>
      <KillScope target={target} onChange={setTarget} />
      <div className={css.options}>
        <Checkbox
          size="xs"
          label="Cancel open orders too"
          checked={wish.cancel}
          disabled={wish.flatten}
          onChange={(event) => setCancel(event.currentTarget.checked)}
        />
        <Checkbox
          size="xs"
          label="Close all positions too, at market"
          checked={wish.flatten}
          disabled={!canFlatten}
          onChange={(event) => setFlatten(event.currentTarget.checked)}
        />
        {canFlatten ? null : <DisabledReason>Positions belong to accounts, not to strategies.</DisabledReason>}
        {wish.flatten && asks ? (
          <p className={css.note}>
            Closing positions of real accounts asks you once more. The stop does not wait for it.
          </p>
        ) : null}
      </div>
      <TextInput
        size="xs"
        label="Reason, for the log"
        placeholder="optional"
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <button
        type="button"
        data-first
        className={css.send}
        disabled={scope === null}
        aria-describedby={scope === null ? reasonId : undefined}
        onKeyDown={(event) => {
          // A key that was held since before the panel opened is not meant for it.
          if (event.repeat) event.preventDefault();
        }}
        onClick={send}
      >
        Kill {scope === null ? '' : scopeWords(scope)}
      </button>
      {scope === null ? <DisabledReason id={reasonId}>Choose the {target.kind} first.</DisabledReason> : null}
      {runs.length > 0 ? (
        runs.map((run) => <KillOutcome key={run.key} run={run} />)
      ) : disconnected ? (
        <p className={css.bad}>
          The engine is not reachable from this window. Press it all the same, or use a terminal.
        </p>
      ) : (
        <p className={css.note}>
          No order leaves any more, at once and also after a restart, until you release it. Real accounts are disarmed.
          Cancelling still works.
        </p>
      )}
      <p className={css.note}>
        In a terminal:{' '}
        <CopyId
          id={killCommand({ scope: scope ?? { kind: 'global' }, ...wish })}
          label="command"
          className={css.command}
        />
      </p>
    </div>
  );
}

/** Makes room for a question that is asked meanwhile. What covers it would make it refuse the yes. */
function useGiveWay(): void {
  const asked = useConfirming(({ waiting }) => waiting?.id ?? null);
  const before = useRef(asked);
  useEffect(() => {
    if (asked !== null && asked !== before.current) closeKillPanel();
    before.current = asked;
  }, [asked]);
}
