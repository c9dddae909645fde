/** A text area that knows the keys of a cell, for when there is no CodeMirror: Tab indents, Enter keeps the indentation. */

/** @typedef {import('./editor.js').Editor} Editor */

/**
 * @param {import('./editor.js').EditorHost} host
 * @param {string} text
 * @returns {Editor}
 */
export function createEditor(host, text) {
  const area = document.createElement('textarea');
  area.className = 'plain';
  area.value = text;
  area.spellcheck = false;
  area.autocapitalize = 'off';
  area.wrap = 'off';
  area.tabIndex = -1;
  area.setAttribute('aria-label', host.label);
  const fit = () => { area.rows = Math.max(1, area.value.split('\n').length); };
  const replace = (from, to, insert, start, end = start) => {
    area.setSelectionRange(from, to);
    // The one way that keeps the text area's undo; where a browser has dropped it, the text is set.
    if (!document.execCommand(insert ? 'insertText' : 'delete', false, insert)) area.setRangeText(insert, from, to);
    area.setSelectionRange(start, end);
    changed();
  };
  const changed = () => { fit(); host.typed(area.value); };
  const lineStart = at => area.value.lastIndexOf('\n', at - 1) + 1;

  const indent = back => {
    const { selectionStart: start, selectionEnd: end, value } = area;
    if (start === end && !back) {
      const pad = ' '.repeat(4 - (start - lineStart(start)) % 4);
      replace(start, end, pad, start + pad.length);
      return;
    }
    const from = lineStart(start);
    const block = value.slice(from, end);
    const moved = back ? block.replace(/^( {1,4}|\t)/gm, '') : block.replace(/^(?=.)/gm, '    ');
    if (moved !== block) replace(from, end, moved, start === end ? Math.max(from, start - (block.length - moved.length)) : from, from + moved.length);
  };

  const newLine = () => {
    const { selectionStart: start, selectionEnd: end, value } = area;
    const line = value.slice(lineStart(start), start);
    const space = /^[ \t]*/.exec(line)?.[0] ?? '';
    const deeper = /[{([]\s*$/.test(line) ? '    ' : '';
    const insert = `\n${space}${deeper}`;
    replace(start, end, insert, start + insert.length);
  };

  const atEdge = direction => area.selectionStart === area.selectionEnd && area.selectionStart === (direction < 0 ? 0 : area.value.length);

  area.addEventListener('keydown', event => {
    const command = event.ctrlKey || event.metaKey;
    const done = event.key === 'Enter' && event.shiftKey ? host.run('next')
      : event.key === 'Enter' && command ? host.run('stay')
      : event.key === 'Enter' && !event.isComposing ? (newLine(), true)
      : event.key === 'Escape' ? host.leave()
      : event.key === 's' && command ? host.save()
      : event.key === 'Tab' && !command && !event.altKey ? (indent(event.shiftKey), true)
      : event.key === 'ArrowUp' && atEdge(-1) ? host.beyond(-1)
      : event.key === 'ArrowDown' && atEdge(1) ? host.beyond(1)
      : false;
    if (done) event.preventDefault();
  });
  area.addEventListener('input', changed);
  area.addEventListener('focus', () => host.focusChanged(true));
  area.addEventListener('blur', () => host.focusChanged(false));
  fit();

  const placeOf = (line, column) => area.value.split('\n').slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  return {
    dom: area,
    scroller: area,
    get text() { return area.value; },
    setText(next) {
      if (next === area.value) return;
      const { selectionStart, selectionEnd } = area;
      area.value = next;
      area.setSelectionRange(Math.min(selectionStart, next.length), Math.min(selectionEnd, next.length));
      fit();
    },
    focus(line, column) {
      area.focus();
      if (line !== undefined) area.setSelectionRange(placeOf(line, column ?? 1), placeOf(line, column ?? 1));
    },
    focusEdge(direction) {
      area.focus();
      const at = direction < 0 ? 0 : area.value.length;
      area.setSelectionRange(at, at);
    },
    // The messages stand below the cell; a text area can mark nothing inside.
    mark() { },
    markLine() { },
    measure() { },
    destroy() { area.remove(); },
  };
}
