import { copy } from './copy.js';
import { el } from './dom.js';
import { ask, menuKeys, placeMenu } from './menu.js';
import { notice } from './notices.js';
import { address } from './settings.js';
import { themeButton } from './theme.js';

/** @typedef {import('./lesson.js').Lesson} Lesson */
/** @typedef {import('./code-cell.js').CodeCell} CodeCell */

const part = id => /** @type {any} */ (document.getElementById(id));
const TITLE = document.title;
const KERNEL = { starting: 'starting', idle: 'ready', busy: 'running', restarting: 'restarting', dead: 'ended' };

/** The bar at the top: how the kernel is, whether all is saved, what can be done with the whole lesson; and the menus. */
export class Bar {
  #lesson;
  #savedTimer = 0;
  /** @type {HTMLElement | null} */ #cellMenu = null;

  /** @param {Lesson} lesson */
  constructor(lesson) {
    this.#lesson = lesson;
    themeButton(part('theme'));
    part('run-all').addEventListener('click', () => lesson.runAll());
    part('interrupt').addEventListener('click', () => lesson.interrupt());
    const download = part('download');
    download.href = address(`download/${encodeURIComponent(lesson.name)}.ipynb`).href;
    download.addEventListener('click', () => lesson.flush());
    const menu = part('lesson-menu');
    menuKeys(menu);
    menu.addEventListener('toggle', event => {
      if (event.newState !== 'open') return;
      placeMenu(menu, part('more'));
      menu.querySelector('button')?.focus();
    });
    menu.addEventListener('click', event => this.#do(event.target.closest('[data-do]')?.dataset.do));
    for (const button of document.querySelectorAll('dialog [data-close]')) button.addEventListener('click', () => button.closest('dialog')?.close());
  }

  /** @param {string} state  of the kernel, as one reads it */
  static word(state) { return KERNEL[state] ?? state; }

  showKernel() {
    const lesson = this.#lesson;
    const pill = part('kernel');
    const isLost = lesson.isLoaded && !lesson.connection.isOpen;
    const running = lesson.code.find(cell => cell.state === 'running');
    const state = isLost ? 'lost' : running ? 'busy' : lesson.kernel;
    const word = isLost ? 'not connected' : running ? `running ${running.label.toLowerCase()}` : Bar.word(state);
    if (pill.textContent !== word) pill.textContent = word;
    pill.dataset.state = state;
    pill.title = `Kernel: ${word}`;
    // A tab in the background tells that it works.
    document.title = (lesson.isBusy ? '\u25b6 ' : '') + TITLE;
    part('interrupt').disabled = !lesson.isBusy || isLost;
  }

  showSaved() {
    const { code, connection, isLoaded } = this.#lesson;
    const isSaved = code.every(cell => cell.text.isSaved);
    const saved = part('saved');
    saved.classList.toggle('unsaved', !isSaved && !connection.isOpen);
    saved.textContent = !isLoaded ? '' : isSaved ? 'Saved' : connection.isOpen ? 'Saving' : 'Kept in this browser';
  }

  /** Answers those who save by hand. @param {string} text */
  saySaved(text) {
    part('saved').textContent = text;
    clearTimeout(this.#savedTimer);
    this.#savedTimer = window.setTimeout(() => this.showSaved(), 4000);
  }

  showKeys() { part('keys-dialog').showModal(); }

  /** @param {string | undefined} what */
  async #do(what) {
    const lesson = this.#lesson;
    switch (what) {
      case 'restart': lesson.restart(); break;
      case 'restartRun': lesson.restart(true); break;
      case 'clearOutputs': lesson.connection.send({ type: 'clearOutputs' }); break;
      case 'keys': this.showKeys(); break;
      case 'print': lesson.print(); break;
      case 'resetLesson': {
        const yes = await ask('Reset this lesson?', 'Every cell gets the lesson\'s own text again, and all outputs go. What you have now is kept aside as a file in my-notebooks. '
          + 'Which exercises are done stays noted.', 'Reset the lesson');
        if (yes) lesson.connection.send({ type: 'resetLesson' });
        break;
      }
    }
  }

  /** @param {CodeCell} cell */
  cellMenu(cell) {
    const lesson = this.#lesson;
    const menu = this.#cellMenu ??= makeMenu();
    const item = (label, action, keys = '', disabled = false) =>
      el('button', { type: 'button', disabled, on: { click: () => { cell.more.focus(); action(); } } }, label, keys && el('kbd', {}, keys));
    menu.replaceChildren(...[
      item('Run', () => lesson.run(cell, 'stay'), 'Ctrl Enter'),
      item('Run all above', () => lesson.runAbove(cell)),
      item('Run all above, then this', () => lesson.runAboveAnd(cell)),
      el('hr'),
      item('Add a cell below', () => lesson.addCell(cell), 'B'),
      cell.isMine && item('Remove this cell', () => lesson.removeCell(cell), 'D D'),
      el('hr'),
      item('Copy the code', () => copy(cell.text.source).then(({ said }) => notice('news', said))),
      !cell.isMine && item('Reset this cell', () => lesson.resetCell(cell), '', cell.text.isOriginal && cell.text.isSaved)].filter(one => one !== false));
    menu.showPopover();
    placeMenu(menu, cell.more);
    menu.querySelector('button')?.focus();
  }
}

function makeMenu() {
  const menu = el('div.menu', { id: 'cell-menu' });
  menu.popover = 'auto';
  menuKeys(menu);
  document.body.append(menu);
  return menu;
}
