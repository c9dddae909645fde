import { el, trusted } from './dom.js';
import { showEdges } from './edges.js';

/** A cell of text. Its HTML is made by the server from the lesson's Markdown, which holds no script. */
export class TextCell {
  kind = /** @type {const} */ ('markdown');
  #html = '';

  /** @param {any} data */
  constructor(data) {
    this.id = data.id;
    this.prose = el('div.prose');
    this.dom = el('section.cell.text', { id: `cell-${data.id}`, tabIndex: -1, data: { cell: data.id } }, this.prose);
    this.load(data);
  }

  /** @param {any} data */
  load(data) {
    if (data.html === this.#html) return;
    this.#html = data.html;
    this.prose.replaceChildren(trusted(data.html));
    showEdges(this.prose.querySelectorAll('pre, table'));
  }
}
