import { el } from './dom.js';
import { paper } from './theme.js';

/** Ways through a lesson: from cell to cell, from editor to editor, to what an address names. */

/** @typedef {import('./lesson.js').Cell} Cell */

/**
 * The arrow keys lead from one editor into the next.
 * @param {import('./code-cell.js').CodeCell[]} all
 * @param {import('./code-cell.js').CodeCell} from
 * @param {number} direction
 * @returns {boolean} whether there is one
 */
export function editBeyond(all, from, direction) {
  const to = all[all.indexOf(from) + direction];
  if (!to) return false;
  to.editFrom(direction);
  return true;
}

/** Shows what an address names, even if it is folded away. @param {string} hash */
export function reveal(hash) {
  if (!hash) return;
  const target = document.getElementById(decodeURIComponent(hash.slice(1)));
  for (let fold = target?.closest('details'); fold; fold = fold.parentElement?.closest('details')) fold.open = true;
  target?.scrollIntoView();
}

/** On paper nothing can be opened. An answer that is folded away below its question stands at the end. @param {() => void} first */
export function openForPrint(first) {
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  /** @type {HTMLElement | null} */
  let answers = null;
  addEventListener('beforeprint', () => {
    paper(true);
    first();
    const folded = [...document.querySelectorAll(/** @type {'details'} */ ('#main details:not([open])'))];
    opened = folded.filter(one => !one.closest('.prose'));
    for (const one of opened) one.open = true;
    answers = answersOf(folded.filter(one => one.closest('.prose')));
    if (answers) document.getElementById('cells')?.append(answers);
  });
  addEventListener('afterprint', () => {
    paper(false);
    for (const one of opened) one.open = false;
    answers?.remove();
  });
}

/** @param {HTMLDetailsElement[]} folded */
function answersOf(folded) {
  if (folded.length === 0) return null;
  const list = folded.map((one, at) => {
    const summary = one.querySelector('summary');
    if (summary) summary.dataset.answer = String(at + 1);
    return el('li', {}, ...[...one.childNodes].filter(part => part !== summary).map(part => part.cloneNode(true)));
  });
  return el('section.prose.answers', {}, el('h2', {}, 'Answers'), el('ol', {}, ...list));
}
