/** The connection to the server: it comes again by itself, and says how it stands. */

const FIRST = 400;
const LONGEST = 8000;

/** @typedef {'connecting' | 'open' | 'lost' | 'refused' | 'gone'} Standing  refused: the server is another one; gone: nobody answers */

export class Connection extends EventTarget {
  /** @type {WebSocket | null} */ #socket = null;
  #address;
  #probe;
  #wait = FIRST;
  #timer = 0;
  #closed = false;
  /** @type {Standing} */ standing = 'connecting';

  /**
   * @param {URL} address  of the WebSocket
   * @param {URL} probe  an address that tells whether the server knows us
   */
  constructor(address, probe) {
    super();
    this.#address = address;
    this.#probe = probe;
    addEventListener('online', () => this.retry());
    document.addEventListener('visibilitychange', () => { if (!document.hidden) this.retry(); });
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
      this.dispatchEvent(new CustomEvent('closed', { detail: event.reason }));
      this.#again();
    });
  }

  async #again() {
    if (this.standing === 'open' || this.standing === 'connecting') this.#stand('lost');
    this.#timer = window.setTimeout(() => this.retry(), this.#wait);
    this.#wait = Math.min(this.#wait * 1.7, LONGEST);
    let standing = /** @type {Standing} */ ('lost');
    try {
      const answer = await fetch(this.#probe, { cache: 'no-store' });
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
