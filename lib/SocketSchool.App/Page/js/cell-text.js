import { dropDraft, findDraft, keepDraft } from './drafts.js';

const PAUSE = 300;
const RETRY = 5000;

/**
 * A cell's text between the editor and the server. It is never lost and never overwrites what somebody else wrote: what is not saved is
 * kept in the browser, one message is on its way at a time, and each names the revision that it was made from.
 */
export class CellText {
  #lesson;
  #cell;
  #send;
  #listener;
  #timer = 0;
  /** @type {string | null} */ #sent = null;
  /** @type {(() => void)[]} */ #settling = [];

  /** @type {string} what stands in the editor */ source = '';
  /** @type {string} what the server has */ saved = '';
  /** @type {number | null} */ revision = null;
  isOriginal = true;
  /** @type {{ source: string, revision: number } | null} the other version, while the learner has to choose */ conflict = null;

  /**
   * @param {string} lesson
   * @param {string} cell
   * @param {(message: object) => boolean} send
   * @param {(what: 'text' | 'state') => void} listener  text: put `source` into the editor; state: saved, not saved, conflict
   */
  constructor(lesson, cell, send, listener) {
    this.#lesson = lesson;
    this.#cell = cell;
    this.#send = send;
    this.#listener = listener;
  }

  get isSaved() { return this.source === this.saved; }

  /**
   * What the server has, at the beginning and whenever the connection comes again.
   * @param {string} source
   * @param {number} revision
   * @param {boolean} isOriginal
   * @param {boolean} isFirst  whether nothing was shown before
   */
  load(source, revision, isOriginal, isFirst) {
    this.#sent = null;
    this.isOriginal = isOriginal;
    const mine = isFirst ? findDraft(this.#lesson, this.#cell) : this.isSaved ? null : { source: this.source, revision: this.revision };
    if (!mine || mine.source === source) {
      this.#take(source, revision);
    } else {
      this.source = mine.source;
      this.saved = source;
      if (mine.revision === revision) {
        this.revision = revision;
        this.flush();
      } else {
        this.conflict = { source, revision };
      }
      this.#listener('text');
      this.#listener('state');
    }
    this.#settled();
  }

  /** The learner typed. @param {string} source */
  edit(source) {
    if (source === this.source) return;
    const wasSaved = this.isSaved;
    this.source = source;
    keepDraft(this.#lesson, this.#cell, { source, revision: this.revision });
    if (wasSaved !== this.isSaved) this.#listener('state');
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.flush(), PAUSE);
  }

  /** Sends what is not saved. */
  flush() {
    clearTimeout(this.#timer);
    if (this.#sent !== null || this.conflict) return;
    if (this.isSaved) {
      dropDraft(this.#lesson, this.#cell);
      return;
    }
    if (this.#send({ type: 'edit', cell: this.#cell, source: this.source, revision: this.revision })) this.#sent = this.source;
  }

  /** @returns {Promise<boolean>} when nothing is on its way any more; whether the server has the text */
  settle() {
    this.flush();
    if (this.#sent === null) return Promise.resolve(this.isSaved);
    return new Promise(done => {
      // A server that does not answer is no reason to hold back a run for ever.
      const limit = setTimeout(() => done(this.isSaved), 3000);
      this.#settling.push(() => { clearTimeout(limit); done(this.isSaved); });
    });
  }

  /**
   * The server has saved what was sent.
   * @param {number} revision
   * @param {boolean} isOriginal
   */
  acknowledge(revision, isOriginal) {
    if (this.#sent === null) return;
    this.saved = this.#sent;
    this.#sent = null;
    this.revision = revision;
    this.isOriginal = isOriginal;
    if (this.isSaved) dropDraft(this.#lesson, this.#cell);
    else this.flush();
    this.#listener('state');
    if (this.#sent === null) this.#settled();
  }

  /**
   * Another tab, or another program, has changed the text.
   * @param {string} source
   * @param {number} revision
   * @param {boolean} isOriginal
   */
  changed(source, revision, isOriginal) {
    this.isOriginal = isOriginal;
    if (this.isSaved || source === this.source) {
      this.conflict = null;
      this.#take(source, revision);
    } else {
      this.refuse(source, revision);
    }
  }

  /**
   * Nothing was overwritten: the learner chooses.
   * @param {string} source  what the server has
   * @param {number} revision
   */
  refuse(source, revision) {
    this.#sent = null;
    if (source === this.source) {
      this.#take(source, revision);
    } else {
      this.saved = source;
      this.conflict = { source, revision };
      keepDraft(this.#lesson, this.#cell, { source: this.source, revision: this.revision });
      this.#listener('state');
    }
    this.#settled();
  }

  /** The learner has chosen. @param {'mine' | 'theirs'} which */
  choose(which) {
    if (!this.conflict) return;
    const { source, revision } = this.conflict;
    this.conflict = null;
    if (which === 'theirs') {
      this.#take(source, revision);
    } else {
      this.revision = revision;
      this.flush();
      this.#listener('state');
    }
  }

  /** The server could not save it: it is kept here, and sent again when it changes or after a while. */
  fail() {
    if (this.#sent === null) return;
    this.#sent = null;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.flush(), RETRY);
    this.#listener('state');
    this.#settled();
  }

  /** The connection is gone, and with it the answer to what was sent. */
  disconnected() {
    this.#sent = null;
    if (!this.isSaved) keepDraft(this.#lesson, this.#cell, { source: this.source, revision: this.revision });
    this.#settled();
  }

  /**
   * @param {string} source
   * @param {number} revision
   */
  #take(source, revision) {
    const isNew = source !== this.source;
    this.source = this.saved = source;
    this.revision = revision;
    dropDraft(this.#lesson, this.#cell);
    if (isNew) this.#listener('text');
    this.#listener('state');
  }

  #settled() {
    for (const done of this.#settling.splice(0)) done();
  }
}
