import { Button } from '@mantine/core';
import { IconAlertTriangle, IconFile, IconX } from '@tabler/icons-react';
import { useSystem } from '../state/queries.ts';
import { useWindow } from '../state/window-state.ts';
import { cx } from '../widgets/class-names.ts';
import { IconButton } from '../widgets/icon-button.tsx';
import css from './notices.module.css';

/** What the operator should know about this workspace as a whole: that it is the demo, or what is wrong with its settings. */
export function Notices() {
  const system = useSystem().data;
  const closed = useWindow((state) => state.demoNoticeClosed);
  if (!system) return null;
  return (
    <>
      {system.problems.map((problem) => (
        <div key={`${problem.code} ${problem.message}`} className={cx(css.notice, css.problem)} role="alert">
          <IconAlertTriangle size={14} stroke={2} aria-hidden />
          <span>
            {problem.message} <code>{problem.code}</code>
          </span>
        </div>
      ))}
      {system.demo && !closed ? (
        <div className={cx(css.notice, css.demo)} role="note" aria-label="Demo workspace">
          <IconFile size={14} stroke={2} aria-hidden />
          <span>
            <b>Demo workspace</b>: simulated accounts, no credentials found. Everything works; nothing can reach an
            exchange.
          </span>
          <span className={css.grow} />
          <Button size="xs" variant="subtle" onClick={() => useWindow.setState({ accountGuide: true })}>
            How to add accounts
          </Button>
          <IconButton
            icon={IconX}
            label="Close this notice"
            onClick={() => useWindow.setState({ demoNoticeClosed: true })}
          />
        </div>
      ) : null}
    </>
  );
}
