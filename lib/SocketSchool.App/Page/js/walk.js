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

/** On paper nothing can be opened. @param {() => void} first */
export function openForPrint(first) {
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  addEventListener('beforeprint', () => {
    first();
    opened = [...document.querySelectorAll(/** @type {'details'} */ ('#main details:not([open])'))];
    for (const one of opened) one.open = true;
  });
  addEventListener('afterprint', () => { for (const one of opened) one.open = false; });
}
