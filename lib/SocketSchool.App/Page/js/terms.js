import { el, trusted } from './dom.js';
import { address } from './settings.js';

/**
 * The meaning of a term beside the term, so that looking a word up does not leave the lesson: for a pointer that rests on it, for the
 * keyboard's focus, for a finger's first tap. It stays while one is on it, and Escape sends it away (WCAG 1.4.13).
 */

/** Milliseconds that a pointer rests on a term before its meaning comes, and that it may take from there to the meaning. */
const REST = 250;
const WAY = 300;

/** @type {Promise<Record<string, string>> | null} */
let asked = null;

// Asked for once; when the server is away, a term is still a link.
const meanings = () => asked ??= fetch(address('api/glossary')).then(answer => (answer.ok ? answer.json() : {})).catch(() => {
  asked = null;
  return {};
});

const text = el('div.meaning', { id: 'term-meaning' });
const more = el('a', { tabIndex: -1 }, 'In the glossary');
const note = el('div.term-note', { id: 'term-note' }, text, more);
note.popover = 'manual';

/** @type {HTMLAnchorElement | null} the term whose meaning is shown */
let shown = null;
/** @type {HTMLAnchorElement | null} the term that is to be shown next */
let wanted = null;
let timer = 0;
let isFinger = false;

/** @param {EventTarget | null} target @returns {HTMLAnchorElement | null} */
const termAt = target => (target instanceof Element ? target.closest('a.term') : null);
const isOnNote = target => target instanceof Node && note.contains(target);

function later(wait, then) {
  clearTimeout(timer);
  timer = window.setTimeout(then, wait);
}

/** @param {HTMLAnchorElement} term */
async function show(term) {
  clearTimeout(timer);
  if (term === shown) return true;
  wanted = term;
  const meaning = (await meanings())[decodeURIComponent(term.hash.slice(1))];
  // Meanwhile one may have gone on to another.
  if (wanted !== term || !meaning || !term.isConnected) return false;
  hide();
  shown = term;
  text.replaceChildren(trusted(meaning));
  more.href = term.href;
  term.setAttribute('aria-describedby', text.id);
  note.showPopover();
  place(term);
  return true;
}

function hide() {
  clearTimeout(timer);
  wanted = null;
  shown?.removeAttribute('aria-describedby');
  shown = null;
  if (note.matches(':popover-open')) note.hidePopover();
}

// Under the term, or above it where there is more room; in the page's own measure, so that it scrolls with the text.
/** @param {HTMLElement} term */
function place(term) {
  const [line] = term.getClientRects();
  const box = note.getBoundingClientRect();
  const below = line.bottom + box.height + 8 < innerHeight || line.top < box.height + 70;
  const left = Math.max(8, Math.min(line.left, document.documentElement.clientWidth - box.width - 8));
  Object.assign(note.style, { left: `${left + scrollX}px`, top: `${scrollY + (below ? line.bottom + 4 : line.top - box.height - 4)}px` });
}

/** @param {HTMLElement} cells  where the terms are */
export function showTerms(cells) {
  document.body.append(note);
  cells.addEventListener('pointerover', event => {
    const term = termAt(event.target);
    if (!term || event.pointerType === 'touch') return;
    meanings();
    if (term === shown) clearTimeout(timer);
    else later(REST, () => show(term));
  });
  const leave = event => {
    if (event.pointerType === 'touch' || isOnNote(event.relatedTarget) || termAt(event.relatedTarget)) return;
    // The keyboard's own stays with the keyboard.
    if (shown && document.activeElement === shown && shown.matches(':focus-visible')) clearTimeout(timer);
    else later(WAY, hide);
  };
  cells.addEventListener('pointerout', event => { if (termAt(event.target)) leave(event); });
  note.addEventListener('pointerenter', () => clearTimeout(timer));
  note.addEventListener('pointerleave', leave);
  cells.addEventListener('focusin', event => {
    const term = termAt(event.target);
    if (term?.matches(':focus-visible') && !isFinger) show(term);
  });
  cells.addEventListener('focusout', event => { if (termAt(event.target) === shown && shown && !isOnNote(event.relatedTarget)) hide(); });
  document.addEventListener('pointerdown', event => {
    isFinger = event.pointerType === 'touch';
    if (shown && !isOnNote(event.target) && termAt(event.target) !== shown) hide();
  }, true);
  cells.addEventListener('click', event => {
    const term = termAt(event.target);
    if (!term || !isFinger || term === shown || event.detail === 0) return;
    event.preventDefault();
    const { href } = term;
    show(term).then(isShown => { if (!isShown && wanted === term) location.href = href; });
  });
  document.addEventListener('keydown', event => {
    isFinger = false;
    if (event.key !== 'Escape' || !shown) return;
    // It is this that Escape sends away, and nothing below it.
    event.stopPropagation();
    event.preventDefault();
    hide();
  }, true);
  addEventListener('pagehide', hide);
}
