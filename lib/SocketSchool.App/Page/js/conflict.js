import { el } from './dom.js';

/** Two versions of one cell side by side; the learner chooses. */

/**
 * @param {string} mine
 * @param {string} theirs
 * @param {(which: 'mine' | 'theirs') => void} choose
 */
export function conflictView(mine, theirs, choose) {
  const [left, right] = differences(mine.split('\n'), theirs.split('\n'));
  const version = (heading, lines, label, which) => el('div', {},
    el('h4', {}, heading),
    el('pre', { tabIndex: 0, role: 'group', 'aria-label': heading }, ...lines.map(({ text, differs }) => el('span', { className: differs ? 'differs' : '' }, text))),
    el('button.button.outlined.small', { type: 'button', on: { click: () => choose(which) } }, label));
  return el('div.conflict', { role: 'group', 'aria-label': 'Two versions of this cell' },
    el('p', {}, 'This cell was changed elsewhere too: in another tab, or by another program. Nothing is overwritten. Which text shall stay?'),
    el('div.two', {}, version('Yours, here', left, 'Keep mine', 'mine'), version('The other', right, 'Take the other', 'theirs')));
}

/**
 * The lines of both, marked where they differ: by the longest common subsequence.
 * @param {string[]} a
 * @param {string[]} b
 */
export function differences(a, b) {
  const most = 400;
  if (a.length > most || b.length > most) {
    return [a, b].map((lines, side) => lines.map((text, at) => ({ text, differs: text !== (side ? a : b)[at] })));
  }
  const length = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) length[i][j] = a[i] === b[j] ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1]);
  }
  const left = a.map(text => ({ text, differs: true }));
  const right = b.map(text => ({ text, differs: true }));
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) left[i++].differs = right[j++].differs = false;
    else if (length[i + 1][j] >= length[i][j + 1]) i++;
    else j++;
  }
  return [left, right];
}
