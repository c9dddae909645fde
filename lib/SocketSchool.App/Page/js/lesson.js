import { announce } from './announce.js';
import { Bar } from './bar.js';
import { CodeCell } from './code-cell.js';
import { el } from './dom.js';
import { loadEditor } from './editor.js';
import { allFigures } from './figure.js';
import { Follow } from './follow.js';
import { allFrames } from './frame.js';
import { lessonKeys } from './keys.js';
import { Names } from './names.js';
import { NearEditors } from './near.js';
import { notice, unnotice } from './notices.js';
import { outline } from './outline.js';
import { addAbove, addCell, placeCells, removeCell } from './own-cells.js';
import { Panel } from './panel.js';
import { rememberPlace, restorePlace } from './place.js';
import { address, settings } from './settings.js';
import { Connection, standingNotice } from './socket.js';
import { showTerms } from './terms.js';
import { TextCell } from './text-cell.js';
import { paper } from './theme.js';
import { editBeyond, openForPrint, reveal } from './walk.js';

/** Comments and texts. */
const NO_CODE = /\/\/.*|"(?:\\.|[^"\\\n])*"/g;

const part = id => /** @type {any} */ (document.getElementById(id));

/** @typedef {CodeCell | TextCell} Cell */

/** A lesson: its cells, the connection to its kernel, and what belongs to all of them. */
export class Lesson {
  name = settings.lesson ?? '';
  /** @type {Map<string, Cell>} */ cells = new Map();
  /** Tells one kernel from the next. @type {number | null} */ generation = null;
  kernel = 'starting';
  /** @type {Cell | null} */ current = null;
  isLoaded = false;
  /** How many waiting cells a failed one has just sent home. */ #sentHome = 0;
  #near = new NearEditors(() => this.code);

