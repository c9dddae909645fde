import {
  acceptCompletion, autocompletion, closeCompletion, completionStatus, insertCompletionText, moveCompletionSelection, pickedCompletion, startCompletion,
} from '@codemirror/autocomplete';
import { Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { el } from './dom.js';

/** @typedef {import('./editor.js').EditorHost} EditorHost */
/** @typedef {import('./names.js').Name} Name */
/** @typedef {import('@codemirror/autocomplete').Completion} Completion */

const LETTERS = /^[\p{L}\p{N}_]*$/u;
const WORD_BEFORE = /[\p{L}_][\p{L}\p{N}_]*$/u;
const WORD_AFTER = /^[\p{L}\p{N}_]*/u;

/** A dot, maybe on the next line, behind something that can have members: not that of a number, of "..", or of a sentence. */
const BEHIND_DOT = /[\p{L}_)\]}"'>?!][\p{N}_]*\s*\.([\p{L}_][\p{L}\p{N}_]*)?$/u;

/** How much of the cell is looked at for the above. */
const NEAR = 400;

/** For how long after the list has vanished by itself Escape is taken to be meant for it, in ms. */
const AFTERGLOW = 1000;

const VALUES = new Set(['property', 'field', 'event', 'variable']);

/** @param {import('@codemirror/state').EditorState} state @param {number} at */
const behindDot = (state, at) => BEHIND_DOT.exec(state.sliceDoc(Math.max(0, at - NEAR), at));

/**
 * The list of names. It comes by itself behind a dot, where nobody can know what there is; else only when it is asked for (Ctrl+Space):
 * while one learns, the fingers should do the typing. Nor does it take a key that it was not given: Enter is a new line until an arrow
 * key has chosen a name.
 * @param {EditorHost} host
 * @param {(view: EditorView) => void} pad  what Tab does where there is nothing to take
 */
export function completion(host, pad) {
  let chosen = false;
  let wasOpen = false;
  let goneAt = -Infinity;
  const move = (forward, by = undefined) => {
    const command = moveCompletionSelection(forward, by);
    return view => command(view) && (chosen = true);
  };
  const escape = view => {
    if (!closeCompletion(view)) return performance.now() - goneAt < AFTERGLOW;
    wasOpen = false;
    return true;
  };
  const enter = view => {
    if (chosen && acceptCompletion(view)) return true;
    closeCompletion(view);
    return false;
  };
  const tab = view => {
    const { main } = view.state.selection;
    if (acceptCompletion(view)) return true;
    if (!main.empty || !behindDot(view.state, main.head)?.[1]) return false;
    take(view, main.head);
    return true;
  };
  // Fast fingers press Tab before the list is there.
  const take = async (view, at) => {
    const source = view.state.doc.toString();
    closeCompletion(view);
    const list = await host.names(source, at);
    const typed = list && source.slice(list.from, at);
    const best = list && options(host.words(), list).sort((a, b) => Number(b.label.startsWith(typed)) - Number(a.label.startsWith(typed)) || b.boost - a.boost)[0];
    if (view.state.sliceDoc(0, at) !== source.slice(0, at)) return;
    if (best) put(view, best, list.from, at);
    else if (view.state.selection.main.head === at) pad(view);
  };
  return [
    autocompletion({
      override: [context => find(host, context)], icons: false, defaultKeymap: false, activateOnTypingDelay: 20,
      optionClass: ({ type }) => `is-${type}`, positionInfo: placeInfo,
    }),
    Prec.highest(keymap.of([
      { key: 'Ctrl-Space', run: startCompletion },
      { mac: 'Alt-i', run: startCompletion },
      { key: 'Escape', run: escape },
      { key: 'ArrowDown', run: move(true) },
      { key: 'ArrowUp', run: move(false) },
      { key: 'PageDown', run: move(true, 'page') },
      { key: 'PageUp', run: move(false, 'page') },
      { key: 'Enter', run: enter },
      { key: 'Tab', run: tab },
    ])),
    EditorView.updateListener.of(({ state, docChanged, transactions }) => {
      if (docChanged) chosen = false;
      const isOpen = completionStatus(state) === 'active';
      if (wasOpen && !isOpen) goneAt = transactions.some(one => one.annotation(pickedCompletion)) ? -Infinity : performance.now();
      wasOpen = isOpen;
    }),
  ];
}

