/** What can be written at a place of a cell: asked of the kernel, which knows what the cells above have made. */

/**
 * @typedef {object} Name
 * @property {string} name
 * @property {string} kind
 * @property {string[]} signatures  not all of many
 * @property {number} [forms]
 * @property {string} [summary]
 * @property {number} [rank]
 *
 * @typedef {object} NameList
 * @property {number} from  where the name begins that they would replace
 * @property {Name[]} items
 * @property {boolean} [all]  nothing else can stand there
 * @property {boolean} [unknown]  the compiler does not know what stands before the dot
 */

const PATIENCE = 5000;

export class Names {
  #connection;
  #last = 0;
  /** @type {Map<number, (list: NameList | null) => void>} */ #waiting = new Map();

  /** @param {import('./socket.js').Connection} connection */
  constructor(connection) {
    this.#connection = connection;
    connection.addEventListener('closed', () => { for (const id of [...this.#waiting.keys()]) this.hear({ id }); });
  }

  /**
   * @param {string} source
   * @param {number} at
   * @returns {Promise<NameList | null>} null when nobody answers
   */
  ask(source, at) {
    const id = ++this.#last;
    if (!this.#connection.send({ type: 'names', id, source, at })) return Promise.resolve(null);
    return new Promise(resolve => {
      const timer = setTimeout(() => this.hear({ id }), PATIENCE);
      this.#waiting.set(id, list => { clearTimeout(timer); resolve(list); });
    });
  }

  /** @param {{ id: number, list?: NameList }} message */
  hear({ id, list }) {
    this.#waiting.get(id)?.(list ?? null);
    this.#waiting.delete(id);
  }
}
