import { Button } from '@mantine/core';
import { useState } from 'react';
import type { AccountStatusDocument } from '../../shared/schema/account.ts';
import { useConfirming } from '../state/confirming.ts';
import { useDisarm } from '../state/disarm.ts';
import { useNow } from '../state/now.ts';
import { useStatuses } from '../state/queries.ts';
import { errorOf } from '../state/transport/request-error.ts';
import { cx } from '../widgets/class-names.ts';
import { DisabledReason } from '../widgets/disabled-reason.tsx';
import { EmptyState } from '../widgets/empty-state.tsx';
import { ErrorState } from '../widgets/error-state.tsx';
import { formatCountdown } from '../widgets/format-time.ts';
import { ModeBadge } from '../widgets/mode-badge.tsx';
import { Segmented } from '../widgets/segmented.tsx';
import css from './arm-dialog.module.css';
import { useAcknowledgeKey, useArm } from './use-arm.ts';

const MINUTE = 60_000;
export const DURATIONS = [
  { value: String(15 * MINUTE), label: '15 min' },
  { value: String(60 * MINUTE), label: '1 h' },
  { value: String(240 * MINUTE), label: '4 h' },
  { value: String(480 * MINUTE), label: '8 h' },
] as const;

interface ArmChoiceProps {
  preset: string | null;
  /** Armed, or given up. */
  onDone: () => void;
}

export function ArmChoice({ preset, onDone }: ArmChoiceProps) {
  const real = (useStatuses().data ?? []).filter(({ account }) => account.mode === 'real' && !account.error);
  const [picked, setPicked] = useState(preset);
  const [duration, setDuration] = useState<string>(DURATIONS[0].value);
  const asked = useConfirming(({ waiting }) => waiting !== null);
  const arm = useArm(onDone);
  const acknowledge = useAcknowledgeKey(() => arm.reset());
  const chosen = real.find(({ account }) => account.name === picked) ?? (real.length === 1 ? real[0] : undefined);

  if (real.length === 0) {
    return (
      <EmptyState title="No real account" action={<Button onClick={onDone}>Close</Button>}>
        An account trades real money only when its environment says MODE=real.
      </EmptyState>
    );
  }
  return (
    <div className={css.stack}>
      <fieldset className={css.accounts}>
        <legend className={css.label}>Account</legend>
        {real.map((status) => (
          <AccountOption
            key={status.account.name}
            status={status}
            checked={status === chosen}
            onPick={() => setPicked(status.account.name)}
          />
        ))}
      </fieldset>
      <div>
        <div className={css.label}>Armed for</div>
        <Segmented label="Armed for" value={duration} onChange={setDuration} options={DURATIONS} />
      </div>
      {arm.isError ? <ErrorState inline title="Not armed" error={arm.error} /> : null}
      {acknowledge.isError ? <ErrorState inline title="Not acknowledged" error={acknowledge.error} /> : null}
      {chosen && arm.isError && errorOf(arm.error).code === 'KEY_CAN_WITHDRAW' ? (
        <Button loading={acknowledge.isPending} onClick={() => acknowledge.mutate(chosen.account.name)}>
          Acknowledge the key of {chosen.account.name}…
        </Button>
      ) : null}
      <div className={css.buttons}>
        {chosen ? (
          <span className={css.left} role="status">
            {arm.isPending
              ? asked
                ? 'Waiting for the name in the confirmation.'
                : 'Asking the exchange first.'
              : 'You will be asked to type its name.'}
          </span>
        ) : (
          <DisabledReason>Choose an account.</DisabledReason>
        )}
        <span className={css.grow} />
        <Button data-autofocus onClick={onDone}>
          Cancel
        </Button>
        <Button
          variant="filled"
          disabled={!chosen}
          loading={arm.isPending}
          onClick={() => chosen && arm.mutate({ account_name: chosen.account.name, duration_ms: Number(duration) })}
        >
          Continue…
        </Button>
      </div>
    </div>
  );
}

interface AccountOptionProps {
  status: AccountStatusDocument;
  checked: boolean;
  onPick: () => void;
}

function AccountOption({ status: { account, armed_until }, checked, onPick }: AccountOptionProps) {
  const now = useNow();
  const disarm = useDisarm();
  return (
    <div className={cx(css.option, checked && css.checked)}>
      <label className={css.optionLabel}>
        <input type="radio" name="arm-account" checked={checked} onChange={onPick} />
        <span className={cx('num', css.name)}>{account.name}</span>
        <span className={css.owner}>
          {account.owner === 'me' ? account.exchange : `${account.exchange}, for ${account.owner}`}
        </span>
        <ModeBadge mode={account.mode} testnet={account.testnet} small />
      </label>
      {armed_until ? (
        <>
          <span className={cx('num', css.left)}>{formatCountdown(Date.parse(armed_until) - now)} left</span>
          <Button size="xs" aria-label={`Disarm ${account.name}`} onClick={() => disarm.mutate(account.name)}>
            Disarm
          </Button>
        </>
      ) : null}
    </div>
  );
}
