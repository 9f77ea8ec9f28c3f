import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { FormEvent, KeyboardEvent } from 'react';
import { dialogIsOpen, useShortcut } from '../../state/shortcuts.ts';
import { useWindow } from '../../state/window-state.ts';
import { shortId } from '../../widgets/short-id.ts';
import { Panel } from '../../widgets/panel.tsx';
import { fireWithKeys } from './fire-keys.ts';
import type { FireGate } from './fire-gate.ts';
import css from './signal-ticket.module.css';
import type { TicketField } from './ticket-draft.ts';
import { PriceFields } from './ticket-price-fields.tsx';
import { RouteFields } from './ticket-route-fields.tsx';
import { TicketRoom } from './ticket-room.tsx';
import { ScoreField } from './ticket-score-field.tsx';
import { changeDraft, useTicket } from './ticket-store.ts';
import { SymbolFields } from './ticket-symbol-fields.tsx';
import type { Fire } from './use-fire.ts';
import type { Preview } from './use-preview.ts';

interface SignalTicketProps {
  preview: Preview;
  gate: FireGate;
  fire: Fire;
}

/** The signal that is to be fired. Enter fires on paper and on a testnet; a real order has to be confirmed. */
export function SignalTicket({ preview, gate, fire }: SignalTicketProps) {
  const form = useRef<HTMLFormElement>(null);
  const signalId = useTicket((ticket) => ticket.signalId);
  const [tried, setTried] = useState(false);
  const focusWanted = useWindow((state) => state.ticketFocusWanted);
  const { reading } = preview;

  useEffect(() => {
    if (!focusWanted) return;
    form.current?.querySelector<HTMLInputElement>('[data-first-field]')?.focus();
    useWindow.setState({ ticketFocusWanted: false });
  }, [focusWanted]);
  useShortcut('b', () => changeDraft({ side: 'long' }));
  useShortcut('s', () => changeDraft({ side: 'short' }));
  useShortcut('ctrl+enter', () => {
    // What stands behind a dialog is not what the operator looks at.
    if (!dialogIsOpen()) form.current?.requestSubmit();
  });

  const errors: Partial<Record<TicketField, string>> = reading.ok ? {} : { ...reading.errors };
  if (!reading.ok && tried) for (const field of reading.missing) errors[field] = 'is needed';

  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    fireWithKeys(gate, fire);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // A held Enter submits again and again; only its first press is meant.
    if (event.key === 'Enter' && event.repeat) event.preventDefault();
  };
  return (
    <Panel title="Fire signal" note="manual" className={css.ticket}>
      <form ref={form} className={css.form} onSubmit={onSubmit} onKeyDown={onKeyDown} noValidate autoComplete="off">
        <div className={css.fields}>
          <SymbolFields errors={errors} decision={preview.document?.decision ?? null} />
          <RouteFields errors={errors} decision={preview.document?.decision ?? null} />
          <PriceFields errors={errors} preview={preview} />
          <TicketRoom decision={preview.document?.decision ?? null} />
          <ScoreField field="score" label="Score" error={errors.score} />
          <ScoreField field="confidence" label="Confidence" error={errors.confidence} />
        </div>
        <button type="submit" hidden tabIndex={-1} aria-hidden>
          Fire
        </button>
      </form>
      <div className={css.foot}>
        {reading.ok ? (
          <IconCircleCheck size={13} stroke={2} aria-hidden className={css.ready} />
        ) : (
          <IconInfoCircle size={13} stroke={2} aria-hidden />
        )}
        <span>{reading.ok ? 'Complete. Nothing is sent while you type.' : 'Nothing is sent while you type.'}</span>
        <span className={css.id} title={`Signal id of this draft: ${signalId}`}>
          {shortId(signalId)}
        </span>
      </div>
    </Panel>
  );
}
