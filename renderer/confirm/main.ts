import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import '../app/tokens.css';
import './confirm.css';
import { showNotice } from './notice.ts';
import { showQuestion } from './question.ts';
import { signIn } from './sign-in.ts';
import { desktopLink, pageLink } from './surface-link.ts';

/** The surface on which the operator confirms: one question, out of the reach of the page that caused it. */
const place = document.querySelector<HTMLElement>('#surface');
if (!place) throw new Error('index.html has no #surface');

const fragment = location.hash.slice(1);
if (window.qtConfirm) await showQuestion(place, desktopLink(window.qtConfirm));
else if (fragment.startsWith('login=')) await signIn(place, fragment.slice('login='.length));
// In the console's frame alone: a window of its own could be made small, and be put where nobody reads it.
else if (fragment === '' || window.top === window)
  showNotice(place, 'Nothing is confirmed here. Go back to the console.');
else await showQuestion(place, pageLink(fragment, sessionStorage));
