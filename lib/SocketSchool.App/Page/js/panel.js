import { announce } from './announce.js';
import { copyButton } from './copy.js';
import { el, icon } from './dom.js';
import { OutputFrame } from './frame.js';

const VIEWS = { card: 'Card', log: 'Log', diagram: 'Diagram' };

/** @typedef {{ id: string, name: string, state: string, endPoint: string, port: number, protocol: string, connections: any, faults: number, webAddress?: string, hint?: string, cardHtml?: string, logHtml?: string, diagramHtml?: string }} Server */

/** The servers that run in the lesson's kernel: what each says of itself, how to talk to it, how to stop it. */
export class Panel {
  #lesson;
  #dom = /** @type {HTMLElement} */ (document.getElementById('panel'));
  #button = /** @type {HTMLElement} */ (document.getElementById('show-panel'));
  #list = el('ul.servers');
  #empty = el('p.empty', {}, 'No server runs. Run a cell that starts one, as in ', el('code', {}, 'var echo = EchoServer.Start();'), ' and it appears here, with all that goes over its wire.');
  #stopAll = el('button.button.small.outlined', { type: 'button', on: { click: () => this.#stop('*') } }, 'Stop all');
  /** @type {string | null} */ #selected = null;
  /** @type {keyof typeof VIEWS} */ #view = 'card';
  /** @type {Map<string, ServerItem>} */ #items = new Map();
  isOpen = false;

