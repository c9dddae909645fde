/** Menus: popovers that stand at their button and can be gone through with the arrow keys. */

/**
 * @param {HTMLElement} menu
 * @param {HTMLElement} button
 */
export function placeMenu(menu, button) {
  const at = button.getBoundingClientRect();
  menu.style.top = '0';
  menu.style.left = '0';
  const { width, height } = menu.getBoundingClientRect();
  const below = at.bottom + 4 + height <= innerHeight;
  menu.style.top = `${Math.max(4, below ? at.bottom + 4 : at.top - height - 4)}px`;
  menu.style.left = `${Math.max(4, Math.min(at.right - width, innerWidth - width - 4))}px`;
}

/** @param {HTMLElement} menu */
export function menuKeys(menu) {
  menu.addEventListener('keydown', event => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const items = /** @type {HTMLElement[]} */ ([...menu.querySelectorAll('button:not(:disabled), a[href]')]);
    const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    items[(at + (event.key === 'ArrowDown' ? 1 : -1) + items.length) % items.length]?.focus();
  });
  menu.addEventListener('click', event => { if (/** @type {Element} */ (event.target).closest('button, a')) menu.hidePopover(); });
}

/**
 * Asks before something that cannot be taken back at once.
 * @param {string} title
 * @param {string} text
 * @param {string} yes  what the button says that does it
 * @returns {Promise<boolean>}
 */
export function ask(title, text, yes) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById('ask-dialog'));
  const part = selector => /** @type {HTMLElement} */ (dialog.querySelector(selector));
  part('#ask-title').textContent = title;
  part('#ask-text').textContent = text;
  part('[data-answer="yes"]').textContent = yes;
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise(done => {
    for (const answer of ['yes', 'no']) part(`[data-answer="${answer}"]`).onclick = () => dialog.close(answer);
    dialog.addEventListener('close', () => done(dialog.returnValue === 'yes'), { once: true });
  });
}
