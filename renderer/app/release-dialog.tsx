import { Button, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { StopDocument } from '../../shared/schema/risk.ts';
import type { RiskScope } from '../../shared/schema/risk-policy.ts';
import { announce } from '../state/announce.ts';
import { api, client, queryClient } from '../state/api.ts';
import { closeRelease, useKill } from '../state/kill.ts';
import { useStops } from '../state/queries.ts';
import { isSameScope, scopeWords } from '../state/stop-words.ts';
import { ErrorState } from '../widgets/error-state.tsx';
import { Time } from '../widgets/time.tsx';
import css from './release-dialog.module.css';
import { leftBehind } from './release-words.ts';

/** Releases every stop of one scope. The words that do it are typed outside of this page. */
export function ReleaseDialog() {
  const scope = useKill((state) => state.release);
  return (
    <Modal
      opened={scope !== null}
      onClose={closeRelease}
      title={scope ? `Release ${scopeWords(scope)}` : 'Release'}
      size={520}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {scope ? <ReleaseForm key={scopeWords(scope)} scope={scope} /> : null}
    </Modal>
  );
}

function ReleaseForm({ scope }: { scope: RiskScope }) {
  const stops = useStops().data?.stops ?? [];
  const released = stops.filter((stop) => isSameScope(stop.scope, scope));
  const rest = leftBehind(scope, stops);
  const release = useMutation({
    // Minted at the last moment: it is good for a minute, and the operator may need that to answer.
    mutationFn: async () => {
      const { confirmation_id } = await client.stops.prepareRelease.mutate({ scope });
      return client.stops.release.mutate({ confirmation_id, typed: '' });
    },
    onSuccess: (left) => {
      queryClient.setQueryData(api.stops.current.queryKey(), left);
      announce('assertive', `Released ${scopeWords(scope)}`);
      closeRelease();
    },
  });
  return (
    <div className={css.stack}>
      <ul className={css.stops} aria-label="What is released">
        {released.length === 0 ? <li>Nothing of it is in effect any more.</li> : released.map(stopLine)}
      </ul>
      <p className={css.text}>
        Signals for {scopeWords(scope)} place orders again, from every door. Real accounts stay disarmed until you arm
        them.
        {released.some((stop) => stop.code === 'MODE_CHANGED')
          ? ' You confirm that the account is meant to be as it is configured now.'
          : null}
      </p>
      {rest.length > 0 ? (
        <p className={css.rest}>Still stopped after that: {rest.map((each) => scopeWords(each.scope)).join(', ')}.</p>
      ) : null}
      {release.isError ? <ErrorState inline title="Not released" error={release.error} /> : null}
      <div className={css.buttons}>
        <span className={css.wait} role="status">
          {release.isPending
            ? 'Waiting for your words in the confirmation.'
            : 'You will be asked to type words for it.'}
        </span>
        <Button data-autofocus onClick={closeRelease}>
          Cancel
        </Button>
        <Button
          variant="filled"
          disabled={released.length === 0}
          loading={release.isPending}
          onClick={() => release.mutate()}
        >
          Release…
        </Button>
      </div>
    </div>
  );
}

function stopLine({ id, cause, at, reason, code }: StopDocument) {
  return (
    <li key={id}>
      <b>{cause === 'kill' ? 'Killed' : 'Stopped by a rule'}</b> at <Time at={at} ms={false} />:{' '}
      {reason || 'no reason was given'} <code>{code}</code>
    </li>
  );
}
