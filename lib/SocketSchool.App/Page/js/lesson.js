import { announce } from './announce.js';
import { CodeCell } from './code-cell.js';
import { el } from './dom.js';
import { loadEditor } from './editor.js';
import { lessonKeys } from './keys.js';
import { ask, menuKeys, placeMenu } from './menu.js';
import { notice, unnotice } from './notices.js';
import { outline } from './outline.js';
import { Panel } from './panel.js';
import { address, settings } from './settings.js';
import { Connection } from './socket.js';
import { TextCell } from './text-cell.js';
import { themeButton } from './theme.js';

const part = id => /** @type {any} */ (document.getElementById(id));
const KERNEL = { starting: 'starting', idle: 'ready', busy: 'running', restarting: 'restarting', dead: 'ended' };

/** @typedef {CodeCell | TextCell} Cell */

/** A lesson: its cells, the connection to its kernel, and what belongs to all of them. */
export class Lesson {
  name = settings.lesson ?? '';
  /** @type {Map<string, Cell>} */ cells = new Map();
  /** Tells one kernel from the next. @type {number | null} */ generation = null;
  kernel = 'starting';
  /** @type {Cell | null} */ current = null;
  #isLoaded = false;
  /** @type {any[]} */ #exercises = [];
  /** Editors are made when their cell comes near, so that a long lesson opens at once. */
  #near = new IntersectionObserver(entries => this.#come(entries), { rootMargin: '900px' });

  constructor() {
    this.connection = new Connection(webSocketAddress(`ws/lesson/${encodeURIComponent(this.name)}`), address('api/contents'));
    this.connection.addEventListener('message', event => this.#hear(/** @type {MessageEvent} */ (event).data));
    this.connection.addEventListener('standing', () => this.#stands());
    this.connection.addEventListener('closed', () => { for (const cell of this.code) cell.text.disconnected(); });
    this.editorLoaded = loadEditor().then(isGood => {
      if (!isGood || settings.npm === 'none') {
        notice('packages', 'The editor and the figures of this page are npm packages that are not here. Plain text areas and pictures take their place; everything runs. '
          + 'To have them: install Node.js and start the page again, or run npm ci in lib/SocketSchool.App/Page.', { kind: 'plain' });
      }
      return isGood;
    });
    this.outline = outline(part('outline'), part('cells'));
    this.panel = new Panel(this);
    lessonKeys(this);
    this.#bar();
    addEventListener('pagehide', () => this.flush());
    part('cells').addEventListener('focusin', event => this.#setCurrent(event.target.closest('.cell')));
  }

  /** @returns {CodeCell[]} in their order */
  get code() { return /** @type {CodeCell[]} */ ([...this.cells.values()].filter(cell => cell.kind === 'code')); }

  /** @returns {boolean} */
  get isBusy() { return this.code.some(cell => cell.state !== 'idle'); }

  // --- what the server says

  /** @param {any} message */
  #hear(message) {
    const cell = /** @type {CodeCell | undefined} */ (message.cell === undefined ? undefined : this.cells.get(message.cell));
    switch (message.type) {
      case 'lesson': this.#load(message); break;
      case 'queued': cell?.queued(); break;
      case 'unqueued': cell?.unqueued(); break;
      case 'started': cell?.started(message.count); this.#showKernel(); break;
      case 'output': cell?.outputs.set(message.index, message.output); break;
      case 'append': cell?.outputs.append(message.index, message.text); break;
      case 'diagnostics': cell?.mark(message.items ?? [], message.line ?? null); break;
      case 'done': cell?.done(message.ok, message.ms); break;
      case 'kernel': this.#setKernel(message); break;
      case 'saved': cell?.text.acknowledge(message.revision, message.original); break;
      case 'edited': cell?.text.changed(message.source, message.revision, message.original); break;
      case 'conflict': cell?.text.refuse(message.theirs, message.revision); break;
      case 'notice': notice('news', message.message); announce(message.message); break;
      case 'progress': this.#setProgress(message); break;
      case 'panel': this.panel.show(message); break;
      case 'error':
        notice('error', message.message, { kind: 'error' });
        for (const one of this.code) one.text.fail();
        break;
    }
    if (message.type === 'queued' || message.type === 'done' || message.type === 'unqueued') this.#showKernel();
  }

  /** @param {any} message */
  #load(message) {
    if (message.kernel) this.#setKernel({ ...message.kernel, isQuiet: true });
    const place = part('cells');
    const isSame = this.cells.size === message.cells.length && message.cells.every(({ id }, at) => [...this.cells.keys()][at] === id);
    if (isSame) {
      for (const data of message.cells) /** @type {any} */ (this.cells.get(data.id)).load(data);
    } else {
      this.cells = new Map(message.cells.map(data => [data.id, data.kind === 'code' ? new CodeCell(this, data) : new TextCell(data)]));
      place.replaceChildren(...[...this.cells.values()].map(cell => cell.dom));
      for (const cell of this.code) this.#near.observe(cell.dom);
      this.editorLoaded.then(() => this.#openNear());
    }
    this.outline.read();
    if (message.exercises) this.#setProgress(message);
    this.#turn(message);
    if (message.notice) notice('news', message.notice);
    const isFirst = !this.#isLoaded;
    this.#isLoaded = true;
    // The text was not there when the browser looked for the place that the address names.
    if (isFirst && location.hash) this.reveal(decodeURIComponent(location.hash.slice(1)));
    this.#showKernel();
    this.savedChanged();
  }

  /** @param {any} message */
  #setKernel({ state, generation, note, isQuiet }) {
    const before = this.kernel;
    const isOther = this.generation !== null && generation !== undefined && generation !== this.generation;
    this.kernel = state;
    if (generation !== undefined) this.generation = generation;
    if (isOther) {
      this.panel.forget();
      for (const cell of this.code) cell.show();
    }
    if (note) {
      notice('kernel', note, {
        kind: state === 'dead' ? 'error' : '',
        action: /gone|lost/i.test(note) ? { label: 'Run all', do: () => { unnotice('kernel'); this.runAll(); } } : null,
      });
    }
    if (!isQuiet && before !== state && (state === 'restarting' || state === 'dead' || (state === 'idle' && before !== 'busy'))) {
      announce(note ?? `The kernel is ${KERNEL[state] ?? state}.`);
    }
    this.#showKernel();
  }

  #showKernel() {
    const pill = part('kernel');
    const { standing } = this.connection;
    const running = this.code.find(cell => cell.state === 'running');
    const isLost = standing !== 'open' && this.#isLoaded;
    const state = isLost ? 'lost' : running ? 'busy' : this.kernel;
    const word = isLost ? 'not connected' : running ? `running ${running.label.toLowerCase()}` : KERNEL[state] ?? state;
    if (pill.textContent !== word) pill.textContent = word;
    pill.dataset.state = state;
    pill.title = `Kernel: ${word}`;
    part('interrupt').disabled = !this.isBusy || isLost;
  }

