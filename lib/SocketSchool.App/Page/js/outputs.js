import { el } from './dom.js';
import { Figure, hasFigures, MIME } from './figure.js';
import { OutputFrame } from './frame.js';

/**
 * What a cell shows, as it comes. A cell that runs again keeps what it showed, faded, until the new output takes its place, so that the
 * page neither jumps nor flickers.
 */

/** @typedef {{ kind: string, dom: HTMLElement, show: (output: any) => void, append?: (text: string) => void, label?: (label: string) => void, remove: () => void }} Item */

const joined = text => (Array.isArray(text) ? text.join('') : text ?? '').toString();

export class Outputs {
  /** @type {Item[]} */ #items = [];
  #count = 0;
  #label = '';
  #key;
  #leave;
  #hidesErrors = false;
  #near;
  /** Outputs that wait until the cell comes near; a page of a hundred frames would open slowly. @type {any[] | null} */ #waiting = null;
  dom = el('div.outputs', { role: 'group' });

  /**
   * @param {string} key  by which the page remembers heights
   * @param {(key: { key: string, shift: boolean, ctrl: boolean }) => void} leave  keys that a frame hands back
   */
  constructor(key, leave) {
    this.#key = key;
    this.#leave = leave;
    this.#near = new IntersectionObserver(entries => { if (entries.some(entry => entry.isIntersecting)) this.come(); }, { rootMargin: '1200px' });
  }

  /** @param {string} label  as in "cell 3" */
  label(label) {
    if (label === this.#label) return;
    this.#label = label;
    this.dom.setAttribute('aria-label', `Output of ${label}`);
    for (const item of this.#items) item.label?.(`Output of ${label}`);
  }

  /** All outputs at once, as after a reload. @param {any[]} outputs */
  load(outputs) {
    this.begin();
    if (outputs.length === 0) {
      this.end();
      return;
    }
    this.#waiting = outputs;
    // A place to be seen by, about as tall as what will stand there.
    if (this.#items.length === 0) this.dom.append(el('div.placeholder', { style: { height: '2rem' } }));
    this.#near.observe(this.dom);
  }

  /** What waited is shown now. */
  come() {
    if (!this.#waiting) return;
    const outputs = this.#waiting;
    this.#waiting = null;
    this.#near.disconnect();
    this.dom.querySelector('.placeholder')?.remove();
    outputs.forEach((output, index) => this.set(index, output));
    this.end();
  }

  /** A new run: what stands there fades until it is replaced. */
  begin() {
    this.#waiting = null;
    this.#near.disconnect();
    this.dom.querySelector('.placeholder')?.remove();
    this.#count = 0;
    for (const item of this.#items) item.dom.classList.add('fading');
  }

  /**
   * @param {number} index
   * @param {any} output  in nbformat 4
   */
  set(index, output) {
    this.come();
    const kind = kindOf(output);
    let item = this.#items[index];
    if (!item || item.kind !== kind) {
      const fresh = this.#make(kind, index);
      if (item) {
        item.dom.replaceWith(fresh.dom);
        item.remove();
      } else {
        this.dom.append(fresh.dom);
      }
      this.#items[index] = item = fresh;
    }
    item.dom.classList.remove('fading');
    item.show(output);
    item.dom.hidden = kind === 'failure' && this.#hidesErrors;
    this.#count = Math.max(this.#count, index + 1);
  }

  /**
   * @param {number} index
   * @param {string} text
   */
  append(index, text) {
    this.come();
    this.#items[index]?.append?.(text);
  }

  /** The run is over: what the last one showed and this one did not goes. */
  end() {
    this.#waiting = null;
    for (const item of this.#items.splice(this.#count)) item.remove();
  }

  clear() {
    this.begin();
    this.end();
  }

  /** Whether the error itself is said elsewhere, by the compiler's messages below the code. @param {boolean} hides */
  hideErrors(hides) {
    this.#hidesErrors = hides;
    for (const item of this.#items) if (item.kind === 'failure') item.dom.hidden = hides;
  }

  get isEmpty() { return this.#count === 0; }

  /** @returns {Item} */
  #make(kind, index) {
    switch (kind) {
      case 'stdout':
      case 'stderr':
        return stream(kind);
      case 'failure':
        return text('failure', output => (output.traceback?.length ? output.traceback.join('\n') : `${output.ename}: ${output.evalue}`));
      case 'figure':
        return this.#figure(index);
      case 'html':
        return this.#frame(output => joined(output.data['text/html'] ?? output.data['image/svg+xml']), index);
      case 'picture':
        return picture();
      default:
        return text('value', output => joined(output.data?.['text/plain']));
    }
  }

  #frame(html, index) {
    const frame = new OutputFrame(`Output of ${this.#label}`, `${this.#key}:${index}`, this.#leave);
    return { kind: 'html', dom: frame.dom, show: output => frame.show(html(output)), label: text => frame.label(text), remove: () => frame.remove() };
  }

  #figure(index) {
    let last = null;
    // Without plotly.js the figure's own picture and table are shown, as any HTML is.
    const figure = new Figure(() => {
      const item = this.#frame(output => joined(output.data['text/html'] ?? output.data['text/plain']), index);
      this.#items[index] = { ...item, kind: 'figure' };
      const next = this.#items[index + 1]?.dom ?? null;
      this.dom.insertBefore(item.dom, next);
      if (last) item.show(last);
    });
    return {
      kind: 'figure', dom: figure.dom, remove: () => figure.remove(),
      show: output => { last = output; figure.show(output.data[MIME], joined(output.data['text/plain'])); },
    };
  }
}

function kindOf(output) {
  switch (output.output_type) {
    case 'stream': return output.name === 'stderr' ? 'stderr' : 'stdout';
    case 'error': return 'failure';
    default: {
      const data = output.data ?? {};
      if (data[MIME] && hasFigures()) return 'figure';
      if (data['text/html'] || data['image/svg+xml']) return 'html';
      return data['image/png'] || data['image/jpeg'] ? 'picture' : 'value';
    }
  }
}

/** @returns {Item} */
function stream(name) {
  const dom = el('pre', { className: name });
  const isAtEnd = () => dom.scrollHeight - dom.scrollTop - dom.clientHeight < 40;
  // What scrolls must be reachable by keys.
  const settle = () => { if (dom.scrollHeight > dom.clientHeight + 1) dom.tabIndex = 0; else dom.removeAttribute('tabindex'); };
  return {
    kind: name,
    dom,
    show: output => { dom.textContent = joined(output.text); settle(); },
    append: more => {
      const follow = isAtEnd();
      dom.append(more);
      if (follow) dom.scrollTop = dom.scrollHeight;
      settle();
    },
    remove: () => dom.remove(),
  };
}

/** @returns {Item} */
function text(className, of) {
  const dom = el('pre', { className });
  return {
    kind: className,
    dom,
    show: output => {
      dom.textContent = of(output);
      if (dom.scrollWidth > dom.clientWidth + 1 || dom.scrollHeight > dom.clientHeight + 1) dom.tabIndex = 0;
    },
    remove: () => dom.remove(),
  };
}

/** @returns {Item} */
function picture() {
  const dom = el('img.picture');
  return {
    kind: 'picture',
    dom,
    show: ({ data }) => {
      const type = data['image/png'] ? 'image/png' : 'image/jpeg';
      dom.alt = joined(data['text/plain']);
      dom.src = `data:${type};base64,${joined(data[type]).replace(/\s/g, '')}`;
    },
    remove: () => dom.remove(),
  };
}
