import { el } from './dom.js';

/**
 * Predictions are a line of code, as in `prediction = '?';   // 'a', 'b' or 'c'`, so that a lesson works in every notebook. Here the
 * learner may also choose a letter, and the line follows.
 */

const LINE = /^([^\S\n]*(?:var |char )?\w+ *= *')([^'\n])(' *;[^\S\n]*\/\/([^\n]*))$/gm;

/** @typedef {{ letters: string[], chosen: string, about: string, at: number }} Question */

/**
 * @param {string} source
 * @returns {Question[]}
 */
export function questions(source) {
  /** @type {Question[]} */
  const found = [];
  for (const match of source.matchAll(LINE)) {
    const [, before, chosen, , comment] = match;
    const own = [...comment.matchAll(/'(\w)'/g)].map(letter => letter[1]);
    // A second question of the same cell may leave the letters to the first.
    const letters = own.length > 1 ? own : found.at(-1)?.letters;
    if (!letters) continue;
    const about = own.length > 1 ? comment.slice(0, comment.indexOf(`'${own[0]}'`)).replace(/\bwrite\b/, '') : comment;
    found.push({ letters, chosen, about: about.replace(/[\s:]+$/, '').trim(), at: match.index + before.length });
  }
  return found;
}

let ids = 0;

/**
 * The choices above a cell, as its text has them now.
 * @param {HTMLElement} head  where they stand
 * @param {string} source
 * @param {(at: number, letter: string) => void} choose  puts a letter into the text
 */
export function showQuestions(head, source, choose) {
  const asked = questions(source);
  const shown = [...head.querySelectorAll('fieldset.choose')];
  const same = shown.length === asked.length && asked.every(({ letters }, index) => /** @type {HTMLElement} */ (shown[index]).dataset.letters === letters.join(''));
  if (!same) {
    for (const old of shown) old.remove();
    head.append(...asked.map(question => make(question)));
  }
  asked.forEach(({ chosen, at }, index) => {
    for (const input of head.querySelectorAll('fieldset.choose')[index].querySelectorAll('input')) {
      input.checked = input.value === chosen;
      input.onchange = () => choose(at, input.value);
    }
  });
}

/** @param {Question} question */
function make({ letters, about }) {
  const name = `choice-${++ids}`;
  return el('fieldset.choose', { data: { letters: letters.join('') } },
    el('legend', {}, about ? `Predict, ${about}` : 'Predict'),
    ...letters.map(letter => el('label', {}, el('input', { type: 'radio', name, value: letter, 'aria-label': letter }), el('span', { 'aria-hidden': 'true' }, letter))));
}
