import { Button } from '@mantine/core';
import { IconAppWindow } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { WaitingConfirmation } from '../../shared/schema/confirmation.ts';
import { client } from '../state/api.ts';
import { useConfirming } from '../state/confirming.ts';
import { useLink } from '../state/link.ts';
import { useShownTheme } from './appearance.ts';
import css from './confirm-frame.module.css';

/**
 * Where the operator is asked to confirm: a frame of another origin, which this page can show and not reach into, or the word
 * that a window of its own has opened. It leaves the top bar free, so that the kill switch can be pressed meanwhile.
 */
export function ConfirmFrame() {
  const waiting = useConfirming((state) => state.waiting);
  const theme = useShownTheme();
  const live = useLink() === 'live';
  useEffect(() => {
    // Kept by the engine for as long as it runs, so told anew whenever one is reached.
    if (live) void client.confirmations.appearance.mutate({ theme }).catch(() => {});
  }, [live, theme]);
  return waiting ? <Asked key={waiting.id} waiting={waiting} /> : null;
}

const withdraw = (): void => void client.confirmations.withdraw.mutate().catch(() => {});

function Asked({ waiting }: { waiting: WaitingConfirmation }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    // Above every dialog: what covers the frame makes it refuse the yes.
    box.current?.showPopover();
    box.current?.querySelector<HTMLElement>('iframe, button')?.focus();
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.repeat) return;
      event.stopPropagation();
      withdraw();
    };
    window.addEventListener('keydown', onKey, true);
    return () => {
      window.removeEventListener('keydown', onKey, true);
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <>
      <div className={css.scrim} />
      <div ref={box} popover="manual" role="dialog" aria-label={`Confirm: ${waiting.title}`} className={css.box}>
        {waiting.url === null ? (
          <div className={css.elsewhere}>
            <IconAppWindow size={26} stroke={1.6} aria-hidden />
            <p>
              <b>{waiting.title}</b>
              <br />
              Answer in the window that has opened for it.
            </p>
            <Button onClick={withdraw}>Cancel</Button>
          </div>
        ) : (
          <iframe className={css.frame} title="Confirmation" src={waiting.url} />
        )}
      </div>
    </>
  );
}
