import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { ArmConfirmationDocument } from '../../shared/schema/arming.ts';
import { announce } from '../state/announce.ts';
import { api, queryClient } from '../state/api.ts';
import { useNow } from '../state/now.ts';
import { useAccounts } from '../state/queries.ts';
import { DisabledReason } from '../widgets/disabled-reason.tsx';
import { ErrorState } from '../widgets/error-state.tsx';
import { formatCountdown, formatSpan } from '../widgets/format-time.ts';
import { ModeBadge } from '../widgets/mode-badge.tsx';
import css from './arm-dialog.module.css';

interface ArmConfirmProps {
  confirmation: ArmConfirmationDocument;
  onBack: () => void;
  onDone: () => void;
}

/** The engine minted this confirmation for exactly this account and time; it is used up by one try. */
export function ArmConfirm({ confirmation, onBack, onDone }: ArmConfirmProps) {
  const [typed, setTyped] = useState('');
  const now = useNow();
  const account = useAccounts().find((each) => each.name === confirmation.account_name);
  const arm = useMutation(
    api.arming.arm.mutationOptions({
      onSuccess: async (armed) => {
        announce('assertive', `Real trading armed for ${armed.account_name}`);
        await queryClient.invalidateQueries({ queryKey: api.arming.pathKey() });
        onDone();
      },
    }),
  );
  const leftMs = Date.parse(confirmation.expires_at) - now;
  const matches = typed.trim() === confirmation.phrase;
  const reason =
    leftMs <= 0
      ? 'This confirmation has expired. Go back for a new one.'
      : matches
        ? null
        : `Type ${confirmation.phrase} first.`;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason === null && !arm.isPending)
      arm.mutate({ confirmation_id: confirmation.confirmation_id, typed: typed.trim() });
  };
  return (
    <form className={css.stack} onSubmit={submit}>
      <div className={css.summary}>
        <div className={css.summaryHead}>
          <ModeBadge mode={account?.mode} testnet={account?.testnet} />
          <b className="num">{confirmation.account_name}</b>
        </div>
        <p>
          {account && account.owner !== 'me' ? (
            <>
              This is <b>{account.owner}’s money</b>.{' '}
            </>
          ) : null}
          For <b>{formatSpan(confirmation.duration_ms).replace(/:00$/, ' min').replace(' 00 min', '')}</b>, signals that
          route to this account send orders to {account?.exchange ?? 'its exchange'}
          {account?.testnet ? '’s test network' : ' with real money'}, from every door: this window, the command line
          and HTTP.
        </p>
      </div>
      <TextInput
        data-autofocus
        label={`Type ${confirmation.phrase} to confirm`}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
        classNames={{ input: css.phrase ?? '' }}
      />
      {arm.isError ? <ErrorState inline title="Not armed" error={arm.error} /> : null}
      <div className={css.buttons}>
        {reason ? (
          <DisabledReason id="arm-reason">{reason}</DisabledReason>
        ) : (
          <span className={css.left}>valid for {formatCountdown(leftMs)}</span>
        )}
        <span className={css.grow} />
        <Button onClick={onBack}>Back</Button>
        <button
          type="submit"
          className={css.arm}
          disabled={reason !== null || arm.isPending}
          aria-describedby="arm-reason"
        >
          Arm
        </button>
      </div>
    </form>
  );
}
