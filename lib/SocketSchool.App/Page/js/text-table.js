import { el } from './dom.js';

/** The tables in a view's plain text: a line of headings, a line of dashes that shows where each column stands, the rows. */

const DASHES = /^-+(?: {2}-+)*$/;

/**
 * @param {string} text
 * @returns {{ words: string, tables: HTMLElement[] }} what stands before the first table, and the tables
 */
export function textTables(text) {
  const lines = text.split('\n');
  /** @type {HTMLElement[]} */
  const tables = [];
  /** @type {string[]} */
  const words = [];
  for (let at = 0; at < lines.length; at++) {
    if (at + 1 < lines.length && DASHES.test(lines[at + 1])) {
      const columns = [...lines[at + 1].matchAll(/-+/g)].map(({ 0: dashes, index }) => ({ from: index, to: index + dashes.length }));
      const rows = [];
      const head = cells(lines[at], columns);
      for (at += 2; at < lines.length && lines[at].trim() !== ''; at++) rows.push(cells(lines[at], columns));
      tables.push(table(head, rows));
    } else if (tables.length === 0 && lines[at].trim() !== '') {
      words.push(lines[at].trim());
    }
  }
  return { words: words.join('. ').replace(/([.?!])\. /g, '$1 '), tables };
}

const cells = (line, columns) => columns.map(({ from, to }, at) => line.slice(from, at === columns.length - 1 ? undefined : to).trim());

const isNumber = text => /^[-+\d.,%\s]*\d[\d.,%\s]*(?:[kKMG]?i?B)?$/.test(text);

function table(head, rows) {
  const numeric = head.map((_, column) => rows.length > 0 && rows.every(row => row[column] === '' || isNumber(row[column])));
  return el('div.table-box', { tabIndex: 0, role: 'group', 'aria-label': 'The numbers as a table' }, el('table', {},
    el('thead', {}, el('tr', {}, ...head.map((text, column) => el('th', { scope: 'col', className: numeric[column] ? 'n' : '' }, text)))),
    el('tbody', {}, ...rows.map(row => el('tr', {}, ...row.map((text, column) => el('td', { className: numeric[column] ? 'n' : '' }, text)))))));
}
