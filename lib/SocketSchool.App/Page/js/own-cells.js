import { notice, unnotice } from './notices.js';

/** Cells that a learner adds between those of the lesson, to try something. */

/** @typedef {import('./lesson.js').Lesson} Lesson */
/** @typedef {import('./lesson.js').Cell} Cell */

/**
 * Adds a cell. When it is there, the caret is put into it.
 * @param {Lesson} lesson
 * @param {Cell | null} after  what it stands behind; null for the first place
 * @param {string} [source]
 */
export function addCell(lesson, after, source = '') {
  if (lesson.isConnected()) lesson.connection.send({ type: 'addCell', after: after?.id ?? null, source });
}

/**
 * @param {Lesson} lesson
 * @param {Cell} cell  the new one is to stand above it
 */
export function addAbove(lesson, cell) {
  const all = [...lesson.cells.values()];
  addCell(lesson, all[all.indexOf(cell) - 1] ?? null);
}

/**
 * Removes a cell that the learner has added.
 * @param {Lesson} lesson
 * @param {import('./code-cell.js').CodeCell} cell
 */
export async function removeCell(lesson, cell) {
  if (!cell.isMine) {
    notice('news', 'This cell is the lesson\'s. Only cells that you have added can be removed.');
    return;
  }
  if (cell.state !== 'idle') {
    notice('news', 'This cell runs or waits. Interrupt it first.');
    return;
  }
  if (!lesson.isConnected()) return;
  const all = [...lesson.cells.values()];
  const at = all.indexOf(cell);
  const { source } = cell.text;
  await cell.text.settle();
  lesson.connection.send({ type: 'removeCell', cell: cell.id });
  (all[at + 1] ?? all[at - 1])?.dom.focus({ preventScroll: true });
  notice('news', 'The cell was removed.', { action: { label: 'Undo', do: () => { unnotice('news'); addCell(lesson, all[at - 1] ?? null, source); } } });
}

/**
 * Puts the cells into the page. Those that are there stay where they stand: a frame that is moved loads again.
 * @param {HTMLElement} box
 * @param {Map<string, Cell>} before
 * @param {Map<string, Cell>} now
 */
export function placeCells(box, before, now) {
  if (before.size === 0) box.replaceChildren();
  for (const [id, cell] of before) {
    if (now.get(id) === cell) continue;
    if (cell.kind === 'code') /** @type {import('./code-cell.js').CodeCell} */ (cell).outputs.clear();
    cell.dom.remove();
  }
  let at = box.firstElementChild;
  for (const { dom } of now.values()) {
    if (dom === at) at = at.nextElementSibling;
    else box.insertBefore(dom, at);
  }
}
