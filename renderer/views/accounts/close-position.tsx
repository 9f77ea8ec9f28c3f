import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import type { PositionDocument } from '../../../shared/schema/order.ts';
import { announce } from '../../state/announce.ts';
import { api, queryClient } from '../../state/api.ts';
import { useBusyWords } from '../../state/confirming.ts';
import { useLink } from '../../state/link.ts';
import { errorOf } from '../../state/transport/request-error.ts';
import { openArmDialog } from '../../state/window-state.ts';
import { DisabledReason } from '../../widgets/disabled-reason.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { RealButton } from '../../widgets/real-button.tsx';
import { isCertain, outcomeOfError } from '../desk/fire.ts';
import css from './close-position.module.css';

interface ClosePositionProps {
  position: PositionDocument;
  /** Whether real trading is armed for the account. */
  armed: boolean;
  onDone: () => void;
}

/** One market order against the position, with all checks. Real money has to be confirmed. */
export function ClosePosition({ position, armed, onDone }: ClosePositionProps) {
  const { account_name, symbol, side, market } = position;
  const reasonId = useId();
  const busyWords = useBusyWords();
  const live = useLink() === 'live';
  const close = useMutation(
    api.positions.close.mutationOptions({
      onSuccess: (fired) => {
        if (fired.error) announce('assertive', `${symbol} was not closed: ${fired.error.message}`);
        else announce('polite', `Closing ${symbol}: ${fired.orders[0]?.status ?? 'sent'}`);
        void queryClient.invalidateQueries({ queryKey: api.positions.pathKey() });
        const certain = isCertain({ kind: 'answered', signalId: fired.signal_id, document: fired });
        if (!fired.error && certain) onDone();
      },
      onError: (error) => announce('assertive', `${symbol} was not closed: ${error.message}`),
    }),
  );
  const real = position.mode === 'real' && !position.testnet;
  const needsArm = position.mode === 'real' && !armed;
  // No answer says nothing about the order: a second one is not offered before the orders were looked at.
  const lost = close.error !== null && outcomeOfError('', errorOf(close.error)).kind === 'unanswered';
  const unsettled = close.data !== undefined && !close.data.error;
  const reason = !live
    ? 'The engine is not connected.'
    : needsArm
      ? 'Real trading is disarmed for this account.'
      : lost || unsettled
        ? 'The closing order is not settled. Look at it in Orders before closing again.'
        : null;
  const shoot = (): void => {
    if (reason === null && !close.isPending) close.mutate({ account_name, symbol });
  };
  return (
    <div className={css.close} role="group" aria-label={`Close ${symbol}?`}>
      <p className={css.words}>
        <b>Close {symbol}.</b>{' '}
        {market === 'swap'
          ? `One market order the other way, reduce-only, closes the whole ${side} position.`
          : 'One market order sells what is free of it. What is locked in open orders stays.'}{' '}
        <span className={css.dim}>The size is read again at the exchange first.</span>
      </p>
      <div className={css.row}>
        <div className={css.action}>
          {real ? (
            <RealButton
              label="Close REAL position…"
              busyWords={busyWords}
              disabled={reason !== null}
              describedBy={reason === null ? undefined : reasonId}
              busy={close.isPending}
              onPress={shoot}
            />
          ) : (
            <Button
              size="xs"
              className={css.danger}
              disabled={reason !== null}
              aria-describedby={reason === null ? undefined : reasonId}
              loading={close.isPending}
              onClick={shoot}
            >
              Close at market
            </Button>
          )}
        </div>
        {reason === null ? null : <DisabledReason id={reasonId}>{reason}</DisabledReason>}
        {needsArm ? (
          <Button size="xs" onClick={() => openArmDialog(account_name)}>
            Arm
          </Button>
        ) : null}
        <span className={css.grow} />
        <Button size="xs" variant="subtle" onClick={onDone}>
          Keep it
        </Button>
      </div>
      {close.error ? <ErrorState inline title={lost ? 'No answer came' : 'Not closed'} error={close.error} /> : null}
      {close.data?.error ? <ErrorState inline title="Not closed" error={close.data.error} /> : null}
    </div>
  );
}
