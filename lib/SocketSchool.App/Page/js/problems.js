import { el } from './dom.js';

/** @typedef {import('./editor.js').Problem} Problem */

/** Names that the compiler does not know: most often a cell above has not been run. */
const UNKNOWN_NAME = new Set(['CS0103', 'CS0246', 'CS0234']);
const MOST = 8;

/** Whether a message is the compiler's; others name the exception that ended a run. @param {string} code */
export const isCompiler = code => /^CS\d/.test(code);

/** @param {Problem[]} items */
export const hasUnknownName = items => items.some(({ code, severity }) => severity === 'error' && UNKNOWN_NAME.has(code));

/**
 * What the compiler says of a cell, each message with the way to its place.
 * @param {Problem[]} items
 * @param {(line: number, column: number) => void} go
 * @param {(() => void) | null} runAbove  offered when a name is unknown and cells above have not been run
 */
export function problemsView(items, go, runAbove) {
  const more = items.length - MOST;
  return el('div.problems', { role: 'group', 'aria-label': 'What the compiler says' },
    el('ul', {}, ...items.slice(0, MOST).map(({ line, column, severity, code, message }) => el('li', { className: severity },
      el('button.go', { type: 'button', on: { click: () => go(line, column) } }, `Line ${line}, column ${column}`), ': ', message, ' ', el('span.code-name', {}, code)))),
    more > 0 && el('p', {}, `and ${more} more; the first ones are often the cause of the rest.`),
    runAbove && el('p', {}, 'Some cells above have not been run since the kernel started.',
      el('button.button.outlined.small', { type: 'button', on: { click: runAbove } }, 'Run all above, then this')));
}
