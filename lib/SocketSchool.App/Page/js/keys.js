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
      case '0': if (isTwice('0')) lesson.restart(); return true;
      case 'i': if (isTwice('i')) lesson.interrupt(); return true;
      case 's': lesson.panel.toggle(); return true;
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
    } else if (event.key === 'Enter' && (event.shiftKey || command) && cell) {
      isOurs = onCell(cell, event);
    } else if (command) {
      return;
    } else if (event.key === '?') {
      lesson.bar.showKeys();
      isOurs = true;
    } else if (event.key === 'Escape') {
      if (lesson.panel.isOpen && target.closest('.panel')) lesson.panel.close();
      else if (cell && target !== dom) dom.focus({ preventScroll: true });
      isOurs = true;
    } else if (cell && target === dom) {
      isOurs = onCell(cell, event);
    } else if (!cell && (target === document.body || target.id === 'main') && (event.key === 'j' || event.key === 'k')) {
      // From nowhere, the first cell on the screen.
      const first = [...lesson.cells.values()].find(one => one.dom.getBoundingClientRect().bottom > 80);
      first?.dom.focus({ preventScroll: true });
      isOurs = true;
    }
    if (isOurs) event.preventDefault();
  });
}