  #setProgress({ exercises = [] }) {
    this.#exercises = exercises;
    for (const cell of this.code) {
      const name = cell.exercise ?? cell.check;
      const known = name && exercises.find(exercise => exercise.name === name);
      if (known) cell.setExercise(known.state);
    }
    this.outline.exercises(exercises.map(({ name, state }) => ({ name, state, cell: this.code.find(cell => cell.exercise === name)?.dom.id ?? null })));
  }

  #turn({ previous, next }) {
    const link = (rel, word, to) => to && el('a', { rel, href: address(`lesson/${encodeURIComponent(to.name)}`).href }, el('span', {}, word), to.title);
    part('turn').replaceChildren(...[link('prev', 'Previous', previous), link('next', 'Next', next)].filter(Boolean));
  }

  #stands() {
    const { standing } = this.connection;
    if (standing === 'open') {
      unnotice('connection');
      if (this.#isLoaded) announce('Connected again.');
      this.panel.resume();
    } else if (standing === 'refused') {
      notice('connection', 'This is another run of the server, and it does not know this page. Open the address that it printed in its terminal, in any tab; then this page goes on. '
        + 'What you typed is kept in this browser.', { kind: 'error', stays: true, action: { label: 'Try again', do: () => this.connection.retry() } });
    } else {
      const text = standing === 'gone'
        ? 'The server does not answer. Is it still running in its terminal? This page connects again by itself as soon as it does.'
        : 'The connection to the server was lost. This page connects again by itself.';
      notice('connection', `${text} What you typed is kept in this browser.`, { kind: 'error', stays: true, action: { label: 'Try now', do: () => this.connection.retry() } });
    }
    this.#showKernel();
    this.savedChanged();
  }

  // --- what the learner wants

  /**
   * Runs a cell. A check first runs its exercise, when that has changed since it was run.
   * @param {CodeCell} cell
   * @param {'next' | 'stay'} then
   */
  async run(cell, then) {
    if (then === 'next') this.go(cell, 1, true);
    if (!this.#isConnected()) return;
    const exercise = cell.check && this.code.find(other => other.exercise === cell.check);
    if (exercise && !exercise.isCurrent && exercise.state === 'idle') {
      if (!await this.#queue(exercise)) return;
    }
    await this.#queue(cell);
  }

  /** @param {CodeCell} cell */
  async #queue(cell) {
    cell.queued();
    this.#showKernel();
    const isSaved = await cell.text.settle();
    const { source, revision, conflict } = cell.text;
    if (conflict || !this.connection.send({ type: 'run', cell: cell.id, source, revision })) {
      cell.unqueued();
      if (conflict) cell.conflictPlace.scrollIntoView({ block: 'nearest' });
      return false;
    }
    // What the file does not have yet, the kernel still gets.
    if (!isSaved) cell.text.fail();
    return true;
  }

  async runAll() {
    if (this.#isConnected() && await this.#settle()) this.connection.send({ type: 'runAll' });
  }

  /** @param {CodeCell} cell */
  async runAbove(cell) {
    if (this.#isConnected() && await this.#settle()) this.connection.send({ type: 'runAbove', cell: cell.id });
  }

  /** @param {CodeCell} cell */
  async runAboveAnd(cell) {
    await this.runAbove(cell);
    await this.#queue(cell);
  }

  interrupt() {
    if (this.#isConnected() && this.isBusy) {
      this.connection.send({ type: 'interrupt' });
      announce('Interrupting.');
    }
  }

  /** @param {boolean} [run] */
  async restart(run = false) {
    if (this.#isConnected() && await this.#settle()) this.connection.send({ type: 'restart', run });
  }

  async resetLesson() {
    const yes = await ask('Reset this lesson?', 'Every cell gets the lesson\'s own text again, and all outputs go. What you have now is kept aside as a file in my-notebooks. '
      + 'Which exercises are done stays noted.', 'Reset the lesson');
    if (yes && this.#isConnected()) this.connection.send({ type: 'resetLesson' });
  }

  /** @param {CodeCell} cell */
  async resetCell(cell) {
    await cell.text.settle();
    if (this.#isConnected()) this.connection.send({ type: 'resetCell', cell: cell.id });
  }

  save() {
    this.flush();
    const isOpen = this.connection.isOpen;
    announce(isOpen ? 'Saved.' : 'Not connected. What you typed is kept in this browser.');
    part('saved').textContent = isOpen ? `Saved in my-notebooks/${this.name}.ipynb, as always` : 'Kept in this browser';
    clearTimeout(this.savedTimer);
    this.savedTimer = setTimeout(() => this.savedChanged(), 4000);
  }

  flush() {
    for (const cell of this.code) cell.text.flush();
  }

  /** Waits until what was typed is saved. @returns {Promise<boolean>} whether nothing is to be decided first */
  async #settle() {
    await Promise.all(this.code.map(cell => cell.text.settle()));
    const torn = this.code.find(cell => cell.text.conflict);
    if (!torn) return true;
    torn.conflictPlace.scrollIntoView({ block: 'center' });
    notice('news', `${torn.label} has two versions. Choose one first.`);
    return false;
  }

  #isConnected() {
    if (this.connection.isOpen) return true;
    announce('Not connected to the server.');
    this.connection.retry();
    return false;
  }

  savedChanged() {
    const isSaved = this.code.every(cell => cell.text.isSaved);
    const saved = part('saved');
    saved.classList.toggle('unsaved', !isSaved && !this.connection.isOpen);
    saved.textContent = !this.#isLoaded ? '' : isSaved ? 'Saved' : this.connection.isOpen ? 'Saving' : 'Kept in this browser';
  }

  // --- moving about

  /** @param {HTMLElement | null} dom */
  #setCurrent(dom) {
    if (this.current?.dom === dom) return;
    this.current?.dom.classList.remove('current');
    this.current = dom ? this.cells.get(dom.dataset.cell ?? '') ?? null : null;
    this.current?.dom.classList.add('current');
  }

  /**
   * Goes to the next cell, or the one before.
   * @param {Cell} from
   * @param {number} direction
   * @param {boolean} [isAfterRun]  then it stays at the last one
   */
  go(from, direction, isAfterRun = false) {
    const all = [...this.cells.values()];
    const to = all[all.indexOf(from) + direction];
    if (!to) {
      if (isAfterRun) from.dom.focus({ preventScroll: true });
      return;
    }
    to.dom.focus({ preventScroll: true });
    // A text that is longer than the screen is read from its beginning.
    const isTall = to.dom.offsetHeight > innerHeight * 0.8;
    to.dom.scrollIntoView({ block: isTall ? 'start' : 'nearest' });
  }

  /**
   * The arrow keys lead from one editor into the next.
   * @param {CodeCell} from
   * @param {number} direction
   */
  editBeyond(from, direction) {
    const all = this.code;
    const to = all[all.indexOf(from) + direction];
    if (!to) return false;
    to.editFrom(direction);
    return true;
  }

  /** Goes to what an address names. @param {string} id */
  reveal(id) {
    const target = document.getElementById(id);
    for (let fold = target?.closest('details'); fold; fold = fold.parentElement?.closest('details')) fold.open = true;
    target?.scrollIntoView();
  }

  /** @param {CodeCell} cell */
  hasUnrunAbove(cell) {
    for (const other of this.code) {
      if (other === cell) return false;
      if (other.generation !== this.generation) return true;
    }
    return false;
  }

  /** The words that the lesson's cells use, for the editor's list. */
  words() {
    const found = new Set(this.code.flatMap(cell => cell.text.source.match(/[\p{L}_][\p{L}\p{N}_]{2,}/gu) ?? []));
    return [...found].sort((a, b) => a.localeCompare(b));
  }

  /** @param {IntersectionObserverEntry[]} entries */
  #come(entries) {
    const come = entries.filter(entry => entry.isIntersecting).map(({ target }) => /** @type {HTMLElement} */ (target));
    for (const dom of come) dom.dataset.near = 'true';
    this.editorLoaded.then(() => this.#openNear());
  }

  // One at a time, so that scrolling stays smooth.
  #openNear() {
    const waiting = this.code.find(cell => cell.dom.dataset.near && !cell.isOpen);
    if (!waiting || this.#isOpening) return;
    this.#isOpening = true;
    const later = window.requestIdleCallback ?? (then => setTimeout(then, 1));
    later(() => {
      this.#isOpening = false;
      // A selection in the text that is no editor yet would be lost.
      if (getSelection()?.isCollapsed !== false || !getSelection()?.containsNode(waiting.dom, true)) {
        if (!waiting.open()) return;
        this.#near.unobserve(waiting.dom);
      } else {
        delete waiting.dom.dataset.near;
      }
      this.#openNear();
    }, { timeout: 300 });
  }
  #isOpening = false;

  // --- the bar and the menus

  #bar() {
    themeButton(part('theme'));
    part('run-all').addEventListener('click', () => this.runAll());
    part('interrupt').addEventListener('click', () => this.interrupt());
    const download = part('download');
    download.href = address(`download/${encodeURIComponent(this.name)}.ipynb`).href;
    download.addEventListener('click', () => this.flush());
    const menu = part('lesson-menu');
    menuKeys(menu);
    menu.addEventListener('toggle', event => {
      if (event.newState !== 'open') return;
      placeMenu(menu, part('more'));
      menu.querySelector('button')?.focus();
    });
    menu.addEventListener('click', event => this.#do(event.target.closest('[data-do]')?.dataset.do));
    for (const button of document.querySelectorAll('dialog [data-close]')) button.addEventListener('click', () => button.closest('dialog')?.close());
    addEventListener('hashchange', () => this.reveal(decodeURIComponent(location.hash.slice(1))));
    let opened = [];
    addEventListener('beforeprint', () => {
      for (const cell of this.code) cell.outputs.come();
      opened = [...document.querySelectorAll('#main details:not([open])')];
      for (const one of opened) one.open = true;
    });
    addEventListener('afterprint', () => { for (const one of opened) one.open = false; });
  }

  /** @param {string | undefined} what */
  #do(what) {
    switch (what) {
      case 'restart': this.restart(); break;
      case 'restartRun': this.restart(true); break;
      case 'clearOutputs': this.connection.send({ type: 'clearOutputs' }); break;
      case 'resetLesson': this.resetLesson(); break;
      case 'keys': this.showKeys(); break;
    }
  }

  showKeys() { part('keys-dialog').showModal(); }

  /** @param {CodeCell} cell */
  cellMenu(cell) {
    this.#cellMenu ??= this.#makeCellMenu();
    const menu = this.#cellMenu;
    const item = (label, action, keys = '', disabled = false) =>
      el('button', { type: 'button', disabled, on: { click: () => { cell.more.focus(); action(); } } }, label, keys && el('kbd', {}, keys));
    menu.replaceChildren(
      item('Run', () => this.run(cell, 'stay'), 'Ctrl Enter'),
      item('Run all above', () => this.runAbove(cell)),
      item('Run all above, then this', () => this.runAboveAnd(cell)),
      el('hr'),
      item('Copy the code', () => navigator.clipboard.writeText(cell.text.source).then(() => announce('Copied.'), () => notice('news', 'The browser did not allow the copy.'))),
      item('Reset this cell', () => this.resetCell(cell), '', cell.text.isOriginal && cell.text.isSaved));
    menu.showPopover();
    placeMenu(menu, cell.more);
    menu.querySelector('button')?.focus();
  }
  /** @type {HTMLElement | null} */ #cellMenu = null;

  #makeCellMenu() {
    const menu = el('div.menu', { id: 'cell-menu' });
    menu.popover = 'auto';
    menuKeys(menu);
    document.body.append(menu);
    return menu;
  }
}

function webSocketAddress(path) {
  const url = address(path);
  url.protocol = url.protocol.replace('http', 'ws');
  return url;
}

const lesson = new Lesson();
// For tests, and for the curious.
/** @type {any} */ (window).lesson = lesson;
