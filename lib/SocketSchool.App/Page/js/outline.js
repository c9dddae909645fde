import { el } from './dom.js';

/** The lesson's sections and exercises, beside the text on a wide screen, folded above it on a narrow one. */

const WORD = { done: 'done', tried: 'tried', open: 'not yet' };

/**
 * @param {HTMLElement} place
 * @param {HTMLElement} cells
 */
export function outline(place, cells) {
  const wide = matchMedia('(min-width: 76rem)');
  const details = el('details', {}, el('summary', {}, 'In this lesson'));
  const sections = el('ol');
  const exercises = el('div.exercises', { hidden: true });
  details.append(sections, exercises);
  place.replaceChildren(details);
  const fit = () => { details.open = wide.matches; };
  wide.addEventListener('change', fit);
  fit();
  place.addEventListener('click', event => {
    if (!wide.matches && /** @type {Element} */ (event.target).closest('a')) details.open = false;
  });

  let waiting = 0;
  const follow = () => {
    waiting = 0;
    const line = 120;
    /** @type {HTMLElement | null} */
    let current = null;
    const links = /** @type {HTMLElement[]} */ ([...sections.querySelectorAll('a')]);
    for (const link of links) {
      const heading = document.getElementById(link.dataset.id ?? '');
      if (heading && heading.getBoundingClientRect().top <= line) current = link;
    }
    for (const link of links) {
      if (link === current) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
    if (wide.matches && current) keepInView(place, current);
  };
  addEventListener('scroll', () => { waiting ||= requestAnimationFrame(follow); }, { passive: true });

  return {
    /** The headings as they are now. */
    read() {
      sections.replaceChildren(...[...cells.querySelectorAll('.prose h2[id]')].map(heading =>
        el('li', {}, el('a', { href: `#${encodeURIComponent(heading.id)}`, data: { id: heading.id } }, heading.textContent ?? ''))));
      follow();
    },
    /** @param {{ name: string, state: 'done' | 'tried' | 'open', cell: string | null }[]} list */
    exercises(list) {
      exercises.hidden = list.length === 0;
      const done = list.filter(({ state }) => state === 'done').length;
      exercises.replaceChildren(
        el('p', {}, `Exercises: ${done} of ${list.length} done`),
        el('ol', {}, ...list.map(({ name, state, cell }) => el('li', {},
          el('a', { href: cell ? `#${cell}` : '#' }, el(`span.dot.${state}`, { 'aria-hidden': 'true' }), name, el('span.visually-hidden', {}, `, ${WORD[state]}`))))));
    },
  };
}

// Not scrollIntoView: that would scroll the page, too.
function keepInView(box, link) {
  const frame = box.getBoundingClientRect();
  const at = link.getBoundingClientRect();
  if (at.top < frame.top + 20) box.scrollTop -= frame.top + 20 - at.top;
  else if (at.bottom > frame.bottom - 20) box.scrollTop += at.bottom - frame.bottom + 20;
}
