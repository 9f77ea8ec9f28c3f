import { Modal } from '@mantine/core';
import { useSystem } from '../state/queries.ts';
import { useWindow } from '../state/window-state.ts';
import { ModeBadge } from '../widgets/mode-badge.tsx';
import css from './add-accounts.module.css';

const VARIABLES = [
  ['EXCHANGE', 'firi'],
  ['API_KEY', 'your key'],
  ['API_SECRET', 'your secret'],
  ['CLIENT_ID', 'your client id'],
  ['MODE', 'paper'],
  ['OWNER', 'friend_1'],
] as const;

/** How an account comes into the console: through the environment, never through this window. */
export function AddAccounts() {
  const opened = useWindow((state) => state.accountGuide);
  const dataDir = useSystem().data?.data_dir;
  const close = (): void => useWindow.setState({ accountGuide: false });
  return (
    <Modal
      opened={opened}
      onClose={close}
      title="Add an account"
      size={560}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <ol className={css.steps}>
        <li>
          <b>Make a key on the exchange</b>
          <p>Allow reading and spot trading. Leave withdrawal off. Limit it to the address of this machine.</p>
        </li>
        <li>
          <b>Put it in the environment</b>
          <p>
            Or in <code>{dataDir ? `${dataDir}/accounts.env` : 'accounts.env in the data directory'}</code>, readable by
            you alone. This window never sees a key.
          </p>
          <pre className={css.code} tabIndex={0} aria-label="Example variables">
            {VARIABLES.map(([field, value]) => (
              <span key={field} className={css.line}>
                QT_ACCOUNT_<b>FRIEND_1_FIRI</b>_{field}=<i>{value}</i>
              </span>
            ))}
          </pre>
          <p className={css.modes}>
            <code>MODE</code> <ModeBadge mode="paper" small /> simulated <ModeBadge mode="real" small /> money;{' '}
            <code>TESTNET=true</code> with real <ModeBadge mode="real" testnet small />
          </p>
        </li>
        <li>
          <b>Start the console again</b>
          <p>It lists the account, or says what is wrong with it. Real trading starts disarmed, always.</p>
        </li>
      </ol>
    </Modal>
  );
}
