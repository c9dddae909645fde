import { address } from './settings.js';
import { colours, onShade, shade } from './theme.js';

/**
 * HTML that a cell shows, in a document of its own: a sandboxed frame without an origin, so that no script in it can reach the page, its
 * cookie or its connection. The frame is kept when the cell runs again, so that nothing flickers.
 */

const TALLEST = 1400;
const HIGHEST_BELIEVED = 20_000;
/** Heights of earlier documents, so that the page does not jump when a frame is loaded again. */
const HEIGHTS = 'socketschool:heights';

/** @type {Set<OutputFrame>} */
const frames = new Set();

addEventListener('message', ({ source, data }) => {
  if (!source || data === null || typeof data !== 'object') return;
  for (const frame of frames) if (frame.window === source) frame.hear(data);
});
onShade(() => { for (const frame of frames) frame.post({ theme: frame.theme }); });

/**
 * Loads all frames, wherever they are, and waits until each has said how tall it is.
 * @param {number} limit  milliseconds, for one that never says it
 */
export async function allFrames(limit) {
  const end = performance.now() + limit;
  for (const frame of frames) frame.load();
  while ([...frames].some(frame => !frame.hasHeight) && performance.now() < end) await new Promise(done => setTimeout(done, 50));
}

export class OutputFrame {
  #frame;
  #key;
  #html = '';
  #isReady = false;
  /** Whether its document has told its height; one that shows something else of the same height does not tell it again. */ hasHeight = false;
  #hasScript = false;
  #leave;
  /** @type {HTMLElement} */ dom;

  /**
   * @param {string} label  what a screen reader calls it
   * @param {string} key  by which its height is remembered
   * @param {(key: { key: string, shift: boolean, ctrl: boolean }) => void} [leave]  keys that belong to the page
   */
  constructor(label, key, leave) {
    this.#key = key;
    this.#leave = leave;
    this.dom = document.createElement('div');
    this.dom.className = 'frame-box';
    this.#frame = this.#make(label);
    this.#frame.style.height = `${remembered()[key] ?? 40}px`;
    this.dom.classList.toggle('measured', key in remembered());
    this.dom.append(this.#frame);
    frames.add(this);
  }

  /** The page's colours as they are here. */
  get theme() { return { ...colours(), '--back': behind(this.dom) }; }

  /** The window inside, by which its messages are known. */
  get window() { return this.#frame.contentWindow; }

  /** @param {string} html */
  show(html) {
    const hasScript = /<script/i.test(html);
    const isAgain = this.#html !== '';
    if (isAgain && this.#html === html && !hasScript) return;
    this.#html = html;
    // What a script has set going ends only with its document.
    if (isAgain && (hasScript || this.#hasScript) && this.#isReady) this.#reload();
    this.#hasScript = hasScript;
    if (this.#isReady) this.post({ html });
  }

  /** @param {object} message */
  post(message) {
    // Its origin is nobody's, so there is none to name; nothing secret is ever sent.
    if (this.#isReady) this.window?.postMessage(message, '*');
  }

  /** @param {Record<string, any>} message  from the frame: anything at all may stand in it */
  hear(message) {
    switch (message.type) {
      case 'ready':
        // Once for each document: what it shows may say the word again, and would be shown again, for ever.
        if (this.#isReady) break;
        this.#isReady = true;
        this.post({ theme: this.theme, html: this.#html });
        break;
      case 'height':
        this.hasHeight = true;
        if (Number.isFinite(message.height)) this.#grow(Math.min(Math.max(message.height, 0), HIGHEST_BELIEVED));
        break;
      case 'link':
        if (typeof message.href === 'string') openLink(message.href);
        break;
      case 'key':
        if (this.#leave && typeof message.key === 'string' && navigator.userActivation?.isActive !== false) {
          this.#leave({ key: message.key, shift: message.shift === true, ctrl: message.ctrl === true });
        }
        break;
    }
  }

  /** @param {string} label  what a screen reader calls it */
  label(label) { this.#frame.title = label; }

  remove() {
    frames.delete(this);
    this.dom.remove();
  }

  load() { this.#frame.loading = 'eager'; }

  #reload() {
    this.#isReady = this.hasHeight = false;
    this.#frame.src = frameAddress();
  }

  /** @param {string} label */
  #make(label) {
    const frame = document.createElement('iframe');
    frame.className = 'frame';
    frame.title = label;
    frame.setAttribute('sandbox', 'allow-scripts');
    frame.setAttribute('referrerpolicy', 'no-referrer');
    // A cell may show a hundred of them; those far away are loaded when they come near.
    frame.loading = 'lazy';
    frame.src = frameAddress();
    return frame;
  }

  /** @param {number} height */
  #grow(height) {
    const shown = Math.min(height, TALLEST);
    this.dom.classList.add('measured');
    this.dom.classList.toggle('tall', height > TALLEST);
    this.#frame.style.height = `${shown}px`;
    remember(this.#key, shown);
  }
}

/** The colour that an element stands on. A frame that says it itself is judged rightly by whoever measures contrast. */
function behind(element) {
  for (let at = element; at; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at);
    if (backgroundColor !== 'transparent' && !/, 0\)$/.test(backgroundColor)) return backgroundColor;
  }
  return 'transparent';
}

let loads = 0;

// The number makes it another document each time, and the frame has to know light from dark before its first paint.
const frameAddress = () => `${address('frame/output.html').href}?${++loads}#${shade()}`;

/** A link that was clicked in a frame leads out of the page, and never into our own addresses but the lessons. */
function openLink(href) {
  let url;
  try {
    url = new URL(href, location.href);
  } catch {
    return;
  }
  if (!/^https?:$/.test(url.protocol)) return;
  if (url.origin === location.origin && !url.pathname.startsWith(address('lesson/').pathname)) return;
  // Only when the learner has just done something: a script in a frame opens nothing by itself.
  if (navigator.userActivation && !navigator.userActivation.isActive) return;
  window.open(url, '_blank', 'noopener,noreferrer');
}

/** @type {Record<string, number> | null} */
let heights = null;
let saving = 0;

function remembered() {
  if (heights) return heights;
  try {
    heights = JSON.parse(sessionStorage.getItem(HEIGHTS) ?? '{}');
  } catch {
    heights = {};
  }
  return /** @type {Record<string, number>} */ (heights);
}

function remember(key, height) {
  remembered()[key] = height;
  saving ||= window.setTimeout(() => {
    saving = 0;
    try {
      sessionStorage.setItem(HEIGHTS, JSON.stringify(heights));
    } catch { /* Then a reload jumps a little. */ }
  }, 500);
}
