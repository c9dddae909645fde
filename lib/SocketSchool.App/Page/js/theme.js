/** Light or dark: the system's choice, or the learner's, which is remembered. */

const KEY = 'socketschool:theme';
const WORDS = { '': 'as the system', light: 'light', dark: 'dark' };
const dark = matchMedia('(prefers-color-scheme: dark)');
/** @type {Set<() => void>} */
const listeners = new Set();

const choice = () => document.documentElement.dataset.theme ?? '';

/** Paper is light, whatever the screen is. */ let isOnPaper = false;

/** @returns {'light' | 'dark'} what is shown now */
export const shade = () => /** @type {any} */ (isOnPaper ? 'light' : choice() || (dark.matches ? 'dark' : 'light'));

/** @param {() => void} listener called after each change of what is shown */
export function onShade(listener) {
  listeners.add(listener);
}

const NAMES = ['--ink', '--quiet', '--line', '--panel', '--page', '--accent', '--ok', '--warm', '--error'];

/** The colours as they are now, for documents and pictures that cannot see the page's own. */
export function colours() {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const found = { scheme: shade() };
  for (const name of NAMES) {
    probe.style.color = `var(${name})`;
    found[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return found;
}

function tell() {
  document.documentElement.dataset.shade = shade();
  for (const listener of listeners) listener();
}

/** @param {boolean} on  whether what is shown now is for paper */
export function paper(on) {
  if (isOnPaper === on) return;
  isOnPaper = on;
  const before = document.documentElement.dataset.shade;
  document.documentElement.style.colorScheme = on ? 'light' : '';
  if (shade() !== before) tell();
}

/** @param {HTMLButtonElement} button  goes through system, light, dark */
export function themeButton(button) {
  const say = () => {
    button.setAttribute('aria-label', `Colours: ${WORDS[choice()]}. Change`);
    button.title = `Colours: ${WORDS[choice()]}`;
  };
  button.addEventListener('click', () => {
    const order = dark.matches ? ['', 'light', 'dark'] : ['', 'dark', 'light'];
    const next = order[(order.indexOf(choice()) + 1) % order.length];
    if (next) document.documentElement.dataset.theme = next;
    else delete document.documentElement.dataset.theme;
    try {
      if (next) localStorage.setItem(KEY, next);
      else localStorage.removeItem(KEY);
    } catch { /* Then it holds until the page is closed. */ }
    say();
    tell();
  });
  say();
}

dark.addEventListener('change', tell);
document.documentElement.dataset.shade = shade();
