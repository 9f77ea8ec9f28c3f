import { Modal } from '@mantine/core';
import { useWindow } from '../state/window-state.ts';
import { Keys } from '../widgets/kbd.tsx';
import css from './shortcut-map.module.css';

const MAP: readonly (readonly [keys: readonly string[], words: string])[] = [
  [['Ctrl', 'K'], 'Palette: > commands, @ accounts'],
  [['Ctrl', '1'], 'Desk'],
  [['Ctrl', '2'], 'Routing'],
  [['Ctrl', '3'], 'Orders'],
  [['Ctrl', '4'], 'Accounts'],
  [['Ctrl', '5'], 'Groups'],
  [['Ctrl', '6'], 'Risk'],
  [['Ctrl', '7'], 'Approvals'],
  [['Ctrl', ','], 'Settings'],
  [['G', 'K'], 'Risk; so with D, R, O, A, G, P for the others'],
  [['Ctrl', 'Enter'], 'Fire the ticket, on paper and testnet'],
  [['Ctrl', 'Shift', 'D'], 'Disarm real trading, at once'],
  [['Ctrl', 'Shift', 'K'], 'Twice within 2 s: kill everything'],
  [['F'], 'Focus the ticket'],
  [['B'], 'Ticket: buy'],
  [['S'], 'Ticket: sell'],
  [['X'], 'Orders: cancel the chosen order, asks'],
  [['J'], 'Orders: the next row; K: the one before; Enter opens it'],
  [['Ctrl', 'E'], 'Orders: export the list'],
  [['/'], 'Focus the filter'],
  [['Space'], 'Follow or pause the log'],
  [['?'], 'This map'],
];

/** Every shortcut of the window. */
export function ShortcutMap() {
  const opened = useWindow((state) => state.shortcutMap);
  const close = (): void => useWindow.setState({ shortcutMap: false });
  return (
    <Modal opened={opened} onClose={close} title="Shortcuts" size={420} closeButtonProps={{ 'aria-label': 'Close' }}>
      <dl className={css.map}>
        {MAP.map(([keys, words]) => (
          <div key={words} className={css.row}>
            <dt>
              <Keys keys={keys} />
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p className={css.note}>Single keys rest while you type in a field. They can be switched off in Settings.</p>
    </Modal>
  );
}
