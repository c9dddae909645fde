/**
 * What the server wrote into the page.
 * @typedef {object} Settings
 * @property {string | null} lesson  the lesson's name, as in 03-echo
 * @property {string} root  where the addresses begin, with a slash at the end
 * @property {'local' | 'cdn' | 'none'} npm  where the packages come from
 * @property {{ src: string, integrity: string | null } | null} plotly
 */

const written = JSON.parse(document.getElementById('settings')?.textContent || '{}');

/** @type {Settings} */
export const settings = {
  lesson: document.body.dataset.lesson || null,
  root: new URL(document.body.dataset.root || './', location.href).pathname,
  npm: written.npm ?? 'none',
  plotly: written.plotly ?? null,
};

/** A script of the page carries the number that the page's policy asks for; those that it loads need it, too. */
export const nonce = /** @type {HTMLElement | null} */ (document.querySelector('script[nonce]'))?.nonce ?? '';
