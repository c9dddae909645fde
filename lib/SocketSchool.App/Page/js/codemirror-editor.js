import { closeBrackets, closeBracketsKeymap, closeCompletion } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from '@codemirror/commands';
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintKeymap, setDiagnostics } from '@codemirror/lint';
import { Annotation, EditorSelection, EditorState, Prec, StateEffect, StateField } from '@codemirror/state';
import { Decoration, drawSelection, EditorView, highlightSpecialChars, keymap } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import { completion } from './completion.js';
import { csharp } from './csharp.js';

/** @typedef {import('./editor.js').Editor} Editor */
/** @typedef {import('./editor.js').EditorHost} EditorHost */

const fromOutside = Annotation.define();
/** @type {import('@codemirror/state').StateEffectType<number | null>} */
const setFailedLine = StateEffect.define();
const failedLine = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    marks = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setFailedLine)) continue;
      const line = effect.value;
      marks = line && line <= transaction.state.doc.lines
        ? Decoration.set([Decoration.line({ class: 'cm-failedLine' }).range(transaction.state.doc.line(line).from)])
        : Decoration.none;
    }
    return marks;
  },
  provide: field => EditorView.decorations.from(field),
});

/** @param {EditorHost} host */
const extensions = host => [
  highlightSpecialChars(),
  history(),
  drawSelection(),
  csharp,
  syntaxHighlighting(classHighlighter),
  bracketMatching(),
  closeBrackets(),
  indentOnInput(),
  indentUnit.of('    '),
  EditorState.tabSize.of(4),
  completion(host, padToStop),
  failedLine,
  Prec.high(keymap.of([
    { key: 'Shift-Enter', run: runs(host, 'next') },
    { key: 'Mod-Enter', run: runs(host, 'stay') },
    { key: 'Ctrl-Enter', run: runs(host, 'stay') },
    { key: 'Mod-s', run: () => host.save(), preventDefault: true },
  ])),
  keymap.of([
    ...closeBracketsKeymap,
    { key: 'Escape', run: () => host.leave() },
    { key: 'Tab', run: view => (view.state.selection.ranges.some(range => !range.empty) ? indentMore(view) : padToStop(view)), shift: indentLess },
    { key: 'ArrowUp', run: view => atEdge(view, -1) && host.beyond(-1) },
    { key: 'ArrowDown', run: view => atEdge(view, 1) && host.beyond(1) },
    ...defaultKeymap,
    ...historyKeymap,
    ...lintKeymap.filter(binding => binding.key === 'F8'),
  ]),
  EditorView.contentAttributes.of({
    'aria-label': host.label, 'aria-multiline': 'true', tabindex: '-1', spellcheck: 'false', autocorrect: 'off', autocapitalize: 'off', translate: 'no',
  }),
  EditorView.updateListener.of(update => {
    if (update.docChanged && !update.transactions.some(transaction => transaction.annotation(fromOutside))) host.typed(update.state.doc.toString());
    if (update.focusChanged) host.focusChanged(update.view.hasFocus);
  }),
];

/** Runs the cell; whoever does that has done with the list of names. */
const runs = (host, then) => view => {
  closeCompletion(view);
  return host.run(then);
};

/** Spaces up to the next stop of four. */
function padToStop(view) {
  const { state } = view;
  view.dispatch(state.update(state.changeByRange(({ head }) => {
    const pad = ' '.repeat(4 - (head - state.doc.lineAt(head).from) % 4);
    return { changes: { from: head, insert: pad }, range: EditorSelection.cursor(head + pad.length) };
  }), { userEvent: 'input', scrollIntoView: true }));
  return true;
}

/** Whether the only caret stands in the first or last line, where one more step leaves the cell. */
function atEdge(view, direction) {
  const { main } = view.state.selection;
  if (!main.empty) return false;
  const line = view.state.doc.lineAt(main.head);
  return direction < 0 ? line.number === 1 && main.head === line.from : line.number === view.state.doc.lines && main.head === line.to;
}

/**
 * @param {EditorHost} host
 * @param {string} text
 * @returns {Editor}
 */
export function createEditor(host, text) {
  const view = new EditorView({ state: EditorState.create({ doc: text, extensions: extensions(host) }) });
  const place = (line, column) => {
    const at = view.state.doc.line(Math.max(1, Math.min(line, view.state.doc.lines)));
    return Math.min(at.from + Math.max(0, column - 1), at.to);
  };
  return {
    dom: view.dom,
    scroller: view.scrollDOM,
    get text() { return view.state.doc.toString(); },
    setText(next) {
      const now = view.state.doc.toString();
      if (now === next) return;
      // Only what differs is replaced, so that the caret and the undo history keep their places.
      let start = 0;
      while (start < now.length && start < next.length && now[start] === next[start]) start++;
      let end = 0;
      while (end < now.length - start && end < next.length - start && now[now.length - 1 - end] === next[next.length - 1 - end]) end++;
      view.dispatch({ changes: { from: start, to: now.length - end, insert: next.slice(start, next.length - end) }, annotations: fromOutside.of(true) });
    },
    focus(line, column) {
      view.focus();
      if (line !== undefined) view.dispatch({ selection: { anchor: place(line, column ?? 1) }, scrollIntoView: true });
    },
    focusEdge(direction) {
      view.focus();
      view.dispatch({ selection: { anchor: direction < 0 ? 0 : view.state.doc.length } });
    },
    mark(problems) {
      view.dispatch(setDiagnostics(view.state, problems.map(({ line, column, endLine, endColumn, severity, code, message }) => {
        const from = place(line, column);
        return { from, to: Math.max(from, place(endLine ?? line, endColumn ?? column)), severity, message: code ? `${code}: ${message}` : message };
      })));
    },
    markLine(line) { view.dispatch({ effects: setFailedLine.of(line) }); },
    measure() { view.requestMeasure(); },
    destroy() { view.destroy(); },
  };
}