  constructor() {
    this.connection = new Connection(`ws/lesson/${encodeURIComponent(this.name)}`);
    this.connection.addEventListener('message', event => this.#hear(/** @type {MessageEvent} */ (event).data));
    this.names = new Names(this.connection);
    this.connection.addEventListener('standing', () => this.#stands());
    this.connection.addEventListener('closed', () => { for (const cell of this.code) cell.text.disconnected(); });
    this.editorLoaded = loadEditor();
    this.editorLoaded.then(isGood => { if (!isGood) sayWhatIsMissing(); });
    this.outline = outline(part('outline'), part('cells'));
    this.follow = new Follow(part('cells'));
    showTerms(part('cells'));
    this.panel = new Panel(this);
    this.bar = new Bar(this);
    lessonKeys(this);
    addEventListener('pagehide', () => this.flush());
    addEventListener('hashchange', () => reveal(location.hash));
    part('cells').addEventListener('focusin', event => this.#setCurrent(event.target.closest('.cell')));
    openForPrint(() => { for (const cell of this.code) cell.outputs.come(); });
  }

  /** @returns {CodeCell[]} in their order */
  get code() { return /** @type {CodeCell[]} */ ([...this.cells.values()].filter(cell => cell.kind === 'code')); }

  get isBusy() { return this.code.some(cell => cell.state !== 'idle'); }

  // --- what the server says

  /** @param {any} message */
  #hear(message) {
    const cell = /** @type {CodeCell | undefined} */ (message.cell === undefined ? undefined : this.cells.get(message.cell));
    switch (message.type) {
      case 'lesson': this.#load(message); break;
      case 'queued': cell?.queued(); break;
      case 'unqueued': cell?.unqueued(); this.#sentHome++; break;
      case 'started': cell?.started(message.count); this.#sentHome = 0; unnotice('before'); break;
      case 'output': cell?.outputs.set(message.index, message.output); break;
      case 'append': cell?.outputs.append(message.index, message.text); break;
      case 'diagnostics': cell?.mark(message.items ?? []); break;
      case 'done': cell?.done(message.ok, message.ms); if (cell) this.#ended(cell); break;
      case 'kernel': this.#setKernel(message); break;
      case 'added': if (cell) this.#edit(cell); break;
      case 'saved':
        cell?.text.acknowledge(message.revision, message.original);
        if (message.problem) notice('save', message.problem, { kind: 'error' });
        else unnotice('save');
        break;
      case 'edited': cell?.text.changed(message.source, message.revision, message.original); break;
      case 'conflict': cell?.text.refuse(message.theirs, message.revision); break;
      case 'notice': notice('news', message.message); announce(message.message); break;
      case 'progress': this.#setProgress(message); break;
      case 'panel': this.panel.show(message); break;
      case 'names': this.names.hear(message); break;
      case 'error':
        notice('error', message.message, { kind: 'error' });
        for (const one of this.code) one.text.fail();
        break;
    }
    if (/^(queued|unqueued|started|done)$/.test(message.type)) this.bar.showKernel();
  }

  // After a failure the cells that wait are not run; whoever watches the end of the page should know why nothing comes.
  /** @param {CodeCell} cell */
  #ended(cell) {
    const left = this.#sentHome;
    this.#sentHome = 0;
    if (cell.ok || left === 0 || this.#wasInterrupted) return;
    const show = { label: 'Show it', do: () => { unnotice('news'); cell.dom.focus({ preventScroll: true }); cell.dom.scrollIntoView({ block: 'center' }); } };
    const how = cell.problems.some(({ severity }) => severity === 'error') ? 'does not compile' : 'failed';
    notice('news', `${cell.label} ${how}, so ${left === 1 ? 'the cell that waited was' : `the ${left} cells that waited were`} not run.`, { kind: 'error', action: show });
  }
  #wasInterrupted = false;

  /** @param {any} message */
  #load(message) {
    if (message.kernel) this.#setKernel(message.kernel, true);
    if (this.#place(message.cells)) {
      this.#near.watch();
      this.editorLoaded.then(() => this.#near.open());
    }
    this.outline.read();
    this.#setProgress(message);
    showTurn(message);
    if (message.notice) notice('news', message.notice);
    const isOld = !this.isLoaded && this.code.some(cell => cell.count !== null) && !this.code.some(cell => cell.generation === this.generation);
    // The text was not there when the browser looked for the place that the address names.
    if (!this.isLoaded) {
      reveal(location.hash);
      restorePlace(this);
      rememberPlace(this);
    }
    this.isLoaded = true;
    if (isOld) notice('before', 'What the cells show is from before. Its variables and servers are gone: run again what you need.', { action: this.#runAllAction('before') });
    this.bar.showKernel();
    this.bar.showSaved();
  }

  /**
   * Puts the cells into the page. Those that are there stay where they stand: a frame that is moved loads again.
   * @param {any[]} all  as the server describes them
   * @returns {boolean} whether there are others than before
   */
  #place(all) {
    const before = this.cells;
    this.cells = new Map(all.map(data => {
      const known = before.get(data.id);
      if (known?.kind !== data.kind) return [data.id, data.kind === 'code' ? new CodeCell(this, data) : new TextCell(data)];
      /** @type {any} */ (known).load(data);
      return [data.id, known];
    }));
    placeCells(part('cells'), before, this.cells);
    if (this.current && this.cells.get(this.current.id) !== this.current) this.#setCurrent(null);
    const ids = [...before.keys()];
    return ids.length !== all.length || all.some(({ id }, i) => ids[i] !== id);
  }

  /** @param {string} matter */
  #runAllAction(matter) { return { label: 'Run all', do: () => { unnotice(matter); this.runAll(); } }; }

  /**
   * @param {{ state: string, generation?: number, note?: string }} message
   * @param {boolean} [isQuiet]
   */
  #setKernel({ state, generation, note }, isQuiet = false) {
    const before = this.kernel;
    const isOther = this.generation !== null && generation !== undefined && generation !== this.generation;
    this.kernel = state;
    if (generation !== undefined) this.generation = generation;
    if (isOther) {
      this.panel.forget();
      for (const cell of this.code) cell.show();
    }
    // What is lost stays said until the learner has dealt with it.
    const isLoss = isOther || state === 'dead';
    if (note && isLoss) {
      notice('kernel', note, { kind: state === 'dead' ? 'error' : '', action: this.#runAllAction('kernel') });
    } else if (note) {
      notice('news', note);
    } else if (isOther && before === 'restarting' && !isQuiet && !this.isBusy) {
      notice('news', 'The kernel was restarted. Variables and servers are gone: run again what you need.');
    }
    if (!isQuiet && before !== state && (state === 'restarting' || state === 'dead' || (state === 'idle' && before !== 'busy'))) {
      announce(note ?? `The kernel is ${Bar.word(state)}.`);
    }
    this.bar?.showKernel();
  }

  /** @param {{ exercises?: { name: string, state: 'done' | 'tried' | 'open' }[] }} message */
  #setProgress({ exercises }) {
    if (!exercises) return;
    for (const cell of this.code) {
      const name = cell.exercise ?? cell.check;
      const known = exercises.find(exercise => exercise.name === name);
      if (known) cell.setExercise(known.state);
    }
    this.outline.exercises(exercises.map(({ name, state }) => ({ name, state, cell: this.code.find(cell => cell.exercise === name)?.dom.id ?? null })));
  }

  #stands() {
    const { standing } = this.connection;
    if (standing === 'open') {
      unnotice('connection');
      if (this.isLoaded) announce('Connected again.');
      this.panel.resume();
    } else {
      notice('connection', standingNotice(standing), { kind: 'error', stays: true, action: { label: 'Try now', do: () => this.connection.retry() } });
    }
    this.bar.showKernel();
    this.bar.showSaved();
  }

  // --- what the learner wants

  /**
   * Runs a cell. What it cannot do without is run before: the library is loaded, and a check runs its exercise when that has changed.
   * @param {CodeCell} cell
   * @param {'next' | 'stay'} then
   */
  async run(cell, then) {
    if (then === 'next') this.go(cell, 1, cell.outputs.dom);
    if (!this.isConnected()) return;
    const all = this.code;
    const before = all.slice(0, all.indexOf(cell)).filter(other => other.isSetup || (cell.check && other.exercise === cell.check));
    for (const other of before) if (!other.isCurrent && other.state === 'idle' && !await this.#queue(other)) return;
    await this.#queue(cell);
  }

  /** @param {CodeCell} cell */
  async #queue(cell) {
    cell.queued();
    this.#wasInterrupted = false;
    this.bar.showKernel();
    await cell.text.settle();
    const { source, revision, conflict } = cell.text;
    if (!conflict && this.connection.send({ type: 'run', cell: cell.id, source, revision })) return true;
    cell.unqueued();
    this.bar.showKernel();
    if (conflict) cell.conflictPlace.scrollIntoView({ block: 'nearest' });
    return false;
  }

  async runAll() {
    if (await this.#mayRun()) this.connection.send({ type: 'runAll' });
  }

  /** @param {CodeCell} cell */
  async runAbove(cell) {
    if (await this.#mayRun()) this.connection.send({ type: 'runAbove', cell: cell.id });
  }

  /** @param {CodeCell} cell */
  async runAboveAnd(cell) {
    if (!await this.#mayRun()) return;
    this.connection.send({ type: 'runAbove', cell: cell.id });
    await this.#queue(cell);
  }

  interrupt() {
    if (!this.isBusy || !this.isConnected()) return;
    this.#wasInterrupted = true;
    this.connection.send({ type: 'interrupt' });
    announce('Interrupting.');
  }

  /** @param {boolean} [run]  all cells, then */
  async restart(run = false) {
    if (await this.#mayRun()) this.connection.send({ type: 'restart', run });
  }

  /** @param {CodeCell} cell */
  async resetCell(cell) {
    await cell.text.settle();
    if (this.isConnected()) this.connection.send({ type: 'resetCell', cell: cell.id });
  }

  /** @param {Cell | null} after */
  addCell(after) { addCell(this, after); }

  /** @param {Cell} cell */
  addAbove(cell) { addAbove(this, cell); }

  /** @param {CodeCell} cell */
  removeCell(cell) { return removeCell(this, cell); }

  /** @param {CodeCell} cell */
  async #edit(cell) {
    this.follow.begin(cell);
    await cell.edit();
    cell.dom.scrollIntoView({ block: 'nearest' });
  }

  /** Outputs far away are made only when they come near; on paper all of them are. */
  async print() {
    announce('Preparing the outputs for printing.');
    for (const cell of this.code) cell.outputs.come();
    paper(true);
    await Promise.all([allFigures(), allFrames(15_000)]);
    print();
  }

  save() {
    this.flush();
    const { isOpen } = this.connection;
    announce(isOpen ? 'Saved.' : 'Not connected. What you typed is kept in this browser.');
    this.bar.saySaved(isOpen ? `Saved in my-notebooks/${this.name}.ipynb, as always` : 'Kept in this browser');
  }

  flush() {
    for (const cell of this.code) cell.text.flush();
  }

  /** Waits until what was typed is saved. @returns {Promise<boolean>} whether cells may be run */
  async #mayRun() {
    if (!this.isConnected()) return false;
    this.#wasInterrupted = false;
    await Promise.all(this.code.map(cell => cell.text.settle()));
    const torn = this.code.find(cell => cell.text.conflict);
    if (!torn) return true;
    torn.conflictPlace.scrollIntoView({ block: 'center' });
    notice('news', `${torn.label} has two versions. Choose one first.`);
    return false;
  }

  /** Whether something can be asked of the server now; else it says so. */
  isConnected() {
    if (this.connection.isOpen) return true;
    announce('Not connected to the server.');
    this.connection.retry();
    return false;
  }

  savedChanged() { this.bar?.showSaved(); }

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
   * @param {HTMLElement} [result]  what the learner waits to see on the way
   */
  go(from, direction, result) {
    const all = [...this.cells.values()];
    const to = all[all.indexOf(from) + direction] ?? from;
    to.dom.focus({ preventScroll: true });
    this.follow.begin(to, result);
  }

  /**
   * @param {CodeCell} from
   * @param {number} direction
   */
  editBeyond(from, direction) { return editBeyond(this.code, from, direction); }

  /** Whether a cell above has not been run on this kernel. @param {CodeCell} cell */
  hasUnrunAbove(cell) {
    const all = this.code;
    return all.slice(0, all.indexOf(cell)).some(other => other.generation !== this.generation);
  }

  /**
   * The names that can stand at a place of a cell. When it is the library that is missing, that is loaded first, as before a run.
   * @param {CodeCell} cell
   * @param {string} source
   * @param {number} at
   */
  async namesAt(cell, source, at) {
    const list = await this.names.ask(source, at);
    const all = this.code;
    const missing = list?.unknown && !this.isBusy ? all.slice(0, all.indexOf(cell)).filter(other => other.isSetup && !other.isCurrent) : [];
    if (!missing.length) return list;
    for (const other of missing) if (!await this.#queue(other)) return list;
    for (let i = 0; i < 100 && missing.some(other => other.state !== 'idle'); i++) await new Promise(resolve => setTimeout(resolve, 30));
    return this.names.ask(source, at);
  }

  /** The words that the lesson's code uses, for the editor's list. */
  words() {
    const found = new Set(this.code.flatMap(cell => cell.text.source.replace(NO_CODE, ' ').match(/(?<![\p{L}\p{N}_])[\p{L}_][\p{L}\p{N}_]{2,}/gu) ?? []));
    return [...found].sort((a, b) => a.localeCompare(b));
  }
}

function showTurn({ previous, next }) {
  const link = (rel, word, to) => to && el('a', { rel, href: address(`lesson/${encodeURIComponent(to.name)}`).href }, el('span', {}, word), to.title);
  part('turn').replaceChildren(...[link('prev', 'Previous', previous), link('next', 'Next', next)].filter(Boolean));
}

function sayWhatIsMissing() {
  notice('packages', 'The editor and the figures of this page are npm packages, and those are not here. Plain text areas and pictures take their place; everything runs. '
    + 'To have them, install Node.js, run npm ci in lib/SocketSchool.App/Page, and start the page again.', { kind: 'plain' });
}

// In the window for tests, and for the curious.
/** @type {any} */ (window).lesson = new Lesson();
