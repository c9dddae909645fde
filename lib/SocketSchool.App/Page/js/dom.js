/** Short words for making elements. */

/**
 * @typedef {Node | string | null | undefined | false} Child
 */

/**
 * Makes an element. Text is text, never HTML.
 * @param {string} tag  `div`, or with classes as in `div.cell.code`
 * @param {Record<string, any>} [properties]  `on` holds listeners, `data` dataset entries; what starts with aria- and role are attributes
 * @param {...Child} children
 * @returns {any}
 */
export function el(tag, properties = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (key === 'on') for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (key === 'data') Object.assign(element.dataset, value);
    else if (key === 'style') Object.assign(element.style, value);
    else if (key.includes('-') || key === 'role' || key === 'popovertarget') element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(.../** @type {(Node | string)[]} */ (children.filter(child => child !== null && child !== undefined && child !== false && child !== '')));
  return element;
}

const PATHS = {
  play: ['solid', 'M8 5.5v13l10.5-6.5z'],
  stop: ['solid', 'M7 7h10v10H7z'],
  more: ['solid', 'M5 10.4a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2zm7 0a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2zm7 0a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2z'],
  check: ['', 'M5 12.5l4.5 4.5L19 7.5'],
  close: ['', 'M6 6l12 12M18 6L6 18'],
  copy: ['', 'M9 9h10v10H9zM15 9V5H5v10h4'],
  above: ['', 'M12 19V9M7 13l5-5 5 5M5 4h14'],
  reset: ['', 'M4 4v6h6M4.6 10A8 8 0 1 1 4 13.5'],
  wait: ['', 'M12 7v5l3 2'],
  out: ['', 'M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9'],
  pencil: ['', 'M4 20l1-4L16 5l3 3L8 19z'],
  flag: ['', 'M6 21V4h11l-2 4 2 4H6'],
};

/**
 * A small picture for a button; it says nothing to a screen reader.
 * @param {keyof typeof PATHS} name
 */
export function icon(name) {
  const [kind, path] = PATHS[name];
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', kind ? `icon ${kind}` : 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const shape = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  shape.setAttribute('d', path);
  svg.append(shape);
  return svg;
}

/**
 * Parses HTML that our own server made from the lesson's Markdown. Never for what a cell shows.
 * @param {string} html
 */
export function trusted(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
}

/** @param {number} ms a time as one reads it: 42 ms, 1.3 s, 2 min 5 s */
export function duration(ms) {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round(ms % 60_000 / 1000)} s`;
}
