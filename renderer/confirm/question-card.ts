import type { ConfirmationDocument } from '../../shared/schema/confirmation.ts';
import type { ControlParts } from './controls.ts';
import { element } from './element.ts';
import { glyph } from './glyph.ts';

export interface QuestionCard {
  card: HTMLElement;
  timeLeft: HTMLElement;
}

/** The question in words: what, with whose money, under which terms. */
export function questionCard(question: ConfirmationDocument, parts: ControlParts): QuestionCard {
  const { title, sentence, account_name, money, side, facts, warnings } = question;
  const timeLeft = element('span', { class: 'left', 'aria-hidden': 'true' });
  const card = element(
    'section',
    { class: 'card', role: 'dialog', 'aria-labelledby': 'title', 'aria-describedby': 'sentence' },
    element('header', { class: 'head' }, modeBadge(question), element('h1', { id: 'title' }, title)),
    element(
      'p',
      { id: 'sentence', class: 'sentence' },
      ...(side === null
        ? [sentence]
        : [element('b', { class: side }, sentence.slice(0, side.length)), sentence.slice(side.length)]),
      ...(account_name !== null && !sentence.includes(account_name)
        ? [' on ', element('b', { class: 'num' }, account_name)]
        : []),
      '.',
    ),
    money === null ? null : element('p', { class: 'money' }, `${money}.`),
    element(
      'dl',
      { class: 'facts', tabindex: '0', 'aria-label': 'In detail' },
      ...facts.map(({ label, value }) =>
        element('div', {}, element('dt', {}, label), element('dd', { class: 'num' }, value)),
      ),
    ),
    warnings.length > 0
      ? element('ul', { class: 'warnings' }, ...warnings.map((warning) => element('li', {}, warning)))
      : null,
    element('div', { class: 'actions' }, ...parts.actions),
    element('footer', { class: 'foot' }, parts.cancel, parts.status, timeLeft),
  );
  return { card, timeLeft };
}

function modeBadge({ mode, testnet }: ConfirmationDocument): Node | string {
  if (mode === null) return '';
  const kind = mode === 'paper' ? 'paper' : testnet ? 'testnet' : 'real';
  return element('span', { class: `badge ${kind}` }, glyph(kind), kind.toUpperCase());
}
