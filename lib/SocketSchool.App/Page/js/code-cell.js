import { announce } from './announce.js';
import { CellText } from './cell-text.js';
import { conflictView } from './conflict.js';
import { duration, el, icon, trusted } from './dom.js';
import { createEditor } from './editor.js';
import { Outputs } from './outputs.js';
import { showQuestions } from './predict.js';
import { hasUnknownName, isCompiler, problemsView } from './problems.js';

/** @typedef {import('./editor.js').Problem} Problem */
/** @typedef {import('./lesson.js').Lesson} Lesson */

const EXERCISE_WORD = { done: 'done', tried: 'tried', open: 'not yet' };

/** A cell of code: its text in an editor, the button that runs it, what it shows. */
export class CodeCell {
  kind = /** @type {const} */ ('code');
  /** @type {'idle' | 'queued' | 'running'} */ state = 'idle';
  /** @type {number | null} */ count = null;
  /** @type {number | null} */ ms = null;
  /** @type {boolean | null} */ ok = null;
  /** The kernel that ran it last. @type {number | null} */ generation = null;
  /** The text that was run last. @type {string | null} */ ranSource = null;
  /** @type {Problem[]} */ problems = [];
  /** @type {number | null} */ failedLine = null;
  /** @type {import('./editor.js').Editor | null} */ #editor = null;
  #lesson;
  #still;

