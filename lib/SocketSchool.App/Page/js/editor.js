import { settings } from './settings.js';

/**
 * What a cell wants of its editor.
 * @typedef {object} Editor
 * @property {HTMLElement} dom
 * @property {string} text
 * @property {(text: string) => void} setText  from outside; not reported as typed
 * @property {(line?: number, column?: number) => void} focus  at a place, from 1
 * @property {(direction: number) => void} focusEdge  at the beginning (-1) or the end
 * @property {(problems: Problem[]) => void} mark
 * @property {(line: number | null) => void} markLine
 * @property {() => void} measure
 * @property {HTMLElement} scroller  what scrolls sideways
 * @property {() => void} destroy
 *
 * What an editor wants of its cell. A function that returns true has dealt with the key.
 * @typedef {object} EditorHost
 * @property {string} label
 * @property {(text: string) => void} typed
 * @property {(then: 'next' | 'stay') => boolean} run
 * @property {() => boolean} save
 * @property {() => boolean} leave
 * @property {(direction: number) => boolean} beyond
 * @property {(has: boolean) => void} focusChanged
 * @property {(source: string, at: number) => Promise<import('./names.js').NameList | null>} names
 * @property {() => string[]} words
 *
 * A message of the compiler; lines and columns from 1, in the cell's own text.
 * @typedef {object} Problem
 * @property {number} line
 * @property {number} column
 * @property {number} [endLine]
 * @property {number} [endColumn]
 * @property {'error' | 'warning' | 'info'} severity
 * @property {string} code
 * @property {string} message
 */

/** @type {((host: EditorHost, text: string) => Editor) | null} */
let create = null;
/** @type {Promise<boolean> | null} */
let loading = null;

/** Loads the editor, once. @returns {Promise<boolean>} whether it is CodeMirror; otherwise there are plain text areas */
export function loadEditor() {
  return loading ??= load();
}

async function load() {
  if (settings.npm !== 'none') {
    try {
      create = (await import('./codemirror-editor.js')).createEditor;
      return true;
    } catch (problem) {
      console.warn('The editor could not be loaded; plain text areas take its place.', problem);
    }
  }
  create = (await import('./plain-editor.js')).createEditor;
  return false;
}

/**
 * @param {EditorHost} host
 * @param {string} text
 * @returns {Editor | null} null until one is loaded
 */
export function createEditor(host, text) {
  return create && create(host, text);
}
