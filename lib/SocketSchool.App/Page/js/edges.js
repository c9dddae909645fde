/**
 * What scrolls sideways shows it: the side on which there is more fades out, and the keyboard reaches it. On a phone no scroll bar
 * stands there to tell.
 */

const sizes = new ResizeObserver(entries => { for (const { target } of entries) look(/** @type {HTMLElement} */ (target.closest('[data-edges]') ?? target)); });

/** @param {HTMLElement} box */
function look(box) {
  const hidden = box.scrollWidth - box.clientWidth;
  const before = box.scrollLeft > 2;
  const after = hidden - box.scrollLeft > 2;
  box.dataset.edges = hidden < 2 ? '' : before && after ? 'both' : before ? 'before' : after ? 'after' : '';
  if (hidden > 1) box.tabIndex = 0;
  else if (box.tabIndex === 0) box.removeAttribute('tabindex');
}

/**
 * Watches boxes that may scroll sideways.
 * @param {Iterable<Element>} boxes  none of them may have another reason to be in the tab order
 */
export function showEdges(boxes) {
  for (const box of /** @type {Iterable<HTMLElement>} */ (boxes)) {
    box.dataset.edges = '';
    box.addEventListener('scroll', () => look(box), { passive: true });
    sizes.observe(box);
    // A box whose inside grows keeps its own size.
    for (const inside of box.children) sizes.observe(inside);
  }
}