  /**
   * @param {Lesson} lesson
   * @param {any} data  as the server describes it
   */
  constructor(lesson, data) {
    this.#lesson = lesson;
    this.id = data.id;
    /** Whether the learner has added it. */ this.isMine = data.mine === true;
    /** @type {string[]} */ this.tags = data.tags ?? [];
    this.exercise = this.#tag('exercise:');
    this.check = this.#tag('check:');
    this.text = new CellText(lesson.name, this.id, message => lesson.connection.send(message), what => this.#textChanged(what));
    this.outputs = new Outputs(`${lesson.name}:${this.id}`, key => this.#fromFrame(key));

    this.#still = el('pre.still', { on: { pointerup: event => this.#openAt(event) } }, el('code.code'));
    this.box = el('div.box', {}, this.#still);
    this.button = el('button.run', { type: 'button', on: { click: () => this.press() } });
    this.more = el('button.more', {
      type: 'button', title: 'More', 'aria-haspopup': 'true', on: { click: () => lesson.bar.cellMenu(this) },
    }, icon('more'));
    this.countDom = el('span.count');
    this.timeDom = el('span.time');
    this.side = el('div.side', {}, this.button, this.countDom, this.timeDom);
    this.head = el('div.head');
    this.problemsPlace = el('div');
    this.conflictPlace = el('div');
    this.dom = el('section.cell.code', { id: `cell-${this.id}`, tabIndex: 0, role: 'group', data: { cell: this.id } });
    const fold = this.#folded(data.source);
    /** Whether it only makes names known, so that it may be run before any other cell without being asked for. */ this.isSetup = fold !== null;
    this.dom.append(...[this.head, fold ?? this.box, this.side, this.conflictPlace, this.problemsPlace, this.outputs.dom]);
    this.box.append(this.more);
    if (this.exercise) this.dom.classList.add('is-exercise');
    if (this.check) this.dom.classList.add('is-check');
    this.#dress();
    this.load(data, true);
  }

  #tag(prefix) { return this.tags.find(tag => tag.startsWith(prefix))?.slice(prefix.length) ?? null; }

  // Nothing but directives, usings and comments: every lesson begins with it, and nobody needs to read it each time.
  #folded(source) {
    const isSetup = source.includes('#r "') && source.split('\n').every(line => /^\s*($|\/\/|#r |using )/.test(line));
    if (!isSetup) return null;
    const fold = el('details.fold', {}, el('summary', {}, 'Load the library and name what is used of .NET'), this.box);
    fold.addEventListener('toggle', () => this.#editor?.measure());
    return fold;
  }

  /**
   * What the server knows of the cell.
   * @param {any} data
   * @param {boolean} isFirst
   */
  load(data, isFirst = false) {
    if (isFirst) this.#still.firstElementChild.replaceChildren(trusted(data.highlighted ?? ''));
    this.count = data.count ?? null;
    this.ms = data.ms ?? null;
    this.ok = data.ok ?? null;
    /** Its place among the code cells, from 1. @type {number} */ this.number = data.number;
    this.more.setAttribute('aria-label', `More about cell ${this.number}`);
    this.outputs.label(`cell ${this.number}`);
    this.generation = data.generation ?? (this.ok === null ? null : this.#lesson.generation);
    this.state = data.state ?? 'idle';
    this.text.load(data.source, data.revision, data.original, isFirst);
    this.outputs.load(data.outputs ?? []);
    if (this.state === 'running') this.outputs.come();
    this.mark(data.diagnostics ?? []);
    this.show();
  }

  get label() { return this.exercise ? `Exercise ${this.exercise}` : this.check ? `Check ${this.check}` : `Cell ${this.number}`; }

  /** Whether its variables and types are there, as its text says them. */
  get isCurrent() { return this.ok === true && this.generation === this.#lesson.generation && this.ranSource === this.text.source; }

  /** The head of cells that want something of the learner. */
  #dress() {
    if (this.exercise) {
      this.stateTag = el('span.tag');
      this.reset = el('button.button.small.reset', { type: 'button', hidden: true, on: { click: () => { this.dom.focus(); this.#lesson.resetCell(this); } } }, icon('reset'), 'Reset');
      this.reset.setAttribute('aria-label', `Reset exercise ${this.exercise}`);
      this.head.append(icon('pencil'), el('strong', {}, 'Exercise'), el('span.name', {}, this.exercise), this.stateTag, this.reset);
    } else if (this.check) {
      this.stateTag = el('span.tag');
      this.head.append(icon('flag'), el('strong', {}, 'Check'), el('span.name', {}, this.check), this.stateTag);
    }
  }

  /** @param {'done' | 'tried' | 'open'} state */
  setExercise(state) {
    if (!this.stateTag) return;
    this.stateTag.className = `tag ${state}`;
    this.stateTag.replaceChildren(...(state === 'done' ? [icon('check')] : []), EXERCISE_WORD[state]);
    this.dom.classList.toggle('is-done', state === 'done');
  }

  /** Everything that follows from the state. */
  show() {
    const isRunning = this.state === 'running';
    const isStale = this.count !== null && this.generation !== this.#lesson.generation && this.state === 'idle';
    for (const state of ['queued', 'running']) this.dom.classList.toggle(state, this.state === state);
    this.dom.classList.toggle('failed', this.ok === false && this.state === 'idle');
    this.dom.classList.toggle('stale', isStale);
    const [picture, word, label] = isRunning ? ['stop', 'Stop', `${this.label} is running. Interrupt`]
      : this.state === 'queued' ? ['wait', 'Waiting', `${this.label} waits for its turn`]
      : ['play', this.check ? 'Check' : 'Run', `Run ${this.label.toLowerCase()}`];
    if (this.button.dataset.picture !== picture) {
      this.button.dataset.picture = picture;
      this.button.replaceChildren(icon(/** @type {any} */ (picture)), el('span.run-word', { 'aria-hidden': 'true' }, word));
    }
    this.button.setAttribute('aria-label', label);
    this.button.title = isRunning ? 'Interrupt' : this.state === 'queued' ? 'Waiting' : 'Run (Shift+Enter)';
    this.countDom.textContent = isRunning ? '[*]' : this.count === null ? '' : `[${this.count}]`;
    this.countDom.title = this.count === null ? '' : `Cell ${this.number}${isStale ? ', run before the kernel was restarted' : this.ok === false ? ', whose last run failed' : ''}`;
    this.timeDom.textContent = this.state === 'idle' && this.ms && this.ok !== null ? duration(this.ms) : '';
    const how = isRunning ? 'running' : this.state === 'queued' ? 'waiting' : this.count === null ? 'not run' : this.ok === false ? 'failed' : isStale ? 'run before the restart' : 'run';
    this.dom.setAttribute('aria-label', `${this.label}, ${how}`);
  }

  /** The button: runs, or interrupts what runs. */
  press() {
    if (this.state === 'running') this.#lesson.interrupt();
    else this.#lesson.run(this, 'stay');
  }

  queued() {
    if (this.state === 'idle') this.state = 'queued';
    this.show();
  }

  unqueued() {
    if (this.state === 'queued') this.state = 'idle';
    this.show();
  }

  /** @param {number} count */
  started(count) {
    this.state = 'running';
    this.count = count;
    this.ok = null;
    this.ms = null;
    this.generation = this.#lesson.generation;
    this.ranSource = this.text.saved;
    this.outputs.begin();
    this.mark([]);
    this.show();
  }

  /**
   * @param {boolean} ok
   * @param {number} ms
   */
  done(ok, ms) {
    this.state = this.state === 'queued' ? 'queued' : 'idle';
    this.ok = ok;
    this.ms = ms;
    this.outputs.end();
    this.show();
    const first = this.problems.find(({ severity }) => severity === 'error');
    announce(ok ? `${this.label} finished in ${duration(ms)}.`
      : first ? `${this.label} does not compile. Line ${first.line}: ${first.message}` : `${this.label} failed.`);
  }

  /**
   * Marks what the compiler says, or the line at which a run failed.
   * @param {Problem[]} places
   */
  mark(places) {
    const problems = this.problems = places.filter(({ code }) => isCompiler(code));
    this.failedLine = places.find(({ code }) => !isCompiler(code))?.line ?? null;
    this.#editor?.mark(problems);
    this.#editor?.markLine(this.failedLine);
    const canRunAbove = hasUnknownName(problems) && this.#lesson.hasUnrunAbove(this);
    this.problemsPlace.replaceChildren(...(problems.length ? [problemsView(
      problems, (at, column) => this.edit(at, column), canRunAbove ? () => this.#lesson.runAboveAnd(this) : null)] : []));
    this.outputs.hideErrors(problems.some(({ severity }) => severity === 'error'));
  }

  /** Makes the editor, if it is not there yet. */
  open() {
    if (this.#editor) return this.#editor;
    const editor = createEditor({
      label: `Code of ${this.label.toLowerCase()}. Press Escape, then Tab, to leave it.`,
      typed: source => this.#typed(source),
      run: then => { this.#lesson.run(this, then); return true; },
      save: () => { this.#lesson.save(); return true; },
      leave: () => { this.dom.focus({ preventScroll: true }); return true; },
      beyond: direction => this.#lesson.editBeyond(this, direction),
      focusChanged: has => { if (!has) this.text.flush(); },
      names: (source, at) => this.#lesson.namesAt(this, source, at),
      words: () => this.#lesson.words(),
    }, this.text.source);
    if (!editor) return null;
    this.#editor = editor;
    this.#still.replaceWith(editor.dom);
    if (this.problems.length) editor.mark(this.problems);
    if (this.failedLine !== null) editor.markLine(this.failedLine);
    this.fit();
    return editor;
  }

  /** Long lines scroll sideways; then the keyboard must reach what scrolls without editing it. */
  fit() {
    const box = this.#editor ? this.#editor.scroller : this.#still;
    if (box instanceof HTMLTextAreaElement) return;
    const scrolls = box.scrollWidth > box.clientWidth + 1;
    if (scrolls) box.tabIndex = 0;
    else if (box.tabIndex === 0) box.tabIndex = -1;
  }

  get isOpen() { return this.#editor !== null; }

  /**
   * Puts the caret into the code.
   * @param {number} [line]
   * @param {number} [column]
   */
  async edit(line, column) {
    this.#unfold();
    await this.#lesson.editorLoaded;
    this.open()?.focus(line, column);
  }

  /** @param {number} direction  from which side one comes: down (1) to the beginning, up (-1) to the end */
  async editFrom(direction) {
    this.#unfold();
    await this.#lesson.editorLoaded;
    this.open()?.focusEdge(-direction);
  }

  #unfold() {
    const fold = this.dom.querySelector('details.fold');
    if (fold) fold.open = true;
  }

  // A click into the code before its editor is there goes on in the editor, at the same place.
  async #openAt(event) {
    if (!getSelection()?.isCollapsed) return;
    const { line, column } = placeIn(this.#still, event) ?? {};
    await this.edit(line, column);
  }

  /** @param {string} source  by the learner */
  #typed(source) {
    this.text.edit(source);
    this.#questions();
    // The marks belong to the text that was run; the line's mark goes with the first change, the messages stay until the next run.
    if (this.failedLine !== null) {
      this.failedLine = null;
      this.#editor?.markLine(null);
    }
  }

  /** Text that the learner chose without typing it. @param {string} source */
  replace(source) {
    if (this.#editor) this.#editor.setText(source);
    else this.#still.firstElementChild.textContent = source;
    this.#typed(source);
  }

  #questions() {
    showQuestions(this.head, this.text.source, (at, letter) => {
      const { source } = this.text;
      this.replace(source.slice(0, at) + letter + source.slice(at + 1));
    });
  }

  /** @param {'text' | 'state'} what */
  #textChanged(what) {
    if (what === 'text') {
      if (this.#editor) this.#editor.setText(this.text.source);
      else if (this.#still.textContent !== this.text.source) this.#still.firstElementChild.textContent = this.text.source;
      this.#questions();
    }
    const { conflict, source } = this.text;
    const key = conflict ? `${conflict.revision}:${source}` : '';
    if (this.conflictPlace.dataset.key !== key) {
      this.conflictPlace.dataset.key = key;
      this.conflictPlace.replaceChildren(...(conflict ? [conflictView(source, conflict.source, which => { this.text.choose(which); this.dom.focus(); })] : []));
      if (conflict) announce(`${this.label} was changed elsewhere too. Choose which text shall stay.`);
    }
    if (this.reset) this.reset.hidden = this.text.isOriginal && this.text.isSaved;
    this.#lesson.savedChanged();
  }

  /** @param {{ key: string, shift: boolean, ctrl: boolean }} key  pressed in an output's frame */
  #fromFrame({ key, shift }) {
    if (key === 'Escape') this.dom.focus({ preventScroll: true });
    else this.#lesson.run(this, shift ? 'next' : 'stay');
  }
}

/** Line and column of a click in text that is no editor yet. */
function placeIn(pre, event) {
  const at = /** @type {any} */ (document).caretPositionFromPoint?.(event.clientX, event.clientY)
    ?? /** @type {any} */ (document).caretRangeFromPoint?.(event.clientX, event.clientY);
  const node = at?.offsetNode ?? at?.startContainer;
  if (!node || !pre.contains(node)) return null;
  const range = document.createRange();
  range.setStart(pre, 0);
  range.setEnd(node, at.offset ?? at.startOffset);
  const before = range.toString().split('\n');
  return { line: before.length, column: before[before.length - 1].length + 1 };
}
