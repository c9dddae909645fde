/** Says things to a screen reader, politely and one after another. */

const region = document.getElementById('announcer');
/** @type {string[]} */
const waiting = [];
let timer = 0;

/** @param {string} text */
export function announce(text) {
  if (!region) return;
  // Of a queue of a hundred cells, the listener wants the last word, not each.
  if (waiting.length > 3) waiting.splice(0, waiting.length - 3);
  waiting.push(text);
  timer ||= window.setInterval(() => {
    const next = waiting.shift();
    if (next === undefined) {
      clearInterval(timer);
      timer = 0;
    } else {
      // The same words twice are a change only when something comes between.
      region.textContent = region.textContent === next ? next + '\u00a0' : next;
    }
  }, 350);
}
