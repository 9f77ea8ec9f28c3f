import { CONFIRM_UNSEEN_MS, HOLD_MS } from '../../shared/confirm-times.ts';
import type { ConfirmAnswer, ConfirmationDocument, SafetyAction } from '../../shared/schema/confirmation.ts';
import { element } from './element.ts';
import { createHold } from './hold.ts';
import type { Sight } from './in-sight.ts';

export interface ControlParts {
  actions: HTMLElement[];
  cancel: HTMLElement;
  /** Says why nothing can be confirmed now, or what is going on. */
  status: HTMLElement;
}

export interface Controls {
  parts: ControlParts;
  /** They are on the screen now. */
  begin(): void;
  setSight(sight: Sight): void;
  setBusy(busy: boolean): void;
  /** It was no yes; the question stands. */
  tryAgain(): void;
  end(): void;
}

type Yes = Extract<ConfirmAnswer, { yes: true }>;

const HOLD_KEYS = new Set([' ', 'Enter']);
/** As in the console. */
const KILL_TWICE_MS = 2_000;

/** Yes and no. Nothing counts before they were in sight for a while, nor while something covers them. */
export function createControls(
  { way, phrase, verb }: ConfirmationDocument,
  { onYes, onNo }: { onYes: (answer: Yes) => void; onNo: (also?: SafetyAction) => void },
): Controls {
  let sight: Sight = 'covered';
  let seenAtMs = Number.POSITIVE_INFINITY;
  let busy = false;
  const status = element('span', { class: 'status', role: 'status' });
  const cancel = element('button', { type: 'button', class: 'cancel' }, 'Cancel', element('kbd', {}, 'Esc'));
  const label = element('b', {}, `Hold to ${verb}`);
  const hint = element('span', { class: 'hint' }, '1.2 s, release to cancel');
  const fill = element('span', { class: 'fill', 'aria-hidden': 'true' });
  const button = element(
    'button',
    { type: 'button', class: 'hold' },
    fill,
    element('span', { class: 'words' }, label, hint),
  );
  const typedLabel = way === 'typed' ? `Type ${phrase} to ${verb}` : `Or type ${phrase} and press Enter`;
  const input = element('input', {
    'aria-label': typedLabel,
    placeholder: typedLabel,
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const submit = element('button', { type: 'submit', class: 'submit' }, capital(verb));
  const form = element('form', { class: 'typed', autocomplete: 'off' }, input, ...(way === 'typed' ? [submit] : []));

  const isSeenLong = (): boolean => performance.now() - seenAtMs >= CONFIRM_UNSEEN_MS;
  const isReady = (): boolean => !busy && sight !== 'covered' && isSeenLong();
  const mayHold = (): boolean => way === 'hold' && sight === 'seen';

  const hold = createHold({
    now: () => performance.now(),
    requestFrame: (run) => requestAnimationFrame(run),
    cancelFrame: (id) => cancelAnimationFrame(id),
    onProgress: (progress) => {
      button.classList.toggle('holding', progress !== null);
      fill.style.width = `${(progress ?? 0) * 100}%`;
      label.textContent = progress === null ? `Hold to ${verb}` : 'Keep holding';
      hint.textContent =
        progress === null
          ? '1.2 s, release to cancel'
          : `${(((1 - progress) * HOLD_MS) / 1_000).toFixed(1)} s left, release to cancel`;
    },
    onHeld: () => {
      if (isReady() && mayHold()) onYes({ yes: true, by: 'hold' });
    },
  });

  const show = (): void => {
    const on = !busy && sight !== 'covered';
    if (on && mayHold()) hold.show();
    else hold.hide();
    button.hidden = way === 'typed' || sight === 'unknown';
    button.setAttribute('aria-disabled', String(!on));
    input.disabled = busy;
    submit.setAttribute('aria-disabled', String(!on || input.value.trim() !== phrase));
    status.textContent = busy ? 'Sending' : sight === 'covered' ? 'Something covers this question.' : '';
  };

  button.addEventListener('pointerdown', (event) => {
    if (event.button === 0 && event.isPrimary && isReady()) hold.begin();
  });
  for (const end of ['pointerup', 'pointerleave', 'pointercancel', 'keyup', 'blur'])
    button.addEventListener(end, hold.cancel);
  button.addEventListener('contextmenu', (event) => event.preventDefault());
  button.addEventListener('keydown', (event) => {
    if (!HOLD_KEYS.has(event.key)) return;
    event.preventDefault();
    // Auto-repeat means that the key went down before: only a press that began here counts.
    if (!event.repeat && !event.ctrlKey && !event.metaKey && !event.altKey && isReady()) hold.begin();
  });
  window.addEventListener('blur', hold.cancel);
  document.addEventListener('visibilitychange', hold.cancel);
  input.addEventListener('input', show);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const typed = input.value.trim();
    if (!isReady()) return;
    if (typed === phrase) onYes({ yes: true, by: 'typed', typed });
    else status.textContent = `Type ${phrase} exactly.`;
  });
  let killPressedAtMs = Number.NEGATIVE_INFINITY;
  /** The console's own keys that only make things safer. */
  const onSafetyKey = (key: string): void => {
    if (key === 'd') onNo('disarm');
    if (key !== 'k') return;
    if (performance.now() - killPressedAtMs < KILL_TWICE_MS) return onNo('kill');
    killPressedAtMs = performance.now();
    status.textContent = 'Ctrl Shift K again kills everything.';
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.repeat) return;
    if (event.shiftKey && (event.ctrlKey || event.metaKey)) return onSafetyKey(event.key.toLowerCase());
    if (event.key !== 'Escape') return;
    // Escape that stops a hold is not yet a no.
    if (button.classList.contains('holding')) hold.cancel();
    else if (isSeenLong()) onNo();
  };
  document.addEventListener('keydown', onKey);
  // A key that was held when the question came says nothing about it.
  cancel.addEventListener('keydown', (event) => {
    if (event.repeat) event.preventDefault();
  });
  cancel.addEventListener('click', () => {
    if (!busy && isSeenLong()) onNo();
  });

  return {
    parts: { actions: way === 'typed' ? [form] : [button, form], cancel, status },
    begin: () => {
      seenAtMs = performance.now();
      cancel.focus();
      show();
    },
    setSight: (next) => {
      if (next !== sight && sight === 'covered') seenAtMs = performance.now();
      sight = next;
      show();
    },
    setBusy: (next) => {
      busy = next;
      show();
    },
    tryAgain: () => {
      busy = false;
      show();
      status.textContent = way === 'typed' ? `Type ${phrase} exactly.` : 'That was too soon. Once more.';
    },
    end: () => {
      hold.hide();
      document.removeEventListener('keydown', onKey);
    },
  };
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
