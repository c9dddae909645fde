import { el, icon } from './dom.js';

/** Lines at the top of the lesson that say what the learner should know now. One for each matter; it goes when the matter has. */

const place = /** @type {HTMLElement} */ (document.getElementById('notices'));
/** @type {Map<string, HTMLElement>} */
const shown = new Map();
/** How long news stay, in milliseconds. What has to be done about something stays until it is done. */
const NEWS = 15_000;

/**
 * @param {string} matter  a second one of the same matter takes the first one's place
 * @param {string} text
 * @param {{ kind?: '' | 'error' | 'plain', action?: { label: string, do: () => void } | null, stays?: boolean }} [how]  stays: only the matter's end removes it
 */
export function notice(matter, text, { kind = '', action = null, stays = false } = {}) {
  // Said once is enough, also for those who listen.
  const old = shown.get(matter);
  if (old?.querySelector('p')?.textContent === text) return;
  const dom = el('div', { className: `notice ${kind}`.trim(), role: kind === 'error' ? 'alert' : 'status' },
    el('p', {}, text),
    action && el('button.button.outlined.small', { type: 'button', on: { click: action.do } }, action.label),
    !stays && el('button.button.small', { type: 'button', 'aria-label': 'Close this message', on: { click: () => unnotice(matter) } }, icon('close')));
  if (old) old.replaceWith(dom);
  else place.append(dom);
  shown.set(matter, dom);
  if (matter === 'news') setTimeout(() => { if (shown.get(matter) === dom && !dom.matches(':hover, :focus-within')) unnotice(matter); }, NEWS);
}

/** @param {string} matter */
export function unnotice(matter) {
  shown.get(matter)?.remove();
  shown.delete(matter);
}
