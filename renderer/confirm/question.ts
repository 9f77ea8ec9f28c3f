import type { ConfirmAnswer, ConfirmationDocument } from '../../shared/schema/confirmation.ts';
import { createControls } from './controls.ts';
import type { Controls } from './controls.ts';
import { watchSight } from './in-sight.ts';
import { showNotice } from './notice.ts';
import { SignedOut } from './surface-link.ts';
import type { SurfaceLink } from './surface-link.ts';
import { questionCard } from './question-card.ts';

const GONE = 'This question does not wait any more.';
const SIGNED_OUT = 'This browser is not signed in to confirm. Run "qt login" and open the link.';
const UNREACHABLE = 'The engine cannot be reached, so nothing was confirmed.';

/** Shows the question behind a link, and brings back one answer. */
export async function showQuestion(place: HTMLElement, link: SurfaceLink): Promise<void> {
  try {
    const question = await link.read();
    if (question === null) return showNotice(place, GONE);
    ask(place, link, question);
  } catch (error) {
    showNotice(place, error instanceof SignedOut ? SIGNED_OUT : UNREACHABLE);
  }
}

function ask(place: HTMLElement, link: SurfaceLink, question: ConfirmationDocument): void {
  document.documentElement.dataset['theme'] = question.theme;
  document.title = question.title;
  const controls: Controls = createControls(question, {
    onYes: (answer) => void send(answer),
    onNo: (also) => void send({ yes: false, ...(also ? { also } : {}) }),
  });
  const { card, timeLeft } = questionCard(question, controls.parts);
  place.replaceChildren(card);
  watchSight(card, controls.setSight);
  controls.begin();

  const endsAtMs = performance.now() + question.left_ms;
  const tick = setInterval(() => {
    const leftS = Math.max(0, Math.ceil((endsAtMs - performance.now()) / 1_000));
    timeLeft.textContent = leftS > 0 ? `${leftS} s left` : 'expired';
    if (leftS === 0) finish('Nobody answered in time, so nothing was confirmed.');
  }, 250);

  const finish = (words: string): void => {
    clearInterval(tick);
    controls.end();
    showNotice(place, words);
  };
  const send = async (answer: ConfirmAnswer): Promise<void> => {
    controls.setBusy(true);
    try {
      const taken = await link.answer(answer);
      if (taken === 'again') return controls.tryAgain();
      finish(taken === 'gone' ? GONE : answer.yes ? 'Confirmed.' : 'Not confirmed.');
    } catch {
      finish(UNREACHABLE);
    }
  };
}