/**
 * @param {EditorHost} host
 * @param {import('@codemirror/autocomplete').CompletionContext} context
 * @returns {Promise<import('@codemirror/autocomplete').CompletionResult | null>}
 */
async function find(host, { state, pos, explicit }) {
  const dot = behindDot(state, pos);
  if (!explicit && !dot) return null;
  const list = await host.names(state.doc.toString(), pos);
  if (list?.unknown) return explicit || !dot?.[1] ? notKnown(pos) : null;
  const word = WORD_BEFORE.exec(state.sliceDoc(Math.max(0, pos - NEAR), pos))?.[0] ?? '';
  const words = host.words();
  const known = list ? options(words, list) : [];
  const all = list?.all || dot ? known : [...known, ...otherWords(words, known, word)];
  return all.length ? { from: list?.items.length ? list.from : pos - word.length, options: all, validFor: LETTERS } : null;
}

/**
 * Cells that were not run are known by their words only.
 * @param {string[]} words
 * @param {Completion[]} known
 * @param {string} typed  stands in a cell as well, and is no help
 */
const otherWords = (words, known, typed) => words
  .filter(word => word !== typed && !known.some(({ label }) => label === word))
  .map(label => ({ label, type: 'word', boost: -50 }));

/** @param {number} at */
const notKnown = at => ({
  from: at,
  filter: false,
  options: [{ label: 'Not known yet: a cell not run, or a ; missing above?', type: 'none', apply: () => {} }],
});

/**
 * What the lesson uses comes first: that is what a learner looks for.
 * @param {string[]} words  of the lesson
 * @param {import('./names.js').NameList} list
 */
function options(words, list) {
  const used = new Set(words);
  return list.items.map(name => {
    const { name: label, kind, signatures: [signature], forms = 1, rank = 0 } = name;
    const [before, behind] = around(signature, label);
    const detail = kind === 'method' ? `${behind}${forms > 1 ? ` +${forms - 1}` : ''}` : VALUES.has(kind) ? before : '';
    return { label, detail, type: kind, boost: (used.has(label) ? 15 : 0) - 20 * rank, info: () => about(name), apply: put };
  });
}

/** What stands before a name in its declaration, and behind it. The name may be part of its own type's. */
function around(signature, name) {
  const at = ['(', '<'].map(sign => signature.indexOf(` ${name}${sign}`)).filter(place => place >= 0);
  const place = at.length ? Math.min(...at) : signature.lastIndexOf(` ${name}`);
  return place < 0 ? ['', ''] : [signature.slice(0, place), signature.slice(place + 1 + name.length)];
}

/** Takes a name, in place of the whole word that the caret stands in. */
function put(view, option, from, to) {
  const end = to + WORD_AFTER.exec(view.state.sliceDoc(to, to + NEAR))[0].length;
  const { label } = option;
  // Whoever has typed on meanwhile keeps the caret where it is by now.
  const change = view.state.selection.main.head === to ? insertCompletionText(view.state, label, from, end) : { changes: { from, to: end, insert: label } };
  view.dispatch({ ...change, annotations: pickedCompletion.of(option) });
}

/** @param {Name} name */
const about = ({ signatures, forms = 1, summary }) => el('div.about-name', {},
  ...signatures.map(signature => el('code', {}, signature)),
  forms > signatures.length && el('p.forms', {}, `and ${forms - signatures.length} more`),
  summary && el('p', {}, summary));

/** Beside the list where there is room, else on the side of it where the caret is not: never over the names. */
function placeInfo(view, list, option, info, space) {
  const width = info.right - info.left;
  if (space.right - list.right >= width) return { style: 'top: 0', class: 'cm-completionInfo-right' };
  if (list.left - space.left >= width) return { style: 'top: 0', class: 'cm-completionInfo-left' };
  const caret = view.coordsAtPos(view.state.selection.main.head);
  const isAbove = caret && list.bottom <= caret.bottom;
  return { style: isAbove ? 'bottom: 100%; left: 0' : 'top: 100%; left: 0' };
}
