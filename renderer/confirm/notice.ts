import { element } from './element.ts';

/** Shows words alone, where there is nothing to confirm. */
export function showNotice(place: HTMLElement, text: string): void {
  place.replaceChildren(element('p', { class: 'notice', role: 'status' }, text));
}
