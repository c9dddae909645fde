/**
 * What the server wrote into the page.
 * @typedef {object} Settings
 * @property {string | null} lesson  the lesson's name, as in 03-echo
 * @property {'local' | 'cdn' | 'none'} npm  where the packages come from
 * @property {{ src: string, integrity: string | null } | null} plotly
 */

const written = JSON.parse(document.getElementById('settings')?.textContent || '{}');

/** @type {Settings} */
export const settings = {
  lesson: written.lesson ?? null,
  npm: written.npm ?? 'none',
  plotly: written.plotly ?? null,
};

/**
 * An address of ours. They are relative to the page, because a proxy may have put a path before them that the server does not know.
 * @param {string} path  as in `api/contents`
 */
export const address = path => new URL((written.base ?? './') + path, document.baseURI);

/** A script of the page carries the number that the page's policy asks for; those that it loads need it, too. */
export const nonce = /** @type {HTMLElement | null} */ (document.querySelector('script[nonce]'))?.nonce ?? '';