  /** @param {import('./lesson.js').Lesson} lesson */
  constructor(lesson) {
    this.#lesson = lesson;
    this.#dom.append(
      el('header', {}, el('h2', {}, 'Servers'), this.#stopAll,
        el('button.button.small', { type: 'button', 'aria-label': 'Close', on: { click: () => this.close() } }, icon('close'))),
      el('div.body', {}, this.#list, this.#empty));
    this.#button.addEventListener('click', () => this.toggle());
  }

  toggle() {
    if (this.isOpen) this.close();
    else this.open();
  }

  open() {
    this.isOpen = true;
    this.#dom.hidden = false;
    document.body.classList.add('with-panel');
    this.#button.setAttribute('aria-expanded', 'true');
    this.#ask();
    /** @type {HTMLElement | null} */ (this.#dom.querySelector('.pick, header button:last-child'))?.focus();
  }

  close() {
    const hadFocus = this.#dom.contains(document.activeElement);
    this.isOpen = false;
    this.#dom.hidden = true;
    document.body.classList.remove('with-panel');
    this.#button.setAttribute('aria-expanded', 'false');
    this.#lesson.connection.send({ type: 'panel', open: false });
    if (hadFocus) (this.#lesson.current?.dom ?? this.#button).focus({ preventScroll: true });
  }

  /** The connection is there again: the server has forgotten that the panel is open. */
  resume() { if (this.isOpen) this.#ask(); }

  /** Another kernel: its servers are others. */
  forget() {
    this.#selected = null;
    this.show({ servers: [] });
  }

  #ask() {
    this.#lesson.connection.send({ type: 'panel', open: true, selected: this.#selected });
  }

  /** @param {string} id */
  #stop(id) {
    this.#lesson.connection.send({ type: 'stopServer', id });
    announce(id === '*' ? 'Stopping all servers.' : 'Stopping the server.');
  }

  /** @param {string | null} id */
  select(id) {
    this.#selected = id;
    for (const [key, item] of this.#items) item.select(key === id);
    this.#ask();
  }

  /** @param {{ servers?: Server[], note?: string }} message */
  show({ servers = [], note }) {
    const count = servers.filter(({ state }) => state !== 'stopped').length;
    const badge = /** @type {HTMLElement} */ (document.getElementById('server-count'));
    badge.textContent = String(count);
    badge.hidden = count === 0;
    this.#stopAll.hidden = count < 2;
    this.#empty.hidden = servers.length > 0;
    for (const [id, item] of this.#items) {
      if (servers.some(server => server.id === id)) continue;
      item.remove();
      this.#items.delete(id);
    }
    for (const server of servers) {
      let item = this.#items.get(server.id);
      if (!item) {
        item = new ServerItem(server.id, {
          pick: id => this.select(id === this.#selected ? null : id),
          stop: id => this.#stop(id),
          view: () => this.#view,
          setView: view => { this.#view = view; },
        });
        this.#items.set(server.id, item);
        this.#list.append(item.dom);
        item.select(server.id === this.#selected);
      }
      item.show(server);
    }
    // One server alone needs no choosing.
    if (this.isOpen && this.#selected === null && servers.length === 1 && !this.#wasOffered.has(servers[0].id)) {
      this.#wasOffered.add(servers[0].id);
      this.select(servers[0].id);
    }
    if (note) announce(note);
  }
  /** @type {Set<string>} */ #wasOffered = new Set();
}

class ServerItem {
  #id;
  #ways;
  #name = el('strong');
  #line = el('small');
  #pick;
  #stop;
  #open = el('a.button.small.outlined', { target: '_blank', rel: 'noopener noreferrer' }, icon('out'), 'Open');
  #hint = el('code');
  #hintLine;
  #detail = el('div.detail', { hidden: true });
  #tabs;
  /** @type {OutputFrame | null} */ #frame = null;
  #shown = '';
  /** @type {Server | null} */ #server = null;

  constructor(id, ways) {
    this.#id = id;
    this.#ways = ways;
    this.#pick = el('button.pick', { type: 'button', 'aria-expanded': 'false', on: { click: () => ways.pick(id) } }, this.#name, this.#line);
    this.#stop = el('button.button.small.outlined', { type: 'button', on: { click: () => ways.stop(id) } }, 'Stop');
    this.#hintLine = el('p.hint', {}, el('span', {}, 'In a terminal:'), this.#hint, copyButton('Copy the command', () => this.#hint.textContent ?? ''));
    this.#tabs = el('div.tabs', { role: 'tablist', 'aria-label': 'What to show of the server' }, ...Object.entries(VIEWS).map(([view, word]) =>
      el('button', { type: 'button', role: 'tab', data: { view }, on: { click: () => { ways.setView(view); this.#render(); }, keydown: event => this.#tabKeys(event) } }, word)));
    this.#detail.append(this.#hintLine, this.#tabs);
    this.dom = el('li.server', {}, el('div.line', {}, this.#pick, this.#open, this.#stop), this.#detail);
  }

  /** @param {boolean} is */
  select(is) {
    this.dom.classList.toggle('selected', is);
    this.#pick.setAttribute('aria-expanded', String(is));
    this.#detail.hidden = !is;
    if (is) this.#render();
  }

  /** @param {Server} server */
  show(server) {
    // The views come only when they have changed; the last ones stay.
    const { cardHtml, logHtml, diagramHtml } = this.#server ?? {};
    this.#server = { ...server, cardHtml: server.cardHtml ?? cardHtml, logHtml: server.logHtml ?? logHtml, diagramHtml: server.diagramHtml ?? diagramHtml };
    const { name, state, endPoint, protocol, connections, faults, webAddress, hint } = server;
    this.#name.textContent = name;
    const open = typeof connections === 'object' ? connections?.open : connections;
    this.#line.textContent = [protocol, endPoint, state, open !== undefined && `${open} connected`, faults > 0 && `${faults} ${faults === 1 ? 'fault' : 'faults'}`].filter(Boolean).join(' · ');
    this.#open.hidden = !/^https?:\/\//.test(webAddress ?? '');
    if (!this.#open.hidden) this.#open.href = webAddress;
    this.#open.setAttribute('aria-label', `Open the pages of ${name}`);
    this.#stop.setAttribute('aria-label', `Stop ${name}`);
    this.#stop.hidden = state === 'stopped';
    this.#hint.textContent = hint ?? '';
    this.#hintLine.hidden = !hint;
    if (!this.#detail.hidden) this.#render();
  }

  #render() {
    const view = this.#ways.view();
    for (const tab of this.#tabs.children) {
      const is = tab.dataset.view === view;
      tab.setAttribute('aria-selected', String(is));
      tab.tabIndex = is ? 0 : -1;
    }
    const html = this.#server?.[`${view}Html`];
    if (html === undefined) return;
    if (!this.#frame) {
      this.#frame = new OutputFrame('', `panel:${this.#id}`);
      this.#detail.append(this.#frame.dom);
    }
    this.#frame.label(`${VIEWS[view]} of ${this.#server?.name}`);
    const key = view + html;
    if (key === this.#shown) return;
    this.#shown = key;
    this.#frame.show(html);
  }

  /** @param {KeyboardEvent} event */
  #tabKeys(event) {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (!step) return;
    const all = /** @type {HTMLElement[]} */ ([...this.#tabs.children]);
    const to = all[(all.indexOf(/** @type {HTMLElement} */ (event.target)) + step + all.length) % all.length];
    to.focus();
    to.click();
    event.preventDefault();
  }

  remove() {
    this.#frame?.remove();
    this.dom.remove();
  }
}
