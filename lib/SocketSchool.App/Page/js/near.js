/**
 * Makes the editors of the cells that come near, one at a time while nothing else is to be done, so that a lesson of a hundred cells
 * opens at once and scrolls smoothly.
 */
export class NearEditors {
  #cells;
  #isOpening = false;
  #observer = new IntersectionObserver(entries => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) /** @type {HTMLElement} */ (target).dataset.near = 'true';
    this.open();
  }, { rootMargin: '900px' });

  /** @param {() => import('./code-cell.js').CodeCell[]} cells */
  constructor(cells) {
    this.#cells = cells;
  }

  #sizes = new ResizeObserver(entries => {
    const seen = new Set(entries.map(({ target }) => target));
    for (const cell of this.#cells()) if (seen.has(cell.box)) cell.fit();
  });

  watch() {
    this.#observer.disconnect();
    this.#sizes.disconnect();
    for (const cell of this.#cells()) {
      this.#observer.observe(cell.dom);
      this.#sizes.observe(cell.box);
    }
  }

  open() {
    const waiting = this.#cells().find(cell => cell.dom.dataset.near && !cell.isOpen);
    if (!waiting || this.#isOpening) return;
    this.#isOpening = true;
    const later = window.requestIdleCallback ?? (then => setTimeout(then, 1));
    later(() => {
      this.#isOpening = false;
      const selection = getSelection();
      if (selection && !selection.isCollapsed && selection.containsNode(waiting.dom, true)) {
        // A selection in the text that is no editor yet would be lost. It becomes one when it is clicked.
        delete waiting.dom.dataset.near;
      } else {
        if (!waiting.open()) return;
        this.#observer.unobserve(waiting.dom);
      }
      this.open();
    }, { timeout: 300 });
  }
}
