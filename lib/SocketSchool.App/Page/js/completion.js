import { el } from './dom.js';

/** @typedef {import('./editor.js').EditorHost} EditorHost */
/** @typedef {import('./names.js').Name} Name */
/** @typedef {import('@codemirror/autocomplete').Completion} Completion */

const VALUES = new Set(['property', 'field', 'event', 'variable']);

const WORD = /^[\p{L}\p{N}_]*$/u;

/** A dot, behind something that can have members: not that of a number, of "..", or of a sentence. */
const BEHIND_DOT = /[\p{L}_)\]}"'>?!][\p{N}_]*\s*\.[\p{L}\p{N}_]*$/u;

/**
 * The list of names. It comes by itself behind a dot, where nobody can know what there is; else only when it is asked for (Ctrl+Space):
 * while one learns, the fingers should do the typing.
 * @param {EditorHost} host
 * @returns {import('@codemirror/autocomplete').CompletionSource}
 */
export const namesFrom = host => async context => {
  const behindDot = context.matchBefore(BEHIND_DOT) !== null;
  if (!context.explicit && !behindDot) return null;
  const source = context.state.doc.toString();
  const list = await host.names(source, context.pos);
  if (context.aborted) return null;
  if (list?.unknown) return context.explicit ? notKnown(context.pos) : null;
  const word = context.matchBefore(/[\p{L}_][\p{L}\p{N}_]*/u);
  const from = list?.items.length ? list.from : word?.from ?? context.pos;
  const known = (list?.items ?? []).map(option);
  const options = behindDot ? known : [...known, ...wordsOf(host, known, word?.text)];
  return options.length ? { from, options, validFor: WORD } : null;
};

/**
 * Cells that were not run are known by their words only.
 * @param {EditorHost} host
 * @param {Completion[]} known
 * @param {string | undefined} typed  stands in a cell as well, and is no help
 */
const wordsOf = (host, known, typed) => host.words()
  .filter(word => word !== typed && !known.some(({ label }) => label === word))
  .map(label => ({ label, type: 'word', boost: -50 }));

/** @param {number} at */
const notKnown = at => ({
  from: at,
  filter: false,
  options: [{ label: 'Not known yet. Was the cell run that makes it?', type: 'none', apply: () => {} }],
});

/**
 * @param {Name} name
 * @returns {Completion}
 */
function option(name) {
  const { name: label, kind, signature, rank = 0 } = name;
  // Of the declaration what the list has room for; the rest is told beside it.
  const detail = kind === 'method' ? signature.slice(signature.indexOf(label) + label.length)
    : VALUES.has(kind) ? signature.slice(0, signature.lastIndexOf(` ${label}`) + 1).trim() : '';
  return { label, detail, type: kind, boost: -20 * rank, info: () => about(name) };
}

/** @param {Name} name */
const about = ({ signature, forms = 1, summary }) => el('div.about-name', {},
  el('code', {}, signature),
  forms > 1 && el('p.forms', {}, `and ${forms - 1} other ${forms === 2 ? 'form' : 'forms'}`),
  summary && el('p', {}, summary));
