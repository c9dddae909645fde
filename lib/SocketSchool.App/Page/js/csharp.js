import { StreamLanguage } from '@codemirror/language';
import { csharp as base } from '@codemirror/legacy-modes/mode/clike';

/** CodeMirror's C#, and what it lacks: raw string literals, directives, types and calls, coloured as the text around the cells is. */

const KEYWORDS = new Set(('abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum '
  + 'event explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long nameof namespace new nint nuint '
  + 'null object operator out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct '
  + 'switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while').split(' '));

/** Words that are keywords in their place only, and names everywhere else: what follows each there. As in ContextualKeywords.cs. */
const PLACES = Object.entries({
  'from': /^\s+(?:[\w.<>[\]?]+\s+)?\w+\s+in\b/,
  'get set init': /^\s*(?:;|\{|=>|$)/,
  'with': /^\s*(?:\{|$)/,
  'yield': /^\s+(?:return|break)\b/,
  'global': /^\s*(?:::|using\b)/,
  'file partial required scoped record': /^\s+[\w@]/,
  'async await var': /^\s*(?:[\w@$"'(]|$)/,
  'and by group into join let not on or orderby select when where': /^(?:\s+[\w@$"'(!<>]|\s*$)/,
}).flatMap(([words, place]) => words.split(' ').map(word => /** @type {const} */ ([word, place])));
const IN_PLACE = new Map(PLACES);

/** @typedef {{ inner: any, raw: number }} State  raw: how many quotes end the raw string that one is in */

/**
 * @param {any} stream
 * @param {State} state
 */
function rawString(stream, state) {
  const end = '"'.repeat(state.raw);
  const at = stream.string.indexOf(end, stream.pos);
  if (at < 0) {
    stream.skipToEnd();
  } else {
    stream.pos = at + end.length;
    state.raw = 0;
  }
  return 'string';
}

/** @type {any} */
const parser = {
  ...base,
  name: 'csharp',
  startState: unit => ({ inner: base.startState?.(unit), raw: 0 }),
  copyState: state => ({ inner: copy(state.inner), raw: state.raw }),
  /**
   * @param {any} stream
   * @param {State} state
   */
  token(stream, state) {
    if (state.raw) return rawString(stream, state);
    if (stream.sol() && stream.match(/^\s*#.*/)) return 'meta';
    const raw = stream.match(/^\$*("{3,})/);
    if (raw) {
      state.raw = raw[1].length;
      return rawString(stream, state);
    }
    const style = base.token(stream, state.inner);
    const word = stream.current();
    if (style === 'string' || style === 'comment' || !/^@?[\p{L}_][\p{L}\p{N}_]*$/u.test(word)) return style;
    const isMember = stream.string[stream.start - 1] === '.';
    if (KEYWORDS.has(word) || (!isMember && IN_PLACE.get(word)?.test(stream.string.slice(stream.pos)))) return 'keyword';
    if (stream.match(/^\s*\(/, false)) return 'macroName';
    return /^\p{Lu}/u.test(word) ? 'typeName' : null;
  },
  indent: (state, after, context) => (state.raw ? null : base.indent?.(state.inner, after, context) ?? null),
  languageData: { ...base.languageData, commentTokens: { line: '//', block: { open: '/*', close: '*/' } }, indentOnInput: /^\s*[{}]$/ },
};

// The mode's state is a chain of plain objects that are never changed in place but for the outermost.
function copy(state) {
  const twin = { ...state };
  for (const [key, value] of Object.entries(twin)) if (Array.isArray(value)) twin[key] = [...value];
  return twin;
}

export const csharp = StreamLanguage.define(parser);
