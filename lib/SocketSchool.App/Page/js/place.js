/** Where a learner was: in which lesson, at which cell. */

const LAST = 'socketschool:last';
const placeKey = name => `socketschool:place:${name}`;
const BAR = 60;

/** @typedef {{ cell: string, offset: number }} Place */

const read = key => {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
};
const write = (key, value) => {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch { /* Then one begins at the top. */ }
};

/** @returns {{ name: string, at: number } | null} the lesson that was open last in this browser */
export const lastLesson = () => read(LAST);

/** @param {string} name @returns {Place | null} */
export const lastPlace = name => read(placeKey(name));

/** @param {import('./lesson.js').Lesson} lesson */
export function rememberPlace(lesson) {
  write(LAST, { name: lesson.name, at: Date.now() });
  let timer = 0;
  addEventListener('scroll', () => {
    timer ||= window.setTimeout(() => {
      timer = 0;
      const top = [...lesson.cells.values()].find(cell => cell.dom.getBoundingClientRect().bottom > BAR);
      if (top) write(placeKey(lesson.name), { cell: top.id, offset: Math.round(top.dom.getBoundingClientRect().top) });
    }, 400);
  }, { passive: true });
}

/**
 * After a reload the page stands where it stood. The browser cannot do that: the text comes after it has looked.
 * @param {import('./lesson.js').Lesson} lesson
 */
export function restorePlace(lesson) {
  const [navigation] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
  if (location.hash || !/^(reload|back_forward)$/.test(navigation?.type ?? '')) return;
  const place = lastPlace(lesson.name);
  const cell = place && lesson.cells.get(place.cell);
  if (cell) scrollTo({ top: scrollY + cell.dom.getBoundingClientRect().top - place.offset, behavior: 'instant' });
}
