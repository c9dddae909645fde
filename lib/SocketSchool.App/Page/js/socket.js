import { address } from './settings.js';

/** The connection to the server: it comes again by itself, and says how it stands. */

const FIRST = 400;
const LONGEST = 8000;

/** The server's word for "not like this": it would say the same again. */
const POLICY = 1008;

/** @typedef {'connecting' | 'open' | 'lost' | 'gone' | 'refused' | 'barred'} Standing  gone: nobody answers; refused: it is another server; barred: it does not want this page */

/** @param {Standing} standing  what to tell of it */
export function standingNotice(standing) {
  const kept = 'What you typed is kept in this browser.';
  switch (standing) {
    case 'gone':
      return `The server does not answer. Is it still running in its terminal? This page connects again by itself as soon as it does. ${kept}`;
    case 'refused':
      return `This is another run of the server, and it does not know this page. Open the address that it printed in its terminal, in any tab; then this page goes on. ${kept}`;
    case 'barred':
      return `The server has closed the connection to this page. ${kept}`;
    default:
      return `The connection to the server was lost. This page connects again by itself. ${kept}`;
  }
}

export class Connection extends EventTarget {
  /** @type {WebSocket | null} */ #socket = null;
  #address;
  #wait = FIRST;
  #timer = 0;
  #closed = false;
  /** @type {Standing} */ standing = 'connecting';

  /** @param {string} path  of the WebSocket */
  constructor(path) {
    super();
    this.#address = address(path);
    this.#address.protocol = this.#address.protocol.replace('http', 'ws');
    addEventListener('online', () => this.retry());
    document.addEventListener('visibilitychange', () => { if (!document.hidden && this.standing !== 'barred') this.retry(); });
    addEventListener('pagehide', () => { this.#closed = true; this.#socket?.close(); });
    // A page that comes back from the browser's memory connects again.
    addEventListener('pageshow', event => { if (event.persisted) { this.#closed = false; this.#connect(); } });
    this.#connect();
  }

  get isOpen() { return this.#socket?.readyState === WebSocket.OPEN; }

  /**
   * @param {object} message
   * @returns {boolean} whether it is on its way
   */
  send(message) {
    if (!this.isOpen) return false;
    this.#socket?.send(JSON.stringify(message));
    return true;
  }

  /** Tries at once, if it is not connected. */
  retry() {
    if (this.#closed || this.#socket) return;
    clearTimeout(this.#timer);
    this.#connect();
  }

  #connect() {
    const socket = this.#socket = new WebSocket(this.#address);
    socket.addEventListener('open', () => { this.#wait = FIRST; this.#stand('open'); });
    socket.addEventListener('message', event => this.dispatchEvent(new MessageEvent('message', { data: JSON.parse(event.data) })));
    socket.addEventListener('close', event => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      if (this.#closed) return;
      this.dispatchEvent(new Event('closed'));
      if (event.code === POLICY) this.#stand('barred');
      else this.#again();
    });
  }

  async #again() {
    if (this.standing === 'open' || this.standing === 'connecting') this.#stand('lost');
    this.#timer = window.setTimeout(() => this.retry(), this.#wait);
    this.#wait = Math.min(this.#wait * 1.7, LONGEST);
    let standing = /** @type {Standing} */ ('lost');
    try {
      const answer = await fetch(address('api/contents'), { cache: 'no-store' });
      if (answer.status === 401 || answer.status === 403) standing = 'refused';
    } catch {
      standing = 'gone';
    }
    if (!this.isOpen && !this.#closed) this.#stand(standing);
  }

  /** @param {Standing} standing */
  #stand(standing) {
    if (standing === this.standing) return;
    this.standing = standing;
    this.dispatchEvent(new Event('standing'));
  }
}
