/** What was typed and is not saved yet, kept in the browser, so that neither a reload nor a dead server loses it. */

const prefix = lesson => `socketschool:draft:${lesson}:`;

/**
 * @typedef {object} Draft
 * @property {string} source
 * @property {number | null} revision  of the text that it was made from
 */

/**
 * @param {string} lesson
 * @param {string} cell
 * @param {Draft} draft
 */
export function keepDraft(lesson, cell, draft) {
  try {
    localStorage.setItem(prefix(lesson) + cell, JSON.stringify(draft));
  } catch { /* Full or forbidden: then it lives as long as the page. */ }
}

/**
 * @param {string} lesson
 * @param {string} cell
 * @returns {Draft | null}
 */
export function findDraft(lesson, cell) {
  try {
    const found = JSON.parse(localStorage.getItem(prefix(lesson) + cell) ?? 'null');
    return found && typeof found.source === 'string' ? found : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} lesson
 * @param {string} cell
 */
export function dropDraft(lesson, cell) {
  try {
    localStorage.removeItem(prefix(lesson) + cell);
  } catch { /* Nothing was kept. */ }
}
