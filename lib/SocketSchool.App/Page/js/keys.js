/** The keys that notebook users have in their fingers, when a cell itself has the focus and not its editor. */

const TWICE = 600;

/** @param {import('./lesson.js').Lesson} lesson */
export function lessonKeys(lesson) {
  let last = { key: '', at: 0 };
  /** @param {string} key */
  const isTwice = key => {
    const now = performance.now();
    const twice = last.key === key && now - last.at < TWICE;
    last = twice ? { key: '', at: 0 } : { key, at: now };
    return twice;
  };

  /**
   * @param {any} cell
   * @param {KeyboardEvent} event
   * @returns {boolean} whether the key was ours
   */
  const onCell = (cell, event) => {
    switch (event.key) {
      case 'Enter':
        if (event.shiftKey || event.ctrlKey || event.metaKey) {
          if (cell.kind === 'code') lesson.run(cell, event.shiftKey ? 'next' : 'stay');
          else if (event.shiftKey) lesson.go(cell, 1);
        } else if (cell.kind === 'code') {
          cell.edit();
        }
        return true;
      case 'ArrowDown': case 'j': lesson.go(cell, 1); return true;
      case 'ArrowUp': case 'k': lesson.go(cell, -1); return true;
      case 'a': lesson.addAbove(cell); return true;
      case 'b': lesson.addCell(cell); return true;
      case 'd': if (isTwice('d') && cell.kind === 'code') lesson.removeCell(cell); return true;
      case '0': if (isTwice('0')) lesson.restart(); return true;
      case 'i': if (isTwice('i')) lesson.interrupt(); return true;
      default: return false;
    }
  };

  document.addEventListener('keydown', event => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.defaultPrevented || event.altKey || target.closest('dialog, [popover]')) return;
    const isWriting = target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName)
      || (target.tagName === 'INPUT' && /** @type {HTMLInputElement} */ (target).type !== 'radio');
    if (isWriting) return;
    const dom = /** @type {HTMLElement | null} */ (target.closest('.cell'));
    const cell = dom && lesson.cells.get(dom.dataset.cell ?? '');
    const command = event.ctrlKey || event.metaKey;
    let isOurs = false;
    if (event.key === 's' && command) {
      lesson.save();
      isOurs = true;
    } else if (event.key === 'Enter' && (event.shiftKey || command) && (cell ?? lesson.current) && !target.closest('.panel')) {
      // A button that was clicked last keeps the focus; who presses Shift+Enter means the cell.
      isOurs = onCell(cell ?? lesson.current, event);
    } else if (command) {
      return;
    } else if (event.key === '?') {
      lesson.bar.showKeys();
      isOurs = true;
    } else if (event.key === 'Escape') {
      if (lesson.panel.isOpen && target.closest('.panel')) lesson.panel.close();
      else if (cell && target !== dom) dom.focus({ preventScroll: true });
      isOurs = true;
    } else if (event.key === 's') {
      lesson.panel.toggle();
      isOurs = true;
    } else if (cell && target === dom) {
      isOurs = onCell(cell, event);
    } else if (!cell && (event.key === 'j' || event.key === 'k')) {
      // From the bar, or from nowhere: the cell that was current, or the first one on the screen.
      const isSeen = one => { const at = one.dom.getBoundingClientRect(); return at.bottom > 80 && at.top < innerHeight; };
      const back = lesson.current && isSeen(lesson.current) ? lesson.current : [...lesson.cells.values()].find(isSeen);
      back?.dom.focus({ preventScroll: true });
      isOurs = true;
    }
    if (isOurs) event.preventDefault();
  });
}
