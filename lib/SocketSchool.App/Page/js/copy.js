import { announce } from './announce.js';
import { el, icon } from './dom.js';

/** Milliseconds for which a button says what became of the copy. */
const SAID = 2500;

/**
 * Copies a text.
 * @param {string} text
 * @returns {Promise<{ said: string, isGood: boolean }>} what to tell the learner
 */
export const copy = text => navigator.clipboard.writeText(text).then(
  () => ({ said: 'Copied.', isGood: true }), () => ({ said: 'The browser did not allow the copy.', isGood: false }));

/**
 * A button that copies a text, and says that it did.
 * @param {string} label  what it copies, for a screen reader
 * @param {() => string} text
 */
export function copyButton(label, text) {
  const word = el('span.copied', { hidden: true });
  const picture = icon('copy');
  let timer = 0;
  const say = ({ said, isGood }) => {
    announce(said);
    word.textContent = isGood ? 'Copied' : 'Not allowed';
    word.hidden = false;
    picture.replaceWith(isGood ? done : picture);
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      word.hidden = true;
      done.replaceWith(picture);
    }, SAID);
  };
  const done = icon('check');
  return el('button.button.small', {
    type: 'button', 'aria-label': label, title: 'Copy',
    on: { click: () => copy(text()).then(say) },
  }, picture, word);
}
