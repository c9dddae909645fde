import { el, trusted } from './dom.js';
import { lastLesson, lastPlace } from './place.js';
import { address } from './settings.js';
import { themeButton } from './theme.js';

/** The contents: the lessons with what is done of them, where to go on, what runs. */

const part = id => /** @type {HTMLElement} */ (document.getElementById(id));
/** Milliseconds from one look at the server to the next. */
const EVERY = 3000;
const STATE = { done: 'done', tried: 'tried', open: 'not yet' };

themeButton(/** @type {HTMLButtonElement} */ (part('theme')));

const lessonAddress = name => address(`lesson/${encodeURIComponent(name)}`).href;
const count = exercises => exercises.filter(exercise => exercise.state === 'done').length;
const one = (n, word) => `${n} ${word}${n === 1 ? '' : 's'}`;

function dots(exercises) {
  return el('span.dots', { 'aria-hidden': 'true' }, ...exercises.map(({ name, state }) => el(`span.dot.${state}`, { title: `${name}: ${STATE[state]}` })));
}

// Every goal begins in the same way, which is fine in a lesson and tiresome in a list.
const shortGoal = html => html
  .replace(/^(\s*(?:<p>)?\s*)By the end,? you can (\p{L})/u, (_, start, letter) => start + letter.toUpperCase())
  .replace(/\s*<strong>(?:Time|Before)[\s\S]*$/, '');

function row(lesson) {
  const exercises = lesson.exercises ?? [];
  const done = count(exercises);
  const goal = el('div.goal', {}, trusted(shortGoal(lesson.goalHtml ?? '')));
  const running = lesson.running ?? [];
  return el('li', { className: exercises.length > 0 && done === exercises.length ? 'complete' : '' },
    el('span.number', { 'aria-hidden': 'true' }, lesson.number ?? ''),
    el('div', {}, el('h3', {}, el('a', { href: lessonAddress(lesson.name) }, lesson.title)), lesson.problem ? el('p.notice.error', {}, lesson.problem) : goal),
    el('div.meta', {},
      lesson.minutes && el('span', {}, lesson.minutes),
      exercises.length > 0 && dots(exercises),
      exercises.length > 0 && el('span', {}, `${done} of ${one(exercises.length, 'exercise')}`),
      running.length > 0 && el('span.live', {}, ` ${one(running.length, 'server')} running`)));
}

function goOn({ lessons, last: lastRun }) {
  // The server knows where a cell was changed or run last; this browser, what was read since.
  const read = lastLesson();
  const run = lessons.find(lesson => lesson.name === lastRun);
  const last = read && (!run?.opened || read.at > Date.parse(run.opened)) ? read.name : lastRun;
  const taught = lessons.filter(lesson => !lesson.isGlossary);
  const isDone = lesson => lesson.exercises.length > 0 && count(lesson.exercises) === lesson.exercises.length;
  const current = taught.find(lesson => lesson.name === last);
  const next = current && isDone(current) ? taught.slice(taught.indexOf(current) + 1).find(lesson => !isDone(lesson)) : null;
  const target = next ?? current ?? taught[0];
  if (!target) return;
  const isStart = !current;
  const left = target.exercises.find(exercise => exercise.state !== 'done');
  part('go-on').hidden = false;
  part('go-on').replaceChildren(
    el('a.button.primary', { href: lessonAddress(target.name) + (current === target && lastPlace(target.name) ? `#cell-${lastPlace(target.name)?.cell}` : '') }, `${isStart ? 'Start with' : next ? 'Next' : 'Continue'}: ${target.number ?? ''} ${target.title}`),
    el('p', {}, isStart ? `From nothing to a running server${target.minutes ? `: ${target.minutes} with its exercises` : ''}.` : left && !next ? `Next exercise there: ${left.name}.` : ''));
}

function score({ done, total }) {
  part('score').hidden = !total;
  part('score').replaceChildren(
    el('strong', {}, String(done)), ` of ${one(total, 'exercise')} done`,
    el('progress', { value: done, max: total || 1, 'aria-label': 'Exercises done' }));
}

let shown = '';

async function load() {
  const problem = part('problem');
  try {
    const answer = await fetch(address('api/contents'), { cache: 'no-store' });
    if (!answer.ok) throw new Error(await answer.text());
    const text = await answer.text();
    if (text === shown) return;
    shown = text;
    const contents = JSON.parse(text);
    part('lessons').replaceChildren(...contents.lessons.map(row));
    goOn(contents);
    score(contents);
    const running = contents.lessons.flatMap(lesson => (lesson.running ?? []).map(server => ({ ...server, lesson })));
    part('running-section').hidden = running.length === 0;
    part('running').replaceChildren(...running.map(({ name, endPoint, lesson }) =>
      el('li', {}, el('strong', {}, name), el('code', {}, endPoint), el('a', { href: lessonAddress(lesson.name) }, lesson.title))));
    problem.replaceChildren();
  } catch (error) {
    shown = '';
    const text = error instanceof TypeError
      ? 'The server does not answer. Is it still running in the terminal? Start it again and open the address that it prints.'
      : String(/** @type {any} */ (error)?.message ?? error);
    problem.replaceChildren(el('div.notice.error', { role: 'alert' }, el('p', {}, text)));
  }
}

load();
// What runs and what is done changes while one looks, and while one is in a lesson.
setInterval(() => { if (!document.hidden) load(); }, EVERY);
document.addEventListener('visibilitychange', () => { if (!document.hidden) load(); });
addEventListener('pageshow', event => { if (event.persisted) load(); });
