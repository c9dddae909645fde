/**
 * Keeps the cell that the keys have led to on the screen. What the cell before it shows comes later and above it, and would push it out
 * at the bottom, focus and all. Any movement of the learner's own ends that.
 */

/** @typedef {import('./lesson.js').Cell} Cell */

const OWN = ['wheel', 'touchmove', 'pointerdown', 'keydown'];
/** How much of the code stays above an output that fills the screen, pixels. */
const ABOVE = 48;

export class Follow {
  /** @type {HTMLElement | null} */ #to = null;
  /** What the learner waits to see, and may not be scrolled away. @type {HTMLElement | null} */ #result = null;
  /** Whether the next scroll is the page's doing: ours, or the browser's where something has grown. */ #isOurs = false;

  /** @param {HTMLElement} cells  what grows */
  constructor(cells) {
    new ResizeObserver(() => this.#keep()).observe(cells);
    for (const type of OWN) addEventListener(type, () => { this.#to = null; }, { capture: true, passive: true });
    // The wheel above an output's frame is not heard here; that the page moved is.
    addEventListener('scroll', () => {
      if (!this.#isOurs) this.#to = null;
      this.#isOurs = false;
    }, { passive: true });
  }

  /**
   * Looks after a cell from now on, and scrolls to it.
   * @param {Cell} to
   * @param {HTMLElement | null} result  what the cell before it is about to show; its beginning stays on the screen, however long it is
   */
  begin(to, result = null) {
    this.#to = to.dom;
    this.#result = result;
    this.#keep();
  }

  #keep() {
    const to = this.#to;
    if (!to || document.activeElement !== to) return;
    this.#isOurs = true;
    const top = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
    const place = to.getBoundingClientRect();
    // Whole if it fits, else from its beginning.
    let way = Math.min(place.bottom - innerHeight, place.top - top);
    if (way > 0 && this.#result) way = Math.max(0, Math.min(way, this.#result.getBoundingClientRect().top - top - ABOVE));
    else if (way < 0) way = Math.min(0, place.top - top);
    if (way) scrollBy({ top: way, behavior: 'instant' });
  }
}
